import { setup } from 'xstate'
import type { WorkflowRole } from '../schemas/roles.ts'
import type { StateMeta } from './declaration.ts'
import type { EndpointMachineEvent } from './endpoint-events.ts'

export interface EndpointContext {
  zone: string
  parties: Record<string, WorkflowRole[]>
  /** When each of these last happened. */
  lastAt: { pinged?: string; changed?: string; exhausted?: string }
  /** Since when nothing could be delivered; only once its owner was told. */
  failingSince?: string
  disabled?: { reason: 'gone' | 'failing'; at: string }
}

export interface EndpointInput {
  owner: string
  zone: string
}

const endpoint = setup({
  types: {
    context: {} as EndpointContext,
    events: {} as EndpointMachineEvent,
    input: {} as EndpointInput,
    meta: {} as StateMeta,
  },
})

const note = (what: keyof EndpointContext['lastAt']) =>
  endpoint.assign({ lastAt: ({ context, event }) => ({ ...context.lastAt, [what]: event.at }) })

const warn = endpoint.assign(({ event }) =>
  event.type === 'endpoint.failing' ? { failingSince: event.data.since } : {},
)

const disable = endpoint.assign(({ event }) =>
  event.type === 'endpoint.disabled' ? { disabled: { reason: event.data.reason, at: event.at } } : {},
)

const forgive = endpoint.assign({ failingSince: undefined, disabled: undefined })

// Set by whoever makes the attempts, with the first that fails: a machine sees none of them.
const stopClocks = [endpoint.cancel('failureNotice'), endpoint.cancel('failureLimit')]

const kept = {
  'endpoint.changed': { actions: [note('changed')] },
  'endpoint.secretRotated': { actions: [note('changed')] },
  'endpoint.removed': { target: 'removed', actions: stopClocks },
  'delivery.exhausted': { actions: [note('exhausted')] },
}
const disabling = { target: 'disabled', actions: [disable, ...stopClocks] }
// Not once it is disabled: a success that comes in last must not wipe out why it was.
const recovering = { 'endpoint.recovered': { actions: [forgive] } }
const resuming = { 'endpoint.resumed': { target: 'active', actions: [forgive, ...stopClocks] } }

// XState asks for a first state without input at every `transition`; an error thrown there costs a tenth of a decision.
const noInput: EndpointInput = { owner: '', zone: 'UTC' }

/** A URL of an organization that deliveries are made to. */
export const endpointWorkflow = endpoint.createMachine({
  id: 'endpoint',
  context: ({ input = noInput }) => ({
    zone: input.zone,
    parties: { [input.owner]: ['owner'] },
    lastAt: {},
  }),
  initial: 'active',
  states: {
    active: {
      description: 'Events are delivered to it.',
      meta: { waitsFor: [] },
      on: {
        ...kept,
        ...recovering,
        'endpoint.disabled': disabling,
        'endpoint.pinged': { actions: [note('pinged')] },
        'endpoint.paused': { target: 'paused', actions: stopClocks },
        'endpoint.failing': { actions: [warn] },
      },
    },
    paused: {
      description: 'Its owner holds deliveries back; they are noted, and made when it is resumed.',
      meta: { waitsFor: ['owner'] },
      on: {
        ...kept,
        ...recovering,
        ...resuming,
        // An attempt that was under way when it was paused may start the clocks; what is not tried does not fail, though.
        'endpoint.disabled': { ...disabling, guard: ({ event }) => event.data.reason === 'gone' },
      },
    },
    disabled: {
      description: 'Its receiver is gone, or failed for days: nothing is noted for it until it is resumed.',
      meta: { waitsFor: ['owner'] },
      on: { ...kept, ...resuming },
    },
    removed: { description: 'It gets nothing any more.', type: 'final' },
  },
})
