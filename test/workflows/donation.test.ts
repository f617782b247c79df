import t from 'tap'
import { initialTransition, transition } from 'xstate'
import { Policy, type Slots } from '../../schemas/donation.ts'
import { roles } from '../../schemas/roles.ts'
import { findSlotMoves } from '../../scripts/probe-workflows.ts'
import type { EventDeclarations } from '../../workflows/declaration.ts'
import { type DonationContext, donationWorkflow } from '../../workflows/donation.ts'
import { type DonationMachineEvent, donationEvents } from '../../workflows/donation-events.ts'
import { isOpenTo, refuseDonation } from '../../workflows/donation-refusals.ts'
import { moveSlot, slotNames, standing } from '../../workflows/slots.ts'
import {
  deadlineEvents,
  decideEach,
  findForgetful,
  findPlaces,
  type Place,
  sayWay,
} from '../support/machines.ts'
import {
  at,
  authority,
  club,
  donationSamples,
  hospital,
  item,
  kazakhText,
  otherItem,
  stranger,
} from '../support/workflow-events.ts'

const parties = {
  [club]: ['donor' as const],
  [hospital]: ['recipient' as const],
  [authority]: ['partner' as const],
}
const input = { zone: 'Asia/Almaty', policy: Policy.parse({}), parties, items: { [item]: 2 } }

const signedByClub: DonationMachineEvent = { ...donationSamples['contract.signed'], by: club }
const move = (from: string, to: string): DonationMachineEvent => ({
  type: 'unit.moved',
  data: { item, from, to },
  at,
})
const events = [...Object.values(donationSamples), ...deadlineEvents(donationWorkflow)]
const moves = findSlotMoves().map(({ from, to }) => move(from, to))
// A party more or less changes nothing but the party list, and would only multiply the places.
const travel = [...events.filter(({ type }) => type !== 'party.added'), signedByClub, ...moves]
const places = findPlaces(donationWorkflow, input, travel)

const ended = (state: string) => [state, 'stops signatureReminder', 'stops signatureEscalation']
const joins = (state: string) => ({ 'party.added': [state] })
const contracting = {
  'donation.declined': ended('declined'),
  'donation.withdrawn': ended('withdrawn'),
  'contract.drafted': ['contracting'],
  ...joins('contracting'),
  'after signatureReminder': ['contracting', 'records contract.signatureReminded'],
  'after signatureEscalation': ['contracting', 'records contract.signatureEscalated'],
}

// What is not listed is refused. Moves of units have a test of their own, and what is left out follows below.
const decisions: Record<string, Record<string, string[]>> = {
  pledged: {
    'donation.agreed': [
      'contracting',
      'stops pledgeExpiry',
      'starts signatureReminder',
      'starts signatureEscalation',
    ],
    'donation.declined': ['declined', 'stops pledgeExpiry'],
    'donation.withdrawn': ['withdrawn', 'stops pledgeExpiry'],
    ...joins('pledged'),
    'after pledgeExpiry': ['expired', 'stops pledgeExpiry', 'records donation.expired'],
  },
  contracting,
  contracted: {
    ...joins('contracted'),
    'donation.cancelled': ['cancelled', 'stops dispatch', 'tells children shipment.cancelled'],
    'after dispatch': ['contracted', 'records donation.dispatchOverdue'],
  },
  shipping: joins('shipping'),
  accepting: {
    ...joins('accepting'),
    'after acceptanceReminder': ['accepting', 'records donation.acceptanceReminded'],
    'after acceptanceEscalation': ['accepting', 'records donation.acceptanceEscalated'],
  },
  remedying: joins('remedying'),
  accepted: { ...joins('accepted'), 'donation.closed': ['closed'] },
  inService: { ...joins('inService'), 'donation.closed': ['closed'] },
  closed: {},
  declined: {},
  withdrawn: {},
  expired: {},
  cancelled: {},
  rejected: {},
  lost: {},
}

/** What the hospital's signature does: it needs a draft, comes once, and makes the contract where it is the last. */
const signed = (context: DonationContext): Record<string, string[]> => {
  const waiting = context.contract?.signatures.filter(({ signedAt }) => !signedAt) ?? []
  if (!waiting.some(({ organization }) => organization === hospital)) return {}
  if (waiting.length > 1) return { 'contract.signed': ['contracting'] }
  return { 'contract.signed': [...ended('contracted'), 'records donation.contracted', 'starts dispatch'] }
}

const clocks: Record<string, string[]> = {
  contracted: ['dispatch'],
  accepting: ['acceptanceReminder', 'acceptanceEscalation'],
}
const records: Record<string, string> = {
  contracted: 'donation.contracted',
  shipping: 'donation.shipped',
  accepting: 'donation.arrived',
  remedying: 'donation.remedyOpened',
  accepted: 'donation.accepted',
  inService: 'donation.commissioned',
  rejected: 'donation.rejected',
  lost: 'donation.lost',
}

/** What a donation does that goes from one state to the one where its units stand. */
const follow = (state: string, next: string) => {
  if (state === next) return [next]
  const both = next === 'inService' && state !== 'accepted'
  return [
    next,
    ...(clocks[state] ?? []).map((name) => `stops ${name}`),
    ...(both ? ['records donation.accepted'] : []),
    `records ${records[next]}`,
    ...(clocks[next] ?? []).map((name) => `starts ${name}`),
  ]
}

/** What it does to leave one unit out: only one that is not planned, and never the last that is contracted. */
const reduced = (state: string, slots: Slots): Record<string, string[]> => {
  if (!['contracted', 'shipping', 'accepting', 'remedying'].includes(state)) return {}
  const total = slotNames.reduce((sum, name) => sum + slots[name], 0)
  if (slots.open === 0 || total === 1) return {}
  return { 'contract.reduced': follow(state, standing({ ...slots, open: slots.open - 1 })) }
}

const decisionsOf = ({ snapshot }: Place) => {
  const state = String(snapshot.value)
  if (state === 'contracting') return { ...contracting, ...signed(snapshot.context) }
  return { ...decisions[state], ...reduced(state, snapshot.context.items[item]) }
}

t.test('every declared event has a sample that its declaration takes', async (t) => {
  const declarations: EventDeclarations = donationEvents
  t.strictSame(Object.keys(donationSamples), Object.keys(declarations))
  for (const { type, data } of Object.values(donationSamples))
    t.strictSame(declarations[type]?.data.parse(data), data, type)
})

t.test('every state is reached, and decides every event, by the shortest path to it', async (t) => {
  t.strictSame(Object.keys(decisions), Object.keys(donationWorkflow.states))
  for (const state of Object.keys(decisions)) {
    const place = places.find(({ snapshot }) => snapshot.value === state)
    t.ok(place, `${state} is reached`)
    if (place)
      t.strictSame(
        decideEach(donationWorkflow, place.snapshot, events),
        state === 'contracting' ? contracting : decisionsOf(place),
        sayWay(place),
      )
  }
})

t.test('every other way to a state leads to the same decisions', async (t) => {
  for (const place of places)
    t.strictSame(decideEach(donationWorkflow, place.snapshot, events), decisionsOf(place), sayWay(place))
})

const allMoves = slotNames.flatMap((from) => slotNames.map((to) => move(from, to)))

t.test('a row read back decides as the live one does', async (t) => {
  t.strictSame(findForgetful(donationWorkflow, places, [...events, signedByClub, ...allMoves]), [])
})

t.test('a contracted donation counts each move and goes where its units stand', async (t) => {
  const following = Object.keys(records)
  for (const place of places) {
    const { snapshot } = place
    const state = String(snapshot.value)
    const slots: Slots = snapshot.context.items[item]
    const expected: Record<string, string[]> = {}
    for (const from of slotNames)
      for (const to of slotNames) {
        if (slots[from] === 0) continue
        const after = moveSlot(slots, from, to)
        if (following.includes(state)) expected[`unit.moved ${from} → ${to}`] = follow(state, standing(after))
        else if (state === 'closed') expected[`unit.moved ${from} → ${to}`] = ['closed']
        else if (state === 'cancelled' && to === 'open') expected[`unit.moved ${from} → open`] = ['cancelled']
      }
    t.strictSame(decideEach(donationWorkflow, snapshot, allMoves), expected, sayWay(place))
  }
})

t.test('a move of an unknown item, of a unit that is not there or to nowhere is refused', async (t) => {
  const contracted = places.find(({ snapshot }) => snapshot.value === 'contracted')?.snapshot
  const refused: [DonationMachineEvent, string][] = [
    [{ type: 'unit.moved', data: { item: otherItem, from: 'open', to: 'planned' }, at }, 'item-unknown'],
    [move('open', 'nowhere'), 'item-unknown'],
    [move('planned', 'inTransit'), 'contracted-quantity-exceeded'],
  ]
  for (const [event, problem] of refused) {
    t.notOk(contracted?.can(event))
    t.match(refuseDonation(contracted?.context, event), { problem })
  }
})

t.test('a unit that is found opens a donation anew that its units had ended', async (t) => {
  for (const state of ['inService', 'rejected', 'lost']) {
    const place = places.find(
      ({ snapshot }) => snapshot.value === state && snapshot.context.items[item].lost > 0,
    )
    t.ok(place, `${state} with a lost unit is reached`)
    if (place)
      t.equal(transition(donationWorkflow, place.snapshot, move('lost', 'arrived'))[0].value, 'accepting')
  }
})

const pathTo = (...taken: DonationMachineEvent[]) => {
  let [donation] = initialTransition(donationWorkflow, input)
  for (const event of taken) [donation] = transition(donationWorkflow, donation, event)
  return donation
}
const draft = donationSamples['contract.drafted']
const draftWith = (data: Partial<typeof draft.data>): DonationMachineEvent => ({
  ...draft,
  data: { ...draft.data, ...data },
})

t.test('only open places are left out, and never all that is contracted', async (t) => {
  const reduce = (quantity: number, of = item): DonationMachineEvent => ({
    ...donationSamples['contract.reduced'],
    data: { ...donationSamples['contract.reduced'].data, item: of, quantity },
  })
  const contracted = pathTo(
    donationSamples['donation.agreed'],
    draft,
    donationSamples['contract.signed'],
    signedByClub,
  )
  const planned = transition(donationWorkflow, contracted, move('open', 'planned'))[0]
  const refused: [typeof contracted, DonationMachineEvent, object][] = [
    [contracted, reduce(1, otherItem), { problem: 'item-unknown', pointer: '/data/item' }],
    [contracted, reduce(2), { problem: 'nothing-left', pointer: '/data/quantity' }],
    [planned, reduce(2), { problem: 'units-not-open', values: { open: 1 } }],
  ]
  for (const [donation, event, refusal] of refused) {
    t.notOk(donation.can(event))
    t.match(refuseDonation(donation.context, event), refusal)
  }
  const [left] = transition(donationWorkflow, planned, reduce(1))
  t.match(left.context.items, { [item]: { open: 0, planned: 1 } })
})

t.test('a draft names parties, a donor and the recipient among them, and one text a language', async (t) => {
  const donation = pathTo(donationSamples['donation.agreed'])
  const pointer = '/data/signatories'
  const refused: [DonationMachineEvent, object][] = [
    [
      draftWith({ signatories: [club, hospital, stranger] }),
      { problem: 'signatory-not-a-party', pointer: `${pointer}/2` },
    ],
    [
      draftWith({ signatories: [club, authority] }),
      { problem: 'signatory-missing', pointer, values: { role: 'recipient' } },
    ],
    [
      draftWith({ signatories: [hospital, authority] }),
      { problem: 'signatory-missing', pointer, values: { role: 'donor' } },
    ],
    [draftWith({ signatories: [club, hospital, club] }), { problem: 'duplicate-entry', pointer }],
    [
      draftWith({
        texts: [
          { language: 'kk', sha256: kazakhText },
          { language: 'kk', sha256: kazakhText },
        ],
      }),
      { problem: 'duplicate-entry', pointer: '/data/texts' },
    ],
  ]
  for (const [event, refusal] of refused) {
    t.notOk(donation.can(event))
    t.strictSame(refuseDonation(donation.context, event), refusal)
  }
  t.ok(donation.can(draftWith({ signatories: [club, hospital, authority] })))
})

t.test('a signature is of a signatory, under a text of the draft, and comes once', async (t) => {
  const agreed = donationSamples['donation.agreed']
  const sign = donationSamples['contract.signed']
  const refuse = (donation: ReturnType<typeof pathTo>, event: DonationMachineEvent, problem: string) => {
    t.notOk(donation.can(event), problem)
    t.match(refuseDonation(donation.context, event), { problem })
  }
  refuse(pathTo(agreed), sign, 'contract-not-drafted')
  const drafted = pathTo(agreed, draft)
  refuse(drafted, { ...sign, by: authority }, 'not-a-signatory')
  refuse(drafted, { ...sign, data: { ...sign.data, sha256: 'c'.repeat(64) } }, 'contract-text-unknown')
  refuse(pathTo(agreed, draft, sign), sign, 'already-signed')
  t.ok(isOpenTo(drafted.context, 'contract.signed', hospital))
  t.notOk(isOpenTo(drafted.context, 'contract.signed', authority))
  t.notOk(isOpenTo(pathTo(agreed, draft, sign).context, 'contract.signed', hospital))
})

t.test('a new draft takes the signatures under the one before', async (t) => {
  const agreed = donationSamples['donation.agreed']
  const donation = pathTo(agreed, draft, donationSamples['contract.signed'], draftWith({ number: '17a' }))
  t.strictSame(donation.context.contract?.signatures, [{ organization: club }, { organization: hospital }])
  t.equal(donation.value, 'contracting')
})

t.test('every role that a party can have may sign, so that no signatory blocks the contract', async (t) => {
  t.strictSame([...donationEvents['contract.signed'].by].sort(), [...roles].sort())
})

t.test('an organization takes a role once, and may take several', async (t) => {
  const donation = pathTo(donationSamples['party.added'])
  t.strictSame(donation.context.parties[authority], ['partner', 'authority'])
  t.match(refuseDonation(donation.context, donationSamples['party.added']), { problem: 'already-a-party' })
})

t.test('keeps why it ended', async (t) => {
  t.strictSame(pathTo(donationSamples['donation.declined']).context.ending, { reason: 'siteNotReady' })
  t.strictSame(pathTo(donationSamples['donation.withdrawn']).context.ending, { reason: 'fundsUnavailable' })
})
