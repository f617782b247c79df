import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database/client.ts'
import { prepareStatement } from '../database/statement.ts'
import { withSteps } from '../database/steps.ts'
import { utc, wholeMs } from '../database/utc.ts'
import type { Line } from '../engine/publisher.ts'
import { given, type RowOf, toRecords } from '../engine/records.ts'

/** What came of a claimed delivery. */
export const resultColumns = {
  endpoint: 'uuid',
  event: 'uuid',
  number: 'int',
  /** As the delivery had it when it was claimed. */
  failures: 'int',
  requestId: 'uuid',
  at: 'timestamptz',
  duration: 'int',
  status: 'smallint',
  code: 'text',
  excerpt: 'text',
  /** `delivered`, `retry` after `wait` milliseconds, `exhausted`, `gone`; `released` was never tried. */
  outcome: 'text',
  wait: 'bigint',
} as const
export type Result = RowOf<typeof resultColumns>

const day = 86_400

const deadline = (sendId: SQL, name: string, event: SQL, after: SQL = sql`interval '0'`) =>
  sql`id, ${sendId}, ${sql.raw(`'${name}'`)}, id, ${event}, ${wholeMs(sql`now() + ${after}`)}`

/** Clocks that run from the first failure of an endpoint to its first success; see `workflows/endpoint.ts`. */
const startClocks = (disableDays: number) => {
  const seconds = (share: number) => sql`make_interval(secs => ${sql.raw(String(disableDays * day * share))})`
  const since = utc(sql`now()`)
  const failing = sql`jsonb_build_object('type', 'endpoint.failing', 'data',
    jsonb_build_object('since', ${since}, 'disabledAt', ${utc(sql`(now() + ${seconds(1)})`)}))`
  const disabled = sql`jsonb_build_object('type', 'endpoint.disabled', 'data',
    jsonb_build_object('reason', 'failing', 'since', ${since}))`
  return sql`
    select ${deadline(sql`'failureNotice'`, 'failureNotice', failing, seconds(0.5))} from failing
    union all
    select ${deadline(sql`'failureLimit'`, 'failureLimit', disabled, seconds(1))} from failing`
}

const gone = sql`'{"type": "endpoint.disabled", "data": {"reason": "gone"}}'::jsonb`
const recovered = sql`'{"type": "endpoint.recovered"}'::jsonb`
const exhausted = sql`jsonb_build_object('type', 'delivery.exhausted', 'data', jsonb_build_object(
  'event', event_id, 'type', type, 'attempts', attempts, 'code', code))`

// Who sent a delivery again while an attempt was under way wants all attempts anew, whatever becomes of that one.
const isRenewed = sql`r.outcome in ('retry', 'exhausted') and d.failures <> r.failures`

const createSteps = (disableDays: number) => ({
  results: sql`select * from ${given('results', resultColumns)} r`,
  // Not waited for until it is on disk: where a crash of the database undoes it, the delivery is made again.
  hasty: sql`select set_config('synchronous_commit', 'off', true)`,
  settled: sql`update deliveries d set
      state = case when r.outcome in ('retry', 'released') or ${isRenewed} then 'pending'
        when r.outcome = 'delivered' then 'delivered' else 'exhausted' end,
      failures = case when r.outcome in ('delivered', 'released') or ${isRenewed} then d.failures else d.failures + 1 end,
      due_at = case when ${isRenewed} then ${wholeMs(sql`now()`)} when r.outcome = 'retry' then now() + r.wait * interval '1 ms'
        else d.due_at end,
      settled_at = case when r.outcome in ('retry', 'released') or ${isRenewed} then null else now() end,
      code = coalesce(r.code, d.code), leased_until = null
    from results r
    where d.endpoint_id = r.endpoint and d.event_id = r.event and d.attempts = r.number
      -- In words that no index has, lest one of all that is pending is read in place of the key.
      and coalesce(d.state, '') = 'pending'
      and d.leased_until is not null and exists (select from hasty)
    returning d.endpoint_id, d.event_id, d.type, d.stream_id, d.is_ordered, d.attempts, d.code,
      case when d.settled_at is null and r.outcome = 'exhausted' then 'retry' else r.outcome end as outcome`,
  logged: sql`insert into attempts (endpoint_id, event_id, number, request_id, at, duration, status, code, excerpt)
    select endpoint, event, number, "requestId", at, duration, status, code, excerpt from results
    where outcome <> 'released'
      -- In place of "on conflict", which costs each row as much again as its insertion does.
      and not exists (select from attempts a
        where a.endpoint_id = results.endpoint and a.event_id = results.event and a.number = results.number)`,
  tried: sql`select endpoint_id as id, bool_or(outcome = 'delivered') as has_success, bool_or(outcome = 'gone') as is_gone
    from settled where outcome <> 'released' group by 1`,
  stopped: sql`delete from deadlines d using tried t
    where t.has_success and d.workflow_id = t.id and d.send_id in ('failureNotice', 'failureLimit')
    returning d.workflow_id as id, d.send_id`,
  failing: sql`select id from tried t where not has_success
    and not exists (select from deadlines d where d.workflow_id = t.id and d.send_id = 'failureLimit')`,
  told: sql`insert into deadlines (workflow_id, send_id, name, stream_id, event, due_at)
    ${startClocks(disableDays)}
    union all
    select ${deadline(sql`'recovered'`, 'recovered', recovered)} from stopped
      group by id having not bool_or(send_id = 'failureNotice')
    union all
    select ${deadline(sql`'gone'`, 'gone', gone)} from tried where is_gone
    union all
    select ${deadline(sql`'exhausted.' || event_id`, 'retries', exhausted)} from
      (select endpoint_id as id, event_id, type, attempts, code from settled
        where outcome = 'exhausted' and type !~ '^(endpoint|delivery)[.]') given_up
    on conflict do nothing
    returning due_at`,
})

const answer = sql`select exists (select from told where due_at <= now()) as "isNotable",
  (select json_agg(json_build_object('endpoint', endpoint_id, 'stream', stream_id))::text
    from settled where is_ordered and outcome not in ('retry', 'released')) as lines`

interface Row {
  lines: string | null
  isNotable: boolean
}

/**
 * A crash of the database undoes claims that were not on disk yet, and their numbers are given again: to attempts of this
 * very node, whose results may meet. The later counts, since a statement that finds both would fail for ever.
 */
const oneOfEach = (results: Result[]): Result[] => [
  ...new Map(results.map((one) => [`${one.endpoint} ${one.event} ${one.number}`, one])).values(),
]

/**
 * Stores what came of attempts, in one statement: the deliveries, the log, and the deadlines that make an endpoint's
 * workflow hear of it. A result whose attempt is not the delivery's last any more changes nothing but the log. What is
 * owed for events of endpoints themselves is given up without a notice, or two endpoints that fail would go on telling
 * each other for ever.
 */
export const createSettle = (db: Database, { disableDays }: { disableDays: number }) => {
  const statement = prepareStatement<Row>(db, 'settle', withSteps(createSteps(disableDays), answer))
  return async (results: Result[]): Promise<{ lines: Line[]; isNotable: boolean }> => {
    const [told] = await statement.execute({ results: toRecords(resultColumns, oneOfEach(results)) })
    return { lines: told?.lines ? JSON.parse(told.lines) : [], isNotable: told?.isNotable ?? false }
  }
}
