import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database/client.ts'
import { prepareStatement } from '../database/statement.ts'
import { wholeMs } from '../database/utc.ts'
import type { Line } from '../engine/publisher.ts'

const first = sql`select d.event_id, d.due_at from deliveries d
  where d.endpoint_id = l.endpoint and d.stream_id = l.stream and d.settled_at is null and d.is_ordered
  order by d.sequence limit 1`

const lines = sql`select * from json_to_recordset((select ${sql.placeholder('lines')}::text)::json)
  as l(endpoint uuid, stream uuid)`

// Hops from one waiting donation of an endpoint to the next.
const every = sql`with recursive hop as (
    (select endpoint_id, stream_id from deliveries where settled_at is null and is_ordered
      order by endpoint_id, stream_id limit 1)
    union all
    select next.endpoint_id, next.stream_id from hop, lateral (
      select d.endpoint_id, d.stream_id from deliveries d
      where d.settled_at is null and d.is_ordered and (d.endpoint_id, d.stream_id) > (hop.endpoint_id, hop.stream_id)
      order by d.endpoint_id, d.stream_id limit 1) next
  ) select endpoint_id as endpoint, stream_id as stream from hop limit ${sql.placeholder('most')}::int`

/** A parameter, since the driver prepares no statement without one. */
const mostLines = 100_000

// The firsts are found once, behind a fence, and then looked up by their key: left to itself the planner, which never
// expects much to be pending, looks for the first of a line anew for each delivery that waits.
const prepare = (db: Database, name: string, from: SQL) =>
  prepareStatement<{ event_id: string }>(
    db,
    name,
    sql`update deliveries d set due_at = ${wholeMs(sql`now()`)}
    from (select own.endpoint_id, own.event_id
      from (select l.endpoint, f.event_id from (${from}) l, lateral (${first}) f
        where f.due_at = 'infinity' offset 0) found
      join deliveries own on own.endpoint_id = found.endpoint and own.event_id = found.event_id
      where own.due_at = 'infinity' for update of own skip locked) held
    where d.endpoint_id = held.endpoint_id and d.event_id = held.event_id
    returning d.event_id`,
  )

/**
 * Lets the first pending delivery of each line come due; answers how many did. To be called after every commit that adds
 * to a line or takes its first away: whichever call is the last sees all that was committed, so none is left behind.
 * Calls overlap, and would lock the same deliveries in different orders: what one has locked another passes over.
 * `promoteAll` makes up for a node that died in between.
 */
export const createPromote = (db: Database) => {
  const some = prepare(db, 'promote', lines)
  const all = prepare(db, 'promote_all', every)
  return {
    promote: async (given: readonly Line[]): Promise<number> =>
      given.length === 0 ? 0 : (await some.execute({ lines: JSON.stringify(given) })).length,
    promoteAll: async (): Promise<number> => (await all.execute({ most: mostLines })).length,
  }
}
