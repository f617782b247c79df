import { and, desc, eq, isNotNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Attachment } from '../../schemas/attachment.ts'
import type { Database, Tx } from '../database/client.ts'
import { attachments } from '../database/tables.ts'
import { type PageQuery, prepareVariants } from '../database/variants.ts'
import { visibleTo } from '../database/visible.ts'

export type Row = typeof attachments.$inferSelect

export const toAttachment = ({
  id,
  sha256,
  mediaType,
  bytes,
  width,
  height,
  name,
  createdAt,
}: Row): Attachment => ({
  id,
  sha256,
  mediaType,
  bytes,
  ...(width !== null && height !== null && { width, height }),
  name,
  createdAt: createdAt.toISOString(),
})

/** Whether an organization is a party to a donation, and so may attach files to it and see them. */
export const isParty = async (db: Database, donation: string, organization: string | undefined) => {
  if (!organization) return false
  const [row] = await db.execute<{ found: boolean }>(
    sql`select ${visibleTo(sql`${organization}::uuid`, sql`${donation}::uuid`)}
      and exists (select 1 from donations where id = ${donation}::uuid) as found`,
  )
  return row?.found === true
}

/** An attachment of a donation whose bytes are stored. */
export const findAttachment = async (
  db: Database | Tx,
  donation: string,
  sha256: string,
): Promise<Row | undefined> => {
  const [row] = await db
    .select()
    .from(attachments)
    .where(
      and(
        eq(attachments.donationId, donation),
        eq(attachments.sha256, sha256),
        isNotNull(attachments.storedAt),
      ),
    )
  return row
}

const prepareList = (db: Database) => (name: string, used: SQL[]) =>
  db
    .select()
    .from(attachments)
    .where(
      and(eq(attachments.donationId, sql.placeholder('donation')), isNotNull(attachments.storedAt), ...used),
    )
    .orderBy(desc(attachments.id))
    .limit(sql.placeholder('limit'))
    .prepare(`list_attachments_${name}`)

/** Lists what is attached to a donation, newest first. Who may see the donation is asked beforehand. */
export const createListAttachments = (db: Database) => {
  const after = sql`${lt(attachments.id, sql.placeholder('after'))}`
  const statementFor = prepareVariants({ after }, prepareList(db))
  return async (donation: string, { after, limit }: PageQuery): Promise<Attachment[]> => {
    const rows = await statementFor({ after }).execute({ donation, after, limit })
    return rows.map(toAttachment)
  }
}
