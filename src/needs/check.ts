import type { NeedChange, Urgency } from '../../schemas/need.ts'
import type { Tx } from '../database/client.ts'
import { checkDepartments, checkEquipmentTypes, getOrganizations } from '../named.ts'
import { problem } from '../problems/problem.ts'

const order: readonly Urgency[] = ['critical', 'urgent', 'soon', 'planned']

/** Place of an urgency in the order of lists: the least is the most urgent. */
export const rankOf = (urgency: Urgency): number => order.indexOf(urgency) + 1

const checkAuthority = async (tx: Tx, id: string) => {
  const pointer = '/authority'
  const found = await getOrganizations(tx, [{ id, pointer }])
  if (found.get(id)?.kind !== 'authority') throw problem('not-an-authority', { pointer })
}

type Named = Pick<NeedChange, 'department' | 'equipmentType' | 'authority'>

/** Throws where a need names a department that is not the hospital's, a type or an authority that is none. */
export const checkNamed = async (
  tx: Tx,
  hospital: string,
  { department, equipmentType, authority }: Named,
) => {
  if (department) await checkDepartments(tx, hospital, [{ id: department, pointer: '/department' }])
  if (equipmentType) await checkEquipmentTypes(tx, [{ id: equipmentType, pointer: '/equipmentType' }])
  if (authority) await checkAuthority(tx, authority)
}
