import { eq, sql } from 'drizzle-orm'
import type { Tx } from './database/client.ts'
import { organizations } from './database/tables.ts'
import { utc } from './database/utc.ts'

/** The organization that makes something, and the database's clock. */
export const selectOwner = (tx: Tx, id: string) => {
  const { kind, region, timeZone: zone } = organizations
  return tx
    .select({ kind, region, zone, now: sql<string>`${utc(sql`now()`)}` })
    .from(organizations)
    .where(eq(organizations.id, id))
}
