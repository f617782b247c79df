import { and, eq, isNull, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Attachment } from '../../schemas/attachment.ts'
import type { Database, Tx } from '../database/client.ts'
import { attachments } from '../database/tables.ts'
import { problem } from '../problems/problem.ts'
import { cleanName } from './file-name.ts'
import { hashBytes } from './hash.ts'
import type { Judging } from './judging.ts'
import { shareHash } from './lock.ts'
import { toAttachment } from './repository.ts'
import type { Storage } from './storage.ts'

export interface StoreOptions {
  db: Database
  storage: Storage
  judge: Judging
  /** Is told of a storage that does not serve. */
  onError: (error: unknown) => void
}

/** Who sends a file: an organization, or whoever holds a confirmation link. */
export type By = { organization: string } | { link: string }

export interface Upload {
  donation: string
  by: By
  /** The file as it came. */
  bytes: Buffer
  /** What the sender calls it. */
  name?: string
}

/** A file whose bytes are stored, and whose row nobody sees yet. */
export type Prepared = typeof attachments.$inferInsert

/** The day that a row has to be named by an event begins anew when the file is sent again. */
const again = sql`case when ${attachments.referencedAt} is null then now() else ${attachments.createdAt} end`
const key = [attachments.donationId, attachments.sha256]

/** Takes back the announcement of a file that could not be stored, unless the same file came another way. */
const withdraw = (db: Database, { donationId, sha256 }: Prepared) =>
  db
    .delete(attachments)
    .where(
      and(
        eq(attachments.donationId, donationId),
        eq(attachments.sha256, sha256),
        isNull(attachments.storedAt),
      ),
    )

/**
 * Looks into a file and stores its bytes. First comes a row that announces them: if the process ends in between, the
 * purge finds the row, and by it the bytes.
 */
export const prepareUpload = async (
  { db, storage, judge, onError }: StoreOptions,
  { donation, by, bytes, name }: Upload,
): Promise<Prepared> => {
  const { bytes: stored, mediaType, width, height } = await judge(bytes)
  const row: Prepared = {
    donationId: donation,
    sha256: await hashBytes(stored),
    id: uuidv7(),
    mediaType,
    bytes: stored.length,
    width,
    height,
    name: cleanName(name, mediaType),
    ...('organization' in by ? { organizationId: by.organization } : { linkId: by.link }),
  }
  await db.transaction(async (tx) => {
    // Whatever purge of the same bytes is under way has ended then, and a later one finds the row.
    await shareHash(tx, row.sha256)
    await tx
      .insert(attachments)
      .values(row)
      .onConflictDoUpdate({ target: key, set: { createdAt: again } })
  })
  try {
    await storage.put(row.sha256, stored)
  } catch (error) {
    onError(error)
    await withdraw(db, row)
    throw problem('storage-unavailable')
  }
  return row
}

/** Shows a file whose bytes are stored to the parties of its donation. */
export const finishUpload = async (tx: Tx, row: Prepared): Promise<Attachment> => {
  const storedAt = sql`coalesce(${attachments.storedAt}, now())`
  const [stored] = await tx
    .insert(attachments)
    .values({ ...row, storedAt: sql`now()` })
    .onConflictDoUpdate({ target: key, set: { storedAt, createdAt: again } })
    .returning()
  if (!stored) throw new Error('an attachment was not stored')
  return toAttachment(stored)
}

/** Stores a file for a donation; the same file again is the same attachment. Throws the problem it is refused with. */
export const storeUpload = async (options: StoreOptions, upload: Upload): Promise<Attachment> => {
  const prepared = await prepareUpload(options, upload)
  return options.db.transaction((tx) => finishUpload(tx, prepared))
}
