import { eq, sql } from 'drizzle-orm'
import type { Database } from '../database/client.ts'
import { apiKeys } from '../database/tables.ts'
import type { Known } from './lookup.ts'
import { toScopes } from './resource.ts'

const isNoted = sql<boolean>`coalesce(${apiKeys.lastUsedAt} > now() - interval '1 minute', false)`

// Asked again in the statement: every node that looked the key up meanwhile means to note its use.
const noteUse = (db: Database, id: string) =>
  db
    .update(apiKeys)
    .set({ lastUsedAt: sql`now()` })
    .where(sql`${eq(apiKeys.id, id)} and not ${isNoted}`)

/** Reads a key by its hash, and notes at most once a minute that it is in use; nobody waits for the note. */
export const createReadKey = (db: Database) => {
  const read = db
    .select({
      id: apiKeys.id,
      organization: apiKeys.organizationId,
      scopes: apiKeys.scopes,
      isRevoked: sql<boolean>`${apiKeys.revokedAt} is not null`,
      remaining: sql<number | null>`extract(epoch from ${apiKeys.expiresAt} - now())::float8 * 1000`,
      isNoted,
    })
    .from(apiKeys)
    .where(eq(apiKeys.hash, sql.placeholder('hash')))
    .prepare('read_key')
  return async (hash: string): Promise<Known | undefined> => {
    const [row] = await read.execute({ hash })
    if (!row) return undefined
    const { id, organization, isRevoked, remaining } = row
    const isUsable = !isRevoked && (remaining === null || remaining > 0)
    // A database that fails here fails louder elsewhere, and the next lookup tries again.
    if (isUsable && !row.isNoted) noteUse(db, id).catch(() => {})
    const principal = { key: id, organization: organization ?? undefined, scopes: toScopes(row.scopes) }
    return { principal, isRevoked, remaining }
  }
}
