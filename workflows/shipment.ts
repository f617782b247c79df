import type { Tell } from './declaration.ts'
import { enterCustoms, holdInCustoms, leaveCustoms, releaseFromCustoms } from './shipment-customs.ts'
import { dossierHandlers, paperEvents } from './shipment-dossier.ts'
import { gateHandlers } from './shipment-gates.ts'
import { confirm, endLinks, keepAct, linkEvents, startLinkClocks } from './shipment-links.ts'
import { type ShipmentInput, shipment } from './shipment-setup.ts'

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

const receive = shipment.enqueueActions(({ event, enqueue }) => {
  if (event.type !== 'shipment.received') return
  const { data, at } = event
  const { missing, ...counted } = data
  enqueue.assign({ receipt: { ...counted, receivedAt: at } })
  for (const unit of missing)
    enqueue({ type: 'tell', params: { to: unit, event: { type: 'unit.reportedMissing', data: {} } } })
})

const end = shipment.assign(({ event }) => {
  const isEnding =
    event.type === 'shipment.lost' ||
    event.type === 'shipment.returned' ||
    event.type === 'shipment.cancelled'
  return isEnding ? { ending: event.data } : {}
})

const cancelled = { target: 'cancelled', actions: [end, ...endLinks, tellUnits('unit.cancelled')] }

const wayOut = {
  'shipment.arrived': {
    target: 'arrived',
    actions: [arrive, leaveCustoms, stopCustomsClock, startLinkClocks, tellUnits('unit.arrived')],
  },
  'shipment.lost': {
    target: 'lost',
    actions: [end, leaveCustoms, stopCustomsClock, ...endLinks, tellUnits('unit.lost')],
  },
  'shipment.returned': {
    target: 'returned',
    actions: [end, leaveCustoms, stopCustomsClock, ...endLinks, tellUnits('unit.returned')],
  },
}

// XState asks for a first state without input at every `transition`; an error thrown there costs a tenth of a decision.
const noInput: ShipmentInput = {
  zone: 'UTC',
  customsStay: 1,
  acceptanceReminder: 1,
  acceptanceEscalation: 1,
  linkExpiry: 1,
  units: [],
}

/** One consignment from its plan to the hospital's count of the packages. */
export const shipmentWorkflow = shipment.createMachine({
  id: 'shipment',
  context: ({ input = noInput }) => ({ ...input, packages: [], links: [], confirmations: [], acts: [] }),
  initial: 'planned',
  states: {
    planned: {
      description: 'It is decided which units will travel together.',
      meta: { waitsFor: ['donor', 'supplier'] },
      on: {
        ...dossierHandlers,
        'shipment.packed': { guard: 'holds', target: 'packed', actions: [pack] },
        'shipment.cancelled': cancelled,
        ...gateHandlers,
      },
    },
    packed: {
      description: 'Every unit lies in a package under its serial number.',
      meta: { waitsFor: ['donor', 'supplier', 'carrier'] },
      on: {
        ...linkEvents,
        ...dossierHandlers,
        'shipment.dispatched': { target: 'dispatched', actions: [dispatch, tellUnits('unit.dispatched')] },
        'shipment.cancelled': cancelled,
        ...gateHandlers,
      },
    },
    dispatched: {
      description: 'It is on its way.',
      meta: { waitsFor: ['carrier'] },
      on: {
        ...linkEvents,
        ...dossierHandlers,
        'shipment.customsEntered': { target: 'inCustoms', actions: [enterCustoms, startCustomsClock] },
        ...wayOut,
      },
    },
    inCustoms: {
      description: 'Customs has it.',
      meta: { waitsFor: ['carrier', 'recipient'] },
      on: {
        ...linkEvents,
        ...overdue,
        ...dossierHandlers,
        'shipment.customsHeld': { target: 'customsHold', actions: [holdInCustoms] },
        'shipment.customsReleased': { target: 'dispatched', actions: [releaseFromCustoms, stopCustomsClock] },
        ...wayOut,
      },
    },
    customsHold: {
      description: 'Customs holds it back.',
      meta: { waitsFor: ['donor', 'recipient'] },
      on: {
        ...linkEvents,
        ...overdue,
        ...dossierHandlers,
        'shipment.customsReleased': { target: 'dispatched', actions: [releaseFromCustoms, stopCustomsClock] },
        'shipment.lost': wayOut['shipment.lost'],
        'shipment.returned': wayOut['shipment.returned'],
      },
    },
    arrived: {
      description: 'It stands at the hospital, and its packages have yet to be counted.',
      meta: { waitsFor: ['recipient'] },
      on: {
        ...linkEvents,
        ...paperEvents,
        'shipment.received': { guard: 'holds', target: 'received', actions: [receive] },
      },
    },
    received: {
      description: 'The hospital counted the packages and said what was missing.',
      meta: { waitsFor: [] },
      on: {
        ...linkEvents,
        'shipment.confirmed': { actions: [confirm] },
        'act.issued': { actions: [keepAct] },
      },
    },
    lost: { description: 'It never arrived.', type: 'final' },
    returned: { description: 'It went back to its sender.', type: 'final' },
    cancelled: { description: 'It was called off before it left.', type: 'final' },
  },
})
