import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { build, speakAs } from '../support/build.ts'
import { follow, listen } from '../support/reader.ts'
import { makeCast, newDonation } from '../support/walk.ts'

t.setTimeout(60_000)

/** Longer than a node remembers that a key is good, and shorter than a stream goes without a sign of life. */
const remembered = 4500

/** A donor with a key besides, which reads, and hands to revoke it and to make something happen. */
const start = async (t: Test) => {
  const built = await build(t, { background: true })
  const cast = await makeCast(built)
  const owner = speakAs(built, cast.donor)
  const { body } = await owner.post('/v1/keys', { name: 'Screen', scopes: ['read'] })
  const screen = { key: String(body.secret) }
  const revoke = async () => {
    const { status } = await owner.post(`/v1/keys/${body.id}/revocations`, {})
    if (status !== 200) throw new Error(`the key was not revoked: ${status}`)
    await sleep(remembered)
  }
  const pledge = async () => String((await owner.post('/v1/donations', newDonation(cast))).body.id)
  // Learnt now, the key is good in the memory of the node until after it was revoked.
  t.equal((await speakAs(built, screen).get('/v1/events')).status, 200)
  return { built, cast, owner, screen, revoke, pledge }
}

t.test('tells a request that waits nothing of what happens after its key was revoked', async (t) => {
  const { built, owner, screen, revoke, pledge } = await start(t)
  const waits = speakAs(built, screen).get('/v1/events?wait=25')
  const others = owner.get('/v1/events?wait=25')
  await revoke()
  const stream = await pledge()
  t.match((await others).body.items, [{ stream }], 'those with other keys learn of it')
  const { status, body } = await waits
  t.match({ status, body }, { status: 401, body: { code: 'key-revoked' } })
  t.notOk(JSON.stringify(body).includes(stream))
})

t.test('ends a stream at the first event after its key was revoked, without a word of it', async (t) => {
  const { built, cast, screen, revoke, pledge } = await start(t)
  const url = `${await listen(built)}/v1/events/stream`
  const [streamed, others] = [await follow(t, url, screen), await follow(t, url, cast.donor)]
  for (const { next } of [streamed, others]) t.match(await next(), { id: /./ })
  await revoke()
  const stream = await pledge()
  t.match(await others.next(), { event: 'donation.pledged' }, 'those with other keys learn of it')
  t.equal(await streamed.next(), undefined, `and not of ${stream}`)
})
