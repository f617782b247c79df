import { sql } from 'drizzle-orm'
import type { Database } from '../database/client.ts'
import { column, toSteps } from '../database/steps.ts'

/** A delivery that this node may try, until its lease ends. */
export interface Claimed {
  endpoint: string
  event: string
  stream: string
  /** Number of this attempt: only whoever has it may settle. */
  number: number
  /** Attempts that failed before, since the schedule began. */
  failures: number
  isOrdered: boolean
  settingsVersion: number
  /** The event as the log has it. */
  body: string
  hash: string
}

/** How much more a node takes on. */
export interface Room {
  /** Deliveries in all. */
  total: number
  /** Of each endpoint that `lanes` does not name. */
  each: number
  lanes: { endpoint: string; free: number }[]
}

/** Seconds for which a delivery belongs to the node that claimed it; an attempt takes 15 at most. */
export const lease = 20

const columns = {
  endpoint: column<string>('endpoint_id'),
  event: column<string>('event_id'),
  stream: column<string>('stream_id'),
  number: column<number>('attempts'),
  failures: column<number>('failures'),
  isOrdered: column<boolean>('is_ordered'),
  settingsVersion: column<number>('settings_version'),
  body: column<string>('body'),
  hash: column<string>('hash'),
}

// Up to a second's worth of an endpoint's rate may come at once, or a single attempt where that is less. The little that
// is added keeps one that is exactly due from being rounded away.
const allowance = sql`floor(0.001 + e.rate_limit / 60.0 * extract(epoch from now() - greatest(e.paced_until,
  now() - make_interval(secs => greatest(1, 60.0 / e.rate_limit)))))::int`

const steps = {
  // Endpoints with anything pending, found by hops along an index of what is pending alone.
  busy: sql`with recursive hop as (
      (select endpoint_id as id from deliveries where state = 'pending' order by endpoint_id limit 1)
      union all
      select (select d.endpoint_id from deliveries d
        where d.state = 'pending' and d.endpoint_id > hop.id order by d.endpoint_id limit 1)
      from hop where hop.id is not null
    ) select id from hop where id is not null`,
  lanes: sql`select * from json_to_recordset((select ${sql.placeholder('lanes')}::text)::json) as l(endpoint uuid, free int)`,
  open: sql`select e.id, e.settings_version, least(coalesce(l.free, ${sql.placeholder('each')}::int),
      case when e.rate_limit is not null then ${allowance} end) as free
    from busy join workflows w on w.id = busy.id and w.state = 'active' join endpoints e on e.id = busy.id
    left join lanes l on l.endpoint = e.id`,
  due: sql`select open.id, d.event_id, open.settings_version
    from open, lateral (
      select event_id, row_number() over () as turn from (
        select event_id from deliveries
        where endpoint_id = open.id and state = 'pending' and due_at <= now()
          and (leased_until is null or leased_until <= now())
        order by due_at limit greatest(open.free, 0) for update skip locked) first
    ) d
    order by d.turn limit ${sql.placeholder('total')}::int`,
  leased: sql`update deliveries d
    set attempts = d.attempts + 1, leased_until = now() + make_interval(secs => ${sql.raw(String(lease))})
    from due where d.endpoint_id = due.id and d.event_id = due.event_id
    returning d.endpoint_id, d.event_id, d.stream_id, d.sequence, d.attempts, d.failures, d.is_ordered,
      due.settings_version`,
  paced: sql`update endpoints e
    set paced_until = greatest(e.paced_until, now() - make_interval(secs => greatest(1, 60.0 / e.rate_limit)))
      + make_interval(secs => 60.0 * taken.count / e.rate_limit)
    from (select endpoint_id, count(*) from leased group by 1) taken
    where e.id = taken.endpoint_id and e.rate_limit is not null`,
}

const withEvents = sql`select leased.*, e.body, e.hash from leased, lateral (
  select body, hash from events e where e.stream_id = leased.stream_id and e.sequence = leased.sequence limit 1) e`

/**
 * Leases what is due, fairly: of each endpoint no more is looked at than it may have under way. So one with a hundred
 * thousand deliveries waiting costs the others nothing, and millions of old ones cost nobody anything. Where all of them
 * want more than there is room for, each gets its first before any gets its second.
 */
export const createClaim = (db: Database) => {
  const claimed = db.$with('claimed', columns).as(withEvents)
  const statement = db
    .with(...toSteps(db, steps), claimed)
    .select()
    .from(claimed)
    .prepare('claim')
  return async ({ total, each, lanes }: Room): Promise<Claimed[]> =>
    statement.execute({ total, each, lanes: JSON.stringify(lanes) })
}
