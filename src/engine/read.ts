import { type SQL, sql } from 'drizzle-orm'
import { type Kind, loneKinds } from '../../schemas/event.ts'
import type { Database, Tx } from '../database/client.ts'
import { prepareStatement } from '../database/statement.ts'
import { utc } from '../database/utc.ts'
import { given, toRecords } from './records.ts'
import { migrateRow, type Row } from './snapshot.ts'
import type { KeptAnswer } from './write.ts'

/** What a dispatch needs to know. */
export interface Question {
  /** The addressed row. */
  id: string
  /** Kind of the row, where what does not change of it is needed as well. */
  kind: Kind | null
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
  /** What does not change with state, as JSON text that the noun's own query made; empty where it was not asked for. */
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
    'dueAt', ${utc(sql`d.due_at`)}) order by d.due_at, d.send_id collate "C") from deadlines d where d.workflow_id = ${sql.raw(alias)}.id), '[]')`

const streamKinds = new Set<Kind>(['donation', ...loneKinds])

const questionColumns = {
  id: 'uuid',
  n: 'int',
  also: 'uuid[]',
  reach: 'boolean',
  principalId: 'uuid',
  key: 'text',
} as const

const otherRows = sql`case when t.id <> t.stream_id or q.reach or cardinality(q.also) > 0 then (
  select json_agg(${rowJson('r')}) from (
    select * from workflows where id = any (array[t.parent_id, t.stream_id] || q.also) and id <> t.id
    union all
    select * from workflows where q.reach and t.id = t.stream_id and stream_id = t.stream_id and id <> t.id
    union all
    select * from workflows where q.reach and t.id <> t.stream_id and stream_id = t.stream_id and parent_id = t.id
  ) r) end`

/** What a statement reads besides the addressed rows: each table that a plan names costs, be it looked at or not. */
interface Scope {
  kind: Kind | null
  others: boolean
}

const scopeOf = ({ kind, also, reach }: Question): Scope => ({
  kind,
  others: kind === null || !streamKinds.has(kind) || reach || also.length > 0,
})

// What is long and goes on as it is, is a column of its own: inside other JSON it would be escaped, and read twice.
const prepareRead = (db: Database | Tx, details: Details, { kind, others }: Scope) =>
  prepareStatement<{ n: number; found: string; detail: string; kept: string | null }>(
    db,
    'read',
    sql`select q.n, json_build_object(
        'now', ${utc(sql`clock_timestamp()`)}, 'target', ${rowJson('t')},
        'others', ${others ? otherRows : sql`null`},
        'deadlines', ${deadlinesJson('t')})::text as found,
        ${kind ? sql`(${details[kind]})::text` : sql`''`} as detail,
        case when k.key is not null then json_build_object('principalId', k.principal_id, 'key', k.key,
          'fingerprint', k.fingerprint, 'status', k.status, 'headers', k.headers, 'body', k.body)::text end as kept
      from ${given('questions', questionColumns)} as q
      join workflows t on t.id = q.id
      left join lateral (
        select * from idempotency_keys k where k.principal_id = q."principalId" and k.key = q.key limit 1) k on true`,
  )

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
  const statements = new Map<string, ReturnType<typeof prepareRead>>()
  const statementFor = (scope: Scope) => {
    const key = Object.values(scope).join()
    const statement = statements.get(key) ?? prepareRead(db, details, scope)
    statements.set(key, statement)
    return statement
  }
  return async (questions) => {
    const asked = Map.groupBy(
      questions.map((question, n) => ({ ...question, n })),
      (question) => statementFor(scopeOf(question)),
    )
    const answers = await Promise.all(
      [...asked].map(([statement, some]) =>
        statement.execute({ questions: toRecords(questionColumns, some) }),
      ),
    )
    const found: (Found | undefined)[] = questions.map(() => undefined)
    for (const { n, ...answer } of answers.flat())
      found[n] = toFound(answer.found, answer.detail, answer.kept)
    return found
  }
}
