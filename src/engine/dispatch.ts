import type { Actor, Kind } from '../../schemas/event.ts'
import type { WorkflowRole } from '../../schemas/roles.ts'
import { findDeclaration, maySend } from '../../workflows/catalogue.ts'
import type { Tx } from '../database/client.ts'
import { problem } from '../problems/problem.ts'
import type { Answer, Request } from './answer.ts'
import { openDecision, rolesOf } from './decide.ts'
import { replay } from './idempotency.ts'
import type { Outcome } from './queue.ts'
import type { Found, Question } from './read.ts'
import type { View } from './view.ts'

/** Somebody who acts: an organization, through one of its keys or a confirmation link. */
export type Sender = Extract<Actor, { organization: string }>

export interface Dispatch {
  kind: Kind
  id: string
  event: { type: string; data: Record<string, unknown>; occurredAt?: string }
  sender: Sender
  /** The version of the addressed resource that the sender saw. */
  ifMatch: number
  request: Request
  /** Throws where what else is in the stream stands against the event; a transaction has the stream to itself meanwhile. */
  check?: (tx: Tx) => Promise<void>
  /** Makes the answer from what there is after the event. */
  reply: (after: After) => Answer
}

/** What there is after an event, for the answer. */
export interface After extends View {
  /** Place of the event in its stream. */
  sequence: number
}

/** How far ahead of the database's clock an `occurredAt` may run, for clocks that are not quite right. */
const tolerance = 60_000

export const toQuestion = ({ kind, id, event, request }: Dispatch): Question => ({
  id,
  kind,
  also: [],
  reach: findDeclaration(kind, event.type)?.reach === 'tree',
  principalId: request.principalId,
  key: request.key,
})

const checkSender = (
  { kind, event, ifMatch }: Dispatch,
  { target, now }: Found,
  roles: readonly WorkflowRole[],
) => {
  if (!maySend(kind, event.type, roles)) {
    const by = findDeclaration(kind, event.type)?.by ?? []
    throw problem('role-not-allowed', { values: { event: event.type, roles: by.join(', ') } })
  }
  if (target.version !== ifMatch) throw problem('if-match-stale')
  if (event.occurredAt && Date.parse(event.occurredAt) > Date.parse(now) + tolerance)
    throw problem('event-in-future', { pointer: '/occurredAt' })
}

/** What a dispatch makes of what was read; throws the problem that answers it otherwise. No I/O. */
export const decideDispatch = (dispatch: Dispatch, found: Found | undefined): Outcome => {
  const { kind, event, sender, request } = dispatch
  const roles = found ? rolesOf(found.stream, sender.organization) : []
  // A stranger learns nothing, not even that there is something.
  if (!found || found.target.kind !== kind || roles.length === 0) throw problem('not-found')
  if (found.kept) return { answer: replay(found.kept, request) }
  checkSender(dispatch, found, roles)
  const { target, stream, rows, now } = found
  const at = event.occurredAt ?? now
  const decision = openDecision({ stream, rows, actor: sender, by: sender.organization, occurredAt: at, now })
  decision.send(target, { type: event.type, data: event.data, by: sender.organization, at })
  const closed = decision.close()
  const answer = dispatch.reply({
    row: closed.rows.get(target.id) ?? target,
    rows: [...closed.rows.values()],
    roles,
    organization: sender.organization,
    deadlines: openDeadlines(found, closed),
    detail: found.detail,
    sequence: (stream.sequence ?? 0) + 1,
  })
  return { answer, write: { decision: closed, kept: { ...request, ...answer } } }
}

type Clock = Pick<Found['deadlines'][number], 'sendId' | 'dueAt'>
const placeOf = ({ dueAt, sendId }: Clock) => `${dueAt} ${sendId}`
/** As a reading of the row has them: who sent an event and who reads what came of it see the same. */
const bySoonest = (one: Clock, other: Clock) => (placeOf(one) < placeOf(other) ? -1 : 1)

const openDeadlines = (
  { target, deadlines }: Found,
  { deadlinesSet, deadlinesCancelled }: ReturnType<ReturnType<typeof openDecision>['close']>,
) => {
  const gone = new Set(
    [...deadlinesCancelled, ...deadlinesSet]
      .filter((one) => one.workflowId === target.id)
      .map((one) => one.sendId),
  )
  const kept = deadlines.filter((one) => !gone.has(one.sendId))
  const set = deadlinesSet.filter((one) => one.workflowId === target.id)
  return [...kept, ...set].sort(bySoonest).map(({ name, dueAt }) => ({ name, dueAt }))
}
