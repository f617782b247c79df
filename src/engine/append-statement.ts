import { type SQL, sql } from 'drizzle-orm'
import type { Database, Tx } from '../database/client.ts'
import { prepareStatement } from '../database/statement.ts'
import { type Columns, given, givenIn } from './records.ts'

const rowColumns = {
  id: 'uuid',
  state: 'text',
  version: 'int',
  machineVersion: 'smallint',
  context: 'jsonb',
  updatedAt: 'timestamptz',
} as const

/** The stream's own row after a decision, the head of its log, and its state where the parties' rows are told it. */
const headColumns = {
  ...rowColumns,
  kind: 'text',
  sequence: 'int',
  hash: 'text',
  expected: 'int',
  told: 'text',
} as const

/** Lists that a decision may hold, and the columns of their rows. */
export const lists = {
  made: { ...rowColumns, kind: 'text', parentId: 'uuid' },
  moved: rowColumns,
  entries: { id: 'uuid', sequence: 'int', type: 'text', body: 'text', hash: 'text' },
  cancelled: { workflowId: 'uuid', sendId: 'text' },
  set: {
    workflowId: 'uuid',
    /** Another stream, where that is told. */
    streamId: 'uuid',
    sendId: 'text',
    name: 'text',
    event: 'jsonb',
    dueAt: 'timestamptz',
  },
  joined: { organizationId: 'uuid', kind: 'text', state: 'text', roles: 'text[]' },
  kept: {
    principalId: 'uuid',
    key: 'text',
    fingerprint: 'text',
    status: 'smallint',
    headers: 'jsonb',
    body: 'text',
  },
} as const

type List = keyof typeof lists
export type Part = List | 'told'
const isList = (name: string): name is List => Object.hasOwn(lists, name)
export const partNames: Part[] = [...Object.keys(lists).filter(isList), 'told']

/** Columns of the parameter: the stream's row, and the lists in use. */
export const columnsOf = (used: Part[]): Columns => ({
  ...headColumns,
  ...Object.fromEntries(used.filter(isList).map((name) => [name, 'nested' as const])),
})

/** Rows of a list, each beside its decision, where that is written. */
const okRowsOf = (list: List, alias: string): SQL =>
  sql`ok, ${givenIn(sql.raw(`ok."${list}"`), lists[list])} as ${sql.raw(alias)}`

/** What each part does, once the stream is written. */
const statements: Record<Exclude<Part, 'entries'>, SQL> = {
  made: sql`insert into workflows (id, kind, stream_id, parent_id, state, version, machine_version, context, updated_at)
    select r.id, r.kind, ok.id, r."parentId", r.state, r.version, r."machineVersion", r.context, r."updatedAt"
    from ${okRowsOf('made', 'r')}`,
  moved: sql`update workflows w set state = r.state, version = r.version, machine_version = r."machineVersion",
      context = r.context, updated_at = r."updatedAt"
    from ${okRowsOf('moved', 'r')} where w.id = r.id`,
  cancelled: sql`delete from deadlines d using ${okRowsOf('cancelled', 'c')}
    where d.workflow_id = c."workflowId" and d.send_id = c."sendId"`,
  set: sql`insert into deadlines (workflow_id, send_id, name, stream_id, event, due_at)
    select d."workflowId", d."sendId", d.name, coalesce(d."streamId", ok.id), d.event, d."dueAt"
    from ${okRowsOf('set', 'd')}
    on conflict (workflow_id, send_id) do update set due_at = excluded.due_at, event = excluded.event`,
  told: sql`update parties p set state = ok.told from ok where p.stream_id = ok.id and ok.told is not null`,
  joined: sql`insert into parties (stream_id, organization_id, kind, state, roles)
    select ok.id, p."organizationId", p.kind, p.state, p.roles
    from ${okRowsOf('joined', 'p')}
    on conflict (stream_id, organization_id) do update set roles = excluded.roles, state = excluded.state`,
  kept: sql`insert into idempotency_keys (principal_id, key, fingerprint, status, headers, body)
    select k."principalId", k.key, k.fingerprint, k.status, k.headers, k.body from ${okRowsOf('kept', 'k')}`,
}

// Both the log and the publisher's queue take these rows, which are read once.
const log = {
  logged: sql`select ok.id as "streamId", e.* from ${okRowsOf('entries', 'e')}`,
  entries: sql`insert into events (stream_id, sequence, id, body, hash)
    select "streamId", sequence, id, body, hash from logged`,
  queued: sql`insert into unpublished (stream_id, sequence, event_id, type)
    select "streamId", sequence, id, type from logged order by 1, 2`,
}

/** Writes the streams' own rows; answers, with all that belongs to them, those whose head was where it was read. */
const writeHeads = (used: Part[], isNew: boolean): Record<string, SQL> => {
  const decisions = sql`${given('decisions', columnsOf(used))} as s`
  if (!isNew)
    return {
      ok: sql`update workflows w set state = s.state, version = s.version, machine_version = s."machineVersion",
          context = s.context, updated_at = s."updatedAt", sequence = s.sequence, hash = s.hash
        from ${decisions} where w.id = s.id and w.sequence = s.expected returning s.*`,
    }
  return {
    ok: sql`select * from ${decisions}`,
    heads: sql`insert into workflows (id, kind, stream_id, state, version, machine_version, context, updated_at,
        sequence, hash)
      select id, kind, id, state, version, "machineVersion", context, "updatedAt", sequence, hash from ok`,
  }
}

/**
 * The one statement that makes decisions durable, of the parts that they have. A stream is written only where its head
 * still has the expected sequence; whatever belongs to a stream that has moved on is left out, so the streams that come
 * back are those whose decisions are stored whole.
 */
export const prepareAppend = (db: Database | Tx, used: Part[], isNew: boolean) => {
  const steps = {
    ...writeHeads(used, isNew),
    ...(used.includes('entries') && log),
    ...Object.fromEntries(used.flatMap((part) => (part === 'entries' ? [] : [[part, statements[part]]]))),
  }
  const ctes = Object.entries(steps).map(([name, step]) => sql`${sql.identifier(name)} as (${step})`)
  return prepareStatement<{ id: string }>(
    db,
    'append',
    sql`with ${sql.join(ctes, sql`, `)} select id from ok`,
  )
}
