import { DateTime } from 'luxon'
import t, { type Test } from 'tap'
import { Shipment } from '../../schemas/shipment.ts'
import { build } from '../support/build.ts'
import { bring, plan } from '../support/consign.ts'
import { inspect } from '../support/inspect.ts'
import { makeCast, walk } from '../support/walk.ts'

const start = async (t: Test, quantity = 3) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const walked = await walk(built, cast, { quantity, until: 'contracted' })
  const { path, donor, hospital, item } = walked
  const look = async () => {
    const { body } = await donor.get(path)
    return { state: body.state, slots: body.items[0].units }
  }
  const statesOf = async (shipment: string) => {
    const { body } = await donor.get(shipment)
    const units: { state: string }[] = body.units
    return [body.state, ...units.map(({ state }) => state)]
  }
  const consign = async (count = quantity, until?: Parameters<typeof bring>[2]) => {
    const consignment = await plan(
      donor,
      path,
      Array.from({ length: count }, () => ({ item })),
    )
    if (until) await bring({ donor, hospital }, consignment, until)
    return consignment
  }
  return { built, cast, ...walked, look, statesOf, consign }
}

t.test('is packed whole: each unit in one package, under its own number', async (t) => {
  const { donor, consign } = await start(t)
  const { path, units } = await consign()
  const [one = '', other = '', third = ''] = units
  const pack = (...packages: [unit: string, serialNumber: string][][]) =>
    donor.send(path, 'shipment.packed', {
      packages: packages.map((rows, n) => ({
        number: `${n + 1} of ${packages.length}`,
        weight: 41_000,
        units: rows.map(([unit, serialNumber]) => ({ unit, serialNumber })),
      })),
    })
  t.match(
    await pack([
      [one, 'A'],
      [other, 'B'],
    ]),
    {
      status: 409,
      body: {
        code: 'units-not-packed',
        detail: /without a package: 1\./,
        errors: [{ pointer: '/data/packages' }],
      },
    },
  )
  t.match(
    await pack(
      [
        [one, 'A'],
        [other, 'B'],
      ],
      [[one, 'C']],
    ),
    {
      body: { code: 'duplicate-entry', errors: [{ pointer: '/data/packages/1/units/0/unit' }] },
    },
  )
  t.match(
    await pack([
      [one, 'A'],
      [other, 'B'],
      [third, 'A'],
    ]),
    {
      body: { code: 'duplicate-entry', errors: [{ pointer: '/data/packages/0/units/2/serialNumber' }] },
    },
  )
  const packed = await pack(
    [
      [one, 'A'],
      [other, 'B'],
    ],
    [[third, 'C']],
  )
  t.equal(packed.status, 201)
  t.same(Shipment.strict().parse(packed.body), packed.body)
  t.match(packed.body, {
    state: 'packed',
    packages: [
      { number: '1 of 2', weight: 41_000, units: [one, other] },
      { number: '2 of 2', units: [third] },
    ],
    units: [
      { state: 'packed', serialNumber: 'A' },
      { state: 'packed', serialNumber: 'B' },
      { state: 'packed', serialNumber: 'C' },
    ],
  })
  t.same((await donor.get(path)).body, packed.body, 'the answer says what a read says')
})

t.test('goes through customs, and says how long that may take', async (t) => {
  const { donor, hospital, consign, look, statesOf } = await start(t)
  const { path } = await consign(3, 'dispatched')
  const { body: entered } = await donor.send(path, 'shipment.customsEntered', { office: 'Almaty' })
  const dueAt = DateTime.fromISO(entered.updatedAt, { zone: 'Asia/Almaty' }).plus({ days: 10 }).endOf('day')
  t.match(entered, {
    state: 'inCustoms',
    deadlines: [{ name: 'customsStay', dueAt: dueAt.toUTC().toISO() }],
    customs: { enteredAt: entered.updatedAt },
  })
  const held = await hospital.send(path, 'shipment.customsHeld', { reason: 'permitMissing' })
  t.match(held.body, {
    state: 'customsHold',
    customs: { holdReason: 'permitMissing' },
    deadlines: entered.deadlines,
    waitingFor: ['donor', 'recipient'],
  })
  const early = await hospital.send(path, 'shipment.arrived')
  t.match(early, { status: 409, body: { code: 'transition-not-allowed', state: 'customsHold' } })
  const released = await donor.send(path, 'shipment.customsReleased')
  t.match(released.body, { state: 'dispatched', deadlines: [], customs: { releasedAt: /Z$/ } })
  t.match((await hospital.send(path, 'shipment.arrived')).body.transport, { mode: 'air', arrivedAt: /Z$/ })
  t.same(await statesOf(path), ['arrived', 'arrived', 'arrived', 'arrived'])
  t.match(await look(), { state: 'accepting', slots: { arrived: 3 } })
})

t.test('counts as lost what was not in its package', async (t) => {
  const { donor, hospital, consign, look, statesOf } = await start(t)
  const { path, units } = await consign(3, 'arrived')
  const receipt = { packages: 1, sealsIntact: false, missing: [units[1]], note: 'One box was open.' }
  const received = await hospital.send(path, 'shipment.received', receipt)
  t.match(received.body, {
    state: 'received',
    receipt: { packages: 1, sealsIntact: false, note: 'One box was open.' },
    units: [{ state: 'arrived' }, { state: 'lost' }, { state: 'arrived' }],
    waitingFor: [],
    availableEvents: [],
  })
  t.same(await statesOf(path), ['received', 'arrived', 'lost', 'arrived'])
  t.match(await look(), { state: 'accepting', slots: { arrived: 2, lost: 1 } })
  t.match(await donor.send(path, 'shipment.cancelled', { reason: 'other' }), { status: 409 })
  for (const unit of [units[0], units[2]])
    await hospital.send(`/v1/units/${unit}`, 'unit.accepted', { position: 'Director', inspection: inspect() })
  t.match(await look(), { state: 'accepted', slots: { accepted: 2, lost: 1 } })
})

t.test('loses every unit that it carries', async (t) => {
  const { path: donation, donor, consign, look, statesOf } = await start(t)
  const { path } = await consign(2, 'dispatched')
  const rest = await consign(1)
  t.equal((await donor.send(path, 'shipment.lost', { note: 'Burnt at the hub.' })).status, 201)
  t.same(await statesOf(path), ['lost', 'lost', 'lost'])
  t.match(await look(), { state: 'shipping', slots: { planned: 1, lost: 2 } }, 'the rest can still come')
  await donor.send(rest.path, 'shipment.cancelled', { reason: 'donorUnable' })
  t.match(await look(), { state: 'shipping', slots: { open: 1, lost: 2 } })
  const last = await consign(1, 'dispatched')
  await donor.send(last.path, 'shipment.lost')
  t.match(await look(), { state: 'lost', slots: { lost: 3 } })
  t.match((await donor.get(donation)).body, { availableEvents: [], waitingFor: [] })
})

t.test('comes back to its sender, and its units can be planned anew', async (t) => {
  const { hospital, consign, look, statesOf } = await start(t)
  const { path } = await consign(3, 'dispatched')
  const returned = await hospital.send(path, 'shipment.returned', { reason: 'customsRefused' })
  t.equal(returned.status, 201)
  t.same(await statesOf(path), ['returned', 'returned', 'returned', 'returned'])
  t.match(await look(), { state: 'contracted', slots: { open: 3, inTransit: 0 } })
  await consign(3, 'arrived')
  t.match(await look(), { state: 'accepting', slots: { arrived: 3 } })
})

t.test('gives its places back when it is called off before it leaves', async (t) => {
  const { donor, hospital, consign, look, statesOf } = await start(t)
  const [planned, packed] = [await consign(1), await consign(2, 'packed')]
  t.match(await hospital.send(planned.path, 'shipment.cancelled', { reason: 'other' }), { status: 403 })
  for (const { path } of [planned, packed])
    t.equal((await donor.send(path, 'shipment.cancelled', { reason: 'replanned' })).status, 201)
  t.same(await statesOf(packed.path), ['cancelled', 'cancelled', 'cancelled'])
  t.match(await look(), { state: 'contracted', slots: { open: 3, planned: 0 } })
  const { path } = await consign(3, 'dispatched')
  t.match(await donor.send(path, 'shipment.cancelled', { reason: 'other' }), {
    status: 409,
    body: { code: 'transition-not-allowed', state: 'dispatched' },
  })
})

t.test('is called off with its donation, as long as nothing has left', async (t) => {
  const { path: donation, id, donor, hospital, consign, look, statesOf } = await start(t)
  const [planned, packed] = [await consign(1), await consign(1, 'packed')]
  const data = { reason: 'recipientUnable', note: 'The ward is closed.' }
  const cancelled = await hospital.send(donation, 'donation.cancelled', data)
  t.match(cancelled.body, { state: 'cancelled', waitingFor: [], availableEvents: [], deadlines: [] })
  t.match(cancelled.body.items, [{ units: { open: 3, planned: 0 } }], 'and every place is open again')
  for (const { path } of [planned, packed]) t.same(await statesOf(path), ['cancelled', 'cancelled'])
  t.match(await look(), { state: 'cancelled', slots: { open: 3 } })
  const { body } = await donor.get(`${donation}/events?limit=100`)
  const events: { type: string; id: string; cause: string; data: unknown }[] = body.items
  const root = events.find(({ type }) => type === 'donation.cancelled')
  const caused = events.filter(({ cause }) => cause === root?.id)
  t.same(
    caused.map(({ type }) => type),
    ['shipment.cancelled', 'shipment.cancelled'],
  )
  for (const event of caused) t.same(event.data, data, 'for the same reason')
  t.same((await donor.get(`/v1/shipments?donation=${id}&state=planned`)).body.items, [])

  const sent = await start(t)
  await sent.consign(1, 'dispatched')
  t.match(await sent.donor.send(sent.path, 'donation.cancelled', { reason: 'other' }), {
    status: 409,
    body: { code: 'transition-not-allowed', state: 'shipping' },
  })
})
