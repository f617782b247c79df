import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { connect } from '../../src/database/client.ts'
import { workflows } from '../../src/database/tables.ts'
import { details } from '../../src/details.ts'
import { planShipment } from '../../src/shipments/plan.ts'
import { type Built, build, speakAs } from '../support/build.ts'
import { inspect } from '../support/inspect.ts'
import { findBreaks, parseEvent, readStored } from '../support/log.ts'
import { joinNode } from '../support/node.ts'
import { type Cast, makeCast, newDonation, sha256, walk } from '../support/walk.ts'

t.setTimeout(100_000)

type App = Pick<Built, 'app'>

/** Nodes that take the requests of a race in turn, and a cast that all of them know. */
interface Scene {
  built: Built
  nodes: App[]
  cast: Cast
}

const times = <One>(n: number, make: (place: number) => Promise<One>) =>
  Promise.all(Array.from({ length: n }, (_, place) => make(place)))

const count = (answers: { status: number }[]) => {
  const counts: Record<number, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

const draft = ({ donor, recipient }: Cast, number: string) => ({
  type: 'contract.drafted',
  data: { number, texts: [{ language: 'ru', sha256 }], signatories: [donor.id, recipient.id] },
})

const race = async (t: Test, { built, nodes, cast }: Scene) => {
  const on = (place: number) => nodes[place % nodes.length] ?? built

  await t.test('lets one of fifty with the same ETag win', async (t) => {
    const { path, id } = await walk(built, cast, { until: 'contracting' })
    const { headers } = await speakAs(built, cast.donor).get(path)
    const answers = await times(50, (place) =>
      speakAs(on(place), cast.donor).post(`${path}/events`, draft(cast, `${place}`), {
        'if-match': String(headers.etag),
      }),
    )
    t.same(count(answers), { 201: 1, 412: 49 })
    const { log, rows } = await readStored(built.db, id)
    const winner = answers.findIndex(({ status }) => status === 201)
    t.match(JSON.parse(log.at(-1)?.body ?? ''), { type: 'contract.drafted', data: { number: `${winner}` } })
    t.same(findBreaks({ log, rows }), [])
  })

  await t.test('accepts fifty units of one donation at once', async (t) => {
    const { path, id, units } = await walk(built, cast, { quantity: 50 })
    const answers = await times(50, (place) =>
      speakAs(on(place), cast.recipient).send(`/v1/units/${units[place]}`, 'unit.accepted', {
        position: 'Director',
        inspection: inspect(),
      }),
    )
    t.same(count(answers), { 201: 50 })
    const { body } = await speakAs(built, cast.donor).get(path)
    t.match(body, { state: 'accepted', items: [{ units: { accepted: 50 } }] })
    const { log, rows } = await readStored(built.db, id)
    t.same(findBreaks({ log, rows }), [], 'the log has no gap')
    t.equal(log.filter((entry) => entry.body.includes('"type":"unit.accepted"')).length, 50)
  })

  await t.test('plans shipments while units of the same donation are accepted', async (t) => {
    const { path, id, item, donor, hospital } = await walk(built, cast, { quantity: 30, until: 'contracted' })
    const first = await donor.post(`${path}/shipments`, {
      incotermPlace: 'Almaty',
      units: Array.from({ length: 20 }, () => ({ item })),
    })
    const units: string[] = first.body.units.map((unit: { id: string }) => unit.id)
    const shipment = `/v1/shipments/${first.body.id}`
    const packed = units.map((unit, n) => ({ unit, serialNumber: `${n}` }))
    await donor.send(shipment, 'shipment.packed', { packages: [{ number: '1', units: packed }] })
    await donor.send(shipment, 'shipment.dispatched', { mode: 'air' })
    await hospital.send(shipment, 'shipment.arrived')
    const plan = { incotermPlace: 'Almaty', units: [{ item }] }
    const [planned, accepted] = await Promise.all([
      times(15, (place) => speakAs(on(place), cast.donor).post(`${path}/shipments`, plan)),
      times(20, (place) =>
        speakAs(on(place + 1), cast.recipient).send(`/v1/units/${units[place]}`, 'unit.accepted', {
          position: 'Director',
          inspection: inspect(),
        }),
      ),
    ])
    t.same(count(accepted), { 201: 20 })
    t.same(count(planned), { 201: 10, 409: 5 }, 'no more than was contracted')
    const { log, rows } = await readStored(built.db, id)
    t.same(findBreaks({ log, rows }), [])
    const instants = log.map((entry) => parseEvent(entry).recordedAt)
    t.same(instants, [...instants].sort(), 'no event is older than the one before it')
  })

  await t.test('carries out an event that is sent twenty times at once only once', async (t) => {
    const { path, id } = await walk(built, cast, { until: 'contracting' })
    const { headers } = await speakAs(built, cast.donor).get(path)
    const before = await readStored(built.db, id)
    const same = { 'idempotency-key': randomUUID(), 'if-match': String(headers.etag) }
    const send = (place: number) =>
      speakAs(on(place), cast.donor).post(`${path}/events`, draft(cast, 'once'), same)
    const answers = await times(20, send)
    const done = answers.filter(({ status }) => status === 201)
    t.ok(done.length >= 1, 'one was carried out')
    t.same(new Set(done.map(({ body }) => JSON.stringify(body))).size, 1, 'all that were answered read alike')
    t.ok(answers.every(({ status, body }) => status === 201 || body.code === 'idempotency-key-in-progress'))
    t.equal((await readStored(built.db, id)).log.length, before.log.length + 1)
    const again = await send(0)
    t.match(again, { status: 201, headers: { 'idempotency-replayed': 'true' } })
    t.same(again.body, done[0]?.body)
  })

  await t.test('makes what is asked for twenty times at once only once', async (t) => {
    const same = { 'idempotency-key': randomUUID() }
    const pledge = { ...newDonation(cast), reference: randomUUID() }
    const send = (place: number) => speakAs(on(place), cast.donor).post('/v1/donations', pledge, same)
    const answers = await times(20, send)
    const done = answers.filter(({ status }) => status === 201)
    t.ok(done.length >= 1, 'one was carried out')
    t.ok(answers.every(({ status, body }) => status === 201 || body.code === 'idempotency-key-in-progress'))
    t.same(new Set(done.map(({ body }) => body.id)).size, 1)
    t.same((await send(1)).body, done[0]?.body)
  })

  await t.test(
    'gives the answer of a request to its repetition on another node, not what it left behind',
    async (t) => {
      const { path, item, donor } = await walk(built, cast, { until: 'contracted', quantity: 3 })
      const units = Array.from({ length: 3 }, () => ({ item }))
      const type = {
        slug: `incubator-${randomUUID()}`,
        names: { kk: 'Инкубатор', ru: 'Инкубатор', en: 'Incubator' },
      }
      const operator = { key: built.operator }
      for (const [by, url, body] of [
        [cast.donor, `${path}/shipments`, { incotermPlace: 'Almaty', units }],
        [operator, '/v1/equipment-types', type],
      ] as const) {
        const same = { 'idempotency-key': randomUUID() }
        const answers = await times(8, (place) => speakAs(on(place), by).post(url, body, same))
        const others = answers.filter(({ status }) => status !== 201)
        t.same(
          others.filter(({ body }) => body.code !== 'idempotency-key-in-progress').map(({ body }) => body),
          [],
        )
        t.equal(new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.id)).size, 1)
      }
      const more = await donor.post(`${path}/shipments`, { incotermPlace: 'Almaty', units })
      t.equal(more.status, 409, 'all places are taken')
    },
  )

  await t.test('refuses a key that was used for something else', async (t) => {
    const { path, id } = await walk(built, cast, { until: 'contracting' })
    const { headers } = await speakAs(built, cast.donor).get(path)
    const same = { 'idempotency-key': randomUUID(), 'if-match': String(headers.etag) }
    const answers = await times(10, (place) =>
      speakAs(on(place), cast.donor).post(`${path}/events`, draft(cast, `${place}`), same),
    )
    t.equal(answers.filter(({ status }) => status === 201).length, 1)
    t.ok(answers.every(({ status, body }) => status === 201 || /^idempotency-key-/.test(body.code)))
    const other = await speakAs(on(1), cast.donor).post(`${path}/events`, draft(cast, 'other'), same)
    t.match(other, { status: 422, body: { code: 'idempotency-key-reused' } })
    const { log } = await readStored(built.db, id)
    t.equal(log.filter(({ body }) => body.includes('contract.drafted')).length, 1)
  })

  await t.test('keeps one key of two streams apart', async (t) => {
    const [one, other] = [
      await walk(built, cast, { until: 'contracting' }),
      await walk(built, cast, { until: 'contracting' }),
    ]
    const key = { 'idempotency-key': randomUUID() }
    const answers = await Promise.all(
      [one, other].map(async ({ path }, place) => {
        const { headers } = await speakAs(built, cast.donor).get(path)
        return speakAs(on(place), cast.donor).post(`${path}/events`, draft(cast, 'x'), {
          ...key,
          'if-match': String(headers.etag),
        })
      }),
    )
    t.same(answers.filter(({ status }) => status === 201).length, 1)
    t.ok(answers.every(({ status, body }) => status === 201 || /^idempotency-key-/.test(body.code)))
  })

  await t.test('lets two organizations use the same key', async (t) => {
    const { path } = await walk(built, cast, { until: 'contracted' })
    const key = { 'idempotency-key': 'the-same' }
    const { headers } = await speakAs(built, cast.donor).get(path)
    const event = { type: 'donation.cancelled', data: { reason: 'replanned' } }
    const match = { ...key, 'if-match': String(headers.etag) }
    const first = await speakAs(on(0), cast.recipient).post(`${path}/events`, event, match)
    t.equal(first.status, 201)
    const second = await speakAs(on(1), cast.donor).post(`${path}/events`, event, match)
    t.equal(second.status, 412, "another organization's answer is not replayed")
    const stranger = await built.makeOrganization()
    const third = await speakAs(on(1), stranger).post(`${path}/events`, event, match)
    t.equal(third.status, 404)
  })

  await t.test('frees the key of a request that was rolled back', async (t) => {
    const key = { 'idempotency-key': randomUUID() }
    const pledge = newDonation({ ...cast, equipmentType: randomUUID() })
    const refused = await speakAs(on(0), cast.donor).post('/v1/donations', pledge, key)
    t.match(refused, { status: 400, body: { code: 'unknown-equipment-type' } })
    t.equal((await speakAs(on(1), cast.donor).post('/v1/donations', newDonation(cast), key)).status, 201)

    const { path, donor, hospital } = await walk(built, cast, { until: 'pledged' })
    const withKey = { 'idempotency-key': randomUUID() }
    const early = { ...withKey, 'if-match': '"1"' }
    t.equal((await donor.post(`${path}/events`, draft(cast, '1'), early)).status, 409)
    await hospital.send(path, 'donation.agreed')
    const { headers } = await donor.get(path)
    const later = { ...withKey, 'if-match': String(headers.etag) }
    t.equal((await donor.post(`${path}/events`, draft(cast, '1'), later)).status, 201)
  })

  await t.test('keeps a row that no machine can load from harming what is sent beside it', async (t) => {
    const walks = await times(12, () => walk(built, cast, { until: 'contracting' }))
    const [bad] = walks
    const owner = connect(built.database.owner, { max: 1 })
    t.teardown(owner.close)
    await owner.db
      .update(workflows)
      .set({ state: 'dreaming' })
      .where(eq(workflows.id, bad?.id ?? ''))
    const answers = await times(12, (place) =>
      speakAs(on(place), cast.donor).post(`${walks[place]?.path}/events`, draft(cast, `${place}`), {
        'if-match': '"2"',
      }),
    )
    t.same(count(answers), { 201: 11, 500: 1 })
    t.equal(answers[0]?.status, 500)
    await owner.db
      .update(workflows)
      .set({ state: 'contracting', machineVersion: 99 })
      .where(eq(workflows.id, bad?.id ?? ''))
    const next = await times(12, (place) =>
      speakAs(on(place), cast.donor).post(`${walks[place]?.path}/events`, draft(cast, `${place}`), {
        'if-match': place === 0 ? '"2"' : '"3"',
      }),
    )
    t.same(count(next), { 201: 11, 500: 1 })
    t.equal(next[0]?.status, 500)
  })
}

for (const writer of ['on', 'off'])
  for (const nodes of [1, 2])
    t.test(`with the group writer ${writer}, ${nodes} node(s)`, async (t) => {
      const environment = { BESIK_GROUP_WRITER: writer }
      const built = await build(t, { environment })
      const others = nodes === 2 ? [await joinNode(t, built, { environment })] : []
      await race(t, { built, nodes: [built, ...others], cast: await makeCast(built) })
    })

t.test('does not wait for ever for a node that froze in the middle of a transaction', async (t) => {
  const built = await build(t)
  const other = await joinNode(t, built)
  const cast = await makeCast(built)
  const { id, path, item } = await walk(built, cast, { until: 'contracted' })
  let thaw = () => {}
  const frozen = new Promise<void>((resolve) => {
    thaw = resolve
  })
  let planned = () => {}
  const isPlanned = new Promise<void>((resolve) => {
    planned = resolve
  })
  const request = { principalId: cast.donor.id, key: randomUUID(), fingerprint: '' }
  const lost = built.engine.answerOnce(request, async (tx) => {
    const sender = { organization: cast.donor.id, key: randomUUID() }
    const plan = { incoterm: 'DAP' as const, incotermPlace: 'Almaty', units: [{ item }] }
    await planShipment(tx, details, sender, id, plan)
    planned()
    await frozen
    return { status: 201, headers: {}, body: '{}' }
  })
  await isPlanned
  const answer = await speakAs(other, cast.donor).send(path, 'party.added', {
    organization: cast.supplier.id,
    role: 'carrier',
  })
  t.equal(answer.status, 201)
  thaw()
  await t.rejects(lost, 'what the node was at is rolled back')
  const stored = await readStored(other.db, id)
  t.equal(stored.rows.length, 1)
  t.same(findBreaks(stored), [])
})
