import { setup } from 'xstate'
import type { Shipment } from '../schemas/shipment.ts'
import { day, type StateMeta, type Tell } from './declaration.ts'
import type { ShipmentMachineEvent } from './shipment-events.ts'
import { refuseShipment } from './shipment-refusals.ts'

export interface ShipmentContext {
  zone: string
  /** Days. */
  customsStay: number
  /** Ids of the units it carries. */
  units: string[]
  packages: Shipment['packages']
  transport?: Shipment['transport']
  customs?: Shipment['customs']
  receipt?: Shipment['receipt']
  ending?: { reason?: string; note?: string }
}

export interface ShipmentInput {
  zone: string
  customsStay: number
  units: string[]
}

const shipment = setup({
  types: {
    context: {} as ShipmentContext,
    events: {} as ShipmentMachineEvent,
    input: {} as ShipmentInput,
    meta: {} as StateMeta,
  },
  guards: { holds: ({ context, event }) => refuseShipment(context, event) === undefined },
  actions: {
    record: (_, _event: { type: string }) => {},
    tell: (_, _told: Tell) => {},
  },
  delays: { customsStay: ({ context }) => context.customsStay * day },
})

/** Tells every unit that can take it that what happened to the consignment happened to it. */
const tellUnits = (type: string) => ({
  type: 'tell' as const,
  params: { to: 'children', event: { type, data: {} } } satisfies Tell,
})

const pack = shipment.enqueueActions(({ event, enqueue }) => {
  if (event.type !== 'shipment.packed') return
  const { data } = event
  enqueue.assign({
    packages: data.packages.map((one) => ({ ...one, units: one.units.map(({ unit }) => unit) })),
  })
  for (const { unit, ...identity } of data.packages.flatMap((one) => one.units))
    enqueue({ type: 'tell', params: { to: unit, event: { type: 'unit.packed', data: identity } } })
})

const dispatch = shipment.assign(({ event }) =>
  event.type === 'shipment.dispatched' ? { transport: { ...event.data, dispatchedAt: event.at } } : {},
)

const arrive = shipment.assign(({ context, event }) =>
  context.transport ? { transport: { ...context.transport, arrivedAt: event.at } } : {},
)

const enterCustoms = shipment.assign(({ event }) => ({ customs: { enteredAt: event.at } }))

// Not an `after` of a state: the clock runs on through a hold, and stops only when customs is left.
const startCustomsClock = shipment.raise(
  { type: 'deadline.customsStay', data: {}, at: '' },
  { delay: 'customsStay', id: 'customsStay' },
)
const stopCustomsClock = shipment.cancel('customsStay')
const overdue = {
  'deadline.customsStay': {
    actions: [{ type: 'record' as const, params: { type: 'shipment.customsOverdue' } }],
  },
}

const holdInCustoms = shipment.assign(({ context, event }) =>
  event.type === 'shipment.customsHeld' && context.customs
    ? { customs: { ...context.customs, heldAt: event.at, holdReason: event.data.reason } }
    : {},
)

const releaseFromCustoms = shipment.assign(({ context, event }) =>
  context.customs ? { customs: { ...context.customs, releasedAt: event.at } } : {},
)

const receive = shipment.enqueueActions(({ event, enqueue }) => {
  if (event.type !== 'shipment.received') return
  const { data, at } = event
  const { missing, ...counted } = data
  enqueue.assign({ receipt: { ...counted, receivedAt: at } })
  for (const unit of missing)
    enqueue({ type: 'tell', params: { to: unit, event: { type: 'unit.lost', data: {} } } })
})

const end = shipment.assign(({ event }) => {
  const isEnding =
    event.type === 'shipment.lost' ||
    event.type === 'shipment.returned' ||
    event.type === 'shipment.cancelled'
  return isEnding ? { ending: event.data } : {}
})

const cancelled = { target: 'cancelled', actions: [end, tellUnits('unit.cancelled')] }

const wayOut = {
  'shipment.arrived': { target: 'arrived', actions: [arrive, stopCustomsClock, tellUnits('unit.arrived')] },
  'shipment.lost': { target: 'lost', actions: [end, stopCustomsClock, tellUnits('unit.lost')] },
  'shipment.returned': { target: 'returned', actions: [end, stopCustomsClock, tellUnits('unit.returned')] },
}

/** One consignment from its plan to the hospital's count of the packages. */
export const shipmentWorkflow = shipment.createMachine({
  id: 'shipment',
  context: ({ input }) => ({ ...input, packages: [] }),
  initial: 'planned',
  states: {
    planned: {
      description: 'It is decided which units will travel together.',
      meta: { waitsFor: ['donor', 'supplier'] },
      on: {
        'shipment.packed': { guard: 'holds', target: 'packed', actions: [pack] },
        'shipment.cancelled': cancelled,
      },
    },
    packed: {
      description: 'Every unit lies in a package under its serial number.',
      meta: { waitsFor: ['donor', 'supplier', 'carrier'] },
      on: {
        'shipment.dispatched': { target: 'dispatched', actions: [dispatch, tellUnits('unit.dispatched')] },
        'shipment.cancelled': cancelled,
      },
    },
    dispatched: {
      description: 'It is on its way.',
      meta: { waitsFor: ['carrier'] },
      on: {
        'shipment.customsEntered': { target: 'inCustoms', actions: [enterCustoms, startCustomsClock] },
        ...wayOut,
      },
    },
    inCustoms: {
      description: 'Customs has it.',
      meta: { waitsFor: ['carrier', 'recipient'] },
      on: {
        ...overdue,
        'shipment.customsHeld': { target: 'customsHold', actions: [holdInCustoms] },
        'shipment.customsReleased': { target: 'dispatched', actions: [releaseFromCustoms, stopCustomsClock] },
        ...wayOut,
      },
    },
    customsHold: {
      description: 'Customs holds it back.',
      meta: { waitsFor: ['donor', 'recipient'] },
      on: {
        ...overdue,
        'shipment.customsReleased': { target: 'dispatched', actions: [releaseFromCustoms, stopCustomsClock] },
        'shipment.lost': wayOut['shipment.lost'],
        'shipment.returned': wayOut['shipment.returned'],
      },
    },
    arrived: {
      description: 'It stands at the hospital, and its packages have yet to be counted.',
      meta: { waitsFor: ['recipient'] },
      on: { 'shipment.received': { guard: 'holds', target: 'received', actions: [receive] } },
    },
    received: { description: 'The hospital counted the packages and said what was missing.', type: 'final' },
    lost: { description: 'It never arrived.', type: 'final' },
    returned: { description: 'It went back to its sender.', type: 'final' },
    cancelled: { description: 'It was called off before it left.', type: 'final' },
  },
})
