import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { ShipmentSummary } from '../../schemas/shipment.ts'
import type { Database } from '../database/client.ts'
import { createListOwn, type ListOwn } from '../database/list.ts'
import { shipments, workflows } from '../database/tables.ts'
import { visibleTo } from '../database/visible.ts'

export interface ShipmentFilter {
  donation: string
  state?: string
}

type Summary = z.infer<typeof ShipmentSummary>

const conditions = {
  state: sql`${eq(workflows.state, sql.placeholder('state'))}`,
  after: sql`${lt(shipments.id, sql.placeholder('after'))}`,
}

const prepareList = (db: Database) => (name: string, used: SQL[]) =>
  db
    .select({
      id: workflows.id,
      code: shipments.code,
      donation: shipments.donationId,
      state: workflows.state,
      units: sql<number>`(select count(*)::int from units u where u.shipment_id = ${shipments.id})`,
      createdAt: shipments.createdAt,
    })
    .from(workflows)
    .innerJoin(shipments, eq(shipments.id, workflows.id))
    .where(
      and(
        eq(shipments.donationId, sql.placeholder('donation')),
        visibleTo(sql`${sql.placeholder('organization')}::uuid`, sql`${shipments.donationId}`),
        ...used,
      ),
    )
    .orderBy(desc(shipments.id))
    .limit(sql.placeholder('limit'))
    .prepare(`list_shipments_${name}`)

/** Lists the shipments of a donation that an organization is a party to, newest first; nothing of another's. */
export const createListShipments = (db: Database): ListOwn<ShipmentFilter, Summary> =>
  createListOwn(conditions, prepareList(db), (row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
