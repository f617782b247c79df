import { type FollowUp, type FollowUpDays, followUpDays } from '../schemas/follow-up.ts'
import { unit } from './unit-setup.ts'

/** The clock of an answer; several may run at once. */
const answerClock = (days: FollowUpDays) => `followUpAnswer${days}`

const startStage = (days: FollowUpDays, since: string) =>
  unit.raise(
    // Counted from the day on which it went into service, which may have been told later.
    { type: `deadline.followUp${days}`, data: { days }, at: since },
    { delay: `followUp${days}`, id: `followUp${days}` },
  )

/** Asks for each follow-up in its time. */
export const startFollowUps = unit.enqueueActions(({ context, event, enqueue }) => {
  for (const days of followUpDays) enqueue(startStage(days, context.service?.since ?? event.at))
})

const find = (followUps: FollowUp[], days: unknown) => followUps.find((one) => one.days === days)

const replace = (followUps: FollowUp[], next: FollowUp) =>
  [...followUps.filter(({ days }) => days !== next.days), next].sort((one, other) => one.days - other.days)

/** Nobody is asked any more about a unit that has served; what was never answered in time stays so. */
export const stopFollowUps = unit.enqueueActions(({ context, enqueue }) => {
  for (const days of followUpDays) {
    enqueue.cancel(`followUp${days}`)
    enqueue.cancel(answerClock(days))
  }
  enqueue.assign({ followUps: context.followUps.filter(({ state }) => state !== 'due') })
})

const ask = (days: FollowUpDays) => ({
  guard: ({ context }: { context: { followUps: FollowUp[] } }) => find(context.followUps, days) === undefined,
  actions: [
    unit.assign(({ context, event }) => ({
      followUps: replace(context.followUps, { days, state: 'due', dueAt: event.at }),
    })),
    unit.raise(
      { type: 'deadline.followUpAnswer', data: { days }, at: '' },
      { delay: 'followUpAnswer', id: answerClock(days) },
    ),
    { type: 'record' as const, params: { type: 'followUp.due', takes: ['days'] } },
  ],
})

const lapse = unit.assign(({ context, event }) => {
  const asked =
    event.type === 'deadline.followUpAnswer' ? find(context.followUps, event.data.days) : undefined
  return asked ? { followUps: replace(context.followUps, { ...asked, state: 'overdue' }) } : {}
})

/** What the clocks of follow-ups bring about, in every state in which a unit is in service or should be. */
export const followUpClocks = {
  'deadline.followUp30': ask(30),
  'deadline.followUp90': ask(90),
  'deadline.followUp180': ask(180),
  'deadline.followUp365': ask(365),
  'deadline.followUpAnswer': {
    guard: ({
      context,
      event,
    }: {
      context: { followUps: FollowUp[] }
      event: { data: { days?: unknown } }
    }) => find(context.followUps, event.data.days)?.state === 'due',
    actions: [lapse, { type: 'record' as const, params: { type: 'followUp.overdue', takes: ['days'] } }],
  },
}

/** Writes the answer beside its question, and waits for it no longer. */
export const answer = unit.enqueueActions(({ context, event, enqueue }) => {
  if (event.type !== 'followUp.answered') return
  const asked = find(context.followUps, event.data.days)
  if (!asked) return
  const answered: FollowUp = { ...asked, state: 'answered', answeredAt: event.at, ...event.data }
  enqueue.assign({ followUps: replace(context.followUps, answered) })
  enqueue.cancel(answerClock(asked.days))
})
