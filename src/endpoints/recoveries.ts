import { type SQL, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { NewRecovery, Recovery } from '../../schemas/delivery.ts'
import type { Database, Tx } from '../database/client.ts'
import { utc } from '../database/utc.ts'
import { problem } from '../problems/problem.ts'

/** Recoveries that an endpoint may have under way. */
const most = 10

/** How far ahead of the database's clock somebody's may run. */
const tolerance = 60_000

const day = 86_400_000

/**
 * Positions up to which everything was published before two moments. Positions have no gaps, and grow as time does: each is
 * found in as many steps as the count of events has binary digits.
 */
const findPositions = async (tx: Tx, since: string, until: string) => {
  const before = (moment: SQL) => sql`(
    with recursive search(low, high) as (
      select 0::bigint, (select position + 1 from feed_head where id = 1)
      union all
      select case when is_before then middle else low end, case when is_before then high else middle end
      from (select low, high, (low + high) / 2 as middle, (
          select p.published_at < ${moment} from publications p where p.position = (low + high) / 2) as is_before
        from search where high - low > 1) step
    ) select low from search order by high - low limit 1)`
  const [row] = await tx.execute<{ position: string; end: string }>(sql`select
    ${before(sql`${since}::timestamptz`)} as position, ${before(sql`${until}::timestamptz`)} as end`)
  if (!row) throw new Error('the feed got no answer')
  return row
}

const checkWindow = (now: string, { since, until = now }: NewRecovery, retentionDays: number) => {
  const [clock, from, to] = [now, since, until].map((moment) => Date.parse(moment))
  if (clock === undefined || from === undefined || to === undefined) throw new Error('there is no window')
  if (from >= clock) throw problem('recovery-in-future', { pointer: '/since' })
  if (to > clock + tolerance) throw problem('recovery-in-future', { pointer: '/until' })
  if (from < clock - retentionDays * day)
    throw problem('recovery-too-old', { pointer: '/since', values: { days: retentionDays } })
  if (from >= to) throw problem('recovery-empty', { pointer: '/until' })
  return { since, until: to > clock ? now : until }
}

const recoveryJson = sql`json_strip_nulls(json_build_object('id', r.id, 'since', ${utc(sql`r.since`)},
  'until', ${utc(sql`r.until`)}, 'resent', r.resent, 'added', r.added, 'createdAt', ${utc(sql`r.created_at`)},
  'finishedAt', ${utc(sql`r.finished_at`)}))`

/** A recovery of an endpoint; a problem where there is none. */
export const getRecovery = async (db: Database | Tx, endpoint: string, id: string): Promise<Recovery> => {
  const [row] = await db.execute<{ found: string }>(sql`select ${recoveryJson}::text as found
    from recoveries r where r.id = ${id}::uuid and r.endpoint_id = ${endpoint}::uuid`)
  if (!row) throw problem('not-found')
  return JSON.parse(row.found)
}

/** Locks an endpoint of the organization's; answers its state and the database's clock. */
const lockOwn = async (tx: Tx, organization: string, endpoint: string) => {
  const [row] = await tx.execute<{ state: string; now: string }>(sql`
    select w.state, ${utc(sql`clock_timestamp()`)} as now from endpoints e join workflows w on w.id = e.id
    where e.id = ${endpoint}::uuid and e.organization_id = ${organization}::uuid for no key update of e`)
  if (!row) throw problem('not-found')
  return row
}

interface Recovering {
  organization: string
  endpoint: string
  window: NewRecovery
  retentionDays: number
}

/** Opens a recovery, to be worked off in the background. */
export const insertRecovery = async (
  tx: Tx,
  { organization, endpoint, window, retentionDays }: Recovering,
): Promise<Recovery> => {
  const { state, now } = await lockOwn(tx, organization, endpoint)
  if (state === 'removed') throw problem('endpoint-removed')
  const { since, until } = checkWindow(now, window, retentionDays)
  const [open] = await tx.execute<{ count: number }>(sql`select count(*)::int as count from recoveries
    where endpoint_id = ${endpoint}::uuid and finished_at is null`)
  if ((open?.count ?? 0) >= most) throw problem('too-many-recoveries', { values: { limit: most } })
  const { position, end } = await findPositions(tx, since, until)
  const id = uuidv7()
  await tx.execute(sql`insert into recoveries (id, endpoint_id, since, until, position, "end") values (${id}::uuid,
    ${endpoint}::uuid, ${since}::timestamptz, ${until}::timestamptz, ${position}::bigint, ${end}::bigint)`)
  return getRecovery(tx, endpoint, id)
}
