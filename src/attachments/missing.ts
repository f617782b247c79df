import { and, eq, inArray, isNotNull, or, sql } from 'drizzle-orm'
import type { Database, Tx } from '../database/client.ts'
import { attachments } from '../database/tables.ts'
import { isReferenced } from './reference.ts'

/**
 * Which of these files an event of the donation can't name: they are not attached to it, or are about to be purged. The
 * hour that is left to a file until then is for whatever names it to be stored.
 */
export const findMissing = async (
  db: Database | Tx,
  donation: string,
  sha256s: readonly string[],
): Promise<string[]> => {
  if (sha256s.length === 0) return []
  const rows = await db
    .select({ sha256: attachments.sha256 })
    .from(attachments)
    .where(
      and(
        eq(attachments.donationId, donation),
        inArray(attachments.sha256, [...sha256s]),
        isNotNull(attachments.storedAt),
        or(
          isNotNull(attachments.referencedAt),
          sql`${attachments.createdAt} > now() - interval '23 hours'`,
          isReferenced,
        ),
      ),
    )
  const known = new Set(rows.map(({ sha256 }) => sha256))
  return [...new Set(sha256s)].filter((one) => !known.has(one))
}
