import { type SQL, sql } from 'drizzle-orm'
import type { Database, Tx } from '../database/client.ts'

const rowColumns = `id uuid, kind text, "parentId" uuid, state text, version int, "machineVersion" smallint,
  context jsonb, "updatedAt" timestamptz, sequence int, hash text, "streamId" uuid, expected int`

/**
 * Rows given as a JSON parameter. The planner takes a function for a hundred rows, and would rather read a whole table
 * than look up a hundred; the range, which every id is in, makes it expect one, so that it looks up by key, always.
 */
const given = (name: string, alias: string, columns: string): SQL =>
  sql`(select * from json_to_recordset(${sql.placeholder(name)}::text::json) as x (${sql.raw(columns)})
    where "streamId" between '00000000-0000-0000-0000-000000000000' and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
    ) as ${sql.raw(alias)}`

/**
 * The one statement that makes decisions durable. A stream is written only where its head still has the expected
 * sequence; whatever belongs to a stream that has moved on is left out, so the streams that come back are those
 * whose decisions are stored whole.
 */
export const prepareAppend = (db: Database | Tx) => {
  const id = { id: sql<string>`id`.as('id') }
  const cte = (name: string, query: ReturnType<typeof sql>) => db.$with(name, id).as(query)
  const head = cte(
    'head',
    sql`update workflows w set state = s.state, version = s.version, machine_version = s."machineVersion",
          context = s.context, updated_at = s."updatedAt", sequence = s.sequence, hash = s.hash
        from ${given('streams', 's', rowColumns)}
        where w.id = s.id and w.sequence = s.expected returning w.id`,
  )
  const born = cte(
    'born',
    sql`insert into workflows (id, kind, stream_id, parent_id, state, version, machine_version, context, updated_at,
          sequence, hash)
        select id, kind, "streamId", "parentId", state, version, "machineVersion", context, "updatedAt", sequence, hash
        from ${given('newStreams', 's', rowColumns)} returning id`,
  )
  const ok = cte('ok', sql`select id from head union all select id from born`)
  const made = cte(
    'made',
    sql`insert into workflows (id, kind, stream_id, parent_id, state, version, machine_version, context, updated_at)
        select r.id, r.kind, r."streamId", r."parentId", r.state, r.version, r."machineVersion", r.context, r."updatedAt"
        from ${given('made', 'r', rowColumns)} join ok on ok.id = r."streamId" returning id`,
  )
  const moved = cte(
    'moved',
    sql`update workflows w set state = r.state, version = r.version, machine_version = r."machineVersion",
          context = r.context, updated_at = r."updatedAt"
        from ${given('moved', 'r', rowColumns)} join ok on ok.id = r."streamId"
        where w.id = r.id returning w.id`,
  )
  const logged = cte(
    'logged',
    sql`insert into events (stream_id, sequence, id, body, hash)
        select e."streamId", e.sequence, e.id, e.body, e.hash
        from ${given('entries', 'e', '"streamId" uuid, sequence int, id uuid, body text, hash text')}
        join ok on ok.id = e."streamId" returning id`,
  )
  const queued = cte(
    'queued',
    sql`insert into unpublished (stream_id, sequence)
        select e."streamId", e.sequence
        from ${given('entries', 'e', '"streamId" uuid, sequence int')}
        join ok on ok.id = e."streamId" order by e."streamId", e.sequence returning stream_id as id`,
  )
  const cancelled = cte(
    'cancelled',
    sql`delete from deadlines d
        using ${given('cancelled', 'c', '"streamId" uuid, "workflowId" uuid, "sendId" text')}
        join ok on ok.id = c."streamId"
        where d.workflow_id = c."workflowId" and d.send_id = c."sendId" returning d.workflow_id as id`,
  )
  const timed = cte(
    'set',
    sql`insert into deadlines (workflow_id, send_id, name, stream_id, event, due_at)
        select d."workflowId", d."sendId", d.name, d."streamId", d.event, d."dueAt"
        from ${given('set', 'd', '"workflowId" uuid, "sendId" text, name text, "streamId" uuid, event jsonb, "dueAt" timestamptz')}
        join ok on ok.id = d."streamId"
        on conflict (workflow_id, send_id) do update set due_at = excluded.due_at, event = excluded.event
        returning workflow_id as id`,
  )
  const told = cte(
    'told',
    sql`update parties p set state = s.state
        from ${given('streams', 's', '"streamId" uuid, id uuid, state text')} join ok on ok.id = s.id
        where p.stream_id = s.id and p.state <> s.state returning p.stream_id as id`,
  )
  const joined = cte(
    'joined',
    sql`insert into parties (stream_id, organization_id, kind, state, roles)
        select p."streamId", p."organizationId", p.kind, p.state, array(select json_array_elements_text(p.roles))
        from ${given('joined', 'p', '"streamId" uuid, "organizationId" uuid, kind text, state text, roles json')}
        join ok on ok.id = p."streamId"
        on conflict (stream_id, organization_id) do update set roles = excluded.roles
        returning stream_id as id`,
  )
  const kept = cte(
    'kept',
    sql`insert into idempotency_keys (principal_id, key, fingerprint, status, headers, body)
        select k."principalId", k.key, k.fingerprint, k.status, k.headers, k.body
        from ${given('kept', 'k', '"streamId" uuid, "principalId" uuid, key text, fingerprint text, status smallint, headers jsonb, body text')}
        join ok on ok.id = k."streamId" returning principal_id as id`,
  )
  return db
    .with(head, born, ok, made, moved, logged, queued, cancelled, timed, told, joined, kept)
    .select({ id: ok.id })
    .from(ok)
    .prepare('append')
}
