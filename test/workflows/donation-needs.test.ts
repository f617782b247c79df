import t from 'tap'
import { type AnyMachineSnapshot, initialTransition, transition } from 'xstate'
import { Policy } from '../../schemas/donation.ts'
import { findDeclaration } from '../../workflows/catalogue.ts'
import { type DonationContext, donationWorkflow } from '../../workflows/donation.ts'
import type { DonationMachineEvent } from '../../workflows/donation-events.ts'
import { at, club, donationSamples, hospital, item, otherItem } from '../support/workflow-events.ts'

const need = '00000000-0000-4000-8000-000000000061'
const id = '00000000-0000-4000-8000-000000000062'
const input = {
  ...{ zone: 'Asia/Almaty', policy: Policy.parse({}), items: { [item]: 2, [otherItem]: 1 } },
  ...{ parties: { [club]: ['donor' as const], [hospital]: ['recipient' as const] } },
  ...{ id, needs: { [item]: need } },
}
const covers = { donation: id, item }

interface Told {
  type: string
  params: { to: { stream: string }; event: { type: string; data: object } }
}

/** What the donation tells others by the last of the events. */
const tellBy = (...events: DonationMachineEvent[]) => {
  let donation: AnyMachineSnapshot = initialTransition(donationWorkflow, input)[0]
  let actions: readonly unknown[] = []
  for (const event of events) [donation, actions] = transition(donationWorkflow, donation, event)
  const told = JSON.parse(JSON.stringify(actions)).filter(({ type }: { type: string }) => type === 'tell')
  return told.flatMap(({ params }: Told) => (params.to.stream ? [[params.to.stream, params.event]] : []))
}

const { 'donation.agreed': agreed, 'contract.drafted': draft, 'contract.signed': signed } = donationSamples
const contracted = [agreed, draft, signed, { ...signed, by: club }]
const move = (from: string, to: string, of = item): DonationMachineEvent => ({
  ...{ type: 'unit.moved', at },
  data: { item: of, from, to },
})
const settle = (to: string, of = item) => [move('open', 'arrived', of), move('arrived', to, of)]
const released = (quantity: number, reason: string) => [
  need,
  { type: 'need.released', data: { ...covers, quantity, reason } },
]
const delivered = (quantity: number) => [need, { type: 'need.delivered', data: { ...covers, quantity } }]

t.test('tells the need that its item covers what becomes of the pledge', async (t) => {
  t.strictSame(tellBy(agreed), [[need, { type: 'need.agreed', data: covers }]])
  t.strictSame(tellBy(donationSamples['donation.declined']), [released(2, 'declined')])
  t.strictSame(tellBy(agreed, donationSamples['donation.withdrawn']), [released(2, 'withdrawn')])
  t.strictSame(tellBy(...contracted, donationSamples['donation.cancelled']), [released(2, 'cancelled')])
  const expiry: DonationMachineEvent = JSON.parse(
    JSON.stringify({ type: 'xstate.after.pledgeExpiry.donation.pledged', data: {}, at }),
  )
  t.strictSame(tellBy(expiry), [released(2, 'expired')])
})

t.test('tells of a reduction of that very item alone', async (t) => {
  const reduced = donationSamples['contract.reduced']
  t.strictSame(tellBy(...contracted, reduced), [released(1, 'reduced')])
  t.strictSame(tellBy(...contracted, { ...reduced, data: { ...reduced.data, item: otherItem } }), [])
})

t.test('tells what was accepted and what was not once every unit is settled, and not again', async (t) => {
  const mixed = [...contracted, ...settle('accepted'), ...settle('lost'), ...settle('accepted', otherItem)]
  t.strictSame(tellBy(...mixed), [delivered(1), released(1, 'notAccepted')])
  t.strictSame(tellBy(...mixed.slice(0, -1)), [], 'not before the last')
  t.strictSame(tellBy(...mixed, move('accepted', 'inService'), move('accepted', 'inService', otherItem)), [])
  const found = [...mixed, move('lost', 'arrived'), move('arrived', 'accepted')]
  t.strictSame(tellBy(...found), [delivered(2)])
  const refused = [
    ...contracted,
    ...settle('rejected'),
    ...settle('rejected'),
    ...settle('rejected', otherItem),
  ]
  t.strictSame(tellBy(...refused), [released(2, 'notAccepted')])
})

t.test('tells what the need takes', async (t) => {
  const told = [
    ...tellBy(agreed),
    ...tellBy(donationSamples['donation.declined']),
    ...tellBy(...contracted, ...settle('accepted'), ...settle('accepted'), ...settle('accepted', otherItem)),
  ]
  t.equal(told.length, 3)
  for (const [, { type, data }] of told)
    t.strictSame(findDeclaration('need', type)?.data.parse(data), data, type)
})

t.test('one that covers no need tells nothing, and remembers none', async (t) => {
  const { needs: _, id: none, ...plain } = input
  const [donation] = initialTransition(donationWorkflow, plain)
  const context: DonationContext = donation.context
  t.notOk('needs' in context || 'id' in context, none)
  t.strictSame(
    transition(donationWorkflow, donation, agreed)[1]
      .map(({ type }) => type)
      .includes('tell'),
    false,
  )
})
