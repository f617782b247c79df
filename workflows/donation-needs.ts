import type { Tell } from './declaration.ts'
import type { DonationContext } from './donation.ts'
import type { ReleaseReason } from './need-events.ts'
import { slotNames } from './slots.ts'

/** Items that cover a need, with where their units stand; most donations have none. */
const listCovering = ({ id = '', needs = {}, items }: DonationContext) =>
  Object.entries(needs).flatMap(([item, need]) => {
    const slots = items[item]
    return slots ? [{ need, slots, covers: { donation: id, item } }] : []
  })

const toNeed = (need: string, type: string, data: Record<string, unknown>): Tell => ({
  to: { stream: need },
  event: { type, data },
})

/** The recipient wants it. */
export const tellAgreed = (context: DonationContext): Tell[] =>
  listCovering(context).map(({ need, covers }) => toNeed(need, 'need.agreed', covers))

/** Nothing of it will come. */
export const tellReleased = (context: DonationContext, reason: ReleaseReason): Tell[] =>
  listCovering(context).map(({ need, slots, covers }) => {
    const quantity = slotNames.reduce((sum, name) => sum + slots[name], 0)
    return toNeed(need, 'need.released', { ...covers, quantity, reason })
  })

/** A part of one item will not come. */
export const tellReduced = (context: DonationContext, item: string, quantity: number): Tell[] =>
  listCovering(context)
    .filter(({ covers }) => covers.item === item)
    .map(({ need, covers }) => toNeed(need, 'need.released', { ...covers, quantity, reason: 'reduced' }))

/** Every unit is settled: some were accepted, and the others will not come. */
export const tellSettled = (context: DonationContext): Tell[] =>
  listCovering(context).flatMap(({ need, slots, covers }) => {
    const [taken, gone] = [slots.accepted + slots.inService, slots.rejected + slots.lost]
    return [
      ...(taken > 0 ? [toNeed(need, 'need.delivered', { ...covers, quantity: taken })] : []),
      ...(gone > 0
        ? [toNeed(need, 'need.released', { ...covers, quantity: gone, reason: 'notAccepted' })]
        : []),
    ]
  })
