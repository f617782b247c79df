import type * as z from 'zod'
import type { NewEquipmentType } from '../../../schemas/equipment-type.ts'
import type { Member, Registry } from '../registry.ts'
import { daysAgo } from './acting.ts'
import type { Kit } from './rop-delivery.ts'
import { type Equipped, regions } from './rop-hospitals.ts'

/** What was published of the programme; the amount in tiyn. */
export const published = { hospitals: 28, regions: 13, amount: 30_700_000_000 }

/** Days from the ophthalmoscopes to the lasers. */
export const month = 30

const currency = 'KZT'

export const sayTenge = (tiyn = 0) => `KZT ${(tiyn / 100_000_000).toLocaleString('en')} million`

const site = { features: ['earthing' as const], training: true }
const mains = { voltage: 220, frequency: 50 as const, plug: 'F' }

const ophthalmoscope: z.input<typeof NewEquipmentType> = {
  slug: 'indirect-ophthalmoscope-with-lenses',
  names: {
    kk: 'Линзалары бар жанама офтальмоскоп',
    ru: 'Непрямой офтальмоскоп с линзами',
    en: 'Indirect ophthalmoscope with lenses',
  },
  ...{ mains, requirements: site },
}

const laser: z.input<typeof NewEquipmentType> = {
  slug: 'laser-for-retinopathy-of-prematurity',
  names: {
    kk: 'Шала туғандар ретинопатиясын емдеуге арналған лазер',
    ru: 'Лазер для лечения ретинопатии недоношенных',
    en: 'Laser for retinopathy of prematurity',
  },
  ...{ mains, requirements: site, protocol: 'laser-indirect-ophthalmoscope' },
}

// What single devices cost was not published: a sample, in tiyn, that comes to the published sum.
const ophthalmoscopeValue = 200_000_000
const laserValue = 900_000_000
const lesserLaserValue = 850_000_000
const lesserLasers = 2

/** The two kinds of equipment, in the order in which they come. */
export const introduceKits = async (registry: Registry): Promise<[Kit, Kit]> => [
  {
    ...{ type: (await registry.introduce(ophthalmoscope)).id, says: 'ophthalmoscopes', serial: 'SAMPLE-OPH' },
    worth: () => ophthalmoscopeValue,
    ...{ packedOn: daysAgo(month + 6), arrivedOn: daysAgo(month + 2) },
  },
  {
    ...{ type: (await registry.introduce(laser)).id, says: 'lasers', serial: 'SAMPLE-LAS' },
    worth: (place) => (place < lesserLasers ? lesserLaserValue : laserValue),
    ...{ packedOn: daysAgo(6), arrivedOn: daysAgo(2) },
  },
]

interface Planned {
  slug: string
  kits: Kit[]
  foundation: Member
  supplier: Member
  hospitals: Equipped[]
}

/** Goals by region, a tranche for each kit, and a device of each for every hospital. */
export const makePlan = ({ slug, kits, foundation, supplier, hospitals }: Planned) => {
  const tranches = kits.map(({ worth }, n) => ({
    ...{ id: `${n + 1}`, plannedOn: daysAgo(n === 0 ? 55 : 25) },
    amount: { amount: hospitals.reduce((sum, _, place) => sum + worth(place), 0), currency },
  }))
  return {
    slug,
    names: {
      kk: 'Шала туған нәрестелердің көру қабілетін сақтау',
      ru: 'Сохранение зрения недоношенных детей',
      en: 'Sight of children born too early',
    },
    ...{ startsOn: daysAgo(60), endsOn: daysAgo(-120), currency },
    goals: kits.flatMap(({ type }) =>
      regions.map(({ region, hospitals }) => ({ equipmentType: type, region, quantity: hospitals })),
    ),
    funders: [{ organization: foundation.id, amount: { amount: published.amount, currency }, tranches }],
    suppliers: [supplier.id],
    allocations: kits.flatMap(({ type }) =>
      hospitals.map(({ member }) => ({ hospital: member.id, equipmentType: type, quantity: 1 })),
    ),
  }
}
