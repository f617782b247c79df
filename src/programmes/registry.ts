import type { NewProgramme } from '../../schemas/programme.ts'
import type { Database, Tx } from '../database/client.ts'
import { checkEquipmentTypes, getOrganizations, type Named } from '../named.ts'
import { problem } from '../problems/problem.ts'
import type { Summary } from './detail.ts'

/** Organizations of those named; throws the problem of the first that does not exist, or is no hospital as it has to be. */
const listOrganizations = async (
  db: Database | Tx,
  named: Named[],
  hospitals: Named[] = [],
): Promise<Summary[]> => {
  const known = await getOrganizations(db, [...named, ...hospitals])
  const other = hospitals.find(({ id }) => known.get(id)?.kind !== 'hospital')
  if (other) throw problem('allocated-to-no-hospital', { pointer: other.pointer })
  return [...known.values()]
}

const at = <Line>(
  lines: readonly Line[],
  list: string,
  field: keyof Line & string,
  id: (line: Line) => string,
) => lines.map((line, place) => ({ id: id(line), pointer: `/${list}/${place}/${field}` }))

/** Throws where a plan names an organization or an equipment type that is not, or allocates units to no hospital. */
export const checkNames = async (tx: Tx, { goals, funders, suppliers, allocations }: NewProgramme) => {
  await listOrganizations(
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
      return listOrganizations(db, textOf(data, 'organization'))
    // A type that the catalogue lacks has no goal, and so no allocation.
    if (type === 'allocation.set') return listOrganizations(db, [], textOf(data, 'hospital'))
  }
