import type { Database, Tx } from '../database/client.ts'
import { type Part, type PartRow, partNames, parts, prepareAppend } from './append-statement.ts'
import type { Decision } from './decide.ts'
import { toRecords } from './records.ts'
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

const toParts = (writes: Write[]): { [Name in Part]: PartRow<Name>[] } => {
  const streams: (Row & { expected: number | null })[] = []
  const newStreams: Row[] = []
  const made: Row[] = []
  const moved: Row[] = []
  for (const { decision } of writes)
    for (const id of decision.changed) {
      const row = decision.rows.get(id)
      if (!row) continue
      const isNew = decision.made.has(id)
      if (row.id !== row.streamId) (isNew ? made : moved).push(row)
      else if (isNew) newStreams.push(row)
      else streams.push({ ...row, expected: decision.before.sequence })
    }
  // Rows in the order of their ids, whoever writes: two nodes then wait for each other, and never in a circle.
  return {
    streams: streams.sort(byId),
    newStreams,
    made,
    moved,
    entries: writes.flatMap(({ decision }) => decision.entries),
    // One that tells another stream is a deadline of that stream, and stands or falls with the stream that tells.
    set: writes.flatMap(({ decision }) =>
      decision.deadlinesSet.map((one) => ({ ...one, writtenBy: decision.before.id })),
    ),
    cancelled: writes.flatMap(({ decision }) =>
      decision.deadlinesCancelled.map((one) => ({ ...one, streamId: decision.before.id })),
    ),
    told: writes.flatMap(({ decision }) => toldState(decision)),
    joined: writes.flatMap(({ decision }) => joinedParties(decision)),
    kept: writes.flatMap(({ decision, kept }) => (kept ? [{ ...kept, streamId: decision.before.id }] : [])),
  }
}

/** The state that the parties' rows repeat, where the decision changed it. */
const toldState = ({ before, rows, made }: Decision) => {
  const after = rows.get(before.id)
  return after && !made.has(before.id) && after.state !== before.state
    ? [{ streamId: before.id, state: after.state }]
    : []
}

/** Parties whose roles the decision changed; those of a new stream are written with the noun itself. */
const joinedParties = ({ before, rows, made }: Decision) => {
  const after = rows.get(before.id)
  if (!after || made.has(before.id) || after.context.parties === before.context.parties) return []
  const { parties } = after.context
  return Object.entries(parties ?? {}).map(([organizationId, roles]) => ({
    streamId: before.id,
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
  const statements = new Map<string, ReturnType<typeof prepareAppend>>()
  return async (writes) => {
    const rows = toParts(writes)
    const used = partNames.filter((name) => rows[name].length > 0)
    const key = used.join()
    const statement = statements.get(key) ?? prepareAppend(db, used)
    statements.set(key, statement)
    const written = await statement.execute(
      Object.fromEntries(used.map((name) => [name, toRecords(parts[name], rows[name])])),
    )
    return new Set(written.map(({ id }) => id))
  }
}
