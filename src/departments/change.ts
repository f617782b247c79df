import { isDeepStrictEqual } from 'node:util'
import { type Department, type DepartmentChange, NewDepartment } from '../../schemas/department.ts'
import type { Tx } from '../database/client.ts'
import { findFaults } from '../problems/fields.ts'
import { problem } from '../problems/problem.ts'
import { mergePatch } from './merge.ts'
import { lockDepartment, lockHospital, updateDepartment } from './repository.ts'

interface Changing {
  organization: string
  id: string
  ifMatch: number
  change: DepartmentChange
}

/** Changes a department of the hospital's; what changes nothing leaves its version as it is. */
export const changeDepartment = async (
  tx: Tx,
  { organization, id, ifMatch, change }: Changing,
): Promise<Department> => {
  await lockHospital(tx, organization)
  const department = await lockDepartment(tx, organization, id)
  if (department.version !== ifMatch) throw problem('if-match-stale')
  const { name, profile, opensOn } = department
  const stored = { name, profile, ...(opensOn && { opensOn }) }
  const merged = mergePatch(stored, change)
  // Parts that are fine alone may not be together, such as the two ends of a range.
  const { data, error } = NewDepartment.safeParse(merged)
  if (!data) throw problem('invalid-request', { errors: findFaults(error.issues, merged, 'body') })
  return isDeepStrictEqual(data, stored) ? department : updateDepartment(tx, department, data)
}
