import { setup } from 'xstate'
import { countDays } from '../schemas/calendar-day.ts'
import type { Memorandum, NewCommitment } from '../schemas/memorandum.ts'
import type { WorkflowRole } from '../schemas/roles.ts'
import { day, type StateMeta, type Tell } from './declaration.ts'
import type { MemorandumMachineEvent } from './memorandum-events.ts'
import { isSigned, refuseMemorandum } from './memorandum-refusals.ts'

type Signature = Omit<Memorandum['signatories'][number], 'organization'> & { organization: string }

interface Terms {
  /** IANA zone whose calendar days the deadlines end with. */
  zone: string
  parties: Record<string, WorkflowRole[]>
  /** The calendar day in that zone on which it was laid before its parties: every clock runs from then. */
  draftedOn: string
  endsOn: string
  /** SHA-256 of each text that may be signed. */
  texts: string[]
}

export interface MemorandumContext extends Terms {
  signatures: Signature[]
  commitments: Memorandum['commitments']
  /** When its parties were last reminded of its end. */
  remindedAt?: string
  ending?: Memorandum['ending']
}

export interface MemorandumInput extends Terms {
  commitments: NewCommitment[]
}

/** Days before the last one on which parties are reminded. */
const notice = { expiry: 30, commitment: 14 }

/** Days from its drafting to the end of a day; what is past already is over at the end of the first. */
const daysTo = ({ draftedOn }: Terms, last: string) => Math.max(0, countDays(draftedOn, last))

const toExpiry = (terms: Terms) => daysTo(terms, terms.endsOn)
const beforeExpiry = (terms: Terms) => Math.max(0, toExpiry(terms) - notice.expiry)
export const isWorthReminding = (terms: Terms) => beforeExpiry(terms) < toExpiry(terms)

/** Days of the clocks of a commitment; no reminder where it would come no sooner than what it reminds of. */
export const clocksOf = (terms: Terms, { dueOn }: { dueOn: string }) => {
  const due = daysTo(terms, dueOn)
  const reminder = Math.max(0, due - notice.commitment)
  return { due, reminder: reminder < due ? reminder : undefined }
}

/** Names of a commitment's clocks: each has its own. */
export const dueClock = (id: string) => `commitmentDue.${id}`
export const reminderClock = (id: string) => `commitmentReminder.${id}`

export const memorandum = setup({
  types: {
    context: {} as MemorandumContext,
    events: {} as MemorandumMachineEvent,
    input: {} as MemorandumInput,
    meta: {} as StateMeta,
  },
  guards: {
    holds: ({ context, event }) => refuseMemorandum(context, event) === undefined,
    isSigned: ({ context }) => isSigned(context),
    binds: ({ context, event }) => isSigned(context) && refuseMemorandum(context, event) === undefined,
    isOpen: ({ context, event }) =>
      (event.type === 'commitment.reminded' || event.type === 'commitment.overdue') &&
      context.commitments.some(({ id, state }) => id === event.data.commitment && state === 'open'),
  },
  actions: {
    /** A further event for the log, about this memorandum. */
    record: (_, _event: { type: string }) => {},
    tell: (_, _told: Tell) => {},
  },
  delays: {
    expiry: ({ context }) => toExpiry(context) * day,
    expiryReminder: ({ context }) => beforeExpiry(context) * day,
  },
})
