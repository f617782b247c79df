import fc from 'fast-check'
import t from 'tap'
import type { Slot, Slots } from '../../schemas/donation.ts'
import { findSlotMoves } from '../../scripts/probe-workflows.ts'
import { moveSlot, openSlots, slotNames, standing, sumSlots } from '../../workflows/slots.ts'

/** Every move of a unit's place that the unit machine makes. */
const legal: [Slot, Slot][] = [
  ['open', 'planned'],
  ['planned', 'open'],
  ['planned', 'inTransit'],
  ['inTransit', 'open'],
  ['inTransit', 'arrived'],
  ['inTransit', 'lost'],
  ['arrived', 'accepted'],
  ['arrived', 'remedying'],
  ['arrived', 'lost'],
  ['remedying', 'arrived'],
  ['remedying', 'planned'],
  ['remedying', 'rejected'],
  ['accepted', 'inService'],
  ['lost', 'arrived'],
]

const total = (slots: Slots) => slotNames.reduce((sum, name) => sum + slots[name], 0)
const settled = ({ accepted, inService, rejected, lost }: Slots) => accepted + inService + rejected + lost
const kept = ({ accepted, inService, rejected }: Slots) => accepted + inService + rejected
const isSettled = (slots: Slots) => ['accepted', 'inService', 'rejected', 'lost'].includes(standing(slots))

const counts = fc.nat({ max: 4 })
const anySlots: fc.Arbitrary<Slots> = fc.record({
  open: counts,
  planned: counts,
  inTransit: counts,
  arrived: counts,
  remedying: counts,
  accepted: counts,
  inService: counts,
  rejected: counts,
  lost: counts,
})

/** Slots of a contract of `quantity`, after moves chosen by `choices` among those that are possible. */
const wander = (quantity: number, choices: number[]) => {
  const trail = [openSlots(quantity)]
  for (const choice of choices) {
    const slots = trail.at(-1) ?? openSlots(quantity)
    const possible = legal.filter(([from]) => slots[from] > 0)
    const [from, to] = possible[choice % possible.length] ?? []
    if (!from || !to) break
    trail.push(moveSlot(slots, from, to))
  }
  return trail
}
const trails = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.array(fc.nat(), { maxLength: 80 }))

t.test('the moves are those that the unit machine makes', async (t) => {
  const made = findSlotMoves().map(({ from, to }) => `${from} ${to}`)
  t.strictSame(made.sort(), legal.map((move) => move.join(' ')).sort())
})

t.test('every set of slots stands somewhere, and who must act next names it', async () => {
  fc.assert(
    fc.property(anySlots, (slots) => {
      const at = standing(slots)
      if (slots.arrived > 0) return at === 'accepting'
      if (slots.inTransit > 0) return at === 'shipping'
      if (slots.remedying > 0) return at === 'remedying'
      const toSend = slots.open + slots.planned
      if (toSend > 0) return at === (settled(slots) > 0 ? 'shipping' : 'contracted')
      if (slots.accepted > 0) return at === 'accepted'
      if (slots.inService > 0) return at === 'inService'
      return at === (slots.rejected > 0 ? 'rejected' : 'lost')
    }),
    { numRuns: 2000 },
  )
})

t.test('whatever units do, the slots add up to the contracted quantity, none of them negative', async () => {
  fc.assert(
    fc.property(trails, ([quantity, choices]) =>
      wander(quantity, choices).every(
        (slots) => total(slots) === quantity && slotNames.every((name) => slots[name] >= 0),
      ),
    ),
    { numRuns: 500 },
  )
})

t.test('the balance is even exactly where the donation stands settled', async () => {
  fc.assert(
    fc.property(trails, ([quantity, choices]) =>
      wander(quantity, choices).every((slots) => isSettled(slots) === (settled(slots) === quantity)),
    ),
    { numRuns: 500 },
  )
})

t.test('a settled place is never unsettled, except where a lost unit is found', async () => {
  fc.assert(
    fc.property(trails, ([quantity, choices]) => {
      const trail = wander(quantity, choices)
      return trail.every((slots, n) => n === 0 || kept(slots) >= kept(trail[n - 1] ?? slots))
    }),
    { numRuns: 500 },
  )
})

t.test('items add up place by place', async () => {
  fc.assert(
    fc.property(fc.array(anySlots, { maxLength: 5 }), (items) => {
      const sum = sumSlots(items)
      return slotNames.every((name) => sum[name] === items.reduce((count, item) => count + item[name], 0))
    }),
  )
})

t.test('a move to where it stands changes nothing', async () => {
  fc.assert(
    fc.property(anySlots, fc.constantFrom(...slotNames), (slots, name) => {
      const moved = moveSlot(slots, name, name)
      return slotNames.every((one) => moved[one] === slots[one])
    }),
  )
})
