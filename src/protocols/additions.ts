import { and, asc, eq, isNull } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { AdditionalCheck, Check } from '../../schemas/protocol.ts'
import { findProtocol } from '../../schemas/protocol-catalogue.ts'
import { refuseAdditions } from '../../workflows/inspection.ts'
import type { Database, Tx } from '../database/client.ts'
import { additionalChecks, equipmentTypes } from '../database/tables.ts'
import { fromRefusal, problem } from '../problems/problem.ts'

/** With the sixty that a protocol may have, as many as an inspection holds results. */
const most = 40

type Stored = typeof additionalChecks.$inferSelect

export const toAdditionalCheck = (row: Stored): AdditionalCheck => ({
  id: row.id,
  equipmentType: row.equipmentTypeId,
  check: row.definition,
  createdAt: row.createdAt.toISOString(),
  withdrawnAt: row.withdrawnAt?.toISOString(),
})

/** Checks that a hospital asks for on units of a type, the withdrawn ones left out. */
export const listAdditions = (db: Database | Tx, organization: string, equipmentType: string) =>
  db
    .select()
    .from(additionalChecks)
    .where(
      and(
        eq(additionalChecks.organizationId, organization),
        eq(additionalChecks.equipmentTypeId, equipmentType),
        isNull(additionalChecks.withdrawnAt),
      ),
    )
    .orderBy(asc(additionalChecks.id))

/** Adds a check of the hospital's own; it can take none of the protocol's away, nor the place of one. */
export const addCheck = async (tx: Tx, organization: string, equipmentType: string, check: Check) => {
  const [type] = await tx
    .select({ slug: equipmentTypes.protocol })
    .from(equipmentTypes)
    .where(eq(equipmentTypes.id, equipmentType))
    // Hospitals wait for each other here, so that two requests at once don't pass the limit together.
    .for('no key update')
  if (!type) throw problem('not-found')
  const protocol = findProtocol(type.slug)
  const refusal = protocol && refuseAdditions(protocol, [check])
  if (refusal) throw fromRefusal({ ...refusal, pointer: '/check/id' })
  if ((await listAdditions(tx, organization, equipmentType)).length >= most)
    throw problem('too-many-checks', { values: { limit: most } })
  const [row] = await tx
    .insert(additionalChecks)
    .values({
      id: uuidv7(),
      organizationId: organization,
      equipmentTypeId: equipmentType,
      name: check.id,
      definition: check,
    })
    .onConflictDoNothing()
    .returning()
  if (!row) throw problem('check-id-taken', { pointer: '/check/id', values: { check: check.id } })
  return toAdditionalCheck(row)
}

/** Units planned from now on do without the check; those it was pinned to keep it. */
export const withdrawCheck = async (tx: Tx, organization: string, id: string) => {
  const [row] = await tx
    .update(additionalChecks)
    .set({ withdrawnAt: new Date() })
    .where(
      and(
        eq(additionalChecks.id, id),
        eq(additionalChecks.organizationId, organization),
        isNull(additionalChecks.withdrawnAt),
      ),
    )
    .returning()
  if (!row) throw problem('not-found')
  return toAdditionalCheck(row)
}
