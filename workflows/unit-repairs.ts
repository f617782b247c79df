import type * as z from 'zod'
import type { OutageReason } from '../schemas/reasons.ts'
import { unit } from './unit-setup.ts'

const requested = (reason: z.infer<typeof OutageReason>, at: string) => ({
  state: 'requested' as const,
  reason,
  requestedAt: at,
})

/** Takes the unit out of service, and asks for its repair. */
const fail = unit.assign(({ context, event }) => {
  const isFailing = event.type === 'unit.failed' || event.type === 'followUp.answered'
  const reason = isFailing ? event.data.reason : undefined
  if (!isFailing || !reason) return {}
  const { note } = event.data
  const since = context.outage?.since ?? event.at
  return {
    outage: { since, reason, ...(note !== undefined && { note }) },
    repair: requested(reason, event.at),
  }
})

export const failing = [
  fail,
  { type: 'record' as const, params: { type: 'repair.requested', takes: ['reason'] } },
]

/** It works again, whoever mended it. */
export const restore = unit.assign({ outage: undefined, repair: undefined })

const accept = unit.assign(({ context, event }) => {
  if (event.type !== 'repair.accepted' || !context.repair) return {}
  const { reason, requestedAt } = context.repair
  return {
    repair: { ...requested(reason, requestedAt), state: 'accepted', acceptedAt: event.at, ...event.data },
  }
})

const finish = unit.assign(({ context, event }) =>
  event.type === 'repair.done' && context.repair
    ? { repair: { ...context.repair, state: 'done', doneAt: event.at, ...event.data } }
    : {},
)

const refuse = unit.assign(({ context, event }) => {
  if (event.type !== 'repair.refused' || !context.repair) return {}
  const { reason: refusal, ...said } = event.data
  return { repair: { ...context.repair, state: 'refused', refusedAt: event.at, refusal, ...said } }
})

const held = { guard: 'holds' as const }

/** What is done about a unit that is out of service; none of it brings the unit back, which only the hospital does. */
export const repairEvents = {
  'repair.accepted': { ...held, actions: [accept] },
  'repair.done': { ...held, actions: [finish] },
  'repair.refused': { ...held, actions: [refuse] },
}
