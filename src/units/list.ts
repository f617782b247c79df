import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { UnitSummary } from '../../schemas/unit.ts'
import type { Database } from '../database/client.ts'
import { units, workflows } from '../database/tables.ts'
import { type PageQuery, prepareVariants } from '../database/variants.ts'
import { visibleTo } from '../database/visible.ts'

export interface UnitFilter {
  donation?: string
  shipment?: string
  state?: string
}

type Summary = z.infer<typeof UnitSummary>

const conditions = {
  donation: sql`${eq(units.donationId, sql.placeholder('donation'))}`,
  shipment: sql`${eq(units.shipmentId, sql.placeholder('shipment'))}`,
  state: sql`${eq(workflows.state, sql.placeholder('state'))}`,
  after: sql`${lt(workflows.id, sql.placeholder('after'))}`,
}

const prepareList = (db: Database) => (name: string, used: SQL[]) =>
  db
    .select({
      id: workflows.id,
      code: units.code,
      donation: units.donationId,
      shipment: units.shipmentId,
      item: units.itemId,
      state: workflows.state,
      serialNumber: sql<string | null>`${workflows.context}->>'serialNumber'`,
      createdAt: units.createdAt,
    })
    .from(workflows)
    .innerJoin(units, eq(units.id, workflows.id))
    .where(
      and(
        eq(workflows.kind, 'unit'),
        visibleTo(sql`${sql.placeholder('organization')}::uuid`, sql`${workflows.streamId}`),
        ...used,
      ),
    )
    .orderBy(desc(workflows.id))
    .limit(sql.placeholder('limit'))
    .prepare(`list_units_${name}`)

/** Lists the units of donations an organization is a party to, newest first. */
export const createListUnits = (db: Database) => {
  const statementFor = prepareVariants(conditions, prepareList(db))
  return async (
    organization: string | undefined,
    filter: UnitFilter,
    { after, limit }: PageQuery,
  ): Promise<Summary[]> => {
    if (!organization) return []
    const values = { ...filter, after }
    const rows = await statementFor(values).execute({ ...values, organization, limit })
    return rows.map(({ serialNumber, ...row }) => ({
      ...row,
      serialNumber: serialNumber ?? undefined,
      createdAt: row.createdAt.toISOString(),
    }))
  }
}
