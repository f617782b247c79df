import type { Kind } from '../schemas/event.ts'
import type { WorkflowRole } from '../schemas/roles.ts'
import type { EventDeclarations } from './declaration.ts'
import { donationWorkflow } from './donation.ts'
import { donationEvents } from './donation-events.ts'
import { isOpenTo, refuseDonation } from './donation-refusals.ts'
import { endpointWorkflow } from './endpoint.ts'
import { endpointEvents } from './endpoint-events.ts'
import { memorandumWorkflow } from './memorandum.ts'
import { memorandumEvents } from './memorandum-events.ts'
import { isOpenToParty, refuseMemorandum } from './memorandum-refusals.ts'
import { needWorkflow } from './need.ts'
import { needEvents } from './need-events.ts'
import { refuseNeed } from './need-refusals.ts'
import { programmeWorkflow } from './programme.ts'
import { programmeEvents } from './programme-events.ts'
import { isProgrammeOpen, refuseProgramme } from './programme-refusals.ts'
import { recallWorkflow } from './recall.ts'
import { recallEvents } from './recall-events.ts'
import { refuseRecall } from './recall-refusals.ts'
import { shipmentWorkflow } from './shipment.ts'
import { shipmentEvents } from './shipment-events.ts'
import { refuseShipment } from './shipment-refusals.ts'
import { shipmentSteps } from './shipment-steps.ts'
import { unitWorkflow } from './unit.ts'
import { unitEvents } from './unit-events.ts'
import { isUnitOpenTo, refuseUnit } from './unit-refusals.ts'
import { unitSteps } from './unit-steps.ts'

/** One step of bringing a stored row to the next version of its machine. */
export type MigrationStep = (row: { state: string; context: Record<string, unknown> }) => {
  state: string
  context: Record<string, unknown>
}

/**
 * Every workflow: its machine, what its events declare, why it may refuse one, and its version. `steps[n]` brings a
 * row that version `n` wrote to version `n + 1`; `renamed` lists the states that steps do away with.
 */
export const workflows = {
  donation: {
    machine: donationWorkflow,
    events: donationEvents,
    refuse: refuseDonation,
    isOpen: isOpenTo,
    version: 1,
    steps: {},
    renamed: [],
  },
  shipment: {
    machine: shipmentWorkflow,
    events: shipmentEvents,
    refuse: refuseShipment,
    version: 2,
    steps: shipmentSteps,
    renamed: [],
  },
  unit: {
    machine: unitWorkflow,
    events: unitEvents,
    refuse: refuseUnit,
    isOpen: isUnitOpenTo,
    version: 2,
    steps: unitSteps,
    renamed: [],
  },
  need: {
    machine: needWorkflow,
    events: needEvents,
    refuse: refuseNeed,
    version: 1,
    steps: {},
    renamed: [],
  },
  memorandum: {
    machine: memorandumWorkflow,
    events: memorandumEvents,
    refuse: refuseMemorandum,
    isOpen: isOpenToParty,
    version: 1,
    steps: {},
    renamed: [],
  },
  programme: {
    machine: programmeWorkflow,
    events: programmeEvents,
    refuse: refuseProgramme,
    isOpen: isProgrammeOpen,
    version: 1,
    steps: {},
    renamed: [],
  },
  recall: {
    machine: recallWorkflow,
    events: recallEvents,
    refuse: refuseRecall,
    version: 1,
    steps: {},
    renamed: [],
  },
  endpoint: {
    machine: endpointWorkflow,
    events: endpointEvents,
    version: 1,
    steps: {},
    renamed: [],
  },
} as const satisfies Record<Kind, Entry>

interface Entry {
  machine: unknown
  events: EventDeclarations
  refuse?: unknown
  isOpen?: unknown
  version: number
  steps: Record<number, MigrationStep>
  renamed: readonly string[]
}

/** What is declared of an event of a kind, or undefined where the kind knows no such event. */
export const findDeclaration = (kind: Kind, type: string) => {
  const events: EventDeclarations = workflows[kind].events
  return Object.hasOwn(events, type) ? events[type] : undefined
}

const types = Object.values(workflows).flatMap(({ events }) => Object.keys(events))
const patterns = new Set(['*', ...types, ...types.map((type) => type.replace(/\..*/, '.*'))])

/** Whether there are events that `unit.accepted`, `unit.*` or `*` stands for. */
export const isEventPattern = (pattern: string): boolean => patterns.has(pattern)

/** Event types that organizations may send to a kind, each with its declaration. */
export const publicEvents = (kind: Kind) =>
  Object.entries<EventDeclarations[string]>(workflows[kind].events).filter(([, { by }]) => by.length > 0)

export const maySend = (kind: Kind, type: string, roles: readonly WorkflowRole[]): boolean =>
  findDeclaration(kind, type)?.by.some((role) => roles.includes(role)) ?? false
