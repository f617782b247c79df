import { type SQL, sql } from 'drizzle-orm'

/** Country that a shipment, a row `s`, is sent from: as it was planned, or else its first donor's. */
export const originOf: SQL = sql`coalesce(s.origin, (
  select o.country from parties p join organizations o on o.id = p.organization_id
  where p.stream_id = s.donation_id and 'donor' = any (p.roles) order by o.id limit 1))`
