import { eq, sql } from 'drizzle-orm'
import type { Database } from '../database/client.ts'
import { endpoints } from '../database/tables.ts'
import { pendingEndpoints } from '../webhooks/pending.ts'

/** Rows that one statement looks at. */
const batch = 2_000

/** Kept a little longer than promised, so that a recovery never takes what was just removed for never noted. */
const margin = 86_400_000

/** A moment, and the least UUID of version 7 of it: events are found by when they were made without an index of their own. */
interface Floor {
  at: string
  id: string
}

const toFloor = (moment: number): Floor => {
  const hex = Math.max(0, Math.floor(moment)).toString(16).padStart(12, '0')
  return {
    at: new Date(moment).toISOString(),
    id: `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`,
  }
}

const nobody = '00000000-0000-0000-0000-000000000000'

const listEndpoints = async (db: Database, after: string) =>
  db.execute<{ id: string; isRemoved: boolean }>(sql`
    select e.id, w.state = 'removed' as "isRemoved" from endpoints e join workflows w on w.id = e.id
    where e.id > ${after}::uuid order by e.id limit 500`)

/**
 * Deletes what is settled of the next rows of an endpoint, with its attempts; answers up to where it looked. What is still
 * owed stays however old it is, such as under an endpoint that is paused, and what came of it late stays as long as what
 * came of it in time: nothing goes without a word.
 */
const deleteBatch = async (
  db: Database,
  { id, isRemoved }: { id: string; isRemoved: boolean },
  after: string,
  floor: Floor,
): Promise<string | undefined> => {
  const [row] = await db.execute<{ last: string | null }>(sql`
    with old as materialized (
      select event_id from deliveries
      where endpoint_id = ${id}::uuid and event_id > ${after}::uuid and event_id < ${floor.id}::uuid
      order by event_id limit ${batch}::int
    ), gone as (
      delete from deliveries d using old
      where d.endpoint_id = ${id}::uuid and d.event_id = old.event_id
        and (d.state <> 'pending' and d.settled_at < ${floor.at}::timestamptz or ${isRemoved}::boolean)
      returning d.event_id
    ), logged as (
      delete from attempts a using gone where a.endpoint_id = ${id}::uuid and a.event_id = gone.event_id
    )
    select (select event_id from old order by event_id desc limit 1) as last`)
  return row?.last ?? undefined
}

/** Deletes deliveries and attempts of events older than the retention, endpoint by endpoint along the primary key. */
export const purgeDeliveries = async (db: Database, retentionDays: number) => {
  const floor = toFloor(Date.now() - retentionDays * 86_400_000 - margin)
  for (let after: string | undefined = nobody; after; ) {
    const found = await listEndpoints(db, after)
    for (const endpoint of found)
      for (let last: string | undefined = nobody; last; ) last = await deleteBatch(db, endpoint, last, floor)
    after = found.at(-1)?.id
  }
}

/** Deletes recoveries that were worked off before the retention began; one that is under way stays. */
export const purgeRecoveries = (db: Database, retentionDays: number) =>
  db.execute(
    sql`delete from recoveries where finished_at < now() - make_interval(days => ${retentionDays}::int)`,
  )

/** Deletes secrets that sign nothing any more. */
export const purgeSecrets = (db: Database) =>
  db.execute(sql`delete from endpoint_secrets where expires_at < now() - interval '1 hour'`)

/**
 * A removed endpoint of which something is left. It has secrets until all else of it is done: they are the sign that it is
 * not. Whoever published or recovered in the very moment of the removal owes it something even after that.
 */
const findRemoved = async (db: Database): Promise<string | undefined> => {
  const [row] = await db.execute<{ id: string }>(sql`
    select one.id from (select endpoint_id as id from endpoint_secrets union all (${pendingEndpoints})) one,
      lateral (select state from workflows where id = one.id limit 1) w
    where w.state = 'removed' limit 1`)
  return row?.id
}

const cancelBatch = async (db: Database, id: string): Promise<number> => {
  const rows = await db.execute(sql`
    update deliveries d set state = 'cancelled', settled_at = now(), leased_until = null
    from (select event_id from deliveries where endpoint_id = ${id}::uuid and state like 'pending'
      order by event_id limit ${batch}::int) waiting
    where d.endpoint_id = ${id}::uuid and d.event_id = waiting.event_id and coalesce(d.state, '') = 'pending' returning 1`)
  return rows.length
}

/** Erases what a removed endpoint leaves behind: headers, what is owed to it, and its secrets; answers whether it found one. */
export const clearRemoved = async (db: Database): Promise<number> => {
  const id = await findRemoved(db)
  if (!id) return 0
  await db.update(endpoints).set({ headers: null }).where(eq(endpoints.id, id))
  while ((await cancelBatch(db, id)) > 0);
  await db.execute(sql`delete from endpoint_secrets where endpoint_id = ${id}::uuid`)
  return 1
}
