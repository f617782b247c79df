import { sql } from 'drizzle-orm'
import type { Database, Tx } from '../database/client.ts'
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

const streamColumns =
  sql.raw(`(id uuid, kind text, "parentId" uuid, state text, version int, "machineVersion" smallint,
  context jsonb, "updatedAt" timestamptz, sequence int, hash text, "streamId" uuid, expected int)`)

/**
 * The one statement that makes decisions durable. A stream is written only where its head still has the expected
 * sequence; whatever belongs to a stream that has moved on is left out, so the streams that come back are those
 * whose decisions are stored whole.
 */
const prepareAppend = (db: Database | Tx) => {
  const json = (name: string) => sql`${sql.placeholder(name)}::text::json`
  const id = { id: sql<string>`id`.as('id') }
  const cte = (name: string, query: ReturnType<typeof sql>) => db.$with(name, id).as(query)
  const head = cte(
    'head',
    sql`update workflows w set state = s.state, version = s.version, machine_version = s."machineVersion",
          context = s.context, updated_at = s."updatedAt", sequence = s.sequence, hash = s.hash
        from json_to_recordset(${json('streams')}) as s ${streamColumns}
        where w.id = s.id and w.sequence = s.expected returning w.id`,
  )
  const born = cte(
    'born',
    sql`insert into workflows (id, kind, stream_id, parent_id, state, version, machine_version, context, updated_at,
          sequence, hash)
        select id, kind, "streamId", "parentId", state, version, "machineVersion", context, "updatedAt", sequence, hash
        from json_to_recordset(${json('newStreams')}) as s ${streamColumns} returning id`,
  )
  const ok = cte('ok', sql`select id from head union all select id from born`)
  const made = cte(
    'made',
    sql`insert into workflows (id, kind, stream_id, parent_id, state, version, machine_version, context, updated_at)
        select r.id, r.kind, r."streamId", r."parentId", r.state, r.version, r."machineVersion", r.context, r."updatedAt"
        from json_to_recordset(${json('made')}) as r ${streamColumns} join ok on ok.id = r."streamId" returning id`,
  )
  const moved = cte(
    'moved',
    sql`update workflows w set state = r.state, version = r.version, machine_version = r."machineVersion",
          context = r.context, updated_at = r."updatedAt"
        from json_to_recordset(${json('moved')}) as r ${streamColumns} join ok on ok.id = r."streamId"
        where w.id = r.id returning w.id`,
  )
  const logged = cte(
    'logged',
    sql`insert into events (stream_id, sequence, id, body, hash)
        select e."streamId", e.sequence, e.id, e.body, e.hash
        from json_to_recordset(${json('entries')}) as e ("streamId" uuid, sequence int, id uuid, body text, hash text)
        join ok on ok.id = e."streamId" returning id`,
  )
  const queued = cte(
    'queued',
    sql`insert into unpublished (stream_id, sequence)
        select e."streamId", e.sequence
        from json_to_recordset(${json('entries')}) as e ("streamId" uuid, sequence int)
        join ok on ok.id = e."streamId" order by e."streamId", e.sequence returning stream_id as id`,
  )
  const cancelled = cte(
    'cancelled',
    sql`delete from deadlines d
        using json_to_recordset(${json('cancelled')}) as c ("streamId" uuid, "workflowId" uuid, "sendId" text)
        join ok on ok.id = c."streamId"
        where d.workflow_id = c."workflowId" and d.send_id = c."sendId" returning d.workflow_id as id`,
  )
  const timed = cte(
    'set',
    sql`insert into deadlines (workflow_id, send_id, name, stream_id, event, due_at)
        select d."workflowId", d."sendId", d.name, d."streamId", d.event, d."dueAt"
        from json_to_recordset(${json('set')})
          as d ("workflowId" uuid, "sendId" text, name text, "streamId" uuid, event jsonb, "dueAt" timestamptz)
        join ok on ok.id = d."streamId"
        on conflict (workflow_id, send_id) do update set due_at = excluded.due_at, event = excluded.event
        returning workflow_id as id`,
  )
  const told = cte(
    'told',
    sql`update parties p set state = s.state
        from json_to_recordset(${json('streams')}) as s (id uuid, state text) join ok on ok.id = s.id
        where p.stream_id = s.id and p.state <> s.state returning p.stream_id as id`,
  )
  const joined = cte(
    'joined',
    sql`insert into parties (stream_id, organization_id, kind, state, roles)
        select p."streamId", p."organizationId", p.kind, p.state, array(select json_array_elements_text(p.roles))
        from json_to_recordset(${json('joined')}) as p ("streamId" uuid, "organizationId" uuid, kind text, state text, roles json)
        join ok on ok.id = p."streamId"
        on conflict (stream_id, organization_id) do update set roles = excluded.roles
        returning stream_id as id`,
  )
  const kept = cte(
    'kept',
    sql`insert into idempotency_keys (principal_id, key, fingerprint, status, headers, body)
        select k."principalId", k.key, k.fingerprint, k.status, k.headers, k.body
        from json_to_recordset(${json('kept')})
          as k ("streamId" uuid, "principalId" uuid, key text, fingerprint text, status smallint, headers jsonb, body text)
        join ok on ok.id = k."streamId" returning principal_id as id`,
  )
  return db
    .with(head, born, ok, made, moved, logged, queued, cancelled, timed, told, joined, kept)
    .select({ id: ok.id })
    .from(ok)
    .prepare('append')
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
