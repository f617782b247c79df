import { type SQL, sql } from 'drizzle-orm'
import type { Database, Tx } from '../database/client.ts'
import { prepareStatement } from '../database/statement.ts'
import { withSteps } from '../database/steps.ts'
import { type Columns, given, givenIn, givenRow } from './records.ts'

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

export type List = keyof typeof lists
const isList = (name: string): name is List => Object.hasOwn(lists, name)
export const listNames: List[] = Object.keys(lists).filter(isList)

/**
 * What a statement writes. The row of a decision by itself, and the row of a list that has no other, are parameters:
 * several are a text, which costs the database more to take apart than one of them is worth.
 */
export interface Shape {
  isNew: boolean
  isAlone: boolean
  isTold: boolean
  /** Of the lists in use; `one` only of a decision by itself. */
  used: Partial<Record<List, 'one' | 'several'>>
}

/** Columns of a decision: those of the stream's row, and where others are written with it, the lists in use. */
export const columnsOf = ({ isAlone, used }: Shape): Columns => ({
  ...headColumns,
  ...(!isAlone &&
    Object.fromEntries(listNames.filter((name) => used[name]).map((name) => [name, 'nested' as const]))),
})

/** Rows of a list as `r`, each beside its decision `ok`, where that is written. */
const okRowsOf = ({ isAlone, used }: Shape, list: List): SQL => {
  const columns = lists[list]
  const text = isAlone ? sql`(select ${sql.placeholder(list)}::text)` : sql.raw(`ok."${list}"`)
  return sql`ok, ${used[list] === 'one' ? givenRow(list, columns) : givenIn(text, columns)} as r`
}

/** What is done with the rows of each list, once the stream is written. */
const statements: Record<Exclude<List, 'entries'>, (rows: SQL) => SQL> = {
  made: (rows) => sql`insert into workflows
      (id, kind, stream_id, parent_id, state, version, machine_version, context, updated_at)
    select r.id, r.kind, ok.id, r."parentId", r.state, r.version, r."machineVersion", r.context, r."updatedAt"
    from ${rows}`,
  moved: (rows) => sql`update workflows w
    set state = r.state, version = r.version, machine_version = r."machineVersion", context = r.context,
      updated_at = r."updatedAt"
    from ${rows} where w.id = r.id`,
  cancelled: (rows) => sql`delete from deadlines d using ${rows}
    where d.workflow_id = r."workflowId" and d.send_id = r."sendId"`,
  set: (rows) => sql`insert into deadlines (workflow_id, send_id, name, stream_id, event, due_at)
    select r."workflowId", r."sendId", r.name, coalesce(r."streamId", ok.id), r.event, r."dueAt" from ${rows}
    on conflict (workflow_id, send_id) do update set due_at = excluded.due_at, event = excluded.event`,
  joined: (rows) => sql`insert into parties (stream_id, organization_id, kind, state, roles)
    select ok.id, r."organizationId", r.kind, r.state, r.roles from ${rows}
    on conflict (stream_id, organization_id) do update set roles = excluded.roles, state = excluded.state`,
  kept: (rows) => sql`insert into idempotency_keys (principal_id, key, fingerprint, status, headers, body)
    select r."principalId", r.key, r.fingerprint, r.status, r.headers, r.body from ${rows}`,
}

// Both the log and the publisher's queue take these rows, which are read once.
const writeLog = (rows: SQL) => ({
  logged: sql`select ok.id as "streamId", r.* from ${rows}`,
  entries: sql`insert into events (stream_id, sequence, id, body, hash)
    select "streamId", sequence, id, body, hash from logged`,
  queued: sql`insert into unpublished (stream_id, sequence, event_id, type)
    select "streamId", sequence, id, type from logged order by 1, 2`,
})

const told = sql`update parties p set state = ok.told from ok where p.stream_id = ok.id and ok.told is not null`

/** Writes the streams' own rows; answers, with all that belongs to them, those whose head was where it was read. */
const writeHeads = (shape: Shape): Record<string, SQL> => {
  const columns = columnsOf(shape)
  const decisions = sql`${shape.isAlone ? givenRow('decision', columns) : given('decisions', columns)} as s`
  if (!shape.isNew)
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
export const prepareAppend = (db: Database | Tx, shape: Shape) => {
  const steps = { ...writeHeads(shape), ...(shape.isTold && { told }) }
  for (const list of listNames.filter((name) => shape.used[name])) {
    const rows = okRowsOf(shape, list)
    Object.assign(steps, list === 'entries' ? writeLog(rows) : { [list]: statements[list](rows) })
  }
  return prepareStatement<{ id: string }>(db, 'append', withSteps(steps, sql`select id from ok`))
}
