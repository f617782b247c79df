import type { List, lists } from './append-statement.ts'
import type { Decision } from './decide.ts'
import type { RowOf } from './records.ts'
import type { Row } from './snapshot.ts'
import type { Write } from './write.ts'

const byId = (one: Row, other: Row) => (one.id < other.id ? -1 : 1)

/** All parties, where the decision changed the roles of any; those of a new stream are written with the noun itself. */
const joinedParties = ({ before, rows, made }: Decision) => {
  const after = rows.get(before.id)
  if (!after || made.has(before.id) || after.context.parties === before.context.parties) return []
  const { parties } = after.context
  return Object.entries(parties ?? {}).map(([organizationId, roles]) => ({
    organizationId,
    kind: after.kind,
    state: after.state,
    roles,
  }))
}

/** A decision as the row of its stream, and lists of what belongs to it. */
export const toRows = ({ decision, kept }: Write) => {
  const { before, rows, made, entries, deadlinesSet, deadlinesCancelled } = decision
  const head = rows.get(before.id)
  if (!head) throw new Error(`a decision left out its own stream ${before.id}`)
  const changed = [...decision.changed].flatMap((id) => (id === before.id ? [] : (rows.get(id) ?? [])))
  const joined = joinedParties(decision)
  // One statement can't write a party's row twice: where roles are written, the state is written with them.
  const isTold = !made.has(before.id) && head.state !== before.state && joined.length === 0
  const given: { [Name in List]: RowOf<(typeof lists)[Name]>[] } = {
    made: changed.filter(({ id }) => made.has(id)),
    // In the order of their ids, whoever writes: two nodes then wait for each other, and never in a circle.
    moved: changed.filter(({ id }) => !made.has(id)).sort(byId),
    entries,
    cancelled: deadlinesCancelled,
    // One that tells another stream is a deadline of that stream, and stands or falls with the stream that tells.
    set: deadlinesSet.map((one) => (one.streamId === before.id ? { ...one, streamId: null } : one)),
    joined,
    kept: kept ? [kept] : [],
  }
  return { head: { ...head, expected: before.sequence, told: isTold ? head.state : null }, lists: given }
}
export type Rows = ReturnType<typeof toRows>
