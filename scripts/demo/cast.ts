import type * as z from 'zod'
import { EquipmentType, type NewEquipmentType } from '../../schemas/equipment-type.ts'
import { MadeKey, type NewKey } from '../../schemas/key.ts'
import { type NewOrganization, Organization } from '../../schemas/organization.ts'
import { page } from '../../schemas/primitives.ts'
import type { Client } from './client.ts'
import { Deviation } from './deviation.ts'

type Profile = Pick<z.input<typeof NewOrganization>, 'kind' | 'name' | 'country' | 'timeZone' | 'language'>

const korean = (number: number) =>
  ({
    kind: 'club',
    name: `Korean Rotary club ${number} (District 3662)`,
    country: 'KR',
    timeZone: 'Asia/Seoul',
    language: 'en',
  }) as const satisfies Profile

// The parties of the published case. Besides the club, the authority and the hospitals they go by what they are, for
// the sample puts words into their mouths.
const profiles = {
  club: { kind: 'club', name: 'Rotary Club Almaty', country: 'KZ' },
  korean1: korean(1),
  korean2: korean(2),
  korean3: korean(3),
  korean4: korean(4),
  korean5: korean(5),
  foundation: { kind: 'foundation', name: 'Co-sponsoring foundation', country: 'KZ' },
  authority: { kind: 'authority', name: 'Almaty city health department', country: 'KZ' },
  supplier: { kind: 'supplier', name: 'Supplier company', country: 'KZ' },
  carrier: { kind: 'carrier', name: 'Air carrier', country: 'KZ' },
  perinatal: { kind: 'hospital', name: 'City Perinatal Center', country: 'KZ', language: 'kk' },
  cardiac: {
    kind: 'hospital',
    name: 'Center for Perinatology and Pediatric Cardiac Surgery',
    country: 'KZ',
  },
} as const satisfies Record<string, Profile>

// What mains the donated incubators want was not published; this is what a socket in Almaty gives.
const incubator: z.input<typeof NewEquipmentType> = {
  slug: 'stationary-infant-incubator',
  names: {
    kk: 'Жаңа туған нәрестелерге арналған инкубатор',
    ru: 'Инкубатор для новорождённых',
    en: 'Infant incubator',
  },
  mains: { voltage: 220, frequency: 50, plug: 'F' },
  protocol: 'infant-incubator',
}

export interface Member {
  id: string
  name: string
  kind: string
  key: string
  isNew: boolean
}
export type Cast = Record<keyof typeof profiles, Member>

/** Somebody who acts: an office of an organization. */
export interface Actor {
  member: Member
  position: string
}

/** Registers who takes part, or finds them where an earlier run did; gives each a key for a day. */
export const gatherCast = async (client: Client, operatorKey: string) => {
  const key = operatorKey
  const post = <Body extends z.ZodType>(path: string, schema: Body, body: unknown) =>
    client.obtain(path, schema, { key, body })

  const findOrganization = async ({ kind, name }: Profile) => {
    const path = `/v1/organizations?${new URLSearchParams({ kind, q: name, limit: '100' })}`
    const { body } = await client.obtain(path, page(Organization), { key })
    return body.items.find((one) => one.name === name)
  }

  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const makeKey = async (id: string, name: string, scopes: NewKey['scopes']) => {
    const { body } = await post(`/v1/organizations/${id}/keys`, MadeKey, { name, scopes, expiresAt })
    if (!body.secret) throw new Deviation('A key was made, and its secret was not told.')
    return body.secret
  }

  const enlist = async (profile: Profile): Promise<Member> => {
    const known = await findOrganization(profile)
    const { id, name, kind } = known ?? (await post('/v1/organizations', Organization, profile)).body
    return { id, name, kind, key: await makeKey(id, 'Demo', ['read', 'write']), isNew: !known }
  }

  const findIncubator = async () => {
    const path = `/v1/equipment-types?slug=${incubator.slug}`
    const { body } = await client.obtain(path, page(EquipmentType), { key })
    return body.items[0]
  }

  const { club, korean1, korean2, korean3, korean4, korean5, ...others } = profiles
  const cast: Cast = {
    club: await enlist(club),
    korean1: await enlist(korean1),
    korean2: await enlist(korean2),
    korean3: await enlist(korean3),
    korean4: await enlist(korean4),
    korean5: await enlist(korean5),
    foundation: await enlist(others.foundation),
    authority: await enlist(others.authority),
    supplier: await enlist(others.supplier),
    carrier: await enlist(others.carrier),
    perinatal: await enlist(others.perinatal),
    cardiac: await enlist(others.cardiac),
  }
  const type = (await findIncubator()) ?? (await post('/v1/equipment-types', EquipmentType, incubator)).body
  return { cast, type, readingKey: await makeKey(cast.club.id, 'Demo, to look around', ['read']) }
}
