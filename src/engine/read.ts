import { type SQL, sql } from 'drizzle-orm'
import type { Kind } from '../../schemas/event.ts'
import type { Database, Tx } from '../database/client.ts'
import { utc } from '../database/utc.ts'
import { given, toRecords } from './records.ts'
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
    when 'unit' then ${details.unit} when 'endpoint' then ${details.endpoint} when 'need' then ${details.need}
    when 'memorandum' then ${details.memorandum} when 'programme' then ${details.programme}
    when 'recall' then ${details.recall} end`

const questionColumns = {
  id: 'uuid',
  n: 'int',
  also: 'uuid[]',
  reach: 'boolean',
  principalId: 'uuid',
  key: 'text',
} as const

// What is long and goes on as it is, is a column of its own: inside other JSON it would be escaped, and read twice.
const prepareRead = (db: Database | Tx, details: Details) => {
  const answers = db
    .$with('answers', {
      n: sql<number>`n`.as('n'),
      found: sql<string>`found`.as('found'),
      detail: sql<string>`detail`.as('detail'),
      kept: sql<string | null>`kept`.as('kept'),
    })
    .as(
      sql`select q.n, json_build_object(
        'now', ${utc(sql`clock_timestamp()`)}, 'target', ${rowJson('t')},
        'others', case when t.id <> t.stream_id or q.reach or cardinality(q.also) > 0 then (
          select json_agg(${rowJson('r')}) from (
            select * from workflows where id = any (array[t.parent_id, t.stream_id] || q.also) and id <> t.id
            union all
            select * from workflows where q.reach and t.id = t.stream_id and stream_id = t.stream_id and id <> t.id
            union all
            select * from workflows where q.reach and t.id <> t.stream_id and stream_id = t.stream_id and parent_id = t.id
          ) r) end,
        'deadlines', ${deadlinesJson('t')})::text as found,
        (${detailJson(details)})::text as detail,
        case when k.key is not null then json_build_object('principalId', k.principal_id, 'key', k.key,
          'fingerprint', k.fingerprint, 'status', k.status, 'headers', k.headers, 'body', k.body)::text end as kept
      from ${given('questions', questionColumns)} as q
      join workflows t on t.id = q.id
      left join lateral (
        select * from idempotency_keys k where k.principal_id = q."principalId" and k.key = q.key limit 1) k on true`,
    )
  const { n, found, detail, kept } = answers
  return db.with(answers).select({ n, found, detail, kept }).from(answers).prepare('read')
}

const isStream = (row: Row) => row.id === row.streamId

/** What the statement reads beside what is a column of its own. */
interface Parsed extends Pick<Found, 'now' | 'deadlines'> {
  target: Row
  others: Row[] | null
}

const toFound = (found: string, detail: string, kept: string | null): Found | undefined => {
  const { target: asked, others, ...rest }: Parsed = JSON.parse(found)
  const target = migrateRow(asked)
  // A row named by a question may be of another stream: it is then as good as unknown.
  const family = others?.filter((row) => row.streamId === target.streamId) ?? []
  const rows = [target, ...family.map((row) => migrateRow(row))]
  const stream = rows.find(isStream)
  return stream && { ...rest, target, stream, rows, detail, ...(kept && { kept: JSON.parse(kept) }) }
}

/** Reads what several dispatches need, in one statement; undefined where there is no such row. */
export type Read = (questions: Question[]) => Promise<(Found | undefined)[]>

export const createRead = (db: Database | Tx, details: Details): Read => {
  const statement = prepareRead(db, details)
  return async (questions) => {
    const answers = await statement.execute({
      questions: toRecords(
        questionColumns,
        questions.map((one, n) => ({ n, ...one })),
      ),
    })
    const found: (Found | undefined)[] = questions.map(() => undefined)
    for (const { n, ...answer } of answers) found[n] = toFound(answer.found, answer.detail, answer.kept)
    return found
  }
}
