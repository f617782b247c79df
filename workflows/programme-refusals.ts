import { toLocalDay } from '../schemas/local-day.ts'
import type { Funder, Goal, NewAllocation, NewFunder } from '../schemas/programme.ts'
import type { Refusal } from './declaration.ts'
import type { ProgrammeContext } from './programme.ts'
import type { ProgrammeMachineEvent } from './programme-events.ts'
import { allocatedOf, findOverall, goalOf, sumRegions } from './programme-sums.ts'

type In<Type> = Extract<ProgrammeMachineEvent, { type: Type }>

/** As much as an amount of money may come to, all funders together. */
const mostFunds = 1e15

/** Why the goals of a type don't fit together. */
export const refuseGoals = (
  goals: readonly Goal[],
  equipmentType: string,
  pointer: string,
): Refusal | undefined => {
  const goal = findOverall(goals, equipmentType)
  const sum = sumRegions(goals, equipmentType)
  if (goal !== undefined && sum > goal)
    return { problem: 'goals-do-not-add-up', pointer, values: { sum, goal } }
}

/** Why what is allocated of a type does not fit its goal. */
export const refuseAllocations = (
  goals: readonly Goal[],
  allocations: readonly NewAllocation[],
  equipmentType: string,
  pointer: string,
): Refusal | undefined => {
  const [goal, allocated] = [goalOf(goals, equipmentType), allocatedOf(allocations, equipmentType)]
  if (allocated > goal) return { problem: 'allocation-exceeds-goal', pointer, values: { allocated, goal } }
}

/** Why a funder can't join those there are. */
export const refuseFunder = (
  { currency, funders }: Pick<ProgrammeContext, 'currency'> & { funders: readonly NewFunder[] },
  { amount, tranches }: NewFunder,
  pointer: string,
): Refusal | undefined => {
  const inCurrency = { problem: 'currency-not-of-programme', values: { currency } }
  if (amount.currency !== currency) return { ...inCurrency, pointer: `${pointer}/amount/currency` }
  const odd = tranches.findIndex((tranche) => tranche.amount.currency !== currency)
  if (odd >= 0) return { ...inCurrency, pointer: `${pointer}/tranches/${odd}/amount/currency` }
  const ids = tranches.map(({ id }) => id)
  const repeated = ids.findIndex((id, place) => ids.indexOf(id) < place)
  if (repeated >= 0) return { problem: 'duplicate-entry', pointer: `${pointer}/tranches/${repeated}` }
  const sum = tranches.reduce((total, tranche) => total + tranche.amount.amount, 0)
  if (sum !== amount.amount)
    return {
      problem: 'tranches-do-not-add-up',
      pointer: `${pointer}/tranches`,
      values: { sum, expected: amount.amount },
    }
  const funds = funders.reduce((total, one) => total + one.amount.amount, amount.amount)
  if (funds > mostFunds)
    return { problem: 'funds-too-great', pointer: `${pointer}/amount`, values: { limit: mostFunds } }
}

const refuseJoining = (
  context: ProgrammeContext,
  { organization }: { organization: string },
  role: 'funder' | 'supplier',
): Refusal | undefined =>
  context.parties[organization]?.includes(role)
    ? { problem: 'already-in-programme', pointer: '/data/organization' }
    : undefined

const isOwner = ({ parties }: ProgrammeContext, by: string) => parties[by]?.includes('owner') ?? false
const isAwaited = ({ received }: Funder['tranches'][number]) => !received

const refuseReceipt = (
  context: ProgrammeContext,
  { at, by, data }: In<'tranche.received'>,
): Refusal | undefined => {
  const funder = context.funders.find(({ organization }) => organization === data.funder)
  if (!funder) return { problem: 'unknown-funder', pointer: '/data/funder' }
  if (by && by !== data.funder && !isOwner(context, by))
    return { problem: 'tranche-of-another-funder', pointer: '/data/funder' }
  const tranche = funder.tranches.find(({ id }) => id === data.tranche)
  if (!tranche) return { problem: 'unknown-tranche', pointer: '/data/tranche' }
  if (tranche.received) return { problem: 'tranche-received-before', pointer: '/data/tranche' }
  if (data.amount.currency !== context.currency)
    return {
      problem: 'currency-not-of-programme',
      pointer: '/data/amount/currency',
      values: { currency: context.currency },
    }
  if (data.on > toLocalDay(at, context.zone)) return { problem: 'tranche-in-future', pointer: '/data/on' }
}

const refuseSubmission = (
  { reports }: ProgrammeContext,
  { data }: In<'report.submitted'>,
): Refusal | undefined => {
  const report = reports.find(({ id }) => id === data.report)
  if (!report) return { problem: 'unknown-report', pointer: '/data/report' }
  if (report.state === 'submitted') return { problem: 'report-submitted-before', pointer: '/data/report' }
}

/** A deadline may be that of a report whose day has moved since. */
const refuseClock = (
  { reports }: ProgrammeContext,
  { data }: In<'report.reminded' | 'report.overdue'>,
  states: readonly string[],
): Refusal | undefined => {
  const awaited = reports.find(({ id, dueOn }) => id === data.report && dueOn === data.dueOn)
  return awaited && states.includes(awaited.state) ? undefined : { problem: 'unknown-report' }
}

export const withGoal = (goals: readonly Goal[], goal: Goal): Goal[] => {
  const isOther = (one: Goal) => one.equipmentType !== goal.equipmentType || one.region !== goal.region
  return [...goals.filter(isOther), goal]
}

export const withAllocation = (allocations: readonly NewAllocation[], allocation: NewAllocation) => {
  const isOther = (one: NewAllocation) =>
    one.hospital !== allocation.hospital || one.equipmentType !== allocation.equipmentType
  return [...allocations.filter(isOther), ...(allocation.quantity === 0 ? [] : [allocation])]
}

const areIn = ({ reports }: ProgrammeContext) => reports.every(({ state }) => state === 'submitted')

/** Why the programme, in a state that accepts the event, refuses it all the same; undefined where it does not. */
export const refuseProgramme = (
  context: ProgrammeContext,
  event: ProgrammeMachineEvent,
): Refusal | undefined => {
  const { goals, allocations } = context
  switch (event.type) {
    case 'programme.closed':
      return areIn(context) ? undefined : { problem: 'reports-owed' }
    case 'goal.set': {
      const { equipmentType } = event.data
      const after = withGoal(goals, event.data)
      return (
        refuseGoals(after, equipmentType, '/data/quantity') ??
        refuseAllocations(after, allocations, equipmentType, '/data/quantity')
      )
    }
    case 'allocation.set': {
      const after = withAllocation(allocations, event.data)
      return refuseAllocations(goals, after, event.data.equipmentType, '/data/quantity')
    }
    case 'funder.added':
      return refuseJoining(context, event.data, 'funder') ?? refuseFunder(context, event.data, '/data')
    case 'supplier.added':
      return refuseJoining(context, event.data, 'supplier')
    case 'tranche.received':
      return refuseReceipt(context, event)
    case 'report.submitted':
      return refuseSubmission(context, event)
    case 'report.reminded':
      return refuseClock(context, event, ['open'])
    case 'report.overdue':
      return refuseClock(context, event, ['open', 'reminded'])
  }
}

/** Whether an event that the state accepts, and the sender's role allows, still has something to be about. */
export const isProgrammeOpen = (context: ProgrammeContext, type: string, by: string): boolean => {
  if (type === 'programme.closed') return areIn(context)
  if (type === 'report.submitted') return !areIn(context)
  if (type !== 'tranche.received') return true
  const isOwn = ({ organization }: Funder) => isOwner(context, by) || organization === by
  return context.funders.filter(isOwn).some(({ tranches }) => tranches.some(isAwaited))
}
