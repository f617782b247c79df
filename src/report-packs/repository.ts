import { and, eq } from 'drizzle-orm'
import type { ReportPack } from '../../schemas/report-pack.ts'
import type { Database, Tx } from '../database/client.ts'
import { reportPacks } from '../database/field-tables.ts'

type Stored = typeof reportPacks.$inferSelect

export const toReportPack = ({ organizationId: _, programmeId, createdAt, ...pack }: Stored): ReportPack => ({
  ...pack,
  programme: programmeId,
  createdAt: createdAt.toISOString(),
})

export const insertReportPack = async (tx: Tx, pack: Stored): Promise<ReportPack> => {
  await tx.insert(reportPacks).values(pack)
  return toReportPack(pack)
}

/** A report, for the organization that it was made for alone. */
export const findReportPack = async (
  db: Database,
  id: string,
  organization: string | undefined,
): Promise<ReportPack | undefined> => {
  if (!organization) return undefined
  const mine = and(eq(reportPacks.id, id), eq(reportPacks.organizationId, organization))
  const [pack] = await db.select().from(reportPacks).where(mine)
  return pack && toReportPack(pack)
}
