import type { Database, Tx } from '../database/client.ts'
import { columnsOf, lists, type Part, partNames, prepareAppend } from './append-statement.ts'
import type { Decision } from './decide.ts'
import { type Columns, toNested, toRecords } from './records.ts'
import type { Row } from './snapshot.ts'

/** The answer to a request, kept so that the same request can be answered again. */
export interface KeptAnswer {
  principalId: string
  key: string
  fingerprint: string
  status: number
  headers: Record<string, string>
  body: string
}

export interface Write {
  decision: Decision
  kept?: KeptAnswer
}

const byId = (one: Row, other: Row) => (one.id < other.id ? -1 : 1)

const byStream = ({ decision: one }: Write, { decision: other }: Write) =>
  one.before.id < other.before.id ? -1 : 1

/** A decision as one row, with lists of what belongs to it. */
const toRow = ({ decision, kept }: Write) => {
  const { before, rows, made, entries, deadlinesSet, deadlinesCancelled } = decision
  const head = rows.get(before.id)
  if (!head) throw new Error(`a decision left out its own stream ${before.id}`)
  const changed = [...decision.changed].flatMap((id) => (id === before.id ? [] : (rows.get(id) ?? [])))
  const joined = joinedParties(decision)
  // One statement can't write a party's row twice: where roles are written, the state is written with them.
  const isTold = !made.has(before.id) && head.state !== before.state && joined.length === 0
  return {
    ...head,
    expected: before.sequence,
    told: isTold ? head.state : null,
    kept: toNested(lists.kept, kept ? [kept] : []),
    made: toNested(
      lists.made,
      changed.filter(({ id }) => made.has(id)),
    ),
    // In the order of their ids, whoever writes: two nodes then wait for each other, and never in a circle.
    moved: toNested(lists.moved, changed.filter(({ id }) => !made.has(id)).sort(byId)),
    entries: toNested(lists.entries, entries),
    cancelled: toNested(lists.cancelled, deadlinesCancelled),
    // One that tells another stream is a deadline of that stream, and stands or falls with the stream that tells.
    set: toNested(
      lists.set,
      deadlinesSet.map((one) => (one.streamId === before.id ? { ...one, streamId: null } : one)),
    ),
    joined: toNested(lists.joined, joined),
  }
}

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

/** Writes decisions in one statement; answers the ids of the streams that were written. */
export type Append = (writes: Write[]) => Promise<Set<string>>

export const createAppend = (db: Database | Tx): Append => {
  // One statement for each combination of parts in use: parts without rows cost as much as a row.
  const statements = new Map<string, { columns: Columns; statement: ReturnType<typeof prepareAppend> }>()
  const prepare = (used: Part[], isNew: boolean) => {
    const key = `${isNew} ${used.join()}`
    const prepared = statements.get(key) ?? {
      columns: columnsOf(used),
      statement: prepareAppend(db, used, isNew),
    }
    statements.set(key, prepared)
    return prepared
  }
  return async (writes) => {
    const isNew = writes.some(({ decision }) => decision.made.has(decision.before.id))
    const rows = [...writes].sort(byStream).map(toRow)
    const used = partNames.filter((part) => rows.some((row) => row[part] !== null))
    const { columns, statement } = prepare(used, isNew)
    const written = await statement.execute({ decisions: toRecords(columns, rows) })
    return new Set(written.map(({ id }) => id))
  }
}
