import {
  type AnyActorScope,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  initialTransition,
} from 'xstate'
import type { Kind } from '../../schemas/event.ts'
import type { WorkflowRole } from '../../schemas/roles.ts'
import { type MigrationStep, maySend, workflows } from '../../workflows/catalogue.ts'
import { day, type Refusal, type StateMeta, type Tell } from '../../workflows/declaration.ts'
import type { DonationContext } from '../../workflows/donation.ts'
import type { EndpointContext } from '../../workflows/endpoint.ts'
import type { MemorandumContext } from '../../workflows/memorandum-setup.ts'
import type { NeedContext } from '../../workflows/need.ts'
import type { ProgrammeContext } from '../../workflows/programme.ts'
import type { RecallContext } from '../../workflows/recall.ts'
import type { ShipmentContext } from '../../workflows/shipment-setup.ts'
import type { UnitContext } from '../../workflows/unit-setup.ts'

/** A row of `workflows`: the part of it that machines read and write. */
export interface Row {
  id: string
  kind: Kind
  streamId: string
  parentId: string | null
  state: string
  version: number
  machineVersion: number
  context: Record<string, unknown>
  updatedAt: string
  /** Events in the stream's log, and the hash of the last; only on the stream's own row. */
  sequence: number | null
  hash: string | null
}

/** An event as a machine takes it. */
export interface MachineEvent {
  type: string
  data: Record<string, unknown>
  by?: string
  at: string
}

/** What a transition wants done; a machine itself does nothing. */
export type Effect =
  | { does: 'record'; type: string; takes?: readonly string[] }
  | { does: 'tell'; told: Tell }
  | { does: 'set'; sendId: string; name: string; event: { type: string; at?: string }; days: number }
  | { does: 'cancel'; sendId: string }

export interface Moved {
  state: string
  context: Record<string, unknown>
  effects: Effect[]
}

// The one place where XState's types are set aside: rows of every kind pass through the same few lines, and what they
// hold was written by these machines.
interface Definition {
  machine: AnyStateMachine
  refuse?: (context: unknown, event: unknown) => Refusal | undefined
  isOpen?: (context: unknown, type: string, by: string) => boolean
  version: number
  steps: Record<number, MigrationStep>
}
const definitions = workflows as unknown as Record<Kind, Definition>

/** Brings a row that an earlier version of its machine wrote up to this one; throws where a step is missing. */
export const migrateRow = (
  row: Row,
  { version, steps }: Pick<Definition, 'version' | 'steps'> = definitions[row.kind],
): Row => {
  let { state, context, machineVersion } = row
  for (; machineVersion < version; machineVersion++) {
    const step = steps[machineVersion]
    if (!step) throw new Error(`${row.kind} ${row.id}: no step from machine version ${machineVersion}`)
    ;({ state, context } = step({ state, context }))
  }
  if (machineVersion > version)
    throw new Error(`${row.kind} ${row.id} was written by machine version ${machineVersion}`)
  return { ...row, state, context, machineVersion }
}

interface Contexts {
  donation: DonationContext
  shipment: ShipmentContext
  unit: UnitContext
  need: NeedContext
  memorandum: MemorandumContext
  programme: ProgrammeContext
  recall: RecallContext
  endpoint: EndpointContext
}

/** The row's context, as its own machine wrote it; throws where the row is of another kind. */
export const getContext = <K extends Kind>(kind: K, row: Row): Contexts[K] => {
  if (row.kind !== kind) throw new Error(`${row.kind} ${row.id} is no ${kind}`)
  return row.context as unknown as Contexts[K]
}

/** Throws where the machine has no such state. */
const restore = (row: Row): AnyMachineSnapshot =>
  definitions[row.kind].machine.resolveState({ value: row.state, context: row.context })

type Action =
  | { type: 'record'; params: { type: string; takes?: readonly string[] } }
  | { type: 'tell'; params: Tell }
  | { type: 'xstate.raise'; params: { id: string; delay: number; event: { type: string; at?: string } } }
  | { type: 'xstate.cancel'; params: { sendId: string } }

const toEffect = ({ type, params }: Action): Effect => {
  switch (type) {
    case 'record':
      return { does: 'record', ...params }
    case 'tell':
      return { does: 'tell', told: params }
    case 'xstate.cancel':
      return { does: 'cancel', sendId: params.sendId }
    case 'xstate.raise': {
      const { id, delay, event } = params
      const [, name = id] = /^(?:xstate\.after|deadline)\.(\w+)/.exec(event.type) ?? []
      return { does: 'set', sendId: id, name, event, days: delay / day }
    }
  }
}

const moved = ([next, actions]: [AnyMachineSnapshot, Action[]]): Moved => ({
  state: String(next.value),
  context: next.context as Record<string, unknown>,
  effects: actions.map(toEffect),
})

/** The first state of a new row, and what entering it wants done. */
export const begin = (kind: Kind, input: unknown): Moved =>
  moved(
    initialTransition(definitions[kind].machine, input as never) as unknown as [AnyMachineSnapshot, Action[]],
  )

// XState's own `transition` makes an actor each time, at the cost of all the rest of it. Ours is never started either.
const openScope = ({ machine }: Definition): Omit<AnyActorScope, 'actionExecutor'> => {
  const self = createActor(machine)
  const ignore = () => {}
  const { system } = self
  return {
    self,
    system,
    id: '',
    sessionId: '',
    logger: ignore,
    defer: ignore,
    emit: ignore,
    stopChild: ignore,
  }
}
const scopes: Record<Kind, Omit<AnyActorScope, 'actionExecutor'>> = {
  donation: openScope(definitions.donation),
  shipment: openScope(definitions.shipment),
  unit: openScope(definitions.unit),
  need: openScope(definitions.need),
  memorandum: openScope(definitions.memorandum),
  programme: openScope(definitions.programme),
  recall: openScope(definitions.recall),
  endpoint: openScope(definitions.endpoint),
}

/** What the event does to the row; undefined where its state does not accept the event, or the row refuses it. */
export const advance = (row: Row, event: MachineEvent): Moved | undefined => {
  const snapshot = restore(row)
  const actions: unknown[] = []
  const actionExecutor = (action: unknown) => void actions.push(action)
  const next = definitions[row.kind].machine.transition(snapshot, event, {
    ...scopes[row.kind],
    actionExecutor,
  })
  // A refused event gives back the very same snapshot without a word. Asking `can` first would say the same at twice
  // the cost; that every accepted event moves something or does something is tested.
  return next === snapshot && actions.length === 0 ? undefined : moved([next, actions as Action[]])
}

/** Whether the row's state has any answer to an event of this type, whatever it carries. */
export const accepts = (row: Row, type: string): boolean =>
  Object.hasOwn(definitions[row.kind].machine.states[row.state]?.config.on ?? {}, type)

/** Why a row whose state accepts the event refuses it all the same. */
export const findRefusal = (row: Row, event: MachineEvent): Refusal | undefined =>
  definitions[row.kind].refuse?.(row.context, event)

/** Event types that an organization with these roles may send to the row as it stands. */
export const availableEvents = (row: Row, roles: readonly WorkflowRole[], by: string): string[] => {
  const { machine, isOpen } = definitions[row.kind]
  return Object.keys(machine.states[row.state]?.config.on ?? {}).filter(
    (type) => maySend(row.kind, type, roles) && (isOpen?.(row.context, type, by) ?? true),
  )
}

/** Roles whose turn it is. */
export const waitingFor = (row: Row): readonly WorkflowRole[] =>
  (definitions[row.kind].machine.states[row.state]?.config.meta as StateMeta | undefined)?.waitsFor ?? []

export const machineVersion = (kind: Kind): number => definitions[kind].version

export const isState = (kind: Kind, state: string): boolean =>
  Object.hasOwn(definitions[kind].machine.states, state)
