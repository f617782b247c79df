import t from 'tap'
import { initialTransition, transition } from 'xstate'
import { shipmentWorkflow } from '../../workflows/shipment.ts'
import type { ShipmentMachineEvent } from '../../workflows/shipment-events.ts'
import { refuseShipment } from '../../workflows/shipment-refusals.ts'
import { deadlineEvents, decideEach, findForgetful, sayWish, take } from '../support/machines.ts'
import {
  at,
  club,
  firstLink,
  firstUnit,
  secondLink,
  secondUnit,
  shipmentSamples,
  thirdUnit,
} from '../support/workflow-events.ts'

const input = {
  zone: 'Asia/Almaty',
  customsStay: 10,
  acceptanceReminder: 3,
  acceptanceEscalation: 10,
  linkExpiry: 90,
  units: [firstUnit, secondUnit],
}
const later = '2022-10-24T09:00:00.000Z'

const [planned] = initialTransition(shipmentWorkflow, input)
const follow = (from: typeof planned, ...taken: ShipmentMachineEvent[]) =>
  taken.reduce((shipment, event) => transition(shipmentWorkflow, shipment, event)[0], from)

const {
  'shipment.packed': pack,
  'shipment.dispatched': dispatch,
  'shipment.arrived': arrive,
  'shipment.received': receive,
  'shipment.customsEntered': enterCustoms,
  'shipment.customsHeld': hold,
} = shipmentSamples
const packed = follow(planned, pack)
const dispatched = follow(packed, dispatch)
const arrived = follow(dispatched, arrive)
/** A shipment in every state in which there can be a link. */
const withLinks = {
  packed,
  dispatched,
  inCustoms: follow(dispatched, enterCustoms),
  customsHold: follow(dispatched, enterCustoms, hold),
  arrived,
  received: follow(arrived, receive),
}

const issue = shipmentSamples['link.issued']
const issueNext: ShipmentMachineEvent = { ...issue, data: { link: secondLink, language: 'ru' }, at: later }
const passed = (
  name: 'acceptanceReminder' | 'acceptanceEscalation' | 'linkExpiry',
): ShipmentMachineEvent => ({
  type: `deadline.${name}`,
  data: {},
  at: later,
})
const events = [
  ...Object.values(shipmentSamples).filter(({ type }) => type.startsWith('link.')),
  ...deadlineEvents(shipmentWorkflow).filter(({ type }) => type !== 'deadline.customsStay'),
]

const stops = ['acceptanceReminder', 'acceptanceEscalation', 'linkExpiry'].map((clock) => `stops ${clock}`)
const live = {
  'link.used': stops,
  'link.refused': stops,
  'link.revoked': stops,
  'after acceptanceReminder': ['records link.reminded'],
  'after acceptanceEscalation': ['records link.escalated'],
  'after linkExpiry': [...stops, 'records link.expired'],
}

// What is not listed is refused; that a new link can be issued is not listed, since it always can.
const decisions: { says: string; way: ShipmentMachineEvent[]; decided: Record<string, string[]> }[] = [
  { says: 'no link', way: [], decided: {} },
  { says: 'a live link', way: [issue], decided: { 'link.opened': [], ...live } },
  { says: 'an opened link', way: [issue, shipmentSamples['link.opened']], decided: live },
  {
    says: 'a reminded link',
    way: [issue, passed('acceptanceReminder')],
    decided: { 'link.opened': [], ...live },
  },
  { says: 'a used link', way: [issue, shipmentSamples['link.used']], decided: {} },
  { says: 'a refused link', way: [issue, shipmentSamples['link.refused']], decided: {} },
  { says: 'a revoked link', way: [issue, shipmentSamples['link.revoked']], decided: {} },
  {
    says: 'an expired link that nobody opened',
    way: [issue, passed('linkExpiry')],
    decided: { 'link.opened': [] },
  },
  {
    says: 'an expired link that was opened too late',
    way: [issue, passed('linkExpiry'), shipmentSamples['link.opened']],
    decided: {},
  },
  {
    says: 'an expired link that was opened in time',
    way: [issue, shipmentSamples['link.opened'], passed('linkExpiry')],
    decided: {},
  },
]

for (const [state, shipment] of Object.entries(withLinks))
  t.test(`links of a shipment that is ${state}`, async (t) => {
    const waits = ['arrived', 'received'].includes(state)
    const starts = [
      'starts linkExpiry',
      ...(waits ? ['starts acceptanceReminder', 'starts acceptanceEscalation'] : []),
    ]
    for (const { says, way, decided } of decisions) {
      const expected = { 'link.issued': [...stops, ...starts], ...decided }
      t.strictSame(
        decideEach(shipmentWorkflow, follow(shipment, ...way), events),
        Object.fromEntries(Object.entries(expected).map(([type, wishes]) => [type, [state, ...wishes]])),
        says,
      )
    }
  })

t.test(
  'nothing happens to links before there is a packing list, or once the consignment has ended',
  async (t) => {
    for (const ending of ['shipment.lost', 'shipment.returned'] as const)
      t.strictSame(
        decideEach(shipmentWorkflow, follow(dispatched, issue, shipmentSamples[ending]), events),
        {},
        ending,
      )
    const cancelled = follow(packed, issue, shipmentSamples['shipment.cancelled'])
    t.strictSame(decideEach(shipmentWorkflow, cancelled, events), {})
    t.strictSame(decideEach(shipmentWorkflow, planned, events), {})
  },
)

t.test('a row read back decides about its links as the live one does', async (t) => {
  const places = Object.values(withLinks).flatMap((shipment) =>
    decisions.map(({ way, says }) => ({ snapshot: follow(shipment, ...way), way: [says] })),
  )
  t.strictSame(findForgetful(shipmentWorkflow, places, events), [])
})

t.test('a link ends as it ended, and one at most is live', async (t) => {
  const first = { id: firstLink, language: 'kk', issuedAt: at }
  const second = { id: secondLink, language: 'ru', issuedAt: later, state: 'live' }
  const linksAfter = (...way: ShipmentMachineEvent[]) => follow(packed, ...way).context.links
  t.strictSame(linksAfter(issue), [{ ...first, state: 'live' }])
  t.strictSame(linksAfter(issue, shipmentSamples['link.opened']), [{ ...first, state: 'live', openedAt: at }])
  t.strictSame(linksAfter(issue, passed('acceptanceReminder')), [
    { ...first, state: 'live', remindedAt: later },
  ])
  t.strictSame(linksAfter(issue, issueNext), [{ ...first, state: 'replaced', endedAt: later }, second])
  for (const state of ['used', 'refused', 'revoked'] as const) {
    const ended = { ...first, state, endedAt: at }
    t.strictSame(linksAfter(issue, shipmentSamples[`link.${state}`]), [ended])
    t.strictSame(linksAfter(issue, shipmentSamples[`link.${state}`], issueNext), [ended, second])
  }
  t.strictSame(linksAfter(issue, passed('linkExpiry'), shipmentSamples['link.opened']), [
    { ...first, state: 'expired', endedAt: later, openedAt: at },
  ])
})

t.test('a link that ended is refused by what became of it, and an unknown one as unknown', async (t) => {
  const types = ['link.opened', 'link.used', 'link.refused', 'link.revoked'] as const
  const pointer = '/data/link'
  for (const state of ['used', 'refused', 'revoked'] as const) {
    const { context } = follow(packed, issue, shipmentSamples[`link.${state}`])
    for (const type of types)
      t.strictSame(
        refuseShipment(context, shipmentSamples[type]),
        { problem: 'link-ended', pointer, values: { state } },
        `${type} of a link that is ${state}`,
      )
  }
  const replaced = follow(packed, issue, issueNext)
  const expired = follow(packed, issue, passed('linkExpiry'))
  for (const type of types) {
    t.match(refuseShipment(replaced.context, shipmentSamples[type]), { values: { state: 'replaced' } })
    t.strictSame(refuseShipment(packed.context, shipmentSamples[type]), { problem: 'link-unknown', pointer })
    if (type !== 'link.opened')
      t.match(refuseShipment(expired.context, shipmentSamples[type]), { values: { state: 'expired' } })
  }
})

t.test('a hospital is reminded from the arrival on, not while its link has nothing to show', async (t) => {
  const wishes = (shipment: typeof planned) => take(shipmentWorkflow, shipment, arrive)?.wanted.map(sayWish)
  const waiting = ['starts acceptanceReminder', 'starts acceptanceEscalation']
  t.ok(waiting.every((wish) => wishes(follow(dispatched, issue))?.includes(wish)))
  for (const without of [dispatched, follow(dispatched, issue, shipmentSamples['link.refused'])])
    t.notOk(wishes(without)?.some((wish) => waiting.includes(wish)))
})

t.test('no link outlives the consignment', async (t) => {
  const endings = [
    follow(packed, issue, shipmentSamples['shipment.cancelled']),
    follow(dispatched, issue, shipmentSamples['shipment.lost']),
    follow(dispatched, issue, shipmentSamples['shipment.returned']),
  ]
  for (const { context } of endings)
    t.match(context.links, [{ id: firstLink, state: 'revoked', endedAt: at }])
  const { context } = follow(
    dispatched,
    issue,
    shipmentSamples['link.used'],
    shipmentSamples['shipment.lost'],
  )
  t.match(context.links, [{ state: 'used' }], 'one that ended before stays as it ended')
})

t.test('a row remembers its newest links only', async (t) => {
  const ids = Array.from({ length: 30 }, (_, n) => `${thirdUnit.slice(0, -2)}${n + 40}`)
  const issued = ids.map(
    (link): ShipmentMachineEvent => ({
      type: 'link.issued',
      data: { link, language: 'en' },
      by: club,
      at,
    }),
  )
  t.strictSame(
    follow(packed, ...issued).context.links.map(({ id }) => id),
    ids.slice(-20),
  )
})
