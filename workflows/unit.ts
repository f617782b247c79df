import type { Slot } from '../schemas/donation.ts'
import type { Inspection } from '../schemas/inspection.ts'
import type { Unit } from '../schemas/unit.ts'
import type { UnitMachineEvent } from './unit-events.ts'
import { answer, followUpClocks, startFollowUps, stopFollowUps } from './unit-follow-ups.ts'
import { judgeUnit } from './unit-refusals.ts'
import { failing, repairEvents, restore } from './unit-repairs.ts'
import { type UnitContext, type UnitInput, unit } from './unit-setup.ts'

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

/** When its service ended, beside when it began. */
const endService = unit.assign(({ context, event }) =>
  context.service ? { service: { ...context.service, until: event.at } } : {},
)

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
const served = {
  'unit.decommissioned': { target: 'decommissioned', actions: [leave, endService, stopFollowUps] },
}
const commissioning = {
  'unit.commissioned': { target: 'inService', actions: [commission, startFollowUps, takesSlot('inService')] },
}

const works = { type: 'answers' as const, params: true }
const stillFails = { type: 'answersUnrepaired' as const }
const fails = { type: 'answers' as const, params: false }

// XState asks for a first state without input at every `transition`; an error thrown there costs a tenth of a decision.
const noInput: UnitInput = {
  ...{ zone: 'UTC', item: '', takes: 'open', remedy: 1 },
  ...{ followUp30: 1, followUp90: 1, followUp180: 1, followUp365: 1, followUpAnswer: 1 },
}

/** One physical device from its plan to the end of its service. */
export const unitWorkflow = unit.createMachine({
  id: 'unit',
  context: ({ input: { takes, serialNumber, protocol, ...input } = noInput }) => ({
    ...input,
    slot: takes,
    followUps: [],
    ...(serialNumber !== undefined && { serialNumber }),
    ...(protocol && { protocol }),
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
      on: {
        ...followUpClocks,
        ...served,
        'unit.failed': { guard: 'holds', target: 'outOfService', actions: failing },
        'followUp.answered': [
          { guard: fails, target: 'outOfService', actions: [answer, ...failing] },
          { guard: works, actions: [answer] },
        ],
      },
    },
    outOfService: {
      description: 'It was in use and does not work.',
      meta: { waitsFor: ['supplier', 'donor', 'recipient'] },
      on: {
        ...followUpClocks,
        ...repairEvents,
        ...served,
        'unit.restored': { target: 'inService', actions: [restore] },
        // It still does not work, or not for long, after the repair was done or refused.
        'unit.failed': { guard: 'holds', actions: failing },
        'followUp.answered': [
          { guard: works, target: 'inService', actions: [answer, restore] },
          { guard: stillFails, actions: [answer] },
          { guard: fails, actions: [answer, ...failing] },
        ],
      },
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
