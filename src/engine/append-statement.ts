import { type SQL, sql } from 'drizzle-orm'
import type { Database, Tx } from '../database/client.ts'
import { given, type RowOf } from './records.ts'

/** What an append may hold: for each part, the columns of its rows and their types. */
export const parts = {
  streams: {
    id: 'uuid',
    state: 'text',
    version: 'int',
    machineVersion: 'smallint',
    context: 'jsonb',
    updatedAt: 'timestamptz',
    sequence: 'int',
    hash: 'text',
    expected: 'int',
  },
  newStreams: {
    id: 'uuid',
    kind: 'text',
    state: 'text',
    version: 'int',
    machineVersion: 'smallint',
    context: 'jsonb',
    updatedAt: 'timestamptz',
    sequence: 'int',
    hash: 'text',
  },
  made: {
    id: 'uuid',
    streamId: 'uuid',
    kind: 'text',
    parentId: 'uuid',
    state: 'text',
    version: 'int',
    machineVersion: 'smallint',
    context: 'jsonb',
    updatedAt: 'timestamptz',
  },
  moved: {
    id: 'uuid',
    streamId: 'uuid',
    state: 'text',
    version: 'int',
    machineVersion: 'smallint',
    context: 'jsonb',
    updatedAt: 'timestamptz',
  },
  entries: { streamId: 'uuid', sequence: 'int', id: 'uuid', type: 'text', body: 'text', hash: 'text' },
  cancelled: { workflowId: 'uuid', streamId: 'uuid', sendId: 'text' },
  set: {
    writtenBy: 'uuid',
    workflowId: 'uuid',
    streamId: 'uuid',
    sendId: 'text',
    name: 'text',
    event: 'jsonb',
    dueAt: 'timestamptz',
  },
  told: { streamId: 'uuid', state: 'text' },
  joined: { streamId: 'uuid', organizationId: 'uuid', kind: 'text', state: 'text', roles: 'text[]' },
  kept: {
    streamId: 'uuid',
    principalId: 'uuid',
    key: 'text',
    fingerprint: 'text',
    status: 'smallint',
    headers: 'jsonb',
    body: 'text',
  },
} as const

export type Part = keyof typeof parts
const isPart = (name: string): name is Part => Object.hasOwn(parts, name)
export const partNames = Object.keys(parts).filter(isPart)
export type PartRow<Name extends Part> = RowOf<(typeof parts)[Name]>

const rowsOf = (part: Part, alias: string): SQL => sql`${given(part, parts[part])} as ${sql.raw(alias)}`

/** A part's rows, where they belong to a stream that is written. */
const okRowsOf = (part: Part, alias: string): SQL =>
  sql`${rowsOf(part, alias)} join ok on ok.id = ${sql.raw(alias)}."streamId"`

/** What each part does. Streams are written before all else, and the rest only with them. */
const statements: Record<Part, SQL> = {
  streams: sql`update workflows w set state = s.state, version = s.version, machine_version = s."machineVersion",
      context = s.context, updated_at = s."updatedAt", sequence = s.sequence, hash = s.hash
    from ${rowsOf('streams', 's')}
    where w.id = s.id and w.sequence = s.expected returning w.id`,
  newStreams: sql`insert into workflows (id, kind, stream_id, state, version, machine_version, context, updated_at,
      sequence, hash)
    select id, kind, id, state, version, "machineVersion", context, "updatedAt", sequence, hash
    from ${rowsOf('newStreams', 's')} returning id`,
  made: sql`insert into workflows (id, kind, stream_id, parent_id, state, version, machine_version, context, updated_at)
    select r.id, r.kind, r."streamId", r."parentId", r.state, r.version, r."machineVersion", r.context, r."updatedAt"
    from ${okRowsOf('made', 'r')}`,
  moved: sql`update workflows w set state = r.state, version = r.version, machine_version = r."machineVersion",
      context = r.context, updated_at = r."updatedAt"
    from ${okRowsOf('moved', 'r')} where w.id = r.id`,
  entries: sql`insert into events (stream_id, sequence, id, body, hash)
    select "streamId", sequence, id, body, hash from logged`,
  cancelled: sql`delete from deadlines d using ${okRowsOf('cancelled', 'c')}
    where d.workflow_id = c."workflowId" and d.send_id = c."sendId"`,
  set: sql`insert into deadlines (workflow_id, send_id, name, stream_id, event, due_at)
    select d."workflowId", d."sendId", d.name, d."streamId", d.event, d."dueAt"
    from ${rowsOf('set', 'd')} join ok on ok.id = d."writtenBy"
    on conflict (workflow_id, send_id) do update set due_at = excluded.due_at, event = excluded.event`,
  told: sql`update parties p set state = s.state from ${okRowsOf('told', 's')} where p.stream_id = s."streamId"`,
  joined: sql`insert into parties (stream_id, organization_id, kind, state, roles)
    select p."streamId", p."organizationId", p.kind, p.state, p.roles
    from ${okRowsOf('joined', 'p')}
    on conflict (stream_id, organization_id) do update set roles = excluded.roles`,
  kept: sql`insert into idempotency_keys (principal_id, key, fingerprint, status, headers, body)
    select k."principalId", k.key, k.fingerprint, k.status, k.headers, k.body from ${okRowsOf('kept', 'k')}`,
}

/**
 * The one statement that makes decisions durable, of the parts that they have. A stream is written only where its head
 * still has the expected sequence; whatever belongs to a stream that has moved on is left out, so the streams that come
 * back are those whose decisions are stored whole.
 */
export const prepareAppend = (db: Database | Tx, used: Part[]) => {
  const id = { id: sql<string>`id`.as('id') }
  const cte = (name: string, query: SQL) => db.$with(name, id).as(query)
  const isHead = (part: Part) => part === 'streams' || part === 'newStreams'
  const heads = used.filter(isHead)
  const ok = cte(
    'ok',
    sql.join(
      heads.map((part) => sql`select id from ${sql.identifier(part)}`),
      sql` union all `,
    ),
  )
  // Both the log and the publisher's queue take these rows, which are read once.
  const logged = cte('logged', sql`select e.* from ${okRowsOf('entries', 'e')}`)
  const queued = cte(
    'queued',
    sql`insert into unpublished (stream_id, sequence, event_id, type)
      select "streamId", sequence, id, type from logged order by 1, 2`,
  )
  const ctes = (some: Part[]) => some.map((part) => cte(part, statements[part]))
  const rest = used.filter((part) => !isHead(part))
  const isLogging = used.includes('entries')
  return db
    .with(...ctes(heads), ok, ...(isLogging ? [logged, queued] : []), ...ctes(rest))
    .select({ id: ok.id })
    .from(ok)
    .prepare('append')
}
