import { setup } from 'xstate'
import type { WorkflowRole } from '../schemas/roles.ts'
import { day, type StateMeta, type Tell } from './declaration.ts'
import type { RecallMachineEvent } from './recall-events.ts'
import { refuseRecall } from './recall-refusals.ts'

/** What a hospital answered. */
export interface RecallAnswer {
  at: string
  quarantined: number
  notFound: number
  awaited: number
}

interface Found {
  /** Devices found, those on their way included. */
  units: number
  onTheWay: number
}

export interface RecallInput extends Found {
  /** IANA zone whose calendar days the deadlines end with. */
  zone: string
  parties: Record<string, WorkflowRole[]>
  /** Of a whole recall: the hospitals, each with the stream of its part. */
  hospitals: Record<string, Found & { part: string }>
  /** Of the part of a hospital: the stream of the whole; null for the whole itself. */
  partOf: { recall: string; hospital: string } | null
}

export interface RecallContext extends RecallInput {
  /** What the hospitals of a whole recall answered, by their ids; of a part what its own did. */
  answers: Record<string, RecallAnswer>
  withdrawal?: { reason: string; note?: string }
}

/** Hospitals that have to answer: of a part it is the one whose part it is. */
export const countHospitals = ({ hospitals, partOf }: RecallInput): number =>
  partOf ? 1 : Object.keys(hospitals).length

const recall = setup({
  types: {
    context: {} as RecallContext,
    events: {} as RecallMachineEvent,
    input: {} as RecallInput,
    meta: {} as StateMeta,
  },
  guards: {
    /** A whole recall is answered by its parts alone. */
    mayAnswer: ({ context, event }) => context.partOf !== null && refuseRecall(context, event) === undefined,
    isNew: ({ context, event }) =>
      event.type === 'recall.confirmed' &&
      context.hospitals[event.data.hospital] !== undefined &&
      context.answers[event.data.hospital] === undefined,
    isAnswered: ({ context }) => Object.keys(context.answers).length === countHospitals(context),
  },
  actions: {
    record: (_, _event: { type: string }) => {},
    tell: (_, _told: Tell) => {},
  },
  delays: { reminder: 7 * day },
})

const answer = recall.enqueueActions(({ context, event, enqueue }) => {
  if (event.type !== 'recall.quarantined' || !context.partOf) return
  const { quarantined, notFound, awaited } = event.data
  const { recall: whole, hospital } = context.partOf
  const counts = { quarantined, notFound, awaited }
  enqueue.assign({ answers: { [hospital]: { at: event.at, ...counts } } })
  const confirmed = { type: 'recall.confirmed', data: { hospital, ...counts } }
  enqueue({ type: 'tell', params: { to: { stream: whole }, event: confirmed } })
})

const note = recall.assign(({ context, event }) => {
  if (event.type !== 'recall.confirmed') return {}
  const { hospital, ...counts } = event.data
  return { answers: { ...context.answers, [hospital]: { at: event.at, ...counts } } }
})

const withdraw = recall.enqueueActions(({ context, event, enqueue }) => {
  if (event.type !== 'recall.withdrawn') return
  const { data } = event
  enqueue.assign({ withdrawal: data })
  for (const { part } of Object.values(context.hospitals))
    enqueue({ type: 'tell', params: { to: { stream: part }, event: { type: event.type, data } } })
})

const record = (type: string) => ({ type: 'record' as const, params: { type } })
const withdrawing = { 'recall.withdrawn': { target: 'withdrawn', actions: [withdraw] } }

// XState asks for a first state without input at every `transition`; an error thrown there costs a tenth of a decision.
const noInput: RecallInput = { zone: 'UTC', parties: {}, units: 0, onTheWay: 0, hospitals: {}, partOf: null }

/** Devices that are called back: whole for whoever issues it, and in parts for each hospital that holds any. */
export const recallWorkflow = recall.createMachine({
  id: 'recall',
  context: ({ input = noInput }) => ({ ...input, answers: {} }),
  initial: 'open',
  states: {
    open: {
      description: 'Hospitals have been told, and not all have answered that the devices are out of use.',
      meta: { waitsFor: ['recipient'] },
      on: {
        'recall.quarantined': { guard: 'mayAnswer', actions: [answer] },
        'recall.confirmed': { guard: 'isNew', actions: [note] },
        ...withdrawing,
      },
      always: { guard: 'isAnswered', target: 'completed', actions: [record('recall.completed')] },
      after: { reminder: { actions: [record('recall.reminded')] } },
    },
    // Not final: a hospital must hear it if devices that it put away may be used again.
    completed: {
      description: 'Every hospital has answered for its devices.',
      meta: { waitsFor: [] },
      on: withdrawing,
    },
    withdrawn: { description: 'It was taken back: the devices may be used again.', type: 'final' },
  },
})
