import { type SQL, sql } from 'drizzle-orm'
import { wholeMs } from '../database/utc.ts'

/**
 * Whether the endpoint `e` wants the event of row `c` (stream_id, type) that its organization sees as the party `p`.
 * A ping is for its own endpoint alone, and what else happens to an endpoint for the others of its organization, whatever
 * donations they are narrowed to.
 */
export const wants: SQL = sql`case
  when c.type = 'endpoint.pinged' then e.id = c.stream_id
  else e.types && array[c.type, split_part(c.type, '.', 1) || '.*', '*'] and e.id <> c.stream_id
    and (p.kind = 'endpoint' or (
      (e.donations is null or c.stream_id = any (e.donations))
      and (e.roles is null or p.roles && e.roles)
      and (e.programmes is null or exists (
        select from donations d where d.id = c.stream_id and d.programme = any (e.programmes)
      ) or exists (select from programmes n where n.id = c.stream_id and n.slug = any (e.programmes)))))
  end`

/**
 * Owes published events to every endpoint that wants them; for `createPublish`. One that is disabled gets nothing until
 * it is resumed. Where deliveries are in order each waits until it is told that it comes first.
 */
export const fanOut: SQL = sql`
  insert into deliveries (endpoint_id, event_id, stream_id, sequence, type, state, is_ordered, due_at)
  select e.id, c.event_id, c.stream_id, c.sequence, c.type, 'pending', e.is_ordered,
    case when e.is_ordered then 'infinity' else ${wholeMs(sql`clock_timestamp()`)} end
  from claimed c
  join parties p on p.stream_id = c.stream_id
  join parties l on l.organization_id = p.organization_id and l.kind = 'endpoint' and l.state in ('active', 'paused')
  join endpoints e on e.id = l.stream_id
  where ${wants}
  on conflict do nothing
  returning endpoint_id, stream_id, is_ordered`
