import t from 'tap'
import { initialTransition, transition } from 'xstate'
import type { EventDeclarations } from '../../workflows/declaration.ts'
import { shipmentWorkflow } from '../../workflows/shipment.ts'
import { type ShipmentMachineEvent, shipmentEvents } from '../../workflows/shipment-events.ts'
import { refuseShipment } from '../../workflows/shipment-refusals.ts'
import {
  deadlineEvents,
  decideAll,
  decideEach,
  findForgetful,
  findPlaces,
  sayWay,
} from '../support/machines.ts'
import {
  at,
  club,
  firstUnit,
  hospital,
  secondUnit,
  shipmentSamples,
  thirdUnit,
} from '../support/workflow-events.ts'

const input = {
  zone: 'Asia/Almaty',
  customsStay: 10,
  acceptanceReminder: 3,
  acceptanceEscalation: 10,
  linkExpiry: 90,
  units: [firstUnit, secondUnit],
}
const events = [...Object.values(shipmentSamples), ...deadlineEvents(shipmentWorkflow)]
// Links and papers would only multiply the places; they have tables of their own.
const isApart = (type: string) =>
  /^(?:link|document|customs|checklist|gate)\.|\.(?:acceptanceReminder|acceptanceEscalation|linkExpiry)/.test(
    type,
  )
const travel = events.filter(({ type }) => !isApart(type))
const places = findPlaces(shipmentWorkflow, input, travel)

const linkClocks = ['acceptanceReminder', 'acceptanceEscalation', 'linkExpiry']
const stopsLinks = linkClocks.map((clock) => `stops ${clock}`)
const cancelled = ['cancelled', ...stopsLinks, 'tells children unit.cancelled']
const wayOut = {
  'shipment.lost': ['lost', 'stops customsStay', ...stopsLinks, 'tells children unit.lost'],
  'shipment.returned': ['returned', 'stops customsStay', ...stopsLinks, 'tells children unit.returned'],
}
const arrived = ['arrived', 'stops customsStay', 'tells children unit.arrived']
const released = ['dispatched', 'stops customsStay']

// What is not listed is refused.
const decisions: Record<string, Record<string, string[]>> = {
  planned: {
    'shipment.packed': ['packed', `tells ${firstUnit} unit.packed`, `tells ${secondUnit} unit.packed`],
    'shipment.cancelled': cancelled,
  },
  packed: {
    'shipment.dispatched': ['dispatched', 'tells children unit.dispatched'],
    'shipment.cancelled': cancelled,
  },
  dispatched: {
    'shipment.customsEntered': ['inCustoms', 'starts customsStay'],
    'shipment.arrived': arrived,
    ...wayOut,
  },
  inCustoms: {
    'shipment.customsHeld': ['customsHold'],
    'shipment.customsReleased': released,
    'shipment.arrived': arrived,
    ...wayOut,
    'after customsStay': ['inCustoms', 'records shipment.customsOverdue'],
  },
  customsHold: {
    'shipment.customsReleased': released,
    ...wayOut,
    'after customsStay': ['customsHold', 'records shipment.customsOverdue'],
  },
  arrived: { 'shipment.received': ['received', `tells ${secondUnit} unit.reportedMissing`] },
  received: { 'shipment.confirmed': ['received'], 'act.issued': ['received'] },
  lost: {},
  returned: {},
  cancelled: {},
}

t.test('every declared event has a sample that its declaration takes', async (t) => {
  const declarations: EventDeclarations = shipmentEvents
  t.strictSame(Object.keys(shipmentSamples), Object.keys(declarations))
  for (const { type, data } of Object.values(shipmentSamples))
    t.strictSame(declarations[type]?.data.parse(data), data, type)
})

t.test('every state is reached, and decides every event, by the shortest path to it', async (t) => {
  t.strictSame(decideAll(shipmentWorkflow, places, travel), decisions)
})

t.test('every longer way to a state leads to the same decisions', async (t) => {
  for (const place of places)
    t.strictSame(
      decideEach(shipmentWorkflow, place.snapshot, travel),
      decisions[String(place.snapshot.value)],
      sayWay(place),
    )
})

t.test('a row read back decides as the live one does', async (t) => {
  t.strictSame(findForgetful(shipmentWorkflow, places, events), [])
})

const follow = (...taken: ShipmentMachineEvent[]) => {
  let [shipment] = initialTransition(shipmentWorkflow, input)
  for (const event of taken) [shipment] = transition(shipmentWorkflow, shipment, event)
  return shipment
}

t.test('a packing list names every unit once, each under a serial number of its own', async (t) => {
  const shipment = follow()
  const first = { unit: firstUnit, serialNumber: 'FN-1001' }
  const second = { unit: secondUnit, serialNumber: 'FN-1002' }
  const place = '/data/packages/0/units/1'
  const refusals: [string, (typeof first)[], object][] = [
    [
      'a unit of another shipment',
      [first, { ...second, unit: thirdUnit }],
      { problem: 'unit-not-in-shipment', pointer: `${place}/unit` },
    ],
    [
      'a unit twice',
      [first, { ...second, unit: firstUnit }],
      { problem: 'duplicate-entry', pointer: `${place}/unit` },
    ],
    [
      'a serial number twice',
      [first, { ...second, serialNumber: 'FN-1001' }],
      { problem: 'duplicate-entry', pointer: `${place}/serialNumber` },
    ],
    [
      'a unit left out',
      [first],
      { problem: 'units-not-packed', pointer: '/data/packages', values: { count: 1 } },
    ],
  ]
  for (const [what, units, refusal] of refusals) {
    const event: ShipmentMachineEvent = {
      type: 'shipment.packed',
      data: { packages: [{ number: '1', units }] },
      by: club,
      at,
    }
    t.notOk(shipment.can(event), what)
    t.strictSame(refuseShipment(shipment.context, event), refusal)
  }
})

t.test('a receipt misses units of the shipment only, each once', async (t) => {
  const shipment = follow(
    shipmentSamples['shipment.packed'],
    shipmentSamples['shipment.dispatched'],
    shipmentSamples['shipment.arrived'],
  )
  const receive = (missing: string[]): ShipmentMachineEvent => ({
    type: 'shipment.received',
    data: { packages: 2, sealsIntact: true, missing },
    by: hospital,
    at,
  })
  t.ok(shipment.can(receive([])))
  t.ok(shipment.can(receive([firstUnit, secondUnit])))
  t.notOk(shipment.can(receive([firstUnit, thirdUnit])))
  t.strictSame(refuseShipment(shipment.context, receive([firstUnit, thirdUnit])), {
    problem: 'unit-not-in-shipment',
    pointer: '/data/missing/1',
  })
  t.notOk(shipment.can(receive([firstUnit, firstUnit])))
  t.match(refuseShipment(shipment.context, receive([firstUnit, firstUnit])), { problem: 'duplicate-entry' })
})

t.test('the customs clock runs on through a hold and starts anew with the next customs', async (t) => {
  const held = follow(
    shipmentSamples['shipment.packed'],
    shipmentSamples['shipment.dispatched'],
    shipmentSamples['shipment.customsEntered'],
    shipmentSamples['shipment.customsHeld'],
  )
  t.match(held.context.customs, { enteredAt: at, heldAt: at, holdReason: 'permitMissing' })
  const [released] = transition(shipmentWorkflow, held, shipmentSamples['shipment.customsReleased'])
  t.match(released.context.customs, { holdReason: 'permitMissing', releasedAt: at })
  const [again] = transition(shipmentWorkflow, released, shipmentSamples['shipment.customsEntered'])
  t.match(
    again.context.customs,
    { enteredAt: at, heldAt: undefined, holdReason: undefined, releasedAt: undefined },
    'a second customs starts with a clean sheet',
  )
})

t.test('keeps the packing list, the transport and the receipt', async (t) => {
  const received = follow(
    shipmentSamples['shipment.packed'],
    shipmentSamples['shipment.dispatched'],
    shipmentSamples['shipment.arrived'],
    shipmentSamples['shipment.received'],
  )
  t.strictSame(received.context, {
    ...input,
    packages: [
      { number: '1 of 2', weight: 41_000, units: [firstUnit] },
      { number: '2 of 2', units: [secondUnit] },
    ],
    transport: { mode: 'air', dispatchedAt: at, arrivedAt: at },
    links: [],
    confirmations: [],
    acts: [],
    receipt: { packages: 2, sealsIntact: true, receivedAt: at },
  })
  t.strictSame(follow(shipmentSamples['shipment.cancelled']).context.ending, { reason: 'replanned' })
})

const arrival = [
  shipmentSamples['shipment.packed'],
  shipmentSamples['shipment.dispatched'],
  shipmentSamples['shipment.arrived'],
]

t.test('keeps each confirmation and each act once, however often it is told', async (t) => {
  const { context } = follow(
    ...arrival,
    shipmentSamples['shipment.received'],
    shipmentSamples['shipment.confirmed'],
    shipmentSamples['act.issued'],
    shipmentSamples['shipment.confirmed'],
    shipmentSamples['act.issued'],
  )
  const { confirmation, position } = shipmentSamples['shipment.confirmed'].data
  t.strictSame(context.confirmations, [{ id: confirmation, position, at }])
  const { act, sha256, languages } = shipmentSamples['act.issued'].data
  t.strictSame(context.acts, [{ id: act, sha256, languages, at }])
})

t.test('a confirmation through a link says which', async (t) => {
  const { type, data, by } = shipmentSamples['shipment.confirmed']
  const { context } = follow(...arrival, shipmentSamples['shipment.received'], {
    type,
    data: { ...data, link: thirdUnit },
    by,
    at,
  })
  t.match(context.confirmations, [{ link: thirdUnit }])
})
