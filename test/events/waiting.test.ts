import t, { type Test } from 'tap'
import { events } from '../../src/database/tables.ts'
import { build, speakAs } from '../support/build.ts'
import { joinNode } from '../support/node.ts'
import { publishAll } from '../support/publish.ts'
import { follow, listen } from '../support/reader.ts'
import { makeCast, newDonation, walk } from '../support/walk.ts'

t.setTimeout(90_000)

const start = async (t: Test, background = true) => {
  const built = await build(t, { background })
  const cast = await makeCast(built)
  const url = await listen(built)
  const donor = speakAs(built, cast.donor)
  const pledge = async () => String((await donor.post('/v1/donations', newDonation(cast))).body.id)
  return { built, cast, url, donor, hospital: speakAs(built, cast.recipient), pledge }
}

/** Goes on from a cursor, waiting where there is nothing, until it was answered with the events that were asked for. */
const readOn = async ({ get }: ReturnType<typeof speakAs>, query: string, most: number) => {
  const ids: string[] = []
  let cursor = ''
  while (ids.length < most) {
    const { status, body } = await get(`/v1/events?wait=25&limit=3&${query}${cursor && `&cursor=${cursor}`}`)
    if (status !== 200) throw new Error(JSON.stringify(body))
    for (const { id } of body.items) ids.push(id)
    cursor = body.next
  }
  return ids
}

t.test('answers a request that waits with what is published meanwhile, and nothing else', async (t) => {
  const { donor, hospital, pledge } = await start(t)
  const id = await pledge()
  const { body } = await donor.get('/v1/events?wait=25&type=donation.agreed,donation.pledged')
  t.match(body.items, [{ stream: id, type: 'donation.pledged' }])
  const waits = donor.get(`/v1/events?wait=25&type=donation.agreed`)
  await pledge()
  await hospital.send(`/v1/donations/${id}`, 'donation.agreed')
  t.match((await waits).body.items, [{ stream: id, type: 'donation.agreed' }])
})

t.test('answers with an empty page and the place to go on from when the time is up', async (t) => {
  const { donor } = await start(t)
  const { body, headers } = await donor.get('/v1/events?wait=1&type=unit.*')
  t.same(body.items, [])
  t.match(body.next, /./)
  t.match(headers.link, /wait=1.*rel="next"/)
})

t.test('learns of what another node published', async (t) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const other = await joinNode(t, built)
  const running = other.engine.start()
  t.teardown(() => running.stop())
  const waits = speakAs(built, cast.donor).get('/v1/events?wait=25')
  const made = await speakAs(other, cast.donor).post('/v1/donations', newDonation(cast))
  t.match((await waits).body.items, [{ stream: made.body.id }])
})

t.test(
  'shows each event once and in order to those who wait and those who follow, behind a filter too',
  async (t) => {
    const { built, cast, url, donor } = await start(t)
    const followed = await follow(t, `${url}/v1/events/stream?type=unit.*,shipment.*`, cast.donor)
    await followed.next()
    const perDonation = 8
    const [most, until] = [6 * perDonation, 'arrived'] as const
    const streamed = (async () => {
      const ids: string[] = []
      while (ids.length < most) ids.push((await followed.nextEvent())?.event.id ?? 'the end')
      return ids
    })()
    const waited = readOn(donor, 'type=unit.*,shipment.*', most)
    await Promise.all(Array.from({ length: 6 }, () => walk(built, cast, { quantity: 1, until })))
    const ids = await waited
    t.same(await streamed, ids, 'both in the same order')
    const written = await built.db.select({ id: events.id, body: events.body }).from(events)
    const wanted = written.filter(({ body }) => /"type":"(unit|shipment)\./.test(body))
    t.same(wanted.map(({ id }) => id).sort(), ids.toSorted(), 'and each event once')
  },
)

t.test(
  'takes no more waiting requests of an organization than twenty, and none of them for long',
  async (t) => {
    const { donor, url, cast, hospital, pledge } = await start(t)
    const readers = await Promise.all(
      Array.from({ length: 20 }, () => follow(t, `${url}/v1/events/stream`, cast.donor)),
    )
    const refused = await donor.get('/v1/events?wait=25')
    t.match(refused, { status: 429, body: { code: 'too-many-waiting' }, headers: { 'retry-after': '5' } })
    t.equal((await donor.get('/v1/events/stream')).status, 429)
    t.equal((await donor.get('/v1/events')).status, 200, 'who does not wait is answered')
    const others = hospital.get('/v1/events?wait=25')
    const id = await pledge()
    t.match((await others).body.items, [{ stream: id }], 'and so is another organization')
    for (const { stop } of readers) stop()
    for (let status = 429; status === 429; )
      status = (await donor.get('/v1/events?wait=1&type=unit.*')).status
    t.pass('the places of those who went away are free again')
  },
)

t.test('answers who waits and ends what streams when the service ends', async (t) => {
  const { built, cast, url } = await start(t)
  const headers = { authorization: `Bearer ${cast.donor.key}` }
  const waits = fetch(`${url}/v1/events?wait=25`, { headers })
  const followed = await follow(t, `${url}/v1/events/stream`, cast.donor)
  t.match(await followed.next(), { id: /./ })
  await built.app.inject({ url: '/v1/events', headers })
  await built.app.close()
  const answer = await waits
  t.equal(answer.status, 200)
  t.match(await answer.json(), { items: [], next: /./ })
  t.equal(await followed.next(), undefined)
})

t.test('begins where its reader left off, else now, and says so at once', async (t) => {
  const { built, cast, url, donor, pledge } = await start(t, false)
  const first = await pledge()
  await publishAll(built.db)
  const now = await follow(t, `${url}/v1/events/stream`, cast.donor)
  t.match(now.response.headers.get('content-type'), /^text\/event-stream/)
  const head = await now.next()
  const second = await pledge()
  await publishAll(built.db)
  const seen = await now.nextEvent()
  t.match(seen, { type: 'donation.pledged', event: { stream: second } })
  const page = await donor.get('/v1/events')
  t.equal(JSON.stringify(page.body.items[1]), seen?.text, 'the very text of the feed')
  t.equal(seen?.id, page.body.next, 'and its cursor')
  const { next } = (await donor.get('/v1/events?limit=1')).body
  const from = await follow(t, `${url}/v1/events/stream?cursor=${next}`, cast.donor)
  t.match(await from.nextEvent(), { event: { stream: second } })
  const again = await follow(t, `${url}/v1/events/stream?cursor=${next}`, cast.donor, {
    'last-event-id': head?.id ?? '',
  })
  t.match(await again.nextEvent(), { event: { stream: second } })
  t.not(first, second)
  const strange = await fetch(`${url}/v1/events/stream`, {
    headers: { authorization: `Bearer ${cast.recipient.key}`, 'last-event-id': next },
  })
  t.equal(strange.status, 400, 'a cursor of another reader is no place to begin')
})
