import { sql } from 'drizzle-orm'
import type { Database } from '../database/client.ts'
import { prepareStatement } from '../database/statement.ts'
import { withSteps } from '../database/steps.ts'
import { pendingEndpoints } from './pending.ts'

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

// One column in place of nine: the driver's cost grows with the columns. The end of a field is the control character made
// for that, which JSON and ids never hold.
const fieldEnd = '\x1f'

// Up to a second's worth of an endpoint's rate may come at once, or a single attempt where that is less. The little that
// is added keeps one that is exactly due from being rounded away.
const allowance = sql`floor(0.001 + e.rate_limit / 60.0 * extract(epoch from now() - greatest(r.paced_until,
  now() - make_interval(secs => greatest(1, 60.0 / e.rate_limit)))))::int`

const steps = {
  // Not waited for until it is on disk: a claim that a crash of the database undoes is only made again.
  hasty: sql`select set_config('synchronous_commit', 'off', true)`,
  busy: pendingEndpoints,
  lanes: sql`select * from json_to_recordset((select ${sql.placeholder('lanes')}::text)::json) as l(endpoint uuid, free int)`,
  // Locked, so that no other node counts on the same allowance; what another holds just now is left to it.
  reined: sql`select id, paced_until from endpoints where id in (select id from busy) and rate_limit is not null
    for no key update skip locked`,
  open: sql`select e.id, e.settings_version, least(coalesce(l.free, ${sql.placeholder('each')}::int),
      case when r.id is not null then ${allowance} when e.rate_limit is not null then 0 end) as free
    from busy join workflows w on w.id = busy.id and w.state = 'active' join endpoints e on e.id = busy.id
    left join lanes l on l.endpoint = e.id left join reined r on r.id = e.id`,
  due: sql`select d.place
    from open, lateral (
      select place, row_number() over () as turn from (
        select ctid as place from deliveries
        where endpoint_id = open.id and state = 'pending' and due_at <= now()
          and (leased_until is null or leased_until <= now())
        order by due_at limit greatest(open.free, 0) for update skip locked) first
    ) d
    order by d.turn limit ${sql.placeholder('total')}::int`,
  leased: sql`update deliveries d
    set attempts = d.attempts + 1, leased_until = now() + make_interval(secs => ${sql.raw(String(lease))})
    where d.ctid = any (array(select place from due)) and exists (select from hasty)
    returning d.endpoint_id, d.event_id, d.stream_id, d.sequence, d.attempts, d.failures, d.is_ordered`,
  paced: sql`update endpoints e
    set paced_until = greatest(e.paced_until, now() - make_interval(secs => greatest(1, 60.0 / e.rate_limit)))
      + make_interval(secs => 60.0 * taken.count / e.rate_limit)
    from (select endpoint_id, count(*) from leased group by 1) taken
    where e.id = taken.endpoint_id and e.rate_limit is not null`,
}

const withEvents = sql`select concat_ws(e'\\x1f', endpoint_id, event_id, stream_id, attempts, failures, is_ordered,
    settings_version, e.body, e.hash) as row
  from leased join open on open.id = leased.endpoint_id, lateral (
  select body, hash from events e where e.stream_id = leased.stream_id and e.sequence = leased.sequence limit 1) e`

const toClaimed = (row: string): Claimed => {
  const [endpoint = '', event = '', stream = '', number, failures, isOrdered, version, body = '', hash = ''] =
    row.split(fieldEnd)
  return {
    endpoint,
    event,
    stream,
    number: Number(number),
    failures: Number(failures),
    isOrdered: isOrdered === 't',
    settingsVersion: Number(version),
    body,
    hash,
  }
}

/**
 * Leases what is due, fairly: of each endpoint no more is looked at than it may have under way. So one with a hundred
 * thousand deliveries waiting costs the others nothing, and millions of old ones cost nobody anything. Where all of them
 * want more than there is room for, each gets its first before any gets its second.
 */
export const createClaim = (db: Database) => {
  const statement = prepareStatement<{ row: string }>(db, 'claim', withSteps(steps, withEvents))
  return async ({ total, each, lanes }: Room): Promise<Claimed[]> => {
    const rows = await statement.execute({ total, each, lanes: JSON.stringify(lanes) })
    return rows.map(({ row }) => toClaimed(row))
  }
}
