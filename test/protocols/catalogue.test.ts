import t from 'tap'
import { Protocol } from '../../schemas/protocol.ts'
import { build, speakAs } from '../support/build.ts'

t.test('shows every protocol, the newest version of each', async (t) => {
  const built = await build(t)
  const anybody = speakAs(built, await built.makeOrganization())
  const { status, body } = await anybody.get('/v1/protocols')
  t.equal(status, 200)
  const slugs = body.items.map(({ slug }: { slug: string }) => slug)
  t.strictSame(slugs.toSorted(), [
    'generic-device',
    'infant-incubator',
    'laser-indirect-ophthalmoscope',
    'lower-limb-exoskeleton',
    'ophthalmic-camera',
  ])
  for (const protocol of body.items) t.strictSame(Protocol.parse(protocol), protocol)
})

t.test('shows one protocol, in any version that there was', async (t) => {
  const built = await build(t)
  const anybody = speakAs(built, await built.makeOrganization())
  const newest = await anybody.get('/v1/protocols/infant-incubator')
  t.match(newest, { status: 200, body: { slug: 'infant-incubator', version: 1 } })
  t.strictSame((await anybody.get('/v1/protocols/infant-incubator?version=1')).body, newest.body)
  t.equal((await anybody.get('/v1/protocols/infant-incubator?version=2')).status, 404)
  t.equal((await anybody.get('/v1/protocols/infant-incubator?version=0')).status, 400)
  t.equal((await anybody.get('/v1/protocols/__proto__')).status, 404)
})
