import { eq } from 'drizzle-orm'
import t from 'tap'
import { endpointSecrets } from '../../src/database/tables.ts'
import { openScene } from './scene.ts'

t.test('rotating again never lengthens the life of a secret that is to end sooner', async (t) => {
  const { built, donor, make } = await openScene(t)
  const { id, path } = await make()
  const rotate = async (overlapHours: number) =>
    t.equal((await donor.post(`${path}/secrets`, { overlapHours })).status, 201)
  const rows = () =>
    built.db
      .select()
      .from(endpointSecrets)
      .where(eq(endpointSecrets.endpointId, id))
      .orderBy(endpointSecrets.id)
  await rotate(1)
  const [before] = await rows()
  await rotate(24)
  const [after, next, newest] = await rows()
  t.match(before, { expiresAt: Date })
  t.same(after, before)
  t.match(next, { expiresAt: Date }, 'what signed for good until now ends as well')
  t.equal(newest?.expiresAt, null)
})

t.test('a public key whose overlap is over is published no more', async (t) => {
  const { built, donor, make } = await openScene(t)
  const { id, path, made } = await make({ signature: 'v1a' })
  const published = async () => {
    const { keys } = (await built.app.inject({ url: `/webhook-keys/${id}` })).json()
    return keys.map(({ publicKey }: { publicKey: string }) => publicKey)
  }
  t.same(await published(), [made.body.secret])
  const rotated = await donor.post(`${path}/secrets`, { overlapHours: 0 })
  t.match(rotated, { status: 201, body: { signature: 'v1a', secret: /^whpk_/ } })
  t.same(await published(), [rotated.body.secret])
  // Its row is still there: it is by its time that it is left out.
  t.equal(await built.db.$count(endpointSecrets, eq(endpointSecrets.endpointId, id)), 2)
})
