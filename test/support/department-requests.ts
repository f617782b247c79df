import { type Built, type Organization, speakAs } from './build.ts'
import { makeDepartment } from './departments.ts'
import type { Tenant } from './tenants.ts'

export const newRegister = (equipmentType: string) => ({
  countedOn: '2022-09-30',
  holdings: [{ equipmentType, present: 6, working: 5, norm: 8 }],
})

/** Adds a department with its register to a hospital; answers its id, which anybody may look up. */
export const addDepartment = async (built: Built, hospital: Organization, equipmentType: string) => {
  const { id } = await makeDepartment(built, hospital, { name: 'Ward' })
  const register = newRegister(equipmentType)
  const { status } = await speakAs(built, hospital).post(`/v1/departments/${id}/register`, register)
  if (status !== 200) throw new Error(`a register was answered with ${status}`)
  return id
}

/** What a hospital asks of its departments, and everybody of the levels. */
export const departmentRequests = {
  createDepartment: () => ({ as: 'recipient' as const, isMeant: true as const, body: { name: 'Theatre' } }),
  listDepartments: () => ({}),
  getDepartment: ({ open }: Tenant) => ({ id: open.department }),
  changeDepartment: ({ open }: Tenant) => ({
    id: open.department,
    as: 'recipient' as const,
    isMeant: true as const,
    body: { name: 'Ward 2', profile: { doorWidth: 900 } },
  }),
  replaceRegister: ({ open }: Tenant) => ({
    id: open.department,
    as: 'recipient' as const,
    isMeant: true as const,
    body: newRegister(open.equipmentType),
  }),
  getRegister: ({ open }: Tenant) => ({ id: open.department, as: 'recipient' as const }),
  listEquippingLevels: () => ({}),
}
