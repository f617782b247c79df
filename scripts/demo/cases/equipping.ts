import * as z from 'zod'
import { Department } from '../../../schemas/department.ts'
import type { Organization } from '../../../schemas/organization.ts'
import { page } from '../../../schemas/primitives.ts'
import { EquippingLevel, Register } from '../../../schemas/register.ts'
import type { Client } from '../client.ts'
import { Deviation } from '../deviation.ts'
import type { Member, Registry } from '../registry.ts'
import { inGroups } from './in-groups.ts'

/** What is published of a region: how many organizations of which sort it has, and how well they are equipped. */
export interface Published {
  region: string
  place: string
  sorts: { name: string; count: number }[]
  /** From 0 to 1. */
  level: number
}

/** Devices that each organization's norm asks for. What single organizations have was not published: a sample. */
const norm = 25

/** Some have one more, some one fewer than the level asks for; together they come to it exactly. */
const sharePresent = (total: number, level: number): number[] =>
  Array.from({ length: total }, (_, n) => {
    const isPaired = n < total - (total % 2)
    return norm * level + (isPaired ? (n % 2 === 0 ? 1 : -1) : 0)
  })

/** Registers the organizations of a region, or finds them where an earlier run did. */
export const enlistRegion = async (registry: Registry, { region, place, sorts }: Published) => {
  const names = sorts.flatMap(({ name, count }) =>
    Array.from({ length: count }, (_, n) => `${name} ${n + 1}, ${place} (sample)`),
  )
  const known = new Map<string, z.infer<typeof Organization>>()
  for (const { name } of sorts)
    for (const one of await registry.search({ kind: 'hospital', name: `${name} ` })) known.set(one.name, one)
  return inGroups(names, (name) =>
    registry.join({ kind: 'hospital', name, country: 'KZ', region }, known.get(name)),
  )
}

const name = 'Whole organization'

const findDepartment = async (client: Client, { id, key }: Member) => {
  const path = `/v1/departments?organization=${id}`
  const { body } = await client.obtain(path, page(Department), { key })
  return (
    body.items.find((one) => one.name === name) ??
    (await client.obtain('/v1/departments', Department, { key, body: { name } })).body
  )
}

/** Each organization registers what it has; answers the level that Besik reckons for the region. */
export const registerRegion = async (
  client: Client,
  hospitals: Member[],
  { region, level }: Published,
  { type, countedOn }: { type: string; countedOn: string },
) => {
  const present = sharePresent(hospitals.length, level)
  await inGroups(hospitals, async (hospital, n) => {
    const { id } = await findDepartment(client, hospital)
    const count = present[n] ?? 0
    const holdings = [{ equipmentType: type, present: count, working: count, norm }]
    const ask = { key: hospital.key, body: { countedOn, holdings } }
    await client.obtain(`/v1/departments/${id}/register`, Register, ask)
  })
  const query = new URLSearchParams({ by: 'region', region, equipmentType: type })
  const key = hospitals[0]?.key ?? ''
  const { body } = await client.obtain(
    `/v1/equipping-levels?${query}`,
    z.object({ items: z.array(EquippingLevel) }),
    {
      key,
    },
  )
  const [found] = body.items
  if (!found || found.hospitals !== hospitals.length || found.level !== level)
    throw new Deviation(`The level of ${region} is ${found?.level} over ${found?.hospitals} organizations.`)
  return found
}
