import { and, eq, inArray } from 'drizzle-orm'
import type { NeedChange, Urgency } from '../../schemas/need.ts'
import type { Tx } from '../database/client.ts'
import { departments } from '../database/field-tables.ts'
import { equipmentTypes, organizations } from '../database/tables.ts'
import { problem } from '../problems/problem.ts'

const order: readonly Urgency[] = ['critical', 'urgent', 'soon', 'planned']

/** Place of an urgency in the order of lists: the least is the most urgent. */
export const rankOf = (urgency: Urgency): number => order.indexOf(urgency) + 1

const checkAuthority = async (tx: Tx, id: string) => {
  const pointer = '/authority'
  const { kind } = organizations
  const [found] = await tx.select({ kind }).from(organizations).where(eq(organizations.id, id))
  if (!found) throw problem('unknown-organization', { pointer })
  if (found.kind !== 'authority') throw problem('not-an-authority', { pointer })
}

const checkType = async (tx: Tx, id: string) => {
  const [found] = await tx
    .select({ id: equipmentTypes.id })
    .from(equipmentTypes)
    .where(eq(equipmentTypes.id, id))
  if (!found) throw problem('unknown-equipment-type', { pointer: '/equipmentType' })
}

/** Which of the departments are an organization's own. */
export const findDepartments = async (tx: Tx, organization: string, ids: string[]): Promise<Set<string>> => {
  const own = and(eq(departments.organizationId, organization), inArray(departments.id, ids))
  const rows = await tx.select({ id: departments.id }).from(departments).where(own)
  return new Set(rows.map(({ id }) => id))
}

type Named = Pick<NeedChange, 'department' | 'equipmentType' | 'authority'>

/** Throws where a need names a department that is not the hospital's, a type or an authority that is none. */
export const checkNamed = async (
  tx: Tx,
  hospital: string,
  { department, equipmentType, authority }: Named,
) => {
  if (department && !(await findDepartments(tx, hospital, [department])).has(department))
    throw problem('unknown-department', { pointer: '/department' })
  if (equipmentType) await checkType(tx, equipmentType)
  if (authority) await checkAuthority(tx, authority)
}
