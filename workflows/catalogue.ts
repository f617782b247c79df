import type { Kind } from '../schemas/event.ts'
import type { WorkflowRole } from '../schemas/roles.ts'
import type { EventDeclarations } from './declaration.ts'
import { donationWorkflow } from './donation.ts'
import { donationEvents } from './donation-events.ts'
import { isOpenTo, refuseDonation } from './donation-refusals.ts'
import { endpointWorkflow } from './endpoint.ts'
import { endpointEvents } from './endpoint-events.ts'
import { shipmentWorkflow } from './shipment.ts'
import { shipmentEvents } from './shipment-events.ts'
import { refuseShipment } from './shipment-refusals.ts'
import { shipmentSteps } from './shipment-steps.ts'
import { unitWorkflow } from './unit.ts'
import { unitEvents } from './unit-events.ts'
import { refuseUnit } from './unit-refusals.ts'

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

/** Event types that organizations may send to a kind, each with its declaration. */
export const publicEvents = (kind: Kind) =>
  Object.entries<EventDeclarations[string]>(workflows[kind].events).filter(([, { by }]) => by.length > 0)

export const maySend = (kind: Kind, type: string, roles: readonly WorkflowRole[]): boolean =>
  findDeclaration(kind, type)?.by.some((role) => roles.includes(role)) ?? false
