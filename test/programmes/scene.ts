import type { Test } from 'tap'
import { type BuildOptions, build, type Organization, speakAs } from '../support/build.ts'
import { makeCast } from '../support/walk.ts'

export const kzt = (amount: number) => ({ amount, currency: 'KZT' })

export const tranche = (id: string, amount: number) => ({ id, plannedOn: '2026-11-01', amount: kzt(amount) })

/** A funder's line of a plan, in tranches of these amounts. */
export const funding = ({ id }: Organization, ...amounts: number[]) => ({
  organization: id,
  amount: kzt(amounts.reduce((sum, amount) => sum + amount, 0)),
  tranches: amounts.map((amount, place) => tranche(String(place + 1), amount)),
})

/** The people of a campaign: a club that runs it, a foundation that pays, two hospitals and a supplier. */
export const openCampaign = async (t: Test, options?: BuildOptions) => {
  const built = await build(t, options)
  const cast = await makeCast(built)
  const funder = await built.makeOrganization({ kind: 'foundation', name: 'Foundation' })
  const second = await built.makeOrganization({ kind: 'hospital', name: 'District hospital' })
  const stranger = await built.makeOrganization({ kind: 'club', name: 'Another club' })
  const { donor: owner, recipient: hospital, supplier, equipmentType } = cast
  const plan = {
    slug: 'weight-of-life',
    names: { kk: 'Өмір салмағы', ru: 'Вес жизни', en: 'Weight of Life' },
    startsOn: '2026-10-01',
    endsOn: '2028-09-30',
    currency: 'KZT',
    goals: [{ equipmentType, quantity: 10 }],
    funders: [funding(funder, 600_000_000, 400_000_000)],
    suppliers: [supplier.id],
    allocations: [
      { hospital: hospital.id, equipmentType, quantity: 6 },
      { hospital: second.id, equipmentType, quantity: 4 },
    ],
  }
  const runner = speakAs(built, owner)
  const make = async (fields: Record<string, unknown> = {}) => {
    const made = await runner.post('/v1/programmes', { ...plan, ...fields })
    if (made.status !== 201) throw new Error(JSON.stringify(made.body))
    return { id: String(made.body.id), path: `/v1/programmes/${made.body.id}`, body: made.body }
  }
  return {
    built,
    cast,
    owner,
    funder,
    hospital,
    second,
    supplier,
    stranger,
    equipmentType,
    plan,
    runner,
    make,
  }
}
export type Campaign = Awaited<ReturnType<typeof openCampaign>>
