import { setup } from 'xstate'
import type { Need } from '../schemas/need.ts'
import type { WorkflowRole } from '../schemas/roles.ts'
import { day, type StateMeta } from './declaration.ts'
import {
  agree,
  type Cover,
  countRemaining,
  deliver,
  release,
  sumCovered,
  sumDelivered,
} from './need-coverage.ts'
import type { NeedMachineEvent } from './need-events.ts'
import { daysLeft, isNews, refuseNeed } from './need-refusals.ts'

export interface NeedContext {
  /** IANA zone of the hospital, whose calendar days the deadline ends with. */
  zone: string
  /** Its hospital; once it is submitted its authority; and whoever pledges to cover it. */
  parties: Record<string, WorkflowRole[]>
  /** Who is to endorse it. */
  authority?: string
  quantity: number
  /** What no pledge covers: the database repeats it in the table of needs. */
  remaining: number
  neededBy?: string
  coverage: Cover[]
  returned?: Need['returned']
  endorsedAt?: string
  /** Whether the day by which it was needed passed while pledges covered all of it. */
  isOverdue?: boolean
  ending?: Need['ending']
}

export interface NeedInput {
  zone: string
  parties: Record<string, WorkflowRole[]>
  authority?: string
  quantity: number
  neededBy?: string
}

const isFulfilled = ({ quantity, coverage }: NeedContext) => sumDelivered(coverage) >= quantity
const isMatched = ({ quantity, coverage }: NeedContext) => sumCovered(coverage) >= quantity

const need = setup({
  types: {
    context: {} as NeedContext,
    events: {} as NeedMachineEvent,
    input: {} as NeedInput,
    meta: {} as StateMeta,
  },
  guards: {
    holds: ({ context, event }) => refuseNeed(context, event) === undefined,
    isNews: ({ context, event }) => isNews(context, event),
    isFulfilled: ({ context }) => isFulfilled(context),
    isMatched: ({ context }) => isMatched(context) && !isFulfilled(context),
    isOpen: ({ context }) => !isMatched(context) && !context.isOverdue,
    isLate: ({ context }) => !isMatched(context) && context.isOverdue === true,
  },
  actions: {
    /** A further event for the log, about this need. */
    record: (_, _event: { type: string }) => {},
  },
  delays: {
    neededBy: ({ context, event }) =>
      context.neededBy === undefined ? 0 : daysLeft(context.neededBy, event.at, context.zone) * day,
  },
})

const record = (type: string) => ({ type: 'record' as const, params: { type } })

const stopClock = need.cancel('neededBy')
const startClock = need.enqueueActions(({ context, event: { at }, enqueue }) => {
  // Its days are counted from the event, which may have been told late.
  if (context.neededBy !== undefined)
    enqueue.raise({ type: 'deadline.neededBy', data: {}, at }, { delay: 'neededBy', id: 'neededBy' })
})

const addRole = (parties: NeedContext['parties'], organization: string, role: WorkflowRole) => {
  const roles = parties[organization] ?? []
  return roles.includes(role) ? parties : { ...parties, [organization]: [...roles, role] }
}

/** The one who was to endorse it before is no party any more. */
const dropAuthority = (parties: NeedContext['parties']) =>
  Object.fromEntries(
    Object.entries(parties)
      .map(([organization, roles]) => [organization, roles.filter((role) => role !== 'authority')] as const)
      .filter(([, roles]) => roles.length > 0),
  )

const change = need.assign(({ context, event }) => {
  if (event.type !== 'need.changed') return {}
  const { quantity = context.quantity, neededBy, authority } = event.data
  return {
    quantity,
    remaining: countRemaining(quantity, context.coverage),
    ...(neededBy !== undefined && { neededBy: neededBy ?? undefined, isOverdue: undefined }),
    ...(authority !== undefined && {
      authority: authority ?? undefined,
      parties: dropAuthority(context.parties),
    }),
  }
})

const restartClock = need.enqueueActions(({ event, enqueue }) => {
  if (event.type !== 'need.changed' || event.data.neededBy === undefined) return
  enqueue(stopClock)
  enqueue(startClock)
})

const submit = need.assign(({ context }) => ({
  returned: undefined,
  parties: context.authority ? addRole(context.parties, context.authority, 'authority') : context.parties,
}))

const giveBack = need.assign(({ event }) =>
  event.type === 'need.returned' ? { returned: { at: event.at, ...event.data } } : {},
)

const endorse = need.assign(({ event }) => ({ endorsedAt: event.at }))

const end = need.assign(({ event }) => (event.type === 'need.withdrawn' ? { ending: event.data } : {}))

const lapse = need.assign({ isOverdue: true })

const reserve = need.assign(({ context, event }) => {
  if (event.type !== 'need.reserved') return {}
  const { donation, item, quantity, parties } = event.data
  const coverage: Cover[] = [
    ...context.coverage,
    { donation, item, quantity, state: 'reserved', delivered: 0 },
  ]
  return {
    coverage,
    remaining: countRemaining(context.quantity, coverage),
    parties: parties.reduce((all, one) => addRole(all, one.organization, one.role), context.parties),
  }
})

const follow = (coverage: readonly Cover[], event: NeedMachineEvent): Cover[] => {
  switch (event.type) {
    case 'need.agreed':
      return agree(coverage, event.data.item)
    case 'need.released':
      return release(coverage, event.data.item, event.data.quantity, event.data.reason)
    case 'need.delivered':
      return deliver(coverage, event.data.item, event.data.quantity)
    default:
      return [...coverage]
  }
}

const count = need.assign(({ context, event }) => {
  const coverage = follow(context.coverage, event)
  return { coverage, remaining: countRemaining(context.quantity, coverage) }
})

const counted = { guard: 'isNews' as const, actions: [count] }
/** What donations tell of it. Whatever became of the need itself, its counts stay true. */
const news = { 'need.agreed': counted, 'need.released': counted, 'need.delivered': counted }
const withdrawal = { 'need.withdrawn': { target: 'withdrawn', actions: [end, stopClock] } }
const amendment = { 'need.changed': { guard: 'holds' as const, actions: [change, restartClock] } }
const fulfilment = {
  guard: 'isFulfilled' as const,
  target: 'fulfilled',
  actions: [stopClock, record('need.fulfilled')],
}
const expiry = { target: 'expired', actions: [record('need.expired')] }

// XState asks for a first state without input at every `transition`; an error thrown there costs a tenth of a decision.
const noInput: NeedInput = { zone: 'UTC', parties: {}, quantity: 1 }

/** What a hospital asks for, from the draft to the last unit that was accepted. */
export const needWorkflow = need.createMachine({
  id: 'need',
  context: ({ input = noInput }) => ({ ...input, remaining: input.quantity, coverage: [] }),
  initial: 'draft',
  states: {
    draft: {
      description: 'The hospital works on it, or the authority sent it back.',
      meta: { waitsFor: ['recipient'] },
      on: {
        'need.changed': { guard: 'holds', actions: [change] },
        'need.submitted': { guard: 'holds', target: 'submitted', actions: [submit, startClock] },
        ...withdrawal,
      },
    },
    submitted: {
      description: 'The health authority has yet to confirm it.',
      meta: { waitsFor: ['authority'] },
      on: {
        'need.endorsed': { target: 'endorsed', actions: [endorse] },
        'need.returned': { target: 'draft', actions: [giveBack, stopClock] },
        ...withdrawal,
        'deadline.neededBy': expiry,
      },
    },
    endorsed: {
      description: 'It is confirmed, shown to every organization, and not all of it is covered.',
      meta: { waitsFor: ['donor'] },
      on: {
        'need.reserved': { guard: 'holds', actions: [reserve] },
        ...news,
        ...amendment,
        ...withdrawal,
        'deadline.neededBy': expiry,
      },
      always: [fulfilment, { guard: 'isMatched', target: 'matched', actions: [record('need.matched')] }],
    },
    matched: {
      description: 'Pledges cover all of it, and not all has been accepted.',
      meta: { waitsFor: ['recipient', 'donor'] },
      on: {
        ...news,
        ...amendment,
        ...withdrawal,
        'deadline.neededBy': { actions: [lapse, record('need.overdue')] },
      },
      always: [
        fulfilment,
        { guard: 'isOpen', target: 'endorsed', actions: [record('need.reopened')] },
        { guard: 'isLate', ...expiry },
      ],
    },
    // None of the ends is final: what was pledged may still come, and is counted.
    fulfilled: { description: 'All that was asked for was accepted.', meta: { waitsFor: [] }, on: news },
    withdrawn: { description: 'The hospital asks for it no longer.', meta: { waitsFor: [] }, on: news },
    expired: {
      description: 'The day by which it was needed passed before pledges covered all of it.',
      meta: { waitsFor: [] },
      on: news,
    },
  },
})

/** States in which every organization sees a need. */
export const openStates = ['endorsed', 'matched'] as const
