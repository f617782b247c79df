import type { Database, Tx } from '../database/client.ts'
import { prepareAppend } from './append-statement.ts'
import type { Decision } from './decide.ts'
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

const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1)

const toParameters = (writes: Write[]) => {
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
  const parameters = {
    streams: streams.sort(byId),
    newStreams,
    made,
    moved,
    entries: writes.flatMap(({ decision }) => decision.entries),
    set: writes.flatMap(({ decision }) => decision.deadlinesSet),
    cancelled: writes.flatMap(({ decision }) =>
      decision.deadlinesCancelled.map((one) => ({ ...one, streamId: decision.before.id })),
    ),
    joined: writes.flatMap(({ decision }) => joinedParties(decision)),
    kept: writes.flatMap(({ decision, kept }) => (kept ? [{ ...kept, streamId: decision.before.id }] : [])),
  }
  return Object.fromEntries(Object.entries(parameters).map(([name, rows]) => [name, JSON.stringify(rows)]))
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
  const statement = prepareAppend(db)
  return async (writes) => {
    const written = await statement.execute(toParameters(writes))
    return new Set(written.map(({ id }) => id))
  }
}
