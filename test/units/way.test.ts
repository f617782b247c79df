import { DateTime } from 'luxon'
import t, { type Test } from 'tap'
import { Unit } from '../../schemas/unit.ts'
import { build, speakAs } from '../support/build.ts'
import { bring, plan } from '../support/consign.ts'
import { inspect } from '../support/inspect.ts'
import { makeCast, walk } from '../support/walk.ts'

const position = 'Deputy director'
const inspection = inspect()

const start = async (t: Test, quantity = 2) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const walked = await walk(built, cast, { quantity, until: 'arrived' })
  const { path, donor, units } = walked
  const look = async () => {
    const { body } = await donor.get(path)
    return { state: body.state, slots: body.items[0].units, recognised: body.value.recognised.amount }
  }
  const send = (speaker: typeof donor, unit: string, type: string, data: object = {}) =>
    speaker.send(`/v1/units/${unit}`, type, data)
  const [one = '', other = ''] = units
  return { built, cast, ...walked, supplier: speakAs(built, cast.supplier), look, send, one, other }
}

t.test('is accepted, put to use, fails, is restored, and has served', async (t) => {
  const { path, donor, hospital, look, send, one, other } = await start(t)
  const steps: [string, object, object][] = [
    [
      'unit.accepted',
      { position, inspection, note: 'Works.' },
      { state: 'accepted', decision: { outcome: 'accepted', position, note: 'Works.' } },
    ],
    [
      'unit.commissioned',
      { location: 'Ward 3', inventoryNumber: '101' },
      { state: 'inService', service: { location: 'Ward 3', inventoryNumber: '101' } },
    ],
    ['unit.failed', { reason: 'power' }, { state: 'outOfService', outage: { reason: 'power' } }],
    ['unit.restored', {}, { state: 'inService', outage: undefined }],
    ['unit.decommissioned', { reason: 'uneconomicRepair' }, { state: 'decommissioned', availableEvents: [] }],
  ]
  await send(hospital, other, 'unit.acceptedWithRemarks', {
    ...{ position, inspection, note: 'The manual is in Portuguese.' },
  })
  for (const [type, data, expected] of steps) {
    t.match(await send(donor, one, type, data), { status: 403 }, `${type} is the hospital's to say`)
    const { status, body } = await send(hospital, one, type, data)
    t.equal(status, 201, type)
    t.match(body, expected)
    t.same(Unit.strict().parse(body), body)
    t.same((await hospital.get(`/v1/units/${one}`)).body, body, 'a read says the same')
  }
  t.match(await look(), {
    state: 'accepted',
    slots: { accepted: 1, inService: 1 },
    recognised: 1_000_000_000,
  })
  await send(hospital, other, 'unit.commissioned', { location: 'Ward 4' })
  t.match(await look(), { state: 'inService', slots: { accepted: 0, inService: 2 } })
  t.match((await donor.send(path, 'donation.closed')).body, { state: 'closed' })
})

t.test('asks for what is amiss where it is accepted with remarks', async (t) => {
  const { hospital, look, send, one } = await start(t)
  t.match(await send(hospital, one, 'unit.acceptedWithRemarks', { position }), {
    status: 400,
    body: { errors: [{ pointer: '/data/note', code: 'required' }] },
  })
  const note = 'Plug type B; an adapter came with it.'
  const { body } = await send(hospital, one, 'unit.acceptedWithRemarks', { position, inspection, note })
  t.match(body, { state: 'acceptedWithRemarks', decision: { outcome: 'acceptedWithRemarks', note } })
  t.match(await look(), { slots: { accepted: 1 }, recognised: 500_000_000 })
})

t.test('is refused, repaired, and decided upon anew', async (t) => {
  const { donor, hospital, supplier, look, send, one, other } = await start(t)
  await send(hospital, other, 'unit.accepted', { position, inspection })
  const { body: rejected } = await send(hospital, one, 'unit.rejected', { position, reason: 'wrongMains' })
  const dueAt = DateTime.fromISO(rejected.updatedAt, { zone: 'Asia/Almaty' }).plus({ days: 30 }).endOf('day')
  t.match(rejected, {
    state: 'rejected',
    waitingFor: ['donor', 'supplier'],
    deadlines: [{ name: 'remedy', dueAt: dueAt.toUTC().toISO() }],
    decision: { outcome: 'rejected', reason: 'wrongMains' },
  })
  t.match(await look(), { state: 'remedying', slots: { remedying: 1, accepted: 1 }, recognised: 500_000_000 })
  const repairing = await send(supplier, one, 'unit.repairStarted')
  t.match(repairing.body, { state: 'repairing', deadlines: rejected.deadlines }, 'the clock runs on')
  const repaired = await send(donor, one, 'unit.repaired', { note: 'Rewired for 230 V.' })
  t.match(repaired.body, { state: 'arrived', deadlines: [], waitingFor: ['recipient'] })
  t.match(await look(), { state: 'accepting', slots: { arrived: 1 } })
  await send(hospital, one, 'unit.rejected', { position, reason: 'failedSafetyTest' })
  await send(supplier, one, 'unit.repairStarted')
  await send(supplier, one, 'unit.repaired')
  await send(hospital, one, 'unit.accepted', { position, inspection })
  t.match(await look(), { state: 'accepted', slots: { accepted: 2 }, recognised: 1_000_000_000 })
})

t.test('is refused and replaced by a new one, once', async (t) => {
  const { path, item, donor, hospital, look, send, one, other } = await start(t)
  const replace = (...units: object[]) => donor.post(`${path}/shipments`, { incotermPlace: 'Almaty', units })
  const refused = (code: string, place = 0) => ({
    status: 409,
    body: { code, errors: [{ pointer: `/units/${place}/replaces` }] },
  })
  t.match(
    await replace({ item, replaces: one }),
    refused('unit-not-replaceable'),
    'none that awaits a decision',
  )
  await send(hospital, one, 'unit.rejected', { position, reason: 'damagedInTransit' })
  await send(hospital, other, 'unit.accepted', { position, inspection })
  t.match(await replace({ item }), { status: 409, body: { code: 'contracted-quantity-exceeded' } })
  t.match(await replace({ item, replaces: one }, { item, replaces: one }), {
    body: { code: 'duplicate-entry', errors: [{ pointer: '/units/1/replaces' }] },
  })
  const numberOf = async (unit: string) => (await hospital.get(`/v1/units/${unit}`)).body.serialNumber
  t.match(await replace({ item, replaces: one, serialNumber: await numberOf(other) }), {
    body: { code: 'serial-number-taken', errors: [{ pointer: '/units/0/serialNumber' }] },
  })
  // The very device may come back, put right.
  const consignment = await plan(donor, path, [{ item, replaces: one, serialNumber: await numberOf(one) }])
  const [successor = ''] = consignment.units
  t.match((await hospital.get(`/v1/units/${one}`)).body, {
    state: 'replaced',
    replacedBy: successor,
    deadlines: [],
    availableEvents: [],
  })
  t.match((await hospital.get(`/v1/units/${successor}`)).body, { state: 'planned', replaces: one })
  t.match(await look(), { state: 'shipping', slots: { planned: 1, remedying: 0, accepted: 1 } })
  t.match(await replace({ item, replaces: one }), refused('unit-not-replaceable'), 'and not a second time')
  await bring({ donor, hospital }, consignment)
  await send(hospital, successor, 'unit.accepted', { position, inspection })
  t.match(await look(), { state: 'accepted', slots: { accepted: 2 }, recognised: 1_000_000_000 })
})

t.test('leaves an open place where its replacement is called off', async (t) => {
  const { path, item, donor, hospital, look, send, one, other } = await start(t)
  await send(hospital, other, 'unit.accepted', { position, inspection })
  await send(hospital, one, 'unit.rejected', { position, reason: 'wrongItem' })
  await send(donor, one, 'unit.repairStarted')
  const consignment = await plan(donor, path, [{ item, replaces: one }])
  await donor.send(consignment.path, 'shipment.cancelled', { reason: 'replanned' })
  t.match(await look(), { state: 'shipping', slots: { open: 1, accepted: 1, remedying: 0 } })
  const again = await plan(donor, path, [{ item }])
  await bring({ donor, hospital }, again)
  t.match(await look(), { state: 'accepting', slots: { arrived: 1 } })
})

t.test('is refused for good: returned or disposed of', async (t) => {
  const { path, donor, hospital, look, send, one, other } = await start(t)
  for (const unit of [one, other])
    await send(hospital, unit, 'unit.rejected', { position, reason: 'notRequested' })
  t.match(await look(), { state: 'remedying', slots: { remedying: 2 } })
  t.match((await send(donor, one, 'unit.returned', { reason: 'underWarranty' })).body, {
    state: 'returned',
    deadlines: [],
  })
  t.match(await look(), { state: 'remedying', slots: { remedying: 1, rejected: 1 } })
  t.equal((await send(hospital, other, 'unit.disposed', { reason: 'unsafe' })).status, 201)
  t.match(await look(), { state: 'rejected', slots: { rejected: 2 }, recognised: 0 })
  t.match((await donor.get(path)).body, { availableEvents: [], waitingFor: [] })
})

t.test('is lost on the way by itself, while the rest arrives', async (t) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const { path, shipment, units, donor, hospital } = await walk(built, cast, { until: 'dispatched' })
  const [one, other] = units
  t.equal((await donor.send(`/v1/units/${one}`, 'unit.lost', { note: 'Fell off.' })).status, 201)
  const arrived = await hospital.send(shipment, 'shipment.arrived')
  t.match(arrived.body.units, [{ state: 'lost' }, { state: 'arrived' }])
  await hospital.send(`/v1/units/${other}`, 'unit.accepted', { position, inspection })
  const { body } = await donor.get(path)
  t.match(body, { state: 'accepted', items: [{ units: { lost: 1, accepted: 1 } }] })
})

t.test('is decided upon once, by one of those who do so at the same moment', async (t) => {
  const { hospital, look, one } = await start(t)
  const { headers } = await hospital.get(`/v1/units/${one}`)
  const decisions = [
    { type: 'unit.accepted', data: { position, inspection } },
    { type: 'unit.rejected', data: { position, reason: 'wrongItem' } },
    { type: 'unit.acceptedWithRemarks', data: { position, inspection, note: 'Scratched.' } },
  ]
  const answers = await Promise.all(
    decisions.map((event) =>
      hospital.post(`/v1/units/${one}/events`, event, { 'if-match': String(headers.etag) }),
    ),
  )
  t.same(answers.map(({ status }) => status).sort(), [201, 412, 412])
  t.match(await look(), { slots: { arrived: 1 } })
})
