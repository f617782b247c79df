import { and, eq, isNull, sql } from 'drizzle-orm'
import { findProtocol } from '../../schemas/protocol-catalogue.ts'
import type { Unit } from '../../schemas/unit.ts'
import type { Tx } from '../database/client.ts'
import { additionalChecks, equipmentTypes, items, parties } from '../database/tables.ts'

/**
 * What units of each item of a donation will be checked against: the newest version of their type's protocol and what
 * the hospital asks for besides. Pinned when a unit is planned, so that its sender knows it before it leaves.
 */
export const readProtocols = async (tx: Tx, donation: string): Promise<Map<string, Unit['protocol']>> => {
  const rows = await tx
    .select({ item: items.id, type: items.equipmentTypeId, slug: equipmentTypes.protocol })
    .from(items)
    .innerJoin(equipmentTypes, eq(equipmentTypes.id, items.equipmentTypeId))
    .where(eq(items.donationId, donation))
  const added = await tx
    .select({ type: additionalChecks.equipmentTypeId, check: additionalChecks.definition })
    .from(additionalChecks)
    .innerJoin(parties, eq(parties.organizationId, additionalChecks.organizationId))
    .innerJoin(items, eq(items.equipmentTypeId, additionalChecks.equipmentTypeId))
    .where(
      and(
        eq(parties.streamId, donation),
        sql`'recipient' = any (${parties.roles})`,
        eq(items.donationId, donation),
        isNull(additionalChecks.withdrawnAt),
      ),
    )
    .groupBy(additionalChecks.id)
    .orderBy(additionalChecks.id)
  return new Map(
    rows.map(({ item, type, slug }) => {
      const protocol = findProtocol(slug)
      if (!protocol) throw new Error(`equipment type ${type} names the unknown protocol ${slug}`)
      const additions = added.filter((one) => one.type === type).map(({ check }) => check)
      return [item, { slug, version: protocol.version, additions }]
    }),
  )
}
