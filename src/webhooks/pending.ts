import { sql } from 'drizzle-orm'

/** Ids of endpoints that are owed anything, by hops along an index of what is pending alone: cost grows with endpoints. */
export const pendingEndpoints = sql`with recursive hop as (
    (select endpoint_id as id from deliveries where state = 'pending' order by endpoint_id limit 1)
    union all
    select (select d.endpoint_id from deliveries d
      where d.state = 'pending' and d.endpoint_id > hop.id order by d.endpoint_id limit 1)
    from hop where hop.id is not null
  ) select id from hop where id is not null`
