import { setup } from 'xstate'
import { toLocalDay } from '../schemas/local-day.ts'
import type { Funder, Goal, NewAllocation, Report } from '../schemas/programme.ts'
import type { WorkflowRole } from '../schemas/roles.ts'
import { day, type StateMeta } from './declaration.ts'
import type { ProgrammeMachineEvent } from './programme-events.ts'
import { refuseProgramme, withAllocation, withGoal } from './programme-refusals.ts'
import { change, clocksOf, findAwaited, isAwaited, withNext } from './programme-reports.ts'

export interface ProgrammeContext {
  /** IANA zone whose calendar days the deadlines end with. */
  zone: string
  parties: Record<string, WorkflowRole[]>
  /** ISO 4217 code of all its money. */
  currency: string
  goals: Goal[]
  funders: Funder[]
  allocations: NewAllocation[]
  /** In the order of their days; at most one of them, the last, is awaited. */
  reports: Report[]
  /** Set once it is complete, from when on no yearly report is added. */
  completedOn?: string
  ending?: { reason: string; note?: string }
}

export type ProgrammeInput = Pick<
  ProgrammeContext,
  'zone' | 'parties' | 'currency' | 'goals' | 'funders' | 'allocations'
>

const programme = setup({
  types: {
    context: {} as ProgrammeContext,
    events: {} as ProgrammeMachineEvent,
    input: {} as ProgrammeInput,
    meta: {} as StateMeta,
  },
  guards: {
    holds: ({ context, event }) => refuseProgramme(context, event) === undefined,
  },
})

const join = (parties: ProgrammeContext['parties'], organization: string, role: WorkflowRole) => {
  const held = parties[organization] ?? []
  return held.includes(role) ? parties : { ...parties, [organization]: [...held, role] }
}

const setGoal = programme.assign(({ context, event }) =>
  event.type === 'goal.set' ? { goals: withGoal(context.goals, event.data) } : {},
)

// A hospital that loses its allocation goes on to see what it was once part of.
const setAllocation = programme.assign(({ context, event }) => {
  if (event.type !== 'allocation.set') return {}
  const { data } = event
  return {
    allocations: withAllocation(context.allocations, data),
    parties: data.quantity > 0 ? join(context.parties, data.hospital, 'recipient') : context.parties,
  }
})

const addFunder = programme.assign(({ context, event }) => {
  if (event.type !== 'funder.added') return {}
  const { data } = event
  return {
    funders: [...context.funders, data],
    parties: join(context.parties, data.organization, 'funder'),
  }
})

const addSupplier = programme.assign(({ context, event }) =>
  event.type === 'supplier.added'
    ? { parties: join(context.parties, event.data.organization, 'supplier') }
    : {},
)

const noteReceipt = programme.assign(({ context, event }) => {
  if (event.type !== 'tranche.received') return {}
  const { funder, tranche, on, amount } = event.data
  const receive = (one: Funder['tranches'][number]) =>
    one.id === tranche ? { ...one, received: { on, amount } } : one
  return {
    funders: context.funders.map((one) =>
      one.organization === funder ? { ...one, tranches: one.tranches.map(receive) } : one,
    ),
  }
})

const submit = programme.assign(({ context, event }) => {
  if (event.type !== 'report.submitted') return {}
  const submitted = { state: 'submitted' as const, submittedAt: event.at }
  return { reports: change(context.reports, event.data.report, submitted) }
})

const remind = programme.assign(({ context, event }) =>
  event.type === 'report.reminded'
    ? { reports: change(context.reports, event.data.report, { state: 'reminded' }) }
    : {},
)

const miss = programme.assign(({ context, event }) =>
  event.type === 'report.overdue'
    ? { reports: change(context.reports, event.data.report, { state: 'overdue' }) }
    : {},
)

const complete = programme.assign({
  completedOn: ({ context, event }) => toLocalDay(event.at, context.zone),
})

const stopClocks = [programme.cancel('reportReminder'), programme.cancel('reportDue')]

/** Sets the deadlines of the report that is awaited next, in place of those of another. */
const awaitReport = programme.enqueueActions(({ context, event, enqueue }) => {
  const reports = withNext(context)
  const [before, next] = [findAwaited(context.reports), findAwaited(reports)]
  if (before?.id === next?.id && before?.dueOn === next?.dueOn) return
  enqueue.assign({ reports })
  for (const stop of stopClocks) enqueue(stop)
  for (const { id, type, days, report } of clocksOf(reports, event.at, context.zone))
    enqueue.raise(
      // Its days are counted from the event, which may have been told late.
      { type, data: { report: report.id, dueOn: report.dueOn }, at: event.at },
      { id, delay: days * day },
    )
})

const end = programme.assign(({ context, event }) => ({
  reports: context.reports.filter((report) => !isAwaited(report)),
  ...(event.type === 'programme.cancelled' && { ending: event.data }),
}))

const holds = { guard: 'holds' as const }
const plans = {
  'goal.set': { ...holds, actions: [setGoal] },
  'allocation.set': { ...holds, actions: [setAllocation] },
  'funder.added': { ...holds, actions: [addFunder] },
  'supplier.added': { ...holds, actions: [addSupplier] },
  'programme.cancelled': { target: 'cancelled', actions: [end, ...stopClocks] },
}
const accounts = {
  'tranche.received': { ...holds, actions: [noteReceipt, awaitReport] },
  'report.submitted': { ...holds, actions: [submit, awaitReport] },
  'report.reminded': { ...holds, actions: [remind] },
  'report.overdue': { ...holds, actions: [miss, awaitReport] },
}

// XState asks for a first state without input at every `transition`; an error thrown there costs a tenth of a decision.
const noInput: ProgrammeInput = {
  zone: 'UTC',
  parties: {},
  currency: 'KZT',
  goals: [],
  funders: [],
  allocations: [],
}

/** A campaign: what it wants to give, who pays for it, and what it owes its funders. */
export const programmeWorkflow = programme.createMachine({
  id: 'programme',
  context: ({ input = noInput }) => ({ ...input, reports: [] }),
  initial: 'planned',
  states: {
    planned: {
      description: 'Its goals and its money are gathered.',
      meta: { waitsFor: ['owner', 'funder'] },
      on: { ...plans, ...accounts, 'programme.started': 'running' },
    },
    running: {
      description: 'Donations are made under it.',
      meta: { waitsFor: ['owner', 'funder', 'supplier'] },
      on: {
        ...plans,
        ...accounts,
        'programme.completed': { target: 'completed', actions: [complete, awaitReport] },
      },
    },
    completed: {
      description: 'What it set out to do is done, and its final report is due.',
      meta: { waitsFor: ['owner'] },
      on: { ...accounts, 'programme.closed': { ...holds, target: 'closed' } },
    },
    closed: { description: 'It is over, and every report is in.', type: 'final' },
    cancelled: { description: 'It was called off.', type: 'final' },
  },
})
