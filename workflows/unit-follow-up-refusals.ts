import type { FollowUpAnswer } from '../schemas/follow-up.ts'
import { toLocalDay } from '../schemas/local-day.ts'
import type { Refusal } from './declaration.ts'
import type { UnitContext } from './unit-setup.ts'

const refuse = (problem: string, pointer: string, values?: Refusal['values']): Refusal => ({
  problem,
  pointer: `/data/${pointer}`,
  values,
})

/** Why a period of use can't be: it is inverted, still to come, older than the service, or was told before. */
const refuseUses = (
  { followUps, service, zone }: UnitContext,
  { uses }: FollowUpAnswer,
  at: string,
): Refusal | undefined => {
  if (!uses) return
  const { from, to, kind } = uses
  if (to < from) return refuse('use-period-inverted', 'uses/to')
  if (to > toLocalDay(at, zone)) return refuse('use-period-in-future', 'uses/to')
  const first = service && toLocalDay(service.since, zone)
  if (first && from < first) return refuse('use-period-before-service', 'uses/from', { day: first })
  const told = followUps.find(
    ({ uses: other }) => other?.kind === kind && other.from <= to && from <= other.to,
  )
  if (told) return refuse('use-period-overlapping', 'uses/from', { days: told.days })
}

/** Why an answer is refused: there is no such question, or it contradicts itself or the calendar. */
export const refuseAnswer = (
  context: UnitContext,
  answer: FollowUpAnswer,
  at: string,
): Refusal | undefined => {
  const { days, isWorking, reason } = answer
  const asked = context.followUps.find((one) => one.days === days)
  if (!asked) return refuse('follow-up-not-due', 'days', { days })
  if (asked.state === 'answered') return refuse('follow-up-already-answered', 'days', { days })
  if (!isWorking && !reason) return refuse('outage-reason-missing', 'reason')
  if (isWorking && reason) return refuse('outage-reason-unexpected', 'reason')
  return refuseUses(context, answer, at)
}

/** Whether somebody has yet to repair it. */
export const isRepairOpen = ({ repair }: Pick<UnitContext, 'repair'>) =>
  repair?.state === 'requested' || repair?.state === 'accepted'

const noRepair = (state = 'none'): Refusal => ({ problem: 'repair-not-open', values: { state } })

/** Why nothing of the kind is to be said about the repair as it stands. */
export const refuseRepair = (
  { repair, zone }: UnitContext,
  type: 'repair.accepted' | 'repair.done' | 'repair.refused',
  expectedOn?: string,
  at?: string,
): Refusal | undefined => {
  const state = repair?.state
  if (!state || state === 'done') return noRepair(state)
  if (type === 'repair.accepted' && state === 'accepted') return noRepair(state)
  if (type === 'repair.refused' && state === 'refused') return noRepair(state)
  if (expectedOn && at && expectedOn < toLocalDay(at, zone))
    return refuse('repair-expected-in-past', 'expectedOn')
}
