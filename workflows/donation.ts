import { setup } from 'xstate'
import { type Contract, Policy, type Slots } from '../schemas/donation.ts'
import type { Role } from '../schemas/roles.ts'
import { day, type StateMeta, type Tell } from './declaration.ts'
import type { DonationMachineEvent } from './donation-events.ts'
import { tellAgreed, tellReduced, tellReleased, tellSettled } from './donation-needs.ts'
import { isSlot, refuseDonation } from './donation-refusals.ts'
import type { ReleaseReason } from './need-events.ts'
import { moveSlot, openSlots, type Standing, standing, sumSlots } from './slots.ts'
import { followers, settled, standings } from './standings.ts'

export interface DonationContext {
  /** IANA zone whose calendar days the deadlines end with. */
  zone: string
  policy: Policy
  /** Roles by organization: who sees the donation and what each may send. */
  parties: Record<string, Role[]>
  /** Where the contracted units stand, by item. */
  items: Record<string, Slots>
  /** Its own id and the needs that its items cover, by item; only where it covers any. */
  id?: string
  needs?: Record<string, string>
  contract?: Contract
  /** Why it ended, where it ended before its time. */
  ending?: { reason: string; note?: string }
}

export interface DonationInput {
  zone: string
  policy: Policy
  parties: Record<string, Role[]>
  /** Contracted quantity by item. */
  items: Record<string, number>
  id?: string
  needs?: Record<string, string>
}

const unitsOf = (context: DonationContext) => sumSlots(Object.values(context.items))
const isSigned = ({ contract }: DonationContext) =>
  contract?.signatures.every((signature) => signature.signedAt) ?? false

const donation = setup({
  types: {
    context: {} as DonationContext,
    events: {} as DonationMachineEvent,
    input: {} as DonationInput,
    meta: {} as StateMeta,
  },
  guards: {
    holds: ({ context, event }) => refuseDonation(context, event) === undefined,
    isSigned: ({ context }) => isSigned(context),
    isRelease: ({ context, event }) =>
      event.type === 'unit.moved' && event.data.to === 'open' && refuseDonation(context, event) === undefined,
    stands: ({ context }, at: Standing) => standing(unitsOf(context)) === at,
  },
  actions: {
    /** A further event for the log, about this donation. */
    record: (_, _event: { type: string }) => {},
    tell: (_, _told: Tell) => {},
  },
  delays: {
    pledgeExpiry: ({ context }) => context.policy.pledgeExpiry * day,
    signatureReminder: ({ context }) => context.policy.signatureReminder * day,
    signatureEscalation: ({ context }) => context.policy.signatureEscalation * day,
    dispatch: ({ context }) => context.policy.dispatch * day,
    acceptanceReminder: ({ context }) => context.policy.acceptanceReminder * day,
    acceptanceEscalation: ({ context }) => context.policy.acceptanceEscalation * day,
  },
})

const record = (type: string) => ({ type: 'record' as const, params: { type } })

const draft = donation.assign(({ event }) => {
  if (event.type !== 'contract.drafted') return {}
  const { number, memorandum, texts, signatories } = event.data
  const signatures = signatories.map((organization) => ({ organization }))
  return { contract: { number, ...(memorandum && { memorandum }), texts, signatures } }
})

const sign = donation.assign(({ context, event }) => {
  if (event.type !== 'contract.signed' || !context.contract) return {}
  const { data, by, at } = event
  const signatures = context.contract.signatures.map((signature) =>
    signature.organization === by ? { ...signature, ...data, signedAt: at } : signature,
  )
  return { contract: { ...context.contract, signatures } }
})

const addParty = donation.assign(({ context, event }) => {
  if (event.type !== 'party.added') return {}
  const { organization, role } = event.data
  return { parties: { ...context.parties, [organization]: [...(context.parties[organization] ?? []), role] } }
})

const reduce = donation.assign(({ context, event }) => {
  if (event.type !== 'contract.reduced') return {}
  const { item, quantity } = event.data
  const slots = context.items[item]
  return slots ? { items: { ...context.items, [item]: { ...slots, open: slots.open - quantity } } } : {}
})

const end = donation.assign(({ event }) => {
  const isEnding =
    event.type === 'donation.declined' ||
    event.type === 'donation.withdrawn' ||
    event.type === 'donation.cancelled'
  return isEnding ? { ending: event.data } : {}
})

const move = donation.assign(({ context, event }) => {
  if (event.type !== 'unit.moved') return {}
  const { item, from, to } = event.data
  const slots = context.items[item]
  if (!slots || !isSlot(from) || !isSlot(to)) return {}
  return { items: { ...context.items, [item]: moveSlot(slots, from, to) } }
})

/** Tells the needs that its items cover; most donations cover none. */
const tellNeeds = (news: (context: DonationContext, event: DonationMachineEvent) => Tell[]) =>
  donation.enqueueActions(({ context, event, enqueue }) => {
    for (const params of news(context, event)) enqueue({ type: 'tell', params })
  })
const releaseNeeds = (reason: ReleaseReason) => tellNeeds((context) => tellReleased(context, reason))
const reduceNeeds = tellNeeds((context, event) =>
  event.type === 'contract.reduced' ? tellReduced(context, event.data.item, event.data.quantity) : [],
)
const settleNeeds = tellNeeds(tellSettled)

/** What a state that follows the units shares with the others: it counts each move, and leaves when it no longer fits. */
const following = (self: Standing) => ({
  always: standings
    .filter((at) => at !== self)
    .map((at) => ({
      guard: { type: 'stands' as const, params: at },
      target: at,
      // The last of several units may be settled after all others went into service: acceptance is told all the same.
      actions: [
        ...(at === 'inService' && self !== 'accepted' ? [record(followers.accepted)] : []),
        record(followers[at]),
        // What went into service was told when it was accepted.
        ...(settled.includes(at) && !(self === 'accepted' && at === 'inService') ? [settleNeeds] : []),
      ],
    })),
})
const joins = { 'party.added': { guard: 'holds' as const, actions: [addParty] } }
const moves = { 'unit.moved': { guard: 'holds' as const, actions: [move] } }
/** While units may still have to be sent, it can be agreed that some never will be. */
const fulfilment = {
  ...moves,
  ...joins,
  'contract.reduced': { guard: 'holds' as const, actions: [reduce, reduceNeeds] },
}
const closing = { 'donation.closed': 'closed' }

// XState asks for a first state without input at every `transition`; an error thrown there costs a tenth of a decision.
const noInput: DonationInput = { zone: 'UTC', policy: Policy.parse({}), parties: {}, items: {} }

/** A donation from a pledge to a device in service. From `contracted` on, its state follows its units. */
export const donationWorkflow = donation.createMachine({
  id: 'donation',
  context: ({ input = noInput }) => ({
    zone: input.zone,
    policy: input.policy,
    parties: input.parties,
    items: Object.fromEntries(Object.entries(input.items).map(([id, quantity]) => [id, openSlots(quantity)])),
    ...(input.needs && { id: input.id, needs: input.needs }),
  }),
  initial: 'pledged',
  states: {
    pledged: {
      description: 'A donor has offered equipment, and the recipient has yet to answer.',
      meta: { waitsFor: ['recipient'] },
      on: {
        'donation.agreed': { target: 'contracting', actions: [tellNeeds(tellAgreed)] },
        'donation.declined': { target: 'declined', actions: [end, releaseNeeds('declined')] },
        'donation.withdrawn': { target: 'withdrawn', actions: [end, releaseNeeds('withdrawn')] },
        ...joins,
      },
      after: {
        pledgeExpiry: { target: 'expired', actions: [record('donation.expired'), releaseNeeds('expired')] },
      },
    },
    contracting: {
      description: 'The recipient wants it; the contract is drafted and signed.',
      meta: { waitsFor: ['donor', 'coordinator', 'recipient'] },
      on: {
        'contract.drafted': { guard: 'holds', actions: [draft] },
        'contract.signed': { guard: 'holds', actions: [sign] },
        'donation.declined': { target: 'declined', actions: [end, releaseNeeds('declined')] },
        'donation.withdrawn': { target: 'withdrawn', actions: [end, releaseNeeds('withdrawn')] },
        ...joins,
      },
      always: { guard: 'isSigned', target: 'contracted', actions: [record('donation.contracted')] },
      after: {
        signatureReminder: { actions: [record('contract.signatureReminded')] },
        signatureEscalation: { actions: [record('contract.signatureEscalated')] },
      },
    },
    contracted: {
      description: 'The contract stands, and every unit has still to be sent.',
      meta: { waitsFor: ['donor', 'supplier'] },
      on: {
        'donation.cancelled': {
          target: 'cancelled',
          actions: [
            end,
            releaseNeeds('cancelled'),
            {
              type: 'tell',
              params: ({ event }) => ({
                to: 'children',
                event: { type: 'shipment.cancelled', data: event.data },
              }),
            },
          ],
        },
        ...fulfilment,
      },
      ...following('contracted'),
      after: { dispatch: { actions: [record('donation.dispatchOverdue')] } },
    },
    shipping: {
      description: 'Units are on their way, or some are settled and the rest has still to be sent.',
      meta: { waitsFor: ['donor', 'supplier', 'carrier'] },
      on: fulfilment,
      ...following('shipping'),
    },
    accepting: {
      description: 'Units stand at the hospital and await its decision.',
      meta: { waitsFor: ['recipient'] },
      on: fulfilment,
      ...following('accepting'),
      after: {
        acceptanceReminder: { actions: [record('donation.acceptanceReminded')] },
        acceptanceEscalation: { actions: [record('donation.acceptanceEscalated')] },
      },
    },
    remedying: {
      description:
        'Nothing is on its way or awaits a decision; refused units await a repair, a replacement or removal.',
      meta: { waitsFor: ['donor', 'supplier'] },
      on: fulfilment,
      ...following('remedying'),
    },
    accepted: {
      description: 'Every unit is settled, at least one was accepted, and not all of those are in use yet.',
      meta: { waitsFor: ['recipient'] },
      // One that is never put into service must not keep the donation open for ever.
      on: { ...moves, ...joins, ...closing },
      ...following('accepted'),
    },
    inService: {
      description: 'Every unit is settled, and every accepted one has been put into service.',
      meta: { waitsFor: ['donor'] },
      // A unit that was lost may be found, and opens it anew; so in the two ends that follow the units.
      on: { ...moves, ...joins, ...closing },
      ...following('inService'),
    },
    // Not final: what was not in service yet, or is found again, is counted all the same.
    closed: {
      description: 'The donor follows it no further.',
      meta: { waitsFor: [] },
      on: moves,
    },
    declined: { description: 'The recipient did not want it.', type: 'final' },
    withdrawn: { description: 'The offer was taken back before a contract bound it.', type: 'final' },
    expired: { description: 'The recipient did not answer in time.', type: 'final' },
    // Not final: its shipments, cancelled with it, still give their units' places back.
    cancelled: {
      description: 'It was called off while every unit had still to be sent.',
      meta: { waitsFor: [] },
      on: { 'unit.moved': { guard: 'isRelease', actions: [move] } },
    },
    rejected: {
      description: 'Every unit is settled, none was accepted, and at least one was refused.',
      meta: { waitsFor: [] },
      on: moves,
      ...following('rejected'),
    },
    lost: {
      description: 'Every unit was lost.',
      meta: { waitsFor: [] },
      on: moves,
      ...following('lost'),
    },
  },
})
