import { randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import t from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { Event } from '../../schemas/event.ts'
import type { Database } from '../../src/database/client.ts'
import { events, feed, publications, unpublished } from '../../src/database/tables.ts'
import { details } from '../../src/details.ts'
import { fanOut } from '../../src/endpoints/fan-out.ts'
import { createPublish } from '../../src/engine/publisher.ts'
import { planShipment } from '../../src/shipments/plan.ts'
import { type Built, build, type Organization, speakAs } from '../support/build.ts'
import { joinNode } from '../support/node.ts'
import { publishAll } from '../support/publish.ts'
import { makeCast, sha256, walk } from '../support/walk.ts'

t.setTimeout(100_000)

const readPublications = (db: Database) => db.select().from(publications).orderBy(asc(publications.position))

/** Reads a feed from a cursor to its end, as a reader who keeps the last cursor would. */
const readOn = async (built: Pick<Built, 'app'>, organization: Organization, cursor?: string) => {
  const read: Event[] = []
  let next = cursor
  for (;;) {
    const query = next === undefined ? '' : `&cursor=${encodeURIComponent(next)}`
    const { body } = await speakAs(built, organization).get(`/v1/events?limit=7${query}`)
    const items = Event.array().parse(body.items)
    read.push(...items)
    next = String(body.next)
    if (items.length === 0) return { read, next }
  }
}

t.test('gives each event one place in the feed, and those of a stream in their order', async (t) => {
  const built = await build(t)
  const other = await joinNode(t, built)
  const cast = await makeCast(built)
  let writing = true
  const publishers = [built.db, other.db, built.db, other.db].map(async (db) => {
    const publish = createPublish(db, fanOut)
    while (writing) await publish()
  })
  const nodes = [built, other]
  await Promise.all(
    Array.from({ length: 24 }, async (_, n) => {
      const { path, id } = await walk(built, cast, { until: n % 3 ? 'contracting' : 'arrived' })
      const donor = speakAs(nodes[n % 2] ?? built, cast.donor)
      for (let place = 0; place < 8; place++) {
        const text = { number: `${id} ${place}`, texts: [{ language: 'ru', sha256 }] }
        const data = { ...text, signatories: [cast.donor.id, cast.recipient.id] }
        if (n % 3) t.equal((await donor.send(path, 'contract.drafted', data)).status, 201)
      }
    }),
  )
  writing = false
  await Promise.all(publishers)
  await publishAll(built.db)

  const published = await readPublications(built.db)
  t.same(
    published.map(({ position }) => position),
    published.map((_, place) => place + 1),
    'places have no gap',
  )
  const written = await built.db.select().from(events)
  t.equal(published.length, written.length)
  const reached = new Map<string, number>()
  for (const { streamId, sequence } of published) {
    if (sequence !== (reached.get(streamId) ?? 0) + 1)
      t.fail(`event ${sequence} of ${streamId} comes after ${reached.get(streamId)}`)
    reached.set(streamId, sequence)
  }
  t.equal(reached.size, 24)
  t.same(await built.db.select().from(unpublished), [])
})

t.test('says that there is more where one statement did not take all, and only there', async (t) => {
  const built = await build(t)
  const { id } = await walk(built, await makeCast(built), { until: 'contracting' })
  await publishAll(built.db)
  const publish = createPublish(built.db, fanOut)
  const committed = Array.from({ length: 501 }, (_, n) => {
    const event = { eventId: uuidv7(), type: 'donation.pledged' }
    return { ...event, streamId: id, sequence: 1000 + n }
  })
  await built.db.insert(unpublished).values(committed)
  t.match(await publish(), { events: 500, hasMore: true })
  t.match(await publish(), { events: 1, hasMore: false })
})

t.test('is read without a gap or a repetition while others write', async (t) => {
  const built = await build(t, { background: true })
  const other = await joinNode(t, built)
  const running = other.engine.start()
  t.teardown(() => running.stop())
  const cast = await makeCast(built)
  let writing = true
  const writers = Promise.all(
    Array.from({ length: 10 }, async (_, n) => {
      for (let k = 0; k < 3; k++) await walk({ ...built, app: (n % 2 ? other : built).app }, cast)
    }),
  ).then(() => {
    writing = false
  })
  const read: Event[] = []
  let cursor: string | undefined
  let pages = 0
  const turn = async () => {
    const page = await readOn(built, cast.authority, cursor)
    read.push(...page.read)
    cursor = page.next
    pages += 1
  }
  while (writing) await turn()
  await writers
  while ((await built.db.$count(unpublished)) > 0) await turn()
  await turn()

  t.ok(pages > 3, 'it was read while it grew')
  const written = await built.db.select({ id: events.id }).from(events)
  t.equal(read.length, written.length)
  t.same(read.map(({ id }) => id).sort(), written.map(({ id }) => id).sort())
  const reached = new Map<string, number>()
  for (const { stream, sequence } of read) {
    if (sequence !== (reached.get(stream) ?? 0) + 1) t.fail(`event ${sequence} of ${stream} is out of turn`)
    reached.set(stream, sequence)
  }
})

t.test('does not let a reader miss what was written early and committed late', async (t) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const slow = await walk(built, cast, { until: 'contracted' })
  await publishAll(built.db)
  const first = await readOn(built, cast.donor)

  let written = () => {}
  let commit = () => {}
  const isWritten = new Promise<void>((resolve) => {
    written = resolve
  })
  const mayCommit = new Promise<void>((resolve) => {
    commit = resolve
  })
  const request = { principalId: cast.donor.id, key: randomUUID(), fingerprint: '' }
  const late = built.engine.answerOnce(request, async (tx) => {
    const sender = { organization: cast.donor.id, key: randomUUID() }
    const plan = { incoterm: 'DAP' as const, incotermPlace: 'Almaty', units: [{ item: slow.item }] }
    await planShipment(tx, details, sender, slow.id, plan)
    written()
    await mayCommit
    return { status: 201, headers: {}, body: '{}' }
  })
  await isWritten
  await walk(built, cast, { until: 'contracting' })
  await publishAll(built.db)
  const second = await readOn(built, cast.donor, first.next)
  t.same(
    second.read.map(({ type }) => type),
    ['donation.pledged', 'donation.agreed'],
    'what was written later is read first',
  )

  commit()
  await late
  await publishAll(built.db)
  const third = await readOn(built, cast.donor, second.next)
  t.same(
    third.read.map(({ type }) => type),
    ['shipment.planned', 'unit.planned'],
  )
  t.same((await readOn(built, cast.donor, third.next)).read, [])
})

t.test('shows the feed of a donation to its parties alone, from when they joined', async (t) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const stranger = await built.makeOrganization()
  const partner = await built.makeOrganization({ kind: 'club' })
  const { path, id, donor } = await walk(built, cast, { until: 'contracting' })
  await publishAll(built.db)
  await donor.send(path, 'party.added', { organization: partner.id, role: 'partner' })
  await publishAll(built.db)
  const typesFor = async (organization: Organization) =>
    (await readOn(built, organization)).read.map(({ type }) => type)
  for (const party of [cast.donor, cast.recipient, cast.supplier, cast.authority])
    t.same(await typesFor(party), ['donation.pledged', 'donation.agreed', 'party.added'])
  t.same(await typesFor(partner), ['party.added'])
  t.same(await typesFor(stranger), [])
  t.equal(await built.db.$count(feed, eq(feed.organizationId, stranger.id)), 0)
  const { body } = await speakAs(built, partner).get(`/v1/donations/${id}/events`)
  t.equal(body.items.length, 3, 'the timeline shows the whole of it')
})
