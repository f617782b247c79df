import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { UnitSummary } from '../../schemas/unit.ts'
import type { Database } from '../database/client.ts'
import { createListOwn, type ListOwn } from '../database/list.ts'
import { units, workflows } from '../database/tables.ts'
import { visibleTo } from '../database/visible.ts'

export interface UnitFilter {
  donation: string
  shipment?: string
  state?: string
}

type Summary = z.infer<typeof UnitSummary>

const conditions = {
  shipment: sql`${eq(units.shipmentId, sql.placeholder('shipment'))}`,
  state: sql`${eq(workflows.state, sql.placeholder('state'))}`,
  after: sql`${lt(units.id, sql.placeholder('after'))}`,
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
        eq(units.donationId, sql.placeholder('donation')),
        visibleTo(sql`${sql.placeholder('organization')}::uuid`, sql`${units.donationId}`),
        ...used,
      ),
    )
    .orderBy(desc(units.id))
    .limit(sql.placeholder('limit'))
    .prepare(`list_units_${name}`)

/** Lists the units of a donation that an organization is a party to, newest first; nothing of another's. */
export const createListUnits = (db: Database): ListOwn<UnitFilter, Summary> =>
  createListOwn(conditions, prepareList(db), ({ serialNumber, ...row }) => ({
    ...row,
    serialNumber: serialNumber ?? undefined,
    createdAt: row.createdAt.toISOString(),
  }))
