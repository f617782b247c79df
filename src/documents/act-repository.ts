import { and, desc, eq, gte, sql } from 'drizzle-orm'
import type { Act } from '../../schemas/act.ts'
import type { Language } from '../../schemas/primitives.ts'
import type { Database, Tx } from '../database/client.ts'
import { acts, shipments } from '../database/tables.ts'
import { visibleTo } from '../database/visible.ts'
import { problem } from '../problems/problem.ts'

export type StoredAct = typeof acts.$inferSelect

export const toAct = (act: StoredAct, linkTo: (path: string) => string): Act => ({
  id: act.id,
  shipment: act.shipmentId,
  donation: act.donationId,
  languages: act.languages,
  sha256: act.sha256,
  verificationUrl: linkTo(`/acts/${act.id}`),
  createdAt: act.createdAt.toISOString(),
})

export const insertAct = async (tx: Tx, act: StoredAct) => {
  await tx.insert(acts).values(act)
  return act
}

/** One act, as a party of its donation may read it. */
export const getAct = async (db: Database, id: string, organization: string | undefined) => {
  if (!organization) throw problem('not-found')
  const isVisible = visibleTo(sql`${organization}::uuid`, sql`${acts.donationId}`)
  const [act] = await db
    .select()
    .from(acts)
    .where(and(eq(acts.id, id), isVisible))
  if (!act) throw problem('not-found')
  return act
}

/** What anybody who holds the paper may learn of it. */
export const findPublicAct = async (db: Database, id: string) => {
  const [act] = await db
    .select({ sha256: acts.sha256, createdAt: acts.createdAt, shipment: shipments.code })
    .from(acts)
    .innerJoin(shipments, eq(shipments.id, acts.shipmentId))
    .where(eq(acts.id, id))
  return act
}

/** The newest act of a shipment in these languages, unless its units have changed `since`. */
export const findCurrentAct = async (
  db: Database | Tx,
  shipment: string,
  languages: Language[],
  since: Date,
) => {
  const [act] = await db
    .select()
    .from(acts)
    .where(and(eq(acts.shipmentId, shipment), eq(acts.languages, languages), gte(acts.createdAt, since)))
    .orderBy(desc(acts.id))
    .limit(1)
  return act
}
