import type * as z from 'zod'
import type { EquipmentType, NewEquipmentType } from '../../schemas/equipment-type.ts'
import type { Key, NewKey } from '../../schemas/key.ts'
import type { NewOrganization, Organization } from '../../schemas/organization.ts'
import { cursor, hospital, ids, type OperationExamples } from './cast.ts'

const newOrganization: z.input<typeof NewOrganization> = {
  kind: 'hospital',
  name: 'City Perinatal Center',
  country: 'KZ',
  timeZone: 'Asia/Almaty',
  language: 'kk',
  identifiers: [{ system: 'KZ-BIN', value: '991240999991' }],
}

const organization: Organization = {
  id: hospital.id,
  kind: 'hospital',
  name: hospital.name,
  country: 'KZ',
  timeZone: 'Asia/Almaty',
  language: 'kk',
  identifiers: [{ system: 'KZ-BIN', value: '991240999991' }],
  createdAt: '2022-09-30T04:10:00.000Z',
}

const newKey: NewKey = {
  name: 'Stock system',
  scopes: ['read', 'write'],
  expiresAt: '2023-10-01T00:00:00.000Z',
}

const key: Key = {
  id: ids.key,
  name: 'Stock system',
  hint: 'x7Qa',
  scopes: ['read', 'write'],
  createdAt: '2022-10-01T04:00:00.000Z',
  expiresAt: '2023-10-01T00:00:00.000Z',
  lastUsedAt: '2022-10-03T05:12:00.000Z',
}

const madeKey = {
  id: ids.key,
  name: key.name,
  hint: key.hint,
  scopes: key.scopes,
  createdAt: key.createdAt,
  expiresAt: key.expiresAt,
  secret: `besik_${'Example'.repeat(7)}`,
}

const code = {
  system: 'other' as const,
  code: 'NEO-01',
  display: 'Infant incubator',
  source: 'List of the operator',
}

const newEquipmentType: z.input<typeof NewEquipmentType> = {
  slug: 'infant-incubator',
  names: {
    kk: 'Жаңа туған нәрестелерге арналған инкубатор',
    ru: 'Инкубатор для новорождённых',
    en: 'Infant incubator',
  },
  codes: [code],
  mains: { voltage: 220, frequency: 50, plug: 'F', power: 600 },
}

const equipmentType: EquipmentType = {
  protocol: 'infant-incubator',
  id: ids.equipmentType,
  slug: 'infant-incubator',
  names: newEquipmentType.names,
  codes: [code],
  mains: { voltage: 220, frequency: 50, phases: 1, plug: 'F', power: 600 },
  createdAt: '2022-09-30T04:20:00.000Z',
}

/** Organizations, keys and equipment types. */
export const registryExamples: Record<string, OperationExamples> = {
  createOrganization: { request: newOrganization, reply: organization },
  listOrganizations: { reply: { items: [organization] } },
  getOwnOrganization: { reply: organization },
  getOrganization: { parameters: { id: organization.id }, reply: organization },
  createOrganizationKey: { parameters: { id: organization.id }, request: newKey, reply: madeKey },
  listKeys: { reply: { items: [key], next: cursor } },
  createKey: { request: newKey, reply: madeKey },
  getKey: { parameters: { id: key.id }, reply: key },
  rotateKey: {
    parameters: { id: key.id },
    request: { overlapMinutes: 1440 },
    reply: { ...madeKey, id: ids.successor, createdAt: '2023-09-01T04:00:00.000Z' },
  },
  revokeKey: {
    parameters: { id: key.id },
    request: {},
    reply: { ...key, revokedAt: '2023-09-02T04:00:00.000Z', rotatedTo: ids.successor },
  },
  createEquipmentType: { request: newEquipmentType, reply: equipmentType },
  listEquipmentTypes: { reply: { items: [equipmentType] } },
  getEquipmentType: { parameters: { id: equipmentType.id }, reply: equipmentType },
}
