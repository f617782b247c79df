import type * as z from 'zod'
import type { NewEquipmentType } from '../../schemas/equipment-type.ts'
import type { Client } from './client.ts'
import { type Member, openRegistry, type Profile } from './registry.ts'

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

export type Cast = Record<keyof typeof profiles, Member>

/** Registers who takes part, or finds them where an earlier run did; gives each a key for a day. */
export const gatherCast = async (client: Client, operatorKey: string) => {
  const { enlist, introduce, makeKey } = openRegistry(client, operatorKey)
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
  const type = await introduce(incubator)
  return { cast, type, readingKey: await makeKey(cast.club.id, 'Demo, to look around', ['read']) }
}
