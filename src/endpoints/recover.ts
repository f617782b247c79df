import { sql } from 'drizzle-orm'
import { type Database, limitIdle, type Tx } from '../database/client.ts'
import { wholeMs } from '../database/utc.ts'
import type { Line } from '../engine/publisher.ts'
import { wants } from './fan-out.ts'

export interface RecoverOptions {
  db: Database
  /** Lets the first of each line come due, where deliveries are in order. */
  promote: (lines: readonly Line[]) => Promise<unknown>
  /** Positions of the feed that one transaction works off. */
  chunk?: number
}

interface Job extends Record<string, unknown> {
  id: string
  endpoint: string
  organization: string
  isRemoved: boolean
}

const nobody = '00000000-0000-0000-0000-000000000000'

const take = async (tx: Tx, after: string): Promise<Job | undefined> => {
  const [job] = await tx.execute<Job>(sql`
    select r.id, r.endpoint_id as endpoint, e.organization_id as organization, w.state = 'removed' as "isRemoved"
    from recoveries r join endpoints e on e.id = r.endpoint_id join workflows w on w.id = r.endpoint_id
    where r.finished_at is null and r.id > ${after}::uuid
    order by r.id limit 1 for update of r skip locked`)
  return job
}

const finish = (tx: Tx, id: string) =>
  tx.execute(sql`update recoveries set finished_at = clock_timestamp() where id = ${id}::uuid`)

/** Works off the next positions of what the organization sees; answers in which lines something is new. */
const workOff = async (tx: Tx, { id, endpoint, organization }: Job, chunk: number): Promise<Line[]> => {
  const [row] = await tx.execute<{ lines: string | null }>(sql`
    with job as (select * from recoveries where id = ${id}::uuid),
    seen as materialized (
      select f.position from feed f
      where f.organization_id = ${organization}::uuid and f.position > (select position from job)
        and f.position <= (select "end" from job)
      order by f.position limit ${chunk}::int
    ), c as materialized (
      select pub.stream_id, pub.sequence, pub.type, ev.id as event_id
      from seen join publications pub on pub.position = seen.position
      join events ev on ev.stream_id = pub.stream_id and ev.sequence = pub.sequence
    ), owed as (
      insert into deliveries as d (endpoint_id, event_id, stream_id, sequence, type, state, is_ordered, due_at)
      select e.id, c.event_id, c.stream_id, c.sequence, c.type, 'pending', e.is_ordered,
        case when e.is_ordered then 'infinity' else ${wholeMs(sql`clock_timestamp()`)} end
      from c join parties p on p.stream_id = c.stream_id and p.organization_id = ${organization}::uuid
      join endpoints e on e.id = ${endpoint}::uuid
      where ${wants}
      on conflict (endpoint_id, event_id) do update set state = 'pending', failures = 0, settled_at = null,
        leased_until = null, is_ordered = excluded.is_ordered, due_at = excluded.due_at
        where d.state = 'exhausted'
      returning d.endpoint_id, d.stream_id, d.is_ordered, d.attempts = 0 as is_new
    ), noted as (
      update recoveries r set position = coalesce((select max(position) from seen), r."end"),
        resent = r.resent + (select count(*) from owed where not is_new),
        added = r.added + (select count(*) from owed where is_new),
        finished_at = case when (select count(*) from seen) < ${chunk}::int then clock_timestamp() end
      where r.id = ${id}::uuid
    )
    select (select json_agg(distinct jsonb_build_object('endpoint', endpoint_id, 'stream', stream_id))::text
      from owed where is_ordered) as lines`)
  return row?.lines ? JSON.parse(row.lines) : []
}

/**
 * Makes the round that works off open recoveries: a chunk of one of them, and the next time one of the next, so that a
 * long one delays no other. A recovery is locked meanwhile, and any number of nodes share the work.
 */
export const createRecover = ({ db, promote, chunk = 1_000 }: RecoverOptions) => {
  let last = nobody
  return async (): Promise<number> => {
    const lines = await db.transaction(async (tx) => {
      await limitIdle(tx)
      const job = (await take(tx, last)) ?? (last === nobody ? undefined : await take(tx, nobody))
      last = job?.id ?? nobody
      if (!job) return undefined
      if (job.isRemoved) {
        await finish(tx, job.id)
        return []
      }
      return workOff(tx, job, chunk)
    })
    if (!lines) return 0
    if (lines.length > 0) await promote(lines)
    return 1
  }
}
