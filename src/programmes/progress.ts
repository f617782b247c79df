import type { Progress, Standing } from '../../schemas/programme.ts'
import { allocatedOf, goalOf } from '../../workflows/programme-sums.ts'
import { getContext } from '../engine/snapshot.ts'
import type { View } from '../engine/view.ts'
import type { Count } from './counts.ts'
import type { ProgrammeDetail, Summary } from './detail.ts'

const none = { pledged: 0, contracted: 0, shipped: 0, accepted: 0, inService: 0 }

const addTo = (one: typeof none, other: typeof none) => ({
  pledged: one.pledged + other.pledged,
  contracted: one.contracted + other.contracted,
  shipped: one.shipped + other.shipped,
  accepted: one.accepted + other.accepted,
  inService: one.inService + other.inService,
})

const sum = (counts: readonly Standing[]): Standing => ({
  units: counts.reduce((total, { units }) => addTo(total, units), none),
  value: counts.reduce((total, { value }) => addTo(total, value), none),
})

const sumBy = <Line>(lines: readonly Line[], of: (line: Line) => number) =>
  lines.reduce((total, line) => total + of(line), 0)

/** The lines by what they have in common, in the order of `keys` and then of their coming. */
const group = <Line, Key>(lines: readonly Line[], keys: readonly Key[], of: (line: Line) => Key) => {
  const groups = new Map<Key, Line[]>(keys.map((key) => [key, []]))
  for (const line of lines) {
    const own = groups.get(of(line))
    if (own) own.push(line)
    else groups.set(of(line), [line])
  }
  return [...groups]
}

/** Where a programme stands, of its own row and of what its donations count. */
export const toProgress = (view: View, counts: readonly Count[]): Progress => {
  const { parties }: ProgrammeDetail = JSON.parse(view.detail)
  const { currency, goals, funders, allocations } = getContext('programme', view.row)
  const summaries = new Map<string, Summary>(
    [...parties, ...counts.map(({ hospital }) => hospital)].map((one) => [one.id, one]),
  )
  const types = goals.map(({ equipmentType }) => equipmentType)
  const regions = goals.flatMap(({ region }) => region ?? [])
  const hospitals = allocations.map(({ hospital }) => hospital)
  const allocatedTo = new Map(
    group(allocations, [], ({ hospital }) => hospital).map(([id, own]) => [
      id,
      sumBy(own, ({ quantity }) => quantity),
    ]),
  )
  const total = sum(counts)
  const received = sumBy(funders, ({ tranches }) =>
    sumBy(tranches, (one) => one.received?.amount.amount ?? 0),
  )
  return {
    programme: view.row.id,
    currency,
    total: {
      goal: sumBy([...new Set(types)], (type) => goalOf(goals, type)),
      allocated: sumBy(allocations, ({ quantity }) => quantity),
      ...total,
    },
    byEquipmentType: group(counts, types, (one) => one.equipmentType).map(([equipmentType, own]) => ({
      equipmentType,
      goal: goalOf(goals, equipmentType),
      allocated: allocatedOf(allocations, equipmentType),
      ...sum(own),
    })),
    byRegion: group(counts, regions, (one): string | null => one.region).map(([region, own]) => ({
      region,
      goal: sumBy(goals, (goal) => (goal.region === region ? goal.quantity : 0)),
      ...sum(own),
    })),
    byHospital: group(counts, hospitals, (one) => one.hospital.id).flatMap(([id, own]) => {
      const hospital = summaries.get(id)
      return hospital ? [{ hospital, allocated: allocatedTo.get(id) ?? 0, ...sum(own) }] : []
    }),
    funds: {
      planned: sumBy(funders, ({ amount }) => amount.amount),
      received,
      acceptedShare: received > 0 ? total.value.accepted / received : null,
    },
  }
}
