import { type SQL, sql } from 'drizzle-orm'

/**
 * The one rule of who sees what: an organization sees a stream, and all that belongs to it, where it is a party.
 * Every read of a donation, shipment, unit or event goes through it.
 */
export const visibleTo = (organization: SQL, stream: SQL): SQL =>
  sql`exists (select 1 from parties v where v.stream_id = ${stream} and v.organization_id = ${organization})`
