import type { Memorandum } from '../schemas/memorandum.ts'
import { day } from './declaration.ts'
import type { Clock } from './memorandum-events.ts'
import {
  clocksOf,
  dueClock,
  isWorthReminding,
  type MemorandumInput,
  memorandum,
  reminderClock,
} from './memorandum-setup.ts'

const record = (type: string) => ({ type: 'record' as const, params: { type } })

const startClock = (clock: Clock) =>
  memorandum.raise({ type: `deadline.${clock}`, data: {}, at: '' }, { delay: clock, id: clock })

// Not an `after` of a state: the days are those of the calendar, whenever it is signed.
const startClocks = memorandum.enqueueActions(({ context, enqueue }) => {
  enqueue(startClock('expiry'))
  if (isWorthReminding(context)) enqueue(startClock('expiryReminder'))
  for (const commitment of context.commitments) {
    const data = { commitment: commitment.id }
    const { due, reminder } = clocksOf(context, commitment)
    enqueue.raise(
      { type: 'commitment.overdue', data, at: '' },
      { delay: due * day, id: dueClock(data.commitment) },
    )
    if (reminder === undefined) continue
    const id = reminderClock(data.commitment)
    enqueue.raise({ type: 'commitment.reminded', data, at: '' }, { delay: reminder * day, id })
  }
})

const stopClocks = memorandum.enqueueActions(({ context, enqueue }) => {
  enqueue.cancel('expiry')
  enqueue.cancel('expiryReminder')
  for (const { id } of context.commitments) {
    enqueue.cancel(dueClock(id))
    enqueue.cancel(reminderClock(id))
  }
})

const sign = memorandum.assign(({ context, event }) => {
  if (event.type !== 'memorandum.signed') return {}
  const { data, by, at } = event
  return {
    signatures: context.signatures.map((signature) =>
      signature.organization === by ? { ...signature, ...data, signedAt: at } : signature,
    ),
  }
})

const remind = memorandum.assign(({ event }) => ({ remindedAt: event.at }))

// What was said of a draft is said again of what is in force.
const remindAgain = memorandum.enqueueActions(({ context, enqueue }) => {
  if (!context.remindedAt) return
  enqueue.raise({ type: 'deadline.expiryReminder', data: {}, at: '' }, { delay: day, id: 'expiryReminder' })
})

const terminate = memorandum.assign(({ event }) =>
  event.type === 'memorandum.terminated' ? { ending: event.data } : {},
)

type Commitment = Memorandum['commitments'][number]

const change = (commitments: Commitment[], name: string, fields: Partial<Commitment>): Commitment[] =>
  commitments.map((one) => (one.id === name ? { ...one, ...fields } : one))

const report = memorandum.enqueueActions(({ context, event, enqueue }) => {
  if (event.type !== 'commitment.reported') return
  const { commitment: name, quantity } = event.data
  const commitment = context.commitments.find(({ id }) => id === name)
  if (!commitment) return
  const done = commitment.done + quantity
  enqueue.assign({ commitments: change(context.commitments, name, { done }) })
  if (done < commitment.quantity || commitment.state === 'kept') return
  // Told to itself, for the log to say which.
  const kept = { type: 'commitment.kept', data: { commitment: name } }
  enqueue({ type: 'tell', params: { to: 'stream', event: kept } })
})

const keep = memorandum.enqueueActions(({ context, event, enqueue }) => {
  if (event.type !== 'commitment.kept') return
  const { commitment } = event.data
  enqueue.assign({ commitments: change(context.commitments, commitment, { state: 'kept' }) })
  enqueue.cancel(dueClock(commitment))
  enqueue.cancel(reminderClock(commitment))
})

const lapse = memorandum.assign(({ context, event }) =>
  event.type === 'commitment.overdue'
    ? { commitments: change(context.commitments, event.data.commitment, { state: 'overdue' }) }
    : {},
)

const lapses = { 'commitment.overdue': { guard: 'isOpen' as const, actions: [lapse] } }
const reports = {
  'commitment.reported': { guard: 'binds' as const, actions: [report] },
  'commitment.kept': { guard: 'isSigned' as const, actions: [keep] },
}
/** What the calendar brings, whether it is signed yet or not. */
const days = {
  ...lapses,
  'commitment.reminded': { guard: 'isOpen' as const, actions: [memorandum.assign({})] },
  'deadline.expiryReminder': { actions: [remind, record('memorandum.expiryReminded')] },
}
const terminating = {
  'memorandum.terminated': { target: 'terminated', actions: [terminate, stopClocks] },
}

// XState asks for a first state without input at every `transition`; an error thrown there costs a tenth of a decision.
const noInput: MemorandumInput = {
  ...{ zone: 'UTC', parties: {}, draftedOn: '1970-01-01', endsOn: '1970-01-01' },
  ...{ texts: [], commitments: [] },
}

/** A framework agreement between organizations, for a time. */
export const memorandumWorkflow = memorandum.createMachine({
  id: 'memorandum',
  context: ({ input: { commitments, ...terms } = noInput }) => ({
    ...terms,
    signatures: Object.keys(terms.parties).map((organization) => ({ organization })),
    commitments: commitments.map((one) => ({ ...one, done: 0, state: 'open' })),
  }),
  initial: 'draft',
  states: {
    draft: {
      description: 'It lies before its parties, and not all of them have signed.',
      meta: { waitsFor: ['owner', 'member'] },
      entry: startClocks,
      on: {
        'memorandum.signed': { guard: 'holds', actions: [sign] },
        ...terminating,
        ...days,
        'deadline.expiry': { target: 'expired', actions: [record('memorandum.expired'), stopClocks] },
      },
      always: {
        guard: 'isSigned',
        target: 'active',
        actions: [record('memorandum.activated'), remindAgain],
      },
    },
    active: {
      description: 'Every party has signed. It binds them within its validity.',
      meta: { waitsFor: [] },
      on: {
        ...reports,
        ...terminating,
        ...days,
        'deadline.expiry': { target: 'expired', actions: [record('memorandum.expired')] },
      },
    },
    // Not final: a commitment of the last day is still overdue at its end, and what was done may be reported later.
    expired: {
      description: 'Its last day passed; commitments that were signed can still be reported.',
      meta: { waitsFor: [] },
      on: { ...reports, ...lapses },
    },
    terminated: { description: 'A party ended it before its time.', type: 'final' },
  },
})
