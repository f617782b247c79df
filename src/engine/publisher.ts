import { sql } from 'drizzle-orm'
import type { Database } from '../database/client.ts'

/** Events that one transaction publishes. */
const batch = 500

/**
 * Gives committed events their place in the one global feed; answers how many. Whoever locks the single row of
 * `feed_head` is the publisher for that moment, so positions become visible in their order and a reader with a cursor
 * never skips an event that committed late. Events are claimed because they are unpublished, never by a position.
 */
export const publish = async (db: Database): Promise<number> =>
  db.transaction(async (tx) => {
    const [head] = await tx.execute<{ position: string }>(
      // A node that freezes in here lets go of the lock, rather than keep every other from publishing.
      sql`select position, set_config('idle_in_transaction_session_timeout', '10s', true)
        from feed_head where id = 1 for update skip locked`,
    )
    if (!head) return 0
    const [published] = await tx.execute<{ count: number }>(sql`
      with claimed as (
        delete from unpublished where id in (select id from unpublished order by id limit ${batch})
        returning id, stream_id, sequence
      ), placed as (
        insert into publications (position, stream_id, sequence)
        select ${head.position}::bigint + row_number() over (order by id), stream_id, sequence from claimed
        returning position, stream_id
      ), fanned as (
        insert into feed (organization_id, position)
        select p.organization_id, placed.position from placed join parties p on p.stream_id = placed.stream_id
      ), moved as (
        update feed_head set position = position + (select count(*) from claimed) where id = 1
      )
      select count(*)::int as count from claimed`)
    return published?.count ?? 0
  })
