import { type Built, type Organization, speakAs } from './build.ts'
import { inDays } from './day.ts'
import type { Tenant } from './tenants.ts'

const kzt = (amount: number) => ({ amount, currency: 'KZT' })
const tranches = [
  { id: '1', plannedOn: '2026-02-01', amount: kzt(100) },
  { id: '2', plannedOn: '2027-02-01', amount: kzt(200) },
]

/** A funder's line of a plan. */
export const newFunder = (organization: string) => ({ organization, amount: kzt(300), tranches })

/** What came of a funder's first tranche, so lately that the report of its first year is yet to fall due. */
export const receipt = (funder: string) => ({ funder, tranche: '1', on: inDays(-100), amount: kzt(100) })

/** A campaign of a club, paid for by itself and its hospital, which gets all of it. */
export const newProgramme = (
  { club, hospital, equipmentType }: Pick<Tenant['open'], 'club' | 'hospital' | 'equipmentType'>,
  fields: Record<string, unknown> = {},
) => ({
  slug: 'a-campaign',
  names: { kk: 'Науқан', ru: 'Кампания', en: 'Campaign' },
  startsOn: '2026-01-01',
  endsOn: '2027-12-31',
  currency: 'KZT',
  goals: [{ equipmentType, quantity: 10 }],
  funders: [newFunder(club), newFunder(hospital)],
  suppliers: [club],
  allocations: [{ hospital, equipmentType, quantity: 6 }],
  ...fields,
})

/** Plans two campaigns of a tenant, for one of which money came. */
export const addProgramme = async (
  built: Built,
  club: Organization,
  { hospital, equipmentType }: { hospital: string; equipmentType: string },
  mark: string,
) => {
  const owner = speakAs(built, club)
  const names = { kk: `Name ${mark}`, ru: `Name ${mark}`, en: `Name ${mark}` }
  const make = async (slug: string) => {
    const plan = newProgramme({ club: club.id, hospital, equipmentType }, { names, slug })
    const { status, body } = await owner.post('/v1/programmes', plan)
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
    return String(body.id)
  }
  await make(`next-of-${mark.length}`)
  const programme = await make(`campaign-of-${mark.length}`)
  await owner.send(`/v1/programmes/${programme}`, 'tranche.received', receipt(club.id))
  return { programme }
}

const sent = (type: string, data: unknown) => ({ isMeant: true as const, body: { type, data } })

/** What a tenant asks of its programmes. */
export const programmeRequests = {
  createProgramme: ({ open }: Tenant) => ({ isMeant: true as const, body: newProgramme(open) }),
  listProgrammes: () => ({}),
  getProgramme: ({ own }: Tenant) => ({ id: own.programme }),
  appendProgrammeEvent: ({ own }: Tenant) => ({ id: own.programme }),
  getProgrammeProgress: ({ own }: Tenant) => ({ id: own.programme }),
  listProgrammeEvents: ({ own }: Tenant) => ({ id: own.programme }),
  getProgrammeEvent: ({ own }: Tenant) => ({ id: own.programme }),
  'appendProgrammeEvent goal.set': ({ own, open }: Tenant) => ({
    id: own.programme,
    ...sent('goal.set', { equipmentType: open.equipmentType, quantity: 12 }),
  }),
  'appendProgrammeEvent funder.added': ({ own, open }: Tenant) => ({
    id: own.programme,
    ...sent('funder.added', newFunder(open.authority)),
  }),
  'appendProgrammeEvent supplier.added': ({ own, open }: Tenant) => ({
    id: own.programme,
    ...sent('supplier.added', { organization: open.hospital }),
  }),
  'appendProgrammeEvent allocation.set': ({ own, open }: Tenant) => ({
    id: own.programme,
    ...sent('allocation.set', { hospital: open.hospital, equipmentType: open.equipmentType, quantity: 5 }),
  }),
  'appendProgrammeEvent tranche.received': ({ own, open }: Tenant) => ({
    id: own.programme,
    ...sent('tranche.received', { ...receipt(open.club), tranche: '2' }),
  }),
}
