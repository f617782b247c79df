import { setup } from 'xstate'
import type { Slot } from '../schemas/donation.ts'
import type { Inspection } from '../schemas/inspection.ts'
import type { Unit } from '../schemas/unit.ts'
import { day, type StateMeta, type Tell } from './declaration.ts'
import type { UnitMachineEvent } from './unit-events.ts'
import { judgeUnit, refuseUnit } from './unit-refusals.ts'

export interface UnitContext {
  zone: string
  /** Days. */
  remedy: number
  /** The item of the donation it counts towards. */
  item: string
  /** The place it holds among the contracted units of its item. */
  slot: Slot
  serialNumber?: string
  udi?: string
  replacedBy?: string
  /** What it is checked against, pinned when it was planned. */
  protocol?: Unit['protocol']
  decision?: Unit['decision']
  service?: Unit['service']
  outage?: Unit['outage']
  ending?: { reason?: string; note?: string }
}

export interface UnitInput {
  zone: string
  remedy: number
  item: string
  /** The place it takes: an open one, or that of the refused unit it replaces. */
  takes: 'open' | 'remedying'
  serialNumber?: string
  protocol?: Unit['protocol']
}

const unit = setup({
  types: {
    context: {} as UnitContext,
    events: {} as UnitMachineEvent,
    input: {} as UnitInput,
    meta: {} as StateMeta,
  },
  guards: { holds: ({ context, event }) => refuseUnit(context, event) === undefined },
  actions: {
    record: (_, _event: { type: string }) => {},
    tell: (_, _told: Tell) => {},
  },
  delays: { remedy: ({ context }) => context.remedy * day },
})

/** Moves the unit's place among the contracted ones, and tells the donation. */
const takesSlot = (to: Slot) =>
  unit.enqueueActions(({ context, enqueue }) => {
    if (context.slot === to) return
    const data = { item: context.item, from: context.slot, to }
    enqueue({ type: 'tell', params: { to: 'stream', event: { type: 'unit.moved', data } } })
    enqueue.assign({ slot: to })
  })

const identify = unit.assign(({ event }) => (event.type === 'unit.packed' ? event.data : {}))

/** What of an inspection is kept at hand; its event holds every result. */
const summarize = (context: UnitContext, inspection: Inspection | undefined, at: string) => {
  const judged = inspection && judgeUnit(context, inspection, at)
  if (!judged) return {}
  const { passed, failed, missing } = judged
  const { tester } = inspection
  return { inspection: { tester, passed: passed.length, failed: failed.map(({ id }) => id), missing } }
}

const isDecision = (event: UnitMachineEvent) =>
  event.type === 'unit.accepted' ||
  event.type === 'unit.acceptedWithRemarks' ||
  event.type === 'unit.rejected'

const decide = (outcome: NonNullable<Unit['decision']>['outcome']) =>
  unit.assign(({ context, event }) => {
    if (!isDecision(event)) return {}
    const { inspection, udi, ...data } = event.data
    const decision = { outcome, at: event.at, ...data, ...summarize(context, inspection, event.at) }
    // The hospital may be the first to read the label.
    return { decision, ...(udi !== undefined && context.udi === undefined && { udi }) }
  })

const commission = unit.assign(({ event }) =>
  event.type === 'unit.commissioned' ? { service: { since: event.at, ...event.data } } : {},
)

const fail = unit.assign(({ event }) =>
  event.type === 'unit.failed' ? { outage: { since: event.at, ...event.data } } : {},
)

const restore = unit.assign({ outage: undefined })

const leave = unit.assign(({ event }) => {
  switch (event.type) {
    case 'unit.replaced':
      return { replacedBy: event.data.by }
    case 'unit.returned':
    case 'unit.disposed':
    case 'unit.lost':
    case 'unit.reportedMissing':
    case 'unit.decommissioned':
      return { ending: event.data }
    default:
      return {}
  }
})

const comeBack = unit.assign({ ending: undefined })

// Not an `after` of a state: the clock runs on through a repair, and stops only with the remedy.
const startRemedyClock = unit.raise(
  { type: 'deadline.remedy', data: {}, at: '' },
  { delay: 'remedy', id: 'remedy' },
)
const stopRemedyClock = unit.cancel('remedy')

const remedies = {
  'deadline.remedy': { actions: [{ type: 'record' as const, params: { type: 'unit.remedyOverdue' } }] },
  'unit.returned': { target: 'returned', actions: [leave, stopRemedyClock, takesSlot('rejected')] },
  'unit.disposed': { target: 'disposed', actions: [leave, stopRemedyClock, takesSlot('rejected')] },
  // The place passes to the new unit, which moves it on when it is planned.
  'unit.replaced': { target: 'replaced', actions: [leave, stopRemedyClock] },
}
const lost = { target: 'lost', actions: [leave, takesSlot('lost')] }
const cancelled = { target: 'cancelled', actions: [takesSlot('open')] }
const served = { 'unit.decommissioned': { target: 'decommissioned', actions: [leave] } }
const commissioning = {
  'unit.commissioned': { target: 'inService', actions: [commission, takesSlot('inService')] },
}

// XState asks for a first state without input at every `transition`; an error thrown there costs a tenth of a decision.
const noInput: UnitInput = { zone: 'UTC', remedy: 1, item: '', takes: 'open' }

/** One physical device from its plan to the end of its service. */
export const unitWorkflow = unit.createMachine({
  id: 'unit',
  context: ({ input = noInput }) => ({
    zone: input.zone,
    remedy: input.remedy,
    item: input.item,
    slot: input.takes,
    ...(input.serialNumber !== undefined && { serialNumber: input.serialNumber }),
    ...(input.protocol && { protocol: input.protocol }),
  }),
  initial: 'planned',
  states: {
    planned: {
      description: 'It is planned into a shipment.',
      meta: { waitsFor: ['donor', 'supplier'] },
      entry: [takesSlot('planned')],
      on: { 'unit.packed': { target: 'packed', actions: [identify] }, 'unit.cancelled': cancelled },
    },
    packed: {
      description: 'It lies in a package under its serial number.',
      meta: { waitsFor: ['donor', 'supplier', 'carrier'] },
      on: {
        'unit.dispatched': { target: 'inTransit', actions: [takesSlot('inTransit')] },
        'unit.cancelled': cancelled,
      },
    },
    inTransit: {
      description: 'It is on its way.',
      meta: { waitsFor: ['carrier'] },
      on: {
        'unit.arrived': { target: 'arrived', actions: [takesSlot('arrived')] },
        'unit.lost': lost,
        'unit.returned': { target: 'returned', actions: [leave, takesSlot('open')] },
      },
    },
    arrived: {
      description: "It stands at the hospital and awaits the hospital's decision.",
      meta: { waitsFor: ['recipient'] },
      on: {
        'unit.accepted': {
          guard: 'holds',
          target: 'accepted',
          actions: [decide('accepted'), takesSlot('accepted')],
        },
        'unit.acceptedWithRemarks': {
          guard: 'holds',
          target: 'acceptedWithRemarks',
          actions: [decide('acceptedWithRemarks'), takesSlot('accepted')],
        },
        'unit.rejected': {
          guard: 'holds',
          target: 'rejected',
          actions: [decide('rejected'), startRemedyClock, takesSlot('remedying')],
        },
        'unit.reportedMissing': lost,
      },
    },
    accepted: {
      description: 'The hospital took it over.',
      meta: { waitsFor: ['recipient'] },
      on: commissioning,
    },
    acceptedWithRemarks: {
      description: 'The hospital took it over and said what is amiss.',
      meta: { waitsFor: ['recipient'] },
      on: commissioning,
    },
    rejected: {
      description: 'The hospital refused it, and a remedy is due.',
      meta: { waitsFor: ['donor', 'supplier'] },
      on: { 'unit.repairStarted': 'repairing', ...remedies },
    },
    repairing: {
      description: 'It was refused and is being repaired.',
      meta: { waitsFor: ['donor', 'supplier'] },
      on: {
        'unit.repaired': { target: 'arrived', actions: [stopRemedyClock, takesSlot('arrived')] },
        ...remedies,
      },
    },
    inService: {
      description: 'It is installed and in use.',
      meta: { waitsFor: [] },
      on: { 'unit.failed': { target: 'outOfService', actions: [fail] }, ...served },
    },
    outOfService: {
      description: 'It was in use and has failed.',
      meta: { waitsFor: ['recipient'] },
      on: { 'unit.restored': { target: 'inService', actions: [restore] }, ...served },
    },
    replaced: { description: 'It was refused, and a new unit took its place.', type: 'final' },
    returned: { description: 'It went back, refused or before it ever arrived.', type: 'final' },
    disposed: { description: 'It was refused and disposed of.', type: 'final' },
    decommissioned: { description: 'It has served.', type: 'final' },
    lost: {
      description: 'It never arrived, or was missing from its package.',
      meta: { waitsFor: [] },
      on: { 'unit.found': { target: 'arrived', actions: [comeBack, takesSlot('arrived')] } },
    },
    cancelled: { description: 'It was never sent.', type: 'final' },
  },
})
