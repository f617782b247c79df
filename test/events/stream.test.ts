import t from 'tap'
import { build, speakAs } from '../support/build.ts'
import { follow, listen } from '../support/reader.ts'

t.setTimeout(90_000)

t.test('says now and then that it is alive, and ends when its key does', async (t) => {
  const built = await build(t, { background: true })
  const club = await built.makeOrganization()
  const url = await listen(built)
  const { post } = speakAs(built, club)
  const made = await post('/v1/keys', { name: 'Screen', scopes: ['read'] })
  const screen = await follow(t, `${url}/v1/events/stream`, { key: made.body.secret })
  const other = await follow(t, `${url}/v1/events/stream`, club)
  t.match(await screen.next(), { id: /./ })
  t.match(await screen.next(), { comment: '' })
  t.equal((await post(`/v1/keys/${made.body.id}/revocations`, {})).status, 200)
  t.equal(await screen.next(), undefined)
  t.match(await other.next(), { id: /./ })
  for (let n = 0; n < 2; n++) t.match(await other.next(), { comment: '' }, 'those of other keys go on')
})
