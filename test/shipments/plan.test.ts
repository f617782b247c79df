import t, { type Test } from 'tap'
import { isCode } from '../../schemas/code.ts'
import { Shipment } from '../../schemas/shipment.ts'
import { build, speakAs } from '../support/build.ts'
import { bring, plan } from '../support/consign.ts'
import { inspect } from '../support/inspect.ts'
import { makeCast, newDonation, sha256, walk } from '../support/walk.ts'

const start = async (t: Test, quantity = 5) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const walked = await walk(built, cast, { quantity, until: 'contracted' })
  const { path, donor, item } = walked
  const slots = async () => (await donor.get(path)).body.items[0].units
  const state = async () => (await donor.get(path)).body.state
  const ask = (units: object[], fields: object = {}, speaker = donor) =>
    speaker.post(`${path}/shipments`, { incotermPlace: 'Almaty', units, ...fields })
  const some = (count: number) => Array.from({ length: count }, () => ({ item }))
  return { built, cast, ...walked, slots, state, ask, some }
}

t.test('answers a plan with the shipment and its units', async (t) => {
  const { id, item, donor, hospital, ask, slots } = await start(t)
  const known = { item, maker: 'Fanem', model: '1186', serialNumber: 'FN-1' }
  const { status, headers, body } = await ask([known, { item }], { reference: 'AWB 1', incoterm: 'CIP' })
  t.equal(status, 201)
  t.equal(headers.location, `/v1/shipments/${body.id}`)
  t.equal(headers.etag, '"1"')
  t.same(Shipment.strict().parse(body), body)
  t.match(body, {
    donation: id,
    state: 'planned',
    reference: 'AWB 1',
    incoterm: 'CIP',
    waitingFor: ['donor', 'supplier'],
    availableEvents: [
      'document.recorded',
      'document.withdrawn',
      'customs.declared',
      'shipment.packed',
      'shipment.cancelled',
      'checklist.answered',
    ],
    packages: [],
    units: [{ item, state: 'planned', serialNumber: 'FN-1' }, { state: 'planned' }],
  })
  t.ok(isCode(body.code) && isCode(body.units[0].code))
  t.same((await donor.get(`/v1/shipments/${body.id}`)).body, body)
  t.match((await hospital.get(`/v1/units/${body.units[0].id}`)).body, {
    ...known,
    state: 'planned',
    shipment: body.id,
    donation: id,
  })
  t.match(await slots(), { open: 3, planned: 2 })
})

t.test('sends a donation in parts, and follows each of them', async (t) => {
  const { path, item, donor, hospital, slots, state } = await start(t)
  const parties = { donor, hospital }
  const first = await plan(donor, path, [{ item }, { item }])
  const second = await plan(donor, path, [{ item }, { item }, { item }])
  t.match(await slots(), { open: 0, planned: 5 })
  t.equal(await state(), 'contracted', 'until something leaves')
  await bring(parties, first, 'dispatched')
  t.equal(await state(), 'shipping')
  t.match(await slots(), { planned: 3, inTransit: 2 })
  await hospital.send(first.path, 'shipment.arrived')
  t.equal(await state(), 'accepting')
  for (const unit of first.units)
    t.equal(
      (
        await hospital.send(`/v1/units/${unit}`, 'unit.accepted', {
          position: 'Director',
          inspection: inspect(),
        })
      ).status,
      201,
    )
  t.equal(await state(), 'shipping', 'the rest has still to come')
  t.match(await slots(), { planned: 3, accepted: 2 })
  await bring(parties, second, 'arrived')
  for (const unit of second.units)
    await hospital.send(`/v1/units/${unit}`, 'unit.accepted', { position: 'Director', inspection: inspect() })
  t.equal(await state(), 'accepted')
  t.match(await slots(), { open: 0, planned: 0, inTransit: 0, arrived: 0, accepted: 5 })
})

t.test('plans no more than was agreed, all or nothing', async (t) => {
  const { item, ask, some, slots } = await start(t, 3)
  const refusal = (place: number) => ({
    status: 409,
    body: { code: 'contracted-quantity-exceeded', errors: [{ pointer: `/units/${place}/item` }] },
  })
  t.match(await ask(some(4)), refusal(3))
  t.match(await slots(), { open: 3, planned: 0 }, 'nothing of it was planned')
  t.equal((await ask(some(2))).status, 201)
  t.match(await ask(some(2)), refusal(1))
  t.match(await ask([{ item }, { item: '019a0000-0000-7000-8000-0123456789ab' }]), {
    status: 409,
    body: { code: 'item-unknown', errors: [{ pointer: '/units/1/item' }] },
  })
  t.equal((await ask(some(1))).status, 201, 'the last place is still there')
  t.match(await ask(some(1)), refusal(0))
})

t.test('takes no serial number twice, and none that a unit of the donation has', async (t) => {
  const { item, ask, slots } = await start(t)
  const named = (...numbers: string[]) => numbers.map((serialNumber) => ({ item, serialNumber }))
  t.match(await ask(named('A', 'B', 'A')), {
    status: 400,
    body: { code: 'duplicate-entry', errors: [{ pointer: '/units/2/serialNumber' }] },
  })
  t.match(await slots(), { planned: 0 }, 'nothing of it was planned')
  t.equal((await ask(named('A', 'B'))).status, 201)
  t.match(await ask(named('C', 'B')), {
    status: 409,
    body: { code: 'serial-number-taken', errors: [{ pointer: '/units/1/serialNumber' }] },
  })
  t.equal((await ask(named('C'))).status, 201)
})

t.test('gives the last place to one of those who race for it', async (t) => {
  const { ask, some, slots } = await start(t, 2)
  const answers = await Promise.all(Array.from({ length: 6 }, () => ask(some(1))))
  t.equal(answers.filter(({ status }) => status === 201).length, 2)
  for (const { status, body } of answers.filter((one) => one.status !== 201))
    t.match({ status, code: body.code }, { status: 409, code: 'contracted-quantity-exceeded' })
  t.match(await slots(), { open: 0, planned: 2 })
})

t.test('counts each item for itself', async (t) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const [donor, hospital] = [speakAs(built, cast.donor), speakAs(built, cast.recipient)]
  const items = [1, 2].map((quantity) => ({ equipmentType: cast.equipmentType, quantity }))
  const { body } = await donor.post('/v1/donations', { ...newDonation(cast), items })
  const path = `/v1/donations/${body.id}`
  const signatories = [cast.donor.id, cast.recipient.id]
  await hospital.send(path, 'donation.agreed')
  await donor.send(path, 'contract.drafted', {
    number: '1',
    texts: [{ language: 'ru', sha256 }],
    signatories,
  })
  for (const speaker of [donor, hospital])
    await speaker.send(path, 'contract.signed', { sha256, position: 'Director' })
  const [one, other] = body.items
  const refused = await donor.post(`${path}/shipments`, {
    incotermPlace: 'Almaty',
    units: [{ item: one.id }, { item: other.id }, { item: one.id }],
  })
  t.match(refused.body, { code: 'contracted-quantity-exceeded', errors: [{ pointer: '/units/2/item' }] })
  await plan(donor, path, [{ item: one.id }, { item: other.id }])
  t.match((await donor.get(path)).body.items, [
    { units: { open: 0, planned: 1 } },
    { units: { open: 1, planned: 1 } },
  ])
})

t.test('is planned by donor, supplier and coordinator alone, once the contract stands', async (t) => {
  const { built, cast, path, donor, hospital, ask, some } = await start(t)
  t.match(await ask(some(1), {}, speakAs(built, cast.supplier)), { status: 201 })
  for (const speaker of [hospital, speakAs(built, cast.authority)])
    t.match(await ask(some(1), {}, speaker), {
      status: 403,
      body: { code: 'role-not-allowed', detail: /"shipment\.planned".* donor, supplier, coordinator/ },
    })
  t.equal((await ask(some(1), {}, speakAs(built, await built.makeOrganization()))).status, 404)
  t.equal((await donor.send(path, 'donation.cancelled', { reason: 'donorUnable' })).status, 201)
  const late = await ask(some(1))
  t.match(late.body, { code: 'transition-not-allowed', state: 'cancelled', availableEvents: [] })
  t.match(late.body.detail, /"shipment\.planned"/)
  const early = await walk(built, cast, { until: 'pledged' })
  t.match(
    await donor.post(`${early.path}/shipments`, { incotermPlace: 'x', units: [{ item: early.item }] }),
    {
      status: 409,
      body: { code: 'transition-not-allowed', state: 'pledged' },
    },
  )
})

t.test('is planned once, however often it is asked for', async (t) => {
  const { path, item, donor, slots } = await start(t)
  const ask = () =>
    donor.post(`${path}/shipments`, { incotermPlace: 'x', units: [{ item }] }, { 'idempotency-key': 'once' })
  const [first, again] = [await ask(), await ask()]
  t.equal(again.headers['idempotency-replayed'], 'true')
  t.same(again.body, first.body)
  t.match(await slots(), { planned: 1 })
})
