import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import t, { type Test } from 'tap'
import { Event } from '../../schemas/event.ts'
import { build, speakAs } from '../support/build.ts'
import { publishAll } from '../support/publish.ts'
import { makeCast, newDonation, sha256, walk } from '../support/walk.ts'

const start = async (t: Test) => {
  const built = await build(t)
  return { built, cast: await makeCast(built) }
}

type Speaker = ReturnType<typeof speakAs>

/** Every page from a first one on, as its links lead. */
const follow = async (speaker: Speaker, first: string) => {
  const pages: { items: Event[]; next?: string }[] = []
  for (let url: string | undefined = first; url; ) {
    const { status, headers, body }: Awaited<ReturnType<Speaker['get']>> = await speaker.get(url)
    if (status !== 200) throw new Error(`${status} ${url}`)
    pages.push(body)
    url = /^<(.+)>; rel="next"$/.exec(String(headers.link ?? ''))?.[1]
  }
  return pages
}

t.test('reads a timeline page by page, in its order and without a gap', async (t) => {
  const { built, cast } = await start(t)
  const { path, donor } = await walk(built, cast)
  const [whole, ...none] = await follow(donor, `${path}/events?limit=100`)
  const events = whole?.items ?? []
  t.same(none, [])
  t.equal(whole?.next, undefined, 'the last page has no next')
  t.ok(events.length > 15)
  for (const event of events) t.same(Event.strict().parse(event), event)
  t.same(
    events.map(({ sequence }) => sequence),
    events.map((_, place) => place + 1),
  )
  for (const limit of [1, 4, events.length - 1, events.length]) {
    const pages = await follow(donor, `${path}/events?limit=${limit}`)
    t.same(
      pages.flatMap(({ items }) => items),
      events,
      `in pages of ${limit}`,
    )
    t.equal(pages.length, Math.ceil(events.length / limit), 'and no empty one')
  }
})

t.test('reads the timeline of an endpoint page by page, to its owner alone', async (t) => {
  const { built, cast } = await start(t)
  const donor = speakAs(built, cast.donor)
  const { body: made } = await donor.post('/v1/endpoints', { url: 'https://93.184.216.34/', types: ['*'] })
  const path = `/v1/endpoints/${made.id}`
  const sent = [
    'endpoint.pinged',
    'endpoint.paused',
    'endpoint.resumed',
    'endpoint.pinged',
    'endpoint.removed',
  ]
  for (const type of sent) t.equal((await donor.send(path, type)).status, 201)
  const pages = await follow(donor, `${path}/events?limit=4`)
  const events = pages.flatMap(({ items }) => items)
  t.same(
    events.map(({ type, sequence }) => [type, sequence]),
    ['endpoint.created', ...sent].map((type, place) => [type, place + 1]),
  )
  t.equal(pages.length, 2)
  for (const event of events) {
    t.same(Event.strict().parse(event), event)
    t.same((await donor.get(`${path}/events/${event.sequence}`)).body, event)
  }
  await publishAll(built.db)
  t.same((await donor.get('/v1/events?type=endpoint.*')).body.items, events, 'the feed shows the same')
  const { next } = (await donor.get(`${path}/events?limit=1`)).body
  for (const speaker of [speakAs(built, cast.recipient), speakAs(built, { key: built.operator })]) {
    for (const url of [`${path}/events`, `${path}/events?cursor=${next}`, `${path}/events/1`])
      t.match(await speaker.get(url), { status: 404, body: { code: 'not-found' } })
  }
  t.match(await donor.get(`/v1/donations/${made.id}/events`), { status: 404 }, 'an endpoint is no donation')
})

t.test('lets a reader check the chain of hashes by what the reference says of it', async (t) => {
  const { built, cast } = await start(t)
  const { path } = await walk(built, cast)
  const { body } = await speakAs(built, cast.authority).get(`${path}/events?limit=100`)
  const events: Event[] = body.items
  let previous = '0'.repeat(64)
  for (const { hash, ...rest } of events) {
    const text = canonicalize(rest) ?? ''
    t.equal(createHash('sha256').update(previous).update(text).digest('hex'), hash, rest.type)
    previous = hash
  }
})

t.test('leads from an answer to the event, which says who did what and when', async (t) => {
  const { built, cast } = await start(t)
  const { path, id, hospital, donor } = await walk(built, cast, { until: 'pledged' })
  const occurredAt = '2022-10-20T09:00:00.000Z'
  const { headers } = await hospital.get(path)
  const ifMatch = { 'if-match': String(headers.etag) }
  const sent = { type: 'donation.agreed', data: { position: 'Director' }, occurredAt }
  const agreed = await hospital.post(`${path}/events`, sent, ifMatch)
  t.equal(agreed.headers.location, `${path}/events/2`)
  const found = await donor.get(String(agreed.headers.location))
  t.match(found.body, {
    ...sent,
    stream: id,
    sequence: 2,
    subject: { kind: 'donation', id },
    from: 'pledged',
    to: 'contracting',
    actor: { organization: cast.recipient.id },
    cause: null,
  })
  t.ok(Date.parse(found.body.recordedAt) > Date.parse(occurredAt), 'and when it was written down')
  const pledged = await donor.get(`${path}/events/1`)
  t.match(pledged.body, { type: 'donation.pledged', from: null, actor: { organization: cast.donor.id } })
  t.equal((await donor.get(`${path}/events/3`)).status, 404)
})

t.test('names the event whose cascade brought another one about', async (t) => {
  const { built, cast } = await start(t)
  const { path, shipment, donor, hospital } = await walk(built, cast, { until: 'dispatched' })
  const arrived = await hospital.send(shipment, 'shipment.arrived')
  const root = (await donor.get(String(arrived.headers.location))).body
  t.equal(root.cause, null)
  const { body } = await donor.get(`${path}/events?limit=100`)
  const events: Event[] = body.items
  const caused = events.filter(({ sequence }) => sequence > root.sequence)
  t.same(
    caused.map(({ type }) => type),
    ['unit.arrived', 'unit.arrived', 'donation.arrived'],
  )
  const [first] = caused
  t.same(
    caused.map(({ cause }) => cause),
    [root.id, root.id, first?.id],
  )
  for (const { actor } of caused) t.same(actor, root.actor)
})

t.test('publishes to each party what happens in its donations, in one order', async (t) => {
  const { built, cast } = await start(t)
  const { path, id, donor, hospital } = await walk(built, cast, { until: 'contracted' })
  const other = await donor.post('/v1/donations', newDonation(cast))
  const stranger = speakAs(built, await built.makeOrganization())
  t.match((await donor.get('/v1/events')).body, { items: [] }, 'nothing before it is published')
  await publishAll(built.db)

  const { body: timeline } = await donor.get(`${path}/events?limit=100`)
  const { body: feed } = await hospital.get('/v1/events?limit=100')
  const mine: Event[] = feed.items
  t.same(
    mine.filter(({ stream }) => stream === id),
    timeline.items,
    'the very events of the timeline',
  )
  t.equal(mine.at(-1)?.stream, other.body.id)
  t.match((await stranger.get('/v1/events')).body, { items: [] }, 'and nothing to a stranger')

  const read: Event[] = []
  let url = '/v1/events?limit=2'
  for (let pages = 0; pages < 20; pages++) {
    const { body, headers } = await hospital.get(url)
    read.push(...body.items)
    url = /^<(.+)>; rel="next"$/.exec(String(headers.link))?.[1] ?? ''
  }
  t.same(read, mine, 'page by page as well')

  const end = await hospital.get(url)
  t.same(end.body.items, [], 'at the end there is nothing yet')
  t.match(end.body.next, /./, 'but a cursor to ask with again')
  await hospital.send(`/v1/donations/${other.body.id}`, 'donation.agreed')
  t.same((await hospital.get(url)).body.items, [], 'what is not published is not read')
  await publishAll(built.db)
  const { body: later } = await hospital.get(url)
  t.match(later.items, [{ type: 'donation.agreed', stream: other.body.id }])
})

t.test('binds the cursor of a feed to its reader', async (t) => {
  const { built, cast } = await start(t)
  const { donor, hospital } = await walk(built, cast, { until: 'contracting' })
  await publishAll(built.db)
  const { next } = (await donor.get('/v1/events?limit=1')).body
  const taken = await hospital.get(`/v1/events?cursor=${next}`)
  t.match(taken, { status: 400, body: { code: 'invalid-cursor', errors: [{ in: 'query', name: 'cursor' }] } })
})

t.test('counts the version up with each change, and takes none to an older one', async (t) => {
  const { built, cast } = await start(t)
  const { path, item, donor, hospital, shipment, units } = await walk(built, cast, { until: 'planned' })
  const unit = `/v1/units/${units[0]}`
  const tag = async (url: string) => (await donor.get(url)).headers.etag
  const versions = async () => [await tag(path), await tag(shipment), await tag(unit)]
  t.same(await versions(), ['"6"', '"1"', '"1"'], 'a cascade is one change, however many units it is about')
  const packed = units.map((one, n) => ({ unit: one, serialNumber: `SN-${n}` }))
  const answer = await donor.send(shipment, 'shipment.packed', { packages: [{ number: '1', units: packed }] })
  t.equal(answer.headers.etag, '"2"')
  t.equal(answer.body.version, 2)
  t.same(await versions(), ['"6"', '"2"', '"2"'])
  const late = await donor.post(
    `${shipment}/events`,
    { type: 'shipment.dispatched', data: { mode: 'air' } },
    { 'if-match': '"1"' },
  )
  t.match(late, { status: 412, body: { code: 'if-match-stale' } })
  t.same(await versions(), ['"6"', '"2"', '"2"'])
  await donor.send(shipment, 'shipment.dispatched', { mode: 'air' })
  t.same(await versions(), ['"7"', '"3"', '"3"'], 'the donation follows its units')
  t.ok(item)
  t.equal((await hospital.get(path)).headers.etag, '"7"', 'and the version is the same to everybody')
})

t.test('answers a request made again with the very answer it got', async (t) => {
  const { built, cast } = await start(t)
  const { path, donor, hospital } = await walk(built, cast, { until: 'pledged' })
  const key = { 'idempotency-key': 'once' }
  const agree = { type: 'donation.agreed', data: { position: 'Director' } }
  const first = await hospital.post(`${path}/events`, agree, { ...key, 'if-match': '"1"' })
  t.equal(first.status, 201)
  t.equal(first.headers['idempotency-replayed'], undefined)
  const draft = {
    number: '1',
    texts: [{ language: 'ru', sha256 }],
    signatories: [cast.donor.id, cast.recipient.id],
  }
  t.equal((await donor.send(path, 'contract.drafted', draft)).status, 201)

  for (const header of ['once', '"once"']) {
    const again = await hospital.post(`${path}/events`, agree, {
      'idempotency-key': header,
      'if-match': '"1"',
    })
    t.equal(again.status, 201)
    t.same(again.body, first.body, 'whatever has happened since')
    t.equal(again.headers.etag, first.headers.etag)
    t.equal(again.headers.location, first.headers.location)
    t.equal(again.headers['idempotency-replayed'], 'true')
  }
  const other = { ...agree, data: { position: 'Deputy' } }
  const reused = { status: 422, body: { code: 'idempotency-key-reused' } }
  t.match(await hospital.post(`${path}/events`, other, { ...key, 'if-match': '"1"' }), reused)
  t.match(await hospital.post('/v1/keys', { name: 'x', scopes: ['read'] }, key), reused, 'on any route')
  const { body } = await donor.get(`${path}/events`)
  t.equal(body.items.length, 3, 'it was done once')
})

t.test('keeps nothing of a request that was refused: its key is free', async (t) => {
  const { built, cast } = await start(t)
  const { path, hospital } = await walk(built, cast, { until: 'pledged' })
  const key = { 'idempotency-key': 'once' }
  const send = (event: object, etag: string) =>
    hospital.post(`${path}/events`, event, { ...key, 'if-match': etag })
  t.equal((await send({ type: 'donation.declined' }, '"1"')).status, 400)
  t.equal((await send({ type: 'donation.withdrawn', data: { reason: 'other' } }, '"1"')).status, 403)
  t.equal((await send({ type: 'donation.agreed' }, '"7"')).status, 412)
  t.equal((await send({ type: 'contract.signed', data: { sha256, position: 'x' } }, '"1"')).status, 409)
  t.equal((await send({ type: 'donation.agreed' }, '"1"')).status, 201)
})

t.test('does a request once that is made many times at once', async (t) => {
  const { built, cast } = await start(t)
  const donor = speakAs(built, cast.donor)
  const key = { 'idempotency-key': 'at-once' }
  const pledge = () => donor.post('/v1/donations', newDonation(cast), key)
  const made = await Promise.all(Array.from({ length: 10 }, pledge))
  const refused = made.filter(({ status }) => status !== 201)
  t.equal(made.length - refused.length, 1)
  for (const { status, headers, body } of refused) {
    t.match({ status, code: body.code }, { status: 409, code: 'idempotency-key-in-progress' })
    t.equal(headers['retry-after'], '1')
  }
  const again = await pledge()
  t.match(again, { status: 201, headers: { 'idempotency-replayed': 'true' } })
  const { path, hospital } = await walk(built, cast, { until: 'pledged' })
  const agree = () =>
    hospital.post(`${path}/events`, { type: 'donation.agreed' }, { ...key, 'if-match': '"1"' })
  const statuses = (await Promise.all(Array.from({ length: 10 }, agree))).map(({ status }) => status)
  t.same(statuses.filter((status) => status === 201).length, 1)
  t.same((await donor.get('/v1/donations')).body.items.length, 2)
})

t.test('takes one of fifty events that were sent to the same version', async (t) => {
  const { built, cast } = await start(t)
  const { path, hospital, donor } = await walk(built, cast, { until: 'pledged' })
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      n % 2
        ? hospital.post(`${path}/events`, { type: 'donation.agreed' }, { 'if-match': '"1"' })
        : donor.post(
            `${path}/events`,
            { type: 'donation.withdrawn', data: { reason: 'other' } },
            { 'if-match': '"1"' },
          ),
    ),
  )
  t.equal(answers.filter(({ status }) => status === 201).length, 1)
  t.equal(answers.filter(({ status }) => status === 412).length, 49)
  t.equal((await donor.get(`${path}/events`)).body.items.length, 2)
})
