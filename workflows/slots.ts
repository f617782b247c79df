import type { Slot, Slots } from '../schemas/donation.ts'

const none: Slots = {
  open: 0,
  planned: 0,
  inTransit: 0,
  arrived: 0,
  remedying: 0,
  accepted: 0,
  inService: 0,
  rejected: 0,
  lost: 0,
}

export const openSlots = (quantity: number): Slots => ({ ...none, open: quantity })

/** One unit of an item moves from one standing to another; their sum, the contracted quantity, can't change. */
export const moveSlot = (slots: Slots, from: Slot, to: Slot): Slots => ({
  ...slots,
  [from]: slots[from] - 1,
  [to]: slots[to] + (from === to ? 0 : 1),
})

/** Where all the items of a donation stand together. */
export const sumSlots = (items: Iterable<Slots>): Slots => {
  const sum = { ...none }
  for (const slots of items) for (const slot of slotNames) sum[slot] += slots[slot]
  return sum
}

export const slotNames = Object.keys(none).filter((name): name is Slot => name in none)

/** States of a donation that follow from where its units stand. */
export type Standing =
  | 'contracted'
  | 'shipping'
  | 'accepting'
  | 'remedying'
  | 'accepted'
  | 'inService'
  | 'rejected'
  | 'lost'

/** The one rule by which a contracted donation follows its units: whoever must act next names the state. */
export const standing = (units: Slots): Standing => {
  const taken = units.accepted + units.inService
  const settled = taken + units.rejected + units.lost
  if (units.arrived > 0) return 'accepting'
  if (units.inTransit > 0) return 'shipping'
  if (units.remedying > 0) return 'remedying'
  if (units.open + units.planned > 0) return settled > 0 ? 'shipping' : 'contracted'
  if (taken > 0) return units.accepted === 0 ? 'inService' : 'accepted'
  return units.rejected > 0 ? 'rejected' : 'lost'
}
