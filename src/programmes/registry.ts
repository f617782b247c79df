import { inArray } from 'drizzle-orm'
import type { NewProgramme } from '../../schemas/programme.ts'
import type { Database, Tx } from '../database/client.ts'
import { equipmentTypes, organizations } from '../database/tables.ts'
import { problem } from '../problems/problem.ts'
import type { Summary } from './detail.ts'

/** An id as a request names it, and where. */
interface Named {
  id: string
  pointer: string
}

/** Organizations of those named; throws the problem of the first that does not exist, or is no hospital as it has to be. */
export const getOrganizations = async (
  db: Database | Tx,
  named: Named[],
  hospitals: Named[] = [],
): Promise<Summary[]> => {
  const all = [...named, ...hospitals]
  const { id, kind, name } = organizations
  const ids = [...new Set(all.map((one) => one.id))]
  const found = await db.select({ id, kind, name }).from(organizations).where(inArray(id, ids))
  const known = new Map(found.map((one) => [one.id, one]))
  const unknown = all.find((one) => !known.has(one.id))
  if (unknown) throw problem('unknown-organization', { pointer: unknown.pointer })
  const other = hospitals.find((one) => known.get(one.id)?.kind !== 'hospital')
  if (other) throw problem('allocated-to-no-hospital', { pointer: other.pointer })
  return found
}

/** Throws the problem of the first equipment type that the catalogue lacks. */
export const checkEquipmentTypes = async (db: Database | Tx, named: Named[]) => {
  const ids = [...new Set(named.map((one) => one.id))]
  const rows = await db
    .select({ id: equipmentTypes.id })
    .from(equipmentTypes)
    .where(inArray(equipmentTypes.id, ids))
  const known = new Set(rows.map(({ id }) => id))
  const unknown = named.find((one) => !known.has(one.id))
  if (unknown) throw problem('unknown-equipment-type', { pointer: unknown.pointer })
}

const at = <Line>(
  lines: readonly Line[],
  list: string,
  field: keyof Line & string,
  id: (line: Line) => string,
) => lines.map((line, place) => ({ id: id(line), pointer: `/${list}/${place}/${field}` }))

/** Throws where a plan names an organization or an equipment type that is not, or allocates units to no hospital. */
export const checkNames = async (tx: Tx, { goals, funders, suppliers, allocations }: NewProgramme) => {
  await getOrganizations(
    tx,
    [
      ...at(funders, 'funders', 'organization', ({ organization }) => organization),
      ...suppliers.map((id, place) => ({ id, pointer: `/suppliers/${place}` })),
    ],
    at(allocations, 'allocations', 'hospital', ({ hospital }) => hospital),
  )
  await checkEquipmentTypes(tx, [
    ...at(goals, 'goals', 'equipmentType', ({ equipmentType }) => equipmentType),
    ...at(allocations, 'allocations', 'equipmentType', ({ equipmentType }) => equipmentType),
  ])
}

const textOf = (data: Record<string, unknown>, field: string): Named[] => {
  const id = data[field]
  return typeof id === 'string' ? [{ id, pointer: `/data/${field}` }] : []
}

/** Looks up what an event to a programme names: the organizations that it may make parties. */
export const createFindNamed =
  (db: Database) =>
  async ({ type, data }: { type: string; data: Record<string, unknown> }): Promise<Summary[] | undefined> => {
    if (type === 'goal.set') await checkEquipmentTypes(db, textOf(data, 'equipmentType'))
    if (type === 'funder.added' || type === 'supplier.added')
      return getOrganizations(db, textOf(data, 'organization'))
    // A type that the catalogue lacks has no goal, and so no allocation.
    if (type === 'allocation.set') return getOrganizations(db, [], textOf(data, 'hospital'))
  }
