import { and, eq, isNull, sql } from 'drizzle-orm'
import { type Database, limitIdle } from '../database/client.ts'
import { attachments } from '../database/tables.ts'
import { startLoop } from '../engine/loop.ts'
import { ownHash } from './lock.ts'
import { isReferenced } from './reference.ts'
import type { Storage } from './storage.ts'

export interface PurgeOptions {
  db: Database
  storage: Storage
}

interface Due {
  donationId: string
  sha256: string
}

const batch = 50
const isDue = and(
  isNull(attachments.referencedAt),
  sql`${attachments.createdAt} < now() - interval '24 hours'`,
)

/**
 * Removes one file from its donation, or notes that an event names it. The bytes go before the row is committed away:
 * an end in between leaves a row whose file is gone and which the next round removes, rather than a photo that no row
 * knows of and that would lie there for ever.
 */
const settle = ({ db, storage }: PurgeOptions, { donationId, sha256 }: Due) =>
  db.transaction(async (tx) => {
    await limitIdle(tx)
    await ownHash(tx, sha256)
    const mine = and(eq(attachments.donationId, donationId), eq(attachments.sha256, sha256), isDue)
    const named = await tx
      .update(attachments)
      .set({ referencedAt: sql`now()` })
      .where(and(mine, isReferenced))
      .returning({ id: attachments.id })
    if (named.length > 0) return
    const removed = await tx.delete(attachments).where(mine).returning({ id: attachments.id })
    if (removed.length === 0) return
    const [other] = await tx
      .select({ id: attachments.id })
      .from(attachments)
      .where(eq(attachments.sha256, sha256))
      .limit(1)
    if (!other) await storage.remove(sha256)
  })

/** Removes files that no event named within a day; answers how many it looked at. */
export const purgeAttachments = async (options: PurgeOptions): Promise<number> => {
  const due: Due[] = await options.db
    .select({ donationId: attachments.donationId, sha256: attachments.sha256 })
    .from(attachments)
    .where(isDue)
    .orderBy(attachments.createdAt)
    .limit(batch)
  const settled = await Promise.allSettled(due.map((one) => settle(options, one)))
  await options.storage.tidy()
  // A file that could not be removed keeps none of the others.
  for (const one of settled) if (one.status === 'rejected') throw one.reason
  return due.length
}

/** Does so every few minutes, in the background. */
export const startPurge = (options: PurgeOptions, onError: (error: unknown) => void) =>
  startLoop({ work: () => purgeAttachments(options), every: 600_000, onError })
