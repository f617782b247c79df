import { type SQL, sql } from 'drizzle-orm'
import type { Kind } from '../../schemas/event.ts'
import type { Database, Tx } from '../database/client.ts'
import { utc } from '../database/utc.ts'
import { migrateRow, type Row } from './snapshot.ts'
import type { KeptAnswer } from './write.ts'

/** What a dispatch needs to know. */
export interface Question {
  /** The addressed row. */
  id: string
  /** Further rows of the same stream, by id. */
  also: string[]
  /** Whether all that belongs to the row is needed as well. */
  reach: boolean
  /** Whose kept answer to look for, under which key. */
  principalId: string | null
  key: string | null
}

export interface Found {
  /**
   * The database's clock, RFC 3339 in UTC, once the rows were read: that of the transaction's begin could be behind the
   * events that are there already.
   */
  now: string
  target: Row
  stream: Row
  /** The target, what it belongs to, and what the question asked for besides. */
  rows: Row[]
  /** Open deadlines of the target. */
  deadlines: { sendId: string; name: string; dueAt: string }[]
  /** What does not change with state, as JSON text that the noun's own query made. */
  detail: string
  kept?: KeptAnswer
}

/** For each kind the SQL expression, over a row `t` of `workflows`, of its unchanging part as JSON. */
export type Details = Record<Kind, SQL>

/** Columns of a `workflows` row named by `alias`, as the JSON of a `Row`. */
export const rowJson = (alias: string) => {
  const at = (column: string) => sql.raw(`${alias}.${column}`)
  return sql`json_build_object('id', ${at('id')}, 'kind', ${at('kind')}, 'streamId', ${at('stream_id')},
    'parentId', ${at('parent_id')}, 'state', ${at('state')}, 'version', ${at('version')},
    'machineVersion', ${at('machine_version')}, 'context', ${at('context')},
    'updatedAt', ${utc(at('updated_at'))}, 'sequence', ${at('sequence')}, 'hash', ${at('hash')})`
}

/** Open deadlines of the row that `alias` names, as a JSON array. */
export const deadlinesJson = (alias: string) =>
  sql`coalesce((select json_agg(json_build_object('sendId', d.send_id, 'name', d.name,
    'dueAt', ${utc(sql`d.due_at`)}) order by d.due_at) from deadlines d where d.workflow_id = ${sql.raw(alias)}.id), '[]')`

/** The noun's own unchanging part of the row `t`. */
export const detailJson = (details: Details) =>
  sql`case t.kind when 'donation' then ${details.donation} when 'shipment' then ${details.shipment}
    when 'unit' then ${details.unit} end`

const prepareRead = (db: Database | Tx, details: Details) => {
  const answers = db
    .$with('answers', { n: sql<number>`n`.as('n'), found: sql<string | null>`found`.as('found') })
    .as(
      sql`select q.n, case when t.id is not null or k.key is not null then json_build_object(
        'now', ${utc(sql`clock_timestamp()`)}, 'id', t.id,
        'rows', (select json_agg(${rowJson('r')}) from (
          select * from workflows where id = any (array[t.id, t.parent_id, t.stream_id] || q.also)
          union all
          select * from workflows where q.reach and t.id = t.stream_id and stream_id = t.stream_id and id <> t.id
          union all
          select * from workflows where q.reach and t.id <> t.stream_id and stream_id = t.stream_id and parent_id = t.id
        ) r),
        'deadlines', ${deadlinesJson('t')},
        'detail', (${detailJson(details)})::text,
        'kept', case when k.key is not null then json_build_object('principalId', k.principal_id, 'key', k.key,
          'fingerprint', k.fingerprint, 'status', k.status, 'headers', k.headers, 'body', k.body) end)::text end as found
      from json_to_recordset(${sql.placeholder('questions')}::text::json)
        as q (n int, id uuid, also uuid[], reach boolean, "principalId" uuid, key text)
      left join workflows t on t.id = q.id
      left join lateral (
        select * from idempotency_keys k where k.principal_id = q."principalId" and k.key = q.key limit 1) k on true`,
    )
  return db.with(answers).select({ n: answers.n, found: answers.found }).from(answers).prepare('read')
}

const isStream = (row: Row) => row.id === row.streamId

const toFound = (text: string): Found | undefined => {
  const {
    id,
    rows,
    ...rest
  }: { id: string | null; rows: Row[] | null } & Omit<Found, 'target' | 'stream' | 'rows'> = JSON.parse(text)
  const found = rows?.find((row) => row.id === id)
  // A row named by a question may be of another stream: it is then as good as unknown.
  const family = rows?.filter((row) => row.streamId === found?.streamId)
  const known = new Map(family?.map((row) => [row.id, migrateRow(row)]))
  const target = id ? known.get(id) : undefined
  const stream = known.values().find(isStream)
  return target && stream ? { ...rest, target, stream, rows: [...known.values()] } : undefined
}

/** Reads what several dispatches need, in one statement; undefined where there is no such row. */
export type Read = (questions: Question[]) => Promise<(Found | undefined)[]>

export const createRead = (db: Database | Tx, details: Details): Read => {
  const statement = prepareRead(db, details)
  return async (questions) => {
    const answers = await statement.execute({
      questions: JSON.stringify(questions.map((one, n) => ({ n, ...one }))),
    })
    const found: (Found | undefined)[] = questions.map(() => undefined)
    for (const answer of answers) if (answer.found) found[answer.n] = toFound(answer.found)
    return found
  }
}
