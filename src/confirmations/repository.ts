import { and, desc, eq, sql } from 'drizzle-orm'
import type { Confirmation } from '../../schemas/confirmation.ts'
import type { Database, Tx } from '../database/client.ts'
import { confirmationLinks, confirmations } from '../database/tables.ts'
import { visibleTo } from '../database/visible.ts'
import { hashToken } from '../link-token.ts'

export interface StoredLink {
  id: string
  shipment: string
}

/** The link whose token this is; undefined where it was made up. */
export const findLink = async (db: Database | Tx, token: string): Promise<StoredLink | undefined> => {
  const { id, shipmentId } = confirmationLinks
  const [link] = await db
    .select({ id, shipment: shipmentId })
    .from(confirmationLinks)
    .where(eq(confirmationLinks.hash, hashToken(token)))
  return link
}

export const insertLink = (tx: Tx, link: { id: string; shipment: string; issuedBy: string; token: string }) =>
  tx.insert(confirmationLinks).values({
    id: link.id,
    shipmentId: link.shipment,
    issuedBy: link.issuedBy,
    hash: hashToken(link.token),
  })

type Stored = typeof confirmations.$inferSelect

export const insertConfirmation = async (tx: Tx, values: typeof confirmations.$inferInsert) => {
  const [row] = await tx.insert(confirmations).values(values).returning()
  if (!row) throw new Error('a confirmation was not stored')
  return row
}

export const toConfirmation = ({
  donationId,
  shipmentId,
  linkId,
  signerName,
  signerPosition,
  createdAt,
  submission: _,
  ...row
}: Stored): Confirmation => ({
  ...row,
  donation: donationId,
  shipment: shipmentId,
  signer: { name: signerName, position: signerPosition },
  link: linkId ?? undefined,
  createdAt: createdAt.toISOString(),
})

/** The last confirmation that this very submission about the shipment led to before. */
export const findSame = async (tx: Database | Tx, shipment: string, submission: string) => {
  const isSame = and(eq(confirmations.shipmentId, shipment), eq(confirmations.submission, submission))
  const [row] = await tx.select().from(confirmations).where(isSame).orderBy(desc(confirmations.id)).limit(1)
  return row
}

/** The last confirmation that came through a link. */
export const findLast = async (db: Database, link: string) => {
  const [row] = await db
    .select()
    .from(confirmations)
    .where(eq(confirmations.linkId, link))
    .orderBy(desc(confirmations.id))
    .limit(1)
  return row
}

/** One confirmation, as a party of its donation may read it. */
export const findConfirmation = async (db: Database, id: string, organization: string | undefined) => {
  if (!organization) return undefined
  const isVisible = visibleTo(sql`${organization}::uuid`, sql`${confirmations.donationId}`)
  const [row] = await db
    .select()
    .from(confirmations)
    .where(and(eq(confirmations.id, id), isVisible))
  return row && toConfirmation(row)
}
