import { sql } from 'drizzle-orm'
import type { Attempt, Delivery, DeliveryState, DeliverySummary } from '../../schemas/delivery.ts'
import type { Language } from '../../schemas/primitives.ts'
import type { Database, Tx } from '../database/client.ts'
import { utc, wholeMs } from '../database/utc.ts'
import { problem } from '../problems/problem.ts'
import { sayAttempt } from './says.ts'

/** Rows that a page looks at, at most, for those that its filter asks for and no index knows. */
const reach = 5_000

/** Attempts that a delivery shows, at most. */
const most = 100

const summaryJson = sql`json_strip_nulls(json_build_object('id', d.event_id, 'type', d.type, 'stream', d.stream_id,
  'sequence', d.sequence, 'state', d.state, 'attempts', d.attempts,
  'dueAt', case when d.state = 'pending' and d.due_at < 'infinity' then ${utc(sql`d.due_at`)} end,
  'code', d.code, 'createdAt', ${utc(sql`d.created_at`)}, 'settledAt', ${utc(sql`d.settled_at`)}))`

/** Throws where the organization has no such endpoint. */
export const checkOwner = async (db: Database | Tx, organization: string | undefined, endpoint: string) => {
  const rows = organization
    ? await db.execute(sql`select from endpoints
        where id = ${endpoint}::uuid and organization_id = ${organization}::uuid`)
    : []
  if (rows.length === 0) throw problem('not-found')
}

export interface DeliveryFilter {
  state?: DeliveryState
  /** A pattern, as endpoints have them. */
  type?: string
}

// Written out, so that the planner sees the condition of a partial index in them.
const indexed: Partial<Record<DeliveryState, ReturnType<typeof sql>>> = {
  pending: sql`and d.state like 'pending'`,
  exhausted: sql`and d.state = 'exhausted'`,
}

/**
 * A page of an endpoint's deliveries, newest first, and after which of them to go on. A filter that no index serves looks
 * at a bounded number of rows: a page may hold fewer than its limit, and there still be a next one.
 */
export const listDeliveries = async (
  db: Database,
  endpoint: string,
  { state, type }: DeliveryFilter,
  { after, limit }: { after?: string; limit: number },
): Promise<{ items: DeliverySummary[]; last?: string }> => {
  const byIndex = state && indexed[state]
  const isExact = type === undefined && (state === undefined || byIndex !== undefined)
  const most = isExact ? limit + 1 : reach
  // Written where it is used, so that whoever reads it stops when the page is full.
  const looked = sql`(select d.* from deliveries d where d.endpoint_id = ${endpoint}::uuid ${byIndex ?? sql``}
    ${after === undefined ? sql`` : sql`and d.event_id < ${after}::uuid`} order by d.event_id desc limit ${most}::int)`
  const [row] = await db.execute<{ items: string; last: string | null }>(sql`
    with found as materialized (
      select * from ${looked} d
      where (${type ?? null}::text is null or ${type ?? null}::text in (d.type, split_part(d.type, '.', 1) || '.*', '*'))
        and (${state ?? null}::text is null or d.state = ${state ?? null}::text)
      order by d.event_id desc limit ${limit + 1}::int
    )
    select coalesce((select json_agg(${summaryJson} order by d.event_id desc) from found d), '[]')::text as items,
      case when not ${isExact}::boolean and (select count(*) from found) <= ${limit}::int then (
        select (array_agg(d.event_id order by d.event_id))[1] from ${looked} d having count(*) = ${most}::int) end as last`)
  if (!row) throw new Error('the list of deliveries got no answer')
  const found: DeliverySummary[] = JSON.parse(row.items)
  const items = found.slice(0, limit)
  return { items, last: found.length > limit ? items.at(-1)?.id : (row.last ?? undefined) }
}

interface FoundDelivery extends DeliverySummary {
  log: Omit<Attempt, 'says'>[]
}

/** A delivery with its attempts, in words of the reader's language; a problem where there is none. */
export const getDelivery = async (
  db: Database | Tx,
  endpoint: string,
  event: string,
  language: Language,
): Promise<Delivery> => {
  const [row] = await db.execute<{ found: string; log: string }>(sql`
    select ${summaryJson}::text as found, coalesce((select json_agg(json_strip_nulls(json_build_object('number', a.number,
        'requestId', a.request_id, 'at', ${utc(sql`a.at`)}, 'duration', a.duration, 'status', a.status, 'code', a.code,
        'excerpt', a.excerpt)) order by a.number desc)
      from (select * from attempts where endpoint_id = d.endpoint_id and event_id = d.event_id
        order by number desc limit ${most}::int) a), '[]')::text as log
    from deliveries d where d.endpoint_id = ${endpoint}::uuid and d.event_id = ${event}::uuid`)
  if (!row) throw problem('not-found')
  const found: DeliverySummary = JSON.parse(row.found)
  const log: FoundDelivery['log'] = JSON.parse(row.log)
  return { ...found, log: log.map((one) => ({ ...one, says: sayAttempt(one.code, language) })) }
}

/**
 * Owes a delivery anew, whatever became of it: due now, with its whole schedule before it. What was settled is no part of
 * its donation's order any more, and holds nothing back; what still waits for its turn goes on to. An attempt under way
 * is the one that was asked for.
 */
export const resendDelivery = async (tx: Tx, organization: string, endpoint: string, event: string) => {
  await checkOwner(tx, organization, endpoint)
  const rows = await tx.execute(sql`
    update deliveries d set state = 'pending', failures = 0, settled_at = null,
      is_ordered = d.is_ordered and d.state = 'pending',
      due_at = case when d.state = 'pending' and (d.due_at = 'infinity' or d.leased_until > now()) then d.due_at
        else ${wholeMs(sql`now()`)} end
    where d.endpoint_id = ${endpoint}::uuid and d.event_id = ${event}::uuid and d.state <> 'cancelled'
      and not exists (select from workflows where id = d.endpoint_id and state = 'removed')
    returning 1`)
  if (rows.length > 0) return
  const [known] = await tx.execute<{ state: string }>(sql`select state from deliveries
    where endpoint_id = ${endpoint}::uuid and event_id = ${event}::uuid`)
  if (!known) throw problem('not-found')
  throw problem(known.state === 'cancelled' ? 'delivery-cancelled' : 'endpoint-removed')
}
