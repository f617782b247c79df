import t, { type Test } from 'tap'
import { streamFeed } from '../../src/events/stream.ts'
import { createWaiting } from '../../src/events/waiting.ts'
import { build, speakAs } from '../support/build.ts'
import { pledgeOne } from '../support/pending.ts'
import { publishAll } from '../support/publish.ts'
import { follow, listen } from '../support/reader.ts'
import { makeCast } from '../support/walk.ts'

t.setTimeout(60_000)

const start = async (t: Test) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const url = `${await listen(built)}/v1/events/stream`
  return { built, cast, url, donor: speakAs(built, cast.donor) }
}

t.test('goes on after what came last, though the address still says where it once began', async (t) => {
  const { built, cast, url, donor } = await start(t)
  const pledged = [await pledgeOne(built, cast), await pledgeOne(built, cast), await pledgeOne(built, cast)]
  await publishAll(built.db)
  const older = (await donor.get('/v1/events?limit=1')).body.next
  const later = (await donor.get('/v1/events?limit=2')).body.next
  t.not(older, later)
  // A browser that comes back asks the same address again, and adds the header.
  const again = await follow(t, `${url}?cursor=${older}`, cast.donor, { 'last-event-id': later })
  t.match(await again.nextEvent(), { event: { stream: pledged[2] } })
  const anew = await follow(t, `${url}?cursor=${older}`, cast.donor)
  t.match(await anew.nextEvent(), { event: { stream: pledged[1] } }, 'the address alone leads further back')
})

t.test('asks whatever lies between to pass the stream on as it is, at once', async (t) => {
  const { cast, url } = await start(t)
  const { response } = await follow(t, url, cast.donor)
  t.equal(response.status, 200)
  t.match(response.headers.get('content-type'), /^text\/event-stream/)
  t.equal(response.headers.get('x-accel-buffering'), 'no')
  // Who compresses a stream keeps it back as well.
  t.match(response.headers.get('cache-control'), /\bno-transform\b/)
})

t.test('tells a reader whom every event passed by where to go on from, once', async (t) => {
  const waiting = createWaiting({
    findNews: async () => ({ head: '0', organizations: [] }),
    engine: { onPublished: () => {} },
    onError: (error) => t.error(error),
  })
  const place = waiting.enter('')
  if (!place) throw new Error('there was no place')
  t.teardown(place.leave)
  const stream = streamFeed({
    place,
    after: '3',
    // The filter leaves nothing of what was published up to 7.
    read: async () => ({ events: [], end: '7', isMore: false }),
    toCursor: (position) => `cursor-${position}`,
    isAllowed: async () => true,
    beat: 0,
  })
  const next = async () => (await stream.next()).value
  t.match(await next(), /^id: cursor-3$/m)
  t.equal(await next(), ':\nid: cursor-7\n\n')
  t.equal(await next(), ':\n\n', 'and after that only that the stream is alive')
})
