import { and, eq, inArray } from 'drizzle-orm'
import type { Database, Tx } from './database/client.ts'
import { departments } from './database/field-tables.ts'
import { equipmentTypes, organizations } from './database/tables.ts'
import { problem } from './problems/problem.ts'

/** An id as a request names it, and where. */
export interface Named {
  id: string
  pointer: string
}

const idsOf = (named: readonly Named[]) => [...new Set(named.map(({ id }) => id))]

const refuseUnknown = (
  slug: 'unknown-organization' | 'unknown-equipment-type' | 'unknown-department',
  named: readonly Named[],
  found: readonly { id: string }[],
) => {
  const known = new Set(found.map(({ id }) => id))
  const unknown = named.find(({ id }) => !known.has(id))
  if (unknown) throw problem(slug, { pointer: unknown.pointer })
}

/** Organizations of those named, by id; throws the problem of the first that does not exist. */
export const getOrganizations = async (db: Database | Tx, named: readonly Named[]) => {
  const { id, kind, name, timeZone } = organizations
  const wanted = inArray(id, idsOf(named))
  const found = await db.select({ id, kind, name, timeZone }).from(organizations).where(wanted)
  refuseUnknown('unknown-organization', named, found)
  return new Map(found.map((organization) => [organization.id, organization]))
}

/** Throws the problem of the first equipment type that the catalogue lacks. */
export const checkEquipmentTypes = async (db: Database | Tx, named: readonly Named[]) => {
  if (named.length === 0) return
  const { id } = equipmentTypes
  const found = await db
    .select({ id })
    .from(equipmentTypes)
    .where(inArray(id, idsOf(named)))
  refuseUnknown('unknown-equipment-type', named, found)
}

/** Throws the problem of the first department that is not the hospital's. */
export const checkDepartments = async (tx: Tx, hospital: string, named: readonly Named[]) => {
  if (named.length === 0) return
  const { id, organizationId } = departments
  const own = and(eq(organizationId, hospital), inArray(id, idsOf(named)))
  refuseUnknown('unknown-department', named, await tx.select({ id }).from(departments).where(own))
}
