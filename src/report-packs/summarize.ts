import { type FollowUp, followUpDays } from '../../schemas/follow-up.ts'
import type { ReportPackData } from '../../schemas/report-pack.ts'
import type { WorkflowRole } from '../../schemas/roles.ts'
import { goalOf } from '../../workflows/programme-sums.ts'
import type { ReportedDonation, ReportedProgramme, ReportedUnit } from './collect.ts'

export interface Material {
  programme: ReportedProgramme
  donations: ReportedDonation[]
  units: ReportedUnit[]
}

export interface Period {
  startsOn: string
  endsOn: string
  /** The calendar day of an instant, where the report is made. */
  toDay: (instant: string) => string
}

/** Ends in which nothing of a donation comes. */
const gone = new Set(['declined', 'withdrawn', 'expired', 'cancelled', 'rejected', 'lost'])

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)

const isWithin = (day: string, { startsOn, endsOn }: Period) => startsOn <= day && day <= endsOn

const toObjectives = ({ programme, donations }: Material): ReportPackData['objectives'] => {
  const types = new Map<string, ReportPackData['objectives'][number]>()
  const rowOf = (type: ReportPackData['objectives'][number]['equipmentType']) => {
    const row = types.get(type.id) ?? { equipmentType: type, goal: 0, pledged: 0, accepted: 0, inService: 0 }
    types.set(type.id, row)
    return row
  }
  const { goals } = programme
  for (const { type } of goals) rowOf(type).goal = goalOf(goals, type.id)
  for (const { state, items, slots } of donations)
    for (const { id, type, quantity } of items) {
      const row = rowOf(type)
      const { accepted = 0, inService = 0 } = slots[id] ?? {}
      row.pledged += gone.has(state) ? 0 : quantity
      row.accepted += accepted + inService
      row.inService += inService
    }
  return [...types.values()]
}

const toFollowUps = (asked: FollowUp[]) =>
  followUpDays.map((days) => {
    const mine = asked.filter((one) => one.days === days)
    const answered = mine.filter(({ state }) => state === 'answered')
    const working = answered.filter(({ isWorking }) => isWorking)
    return { days, asked: mine.length, answered: answered.length, working: working.length }
  })

const toMeasures = ({ units }: Material, period: Period): ReportPackData['measures'] => {
  const asked = units
    .flatMap(({ followUps }) => followUps)
    .filter(({ dueAt }) => isWithin(period.toDay(dueAt), period))
  const uses = asked.flatMap((one) => one.uses ?? [])
  return {
    followUps: toFollowUps(asked),
    people: (['examined', 'treated'] as const).map((kind) => ({
      kind,
      total: sum(uses.filter((one) => one.kind === kind).map(({ people }) => people)),
    })),
  }
}

/** Value of the units that `count` takes of each item; null where an item has none in the currency. */
const valueIn = (
  { items }: ReportedDonation,
  currency: string,
  count: (item: ReportedDonation['items'][number]) => number,
): number | null =>
  items.every(({ value }) => value?.currency === currency)
    ? sum(items.map((item) => count(item) * (item.value?.amount ?? 0)))
    : null

const toSpending = ({ programme, donations }: Material, { endsOn }: Period): ReportPackData['spending'] => ({
  funders: programme.funders.map(({ organization, planned, received }) => ({
    organization,
    planned,
    received: sum(received.filter(({ on }) => on <= endsOn).map(({ amount }) => amount)),
  })),
  donations: donations.map((donation) => {
    const { code, title, recipient, state, slots } = donation
    const { currency } = programme.about
    return {
      ...{ code, title, recipient, state },
      contracted: valueIn(donation, currency, ({ quantity }) => quantity),
      recognised: valueIn(donation, currency, ({ id }) => {
        const { accepted = 0, inService = 0 } = slots[id] ?? {}
        return accepted + inService
      }),
    }
  }),
})

const toPartners = ({ programme, donations }: Material): ReportPackData['partners'] => {
  const partners = new Map<string, ReportPackData['partners'][number]>()
  const join = (organization: ReportPackData['partners'][number]['organization'], roles: WorkflowRole[]) => {
    const known = partners.get(organization.id) ?? { organization, roles: [], donations: 0 }
    const partner = { ...known, roles: [...new Set([...known.roles, ...roles])] }
    partners.set(organization.id, partner)
    return partner
  }
  for (const { organization, roles } of programme.parties) join(organization, roles)
  for (const { organization, roles } of donations.flatMap(({ parties }) => parties))
    join(organization, roles).donations++
  return [...partners.values()]
}

const toSustainability = ({ units }: Material): ReportPackData['sustainability'] => {
  const inState = (...states: string[]) => units.filter(({ state }) => states.includes(state)).length
  return {
    inService: inState('inService'),
    outOfService: inState('outOfService'),
    decommissioned: inState('decommissioned'),
    unanswered: units.flatMap(({ followUps }) => followUps).filter(({ state }) => state !== 'answered')
      .length,
  }
}

/** What a report says of a period. Follow-ups and tranches are those of the period; all else is as it stands. No I/O. */
export const summarize = (material: Material, period: Period): ReportPackData => ({
  programme: material.programme.about,
  objectives: toObjectives(material),
  measures: toMeasures(material, period),
  spending: toSpending(material, period),
  partners: toPartners(material),
  sustainability: toSustainability(material),
})
