import type { Slot } from '../schemas/donation.ts'
import type { Role } from '../schemas/roles.ts'
import type { Refusal } from './declaration.ts'
import type { DonationContext } from './donation.ts'
import type { DonationMachineEvent } from './donation-events.ts'
import { slotNames, sumSlots } from './slots.ts'

type In<Type> = Extract<DonationMachineEvent, { type: Type }>

export const isSlot = (name: string): name is Slot => slotNames.some((slot) => slot === name)

const refuseDraft = ({ parties }: DonationContext, { data }: In<'contract.drafted'>): Refusal | undefined => {
  const stranger = data.signatories.findIndex((id) => !parties[id])
  if (stranger >= 0) return { problem: 'signatory-not-a-party', pointer: `/data/signatories/${stranger}` }
  const needed: Role[] = ['recipient', 'donor']
  const missing = needed.find((role) => !data.signatories.some((id) => parties[id]?.includes(role)))
  if (missing)
    return { problem: 'signatory-missing', pointer: '/data/signatories', values: { role: missing } }
  if (new Set(data.signatories).size < data.signatories.length)
    return { problem: 'duplicate-entry', pointer: '/data/signatories' }
  if (new Set(data.texts.map((text) => text.language)).size < data.texts.length)
    return { problem: 'duplicate-entry', pointer: '/data/texts' }
}

const refuseSignature = (
  { contract }: DonationContext,
  { by, data }: In<'contract.signed'>,
): Refusal | undefined => {
  const signature = contract?.signatures.find(({ organization }) => organization === by)
  if (!contract) return { problem: 'contract-not-drafted' }
  if (!signature) return { problem: 'not-a-signatory' }
  if (signature.signedAt) return { problem: 'already-signed' }
  if (!contract.texts.some((text) => text.sha256 === data.sha256))
    return { problem: 'contract-text-unknown', pointer: '/data/sha256' }
}

const refuseMove = ({ items }: DonationContext, { data }: In<'unit.moved'>): Refusal | undefined => {
  const slots = items[data.item]
  if (!slots) return { problem: 'item-unknown', values: { item: data.item } }
  if (!isSlot(data.from) || !isSlot(data.to)) return { problem: 'item-unknown', values: { item: data.item } }
  if (slots[data.from] < 1) return { problem: 'contracted-quantity-exceeded', values: { item: data.item } }
}

/** Only what is not planned can be left out, and a donation of which nothing is left is called off instead. */
const refuseReduction = (
  { items }: DonationContext,
  { data }: In<'contract.reduced'>,
): Refusal | undefined => {
  const slots = items[data.item]
  if (!slots) return { problem: 'item-unknown', pointer: '/data/item', values: { item: data.item } }
  if (slots.open < data.quantity)
    return { problem: 'units-not-open', pointer: '/data/quantity', values: { open: slots.open } }
  const all = Object.values(sumSlots(Object.values(items))).reduce((sum, count) => sum + count, 0)
  if (all === data.quantity) return { problem: 'nothing-left', pointer: '/data/quantity' }
}

/** Why the donation, in a state that accepts the event, refuses it all the same; undefined where it does not. */
export const refuseDonation = (
  context: DonationContext,
  event: DonationMachineEvent,
): Refusal | undefined => {
  switch (event.type) {
    case 'contract.drafted':
      return refuseDraft(context, event)
    case 'contract.signed':
      return refuseSignature(context, event)
    case 'contract.reduced':
      return refuseReduction(context, event)
    case 'unit.moved':
      return refuseMove(context, event)
    case 'party.added':
      return context.parties[event.data.organization]?.includes(event.data.role)
        ? { problem: 'already-a-party', pointer: '/data/organization' }
        : undefined
  }
}

/** Whether an event that the state accepts, and the sender's role allows, still waits for this very organization. */
export const isOpenTo = ({ contract }: DonationContext, type: string, by: string): boolean =>
  type !== 'contract.signed' ||
  (contract?.signatures.some(({ organization, signedAt }) => organization === by && !signedAt) ?? false)
