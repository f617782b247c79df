import type { Client } from '../client.ts'
import type { Member, Registry } from '../registry.ts'
import { findDepartment } from './acting.ts'
import { inGroups } from './in-groups.ts'

/** A hospital of the programme. */
export interface Equipped {
  member: Member
  department: string
}

// That there were thirteen is published; which they were, and how many hospitals each had, is a sample.
export const regions = [
  { region: 'KZ-10', place: 'Abai', hospitals: 3 },
  { region: 'KZ-11', place: 'Akmola', hospitals: 2 },
  { region: 'KZ-15', place: 'Aktobe', hospitals: 2 },
  { region: 'KZ-19', place: 'Almaty region', hospitals: 2 },
  { region: 'KZ-23', place: 'Atyrau', hospitals: 2 },
  { region: 'KZ-27', place: 'West Kazakhstan', hospitals: 2 },
  { region: 'KZ-31', place: 'Zhambyl', hospitals: 2 },
  { region: 'KZ-35', place: 'Karaganda', hospitals: 3 },
  { region: 'KZ-39', place: 'Kostanay', hospitals: 2 },
  { region: 'KZ-43', place: 'Kyzylorda', hospitals: 2 },
  { region: 'KZ-47', place: 'Mangystau', hospitals: 2 },
  { region: 'KZ-55', place: 'Pavlodar', hospitals: 2 },
  { region: 'KZ-59', place: 'North Kazakhstan', hospitals: 2 },
]

const ward = {
  name: 'Eye room of the neonatal unit',
  profile: {
    mains: { voltage: 220, frequency: 50 as const, plugs: ['F'] },
    features: { earthing: true },
    languages: ['kk' as const, 'ru' as const],
  },
}

interface Place {
  region?: string
  place: string
  hospitals: number
}

/** Registers hospitals of the name, or finds them where an earlier run did, each with its eye room. */
export const enlistHospitals = async (
  client: Client,
  registry: Registry,
  stem: string,
  places: Place[],
): Promise<Equipped[]> => {
  const earlier = await registry.search({ kind: 'hospital', name: `${stem} ` })
  const known = new Map(earlier.map((one) => [one.name, one]))
  const wanted = places.flatMap(({ region, place, hospitals }) =>
    Array.from({ length: hospitals }, (_, n) => ({ region, name: `${stem} ${n + 1}, ${place} (sample)` })),
  )
  return inGroups(wanted, async ({ region, name }) => {
    const profile = { kind: 'hospital' as const, name, country: 'KZ', region }
    const member = await registry.join(profile, known.get(name))
    const { id } = await findDepartment(client, member, ward)
    return { member, department: id }
  })
}
