import type * as z from 'zod'
import type { Department, DepartmentChange, NewDepartment } from '../../schemas/department.ts'
import type { EquippingLevel, NewRegister, Register } from '../../schemas/register.ts'
import { cursor, hospital, ids, type OperationExamples } from './cast.ts'

const newDepartment: z.input<typeof NewDepartment> = {
  name: 'Neonatal intensive care',
  profile: {
    mains: { voltage: 220, frequency: 50, plugs: ['C', 'F'], power: 20_000 },
    features: { earthing: true, oxygen: true, medicalAir: false },
    climate: { temperature: { min: 22, max: 26 } },
    doorWidth: 900,
    languages: ['kk', 'ru'],
  },
}

const department: Department = {
  id: ids.department,
  organization: ids.hospital,
  name: 'Neonatal intensive care',
  version: 1,
  profile: {
    mains: { voltage: 220, frequency: 50, power: 20_000, phases: [1], plugs: ['C', 'F'] },
    features: { earthing: true, oxygen: true, medicalAir: false },
    climate: { temperature: { min: 22, max: 26 } },
    doorWidth: 900,
    languages: ['kk', 'ru'],
  },
  createdAt: '2022-09-30T05:00:00.000Z',
  updatedAt: '2022-09-30T05:00:00.000Z',
}

const change: z.input<typeof DepartmentChange> = {
  profile: { features: { medicalAir: true, stabiliser: true }, doorWidth: null },
}
const { doorWidth: _, ...rooms } = department.profile
const changed: Department = {
  ...department,
  version: 2,
  profile: { ...rooms, features: { ...department.profile.features, medicalAir: true, stabiliser: true } },
  updatedAt: '2022-10-03T05:00:00.000Z',
}

const count = { present: 6, working: 5, norm: 8 }
const newRegister: NewRegister = {
  countedOn: '2022-09-30',
  holdings: [{ equipmentType: ids.equipmentType, ...count }],
}

const register: Register = {
  department: ids.department,
  countedOn: '2022-09-30',
  holdings: [
    {
      equipmentType: {
        id: ids.equipmentType,
        slug: 'neonatal-incubator',
        names: {
          kk: 'Жаңа туған нәрестеге арналған инкубатор',
          ru: 'Инкубатор для новорождённых',
          en: 'Neonatal incubator',
        },
      },
      ...count,
    },
  ],
}

const level: EquippingLevel = {
  region: 'KZ-75',
  hospital,
  level: 0.75,
  workingLevel: 0.625,
  hospitals: 1,
  departments: 1,
  norm: 8,
  covered: 6,
  working: 5,
  present: 6,
  countedOn: { from: '2022-09-30', to: '2022-09-30' },
  underConstruction: { departments: 0, norm: 0, covered: 0, working: 0, present: 0 },
}

const id = { id: ids.department }

/** Departments, what they have, and what share of their norms that is. */
export const departmentExamples: Record<string, OperationExamples> = {
  createDepartment: { request: newDepartment, reply: department },
  listDepartments: { reply: { items: [department], next: cursor } },
  getDepartment: { parameters: id, reply: department },
  changeDepartment: { parameters: id, request: change, reply: changed },
  replaceRegister: { parameters: id, request: newRegister, reply: register },
  getRegister: { parameters: id, reply: register },
  listEquippingLevels: { reply: { items: [level], next: cursor } },
}
