import t from 'tap'
import { initialTransition, transition } from 'xstate'
import type { EventDeclarations } from '../../workflows/declaration.ts'
import { unitWorkflow } from '../../workflows/unit.ts'
import { unitEvents } from '../../workflows/unit-events.ts'
import {
  deadlineEvents,
  decideEach,
  findForgetful,
  findPlaces,
  parseWanted,
  sayWay,
  sayWish,
} from '../support/machines.ts'
import { at, thirdUnit, unitSamples } from '../support/workflow-events.ts'

const input = { zone: 'Asia/Almaty', remedy: 30, item: 'item', takes: 'open' as const }
const events = [...Object.values(unitSamples), ...deadlineEvents(unitWorkflow)]
const places = findPlaces(unitWorkflow, input, events)
const replacing = findPlaces(unitWorkflow, { ...input, takes: 'remedying' }, events)

const moves = (from: string, to: string) => `tells stream unit.moved ${from} → ${to}`
const remedies = {
  'unit.returned': ['returned', 'stops remedy', moves('remedying', 'rejected')],
  'unit.disposed': ['disposed', 'stops remedy', moves('remedying', 'rejected')],
  'unit.replaced': ['replaced', 'stops remedy'],
}

// What is not listed is refused.
const decisions: Record<string, Record<string, string[]>> = {
  planned: {
    'unit.packed': ['packed'],
    'unit.cancelled': ['cancelled', moves('planned', 'open')],
  },
  packed: {
    'unit.dispatched': ['inTransit', moves('planned', 'inTransit')],
    'unit.cancelled': ['cancelled', moves('planned', 'open')],
  },
  inTransit: {
    'unit.arrived': ['arrived', moves('inTransit', 'arrived')],
    'unit.lost': ['lost', moves('inTransit', 'lost')],
    'unit.returned': ['returned', moves('inTransit', 'open')],
  },
  arrived: {
    'unit.lost': ['lost', moves('arrived', 'lost')],
    'unit.accepted': ['accepted', moves('arrived', 'accepted')],
    'unit.acceptedWithRemarks': ['acceptedWithRemarks', moves('arrived', 'accepted')],
    'unit.rejected': ['rejected', 'starts remedy', moves('arrived', 'remedying')],
  },
  accepted: { 'unit.commissioned': ['inService', moves('accepted', 'inService')] },
  acceptedWithRemarks: { 'unit.commissioned': ['inService', moves('accepted', 'inService')] },
  rejected: {
    'unit.repairStarted': ['repairing'],
    ...remedies,
    'after remedy': ['rejected', 'records unit.remedyOverdue'],
  },
  repairing: {
    'unit.repaired': ['arrived', 'stops remedy', moves('remedying', 'arrived')],
    ...remedies,
    'after remedy': ['repairing', 'records unit.remedyOverdue'],
  },
  inService: { 'unit.failed': ['outOfService'], 'unit.decommissioned': ['decommissioned'] },
  outOfService: { 'unit.restored': ['inService'], 'unit.decommissioned': ['decommissioned'] },
  replaced: {},
  returned: {},
  disposed: {},
  decommissioned: {},
  lost: {},
  cancelled: {},
}

t.test('every declared event has a sample that its declaration takes', async (t) => {
  const declarations: EventDeclarations = unitEvents
  t.strictSame(Object.keys(unitSamples), Object.keys(declarations))
  for (const { type, data } of Object.values(unitSamples))
    t.strictSame(declarations[type]?.data.parse(data), data, type)
})

t.test('every state is reached, and decides every event, by the shortest path to it', async (t) => {
  t.strictSame(Object.keys(decisions), Object.keys(unitWorkflow.states))
  for (const [state, decided] of Object.entries(decisions)) {
    const place = places.find(({ snapshot }) => snapshot.value === state)
    t.ok(place, `${state} is reached`)
    if (place) t.strictSame(decideEach(unitWorkflow, place.snapshot, events), decided, sayWay(place))
  }
})

t.test('every longer way to a state leads to the same decisions', async (t) => {
  for (const place of places)
    t.strictSame(
      decideEach(unitWorkflow, place.snapshot, events),
      decisions[String(place.snapshot.value)],
      sayWay(place),
    )
})

t.test('a row read back decides as the live one does', async (t) => {
  t.strictSame(findForgetful(unitWorkflow, [...places, ...replacing], events), [])
})

t.test('a new unit takes an open place, and a replacement that of the refused one', async (t) => {
  const [open, actions] = initialTransition(unitWorkflow, input)
  t.strictSame(parseWanted(actions).map(sayWish), [moves('open', 'planned')])
  const [instead, others] = initialTransition(unitWorkflow, { ...input, takes: 'remedying' })
  t.strictSame(parseWanted(others).map(sayWish), [moves('remedying', 'planned')])
  t.strictSame(open.context, instead.context, 'from then on they are the same')
})

t.test('an accepted unit is never accepted again, refused or lost', async (t) => {
  const taken = ['accepted', 'acceptedWithRemarks', 'inService', 'outOfService', 'decommissioned']
  for (const place of places.filter(({ snapshot }) => taken.includes(String(snapshot.value))))
    for (const [type, [next, ...wishes]] of Object.entries(
      decideEach(unitWorkflow, place.snapshot, events),
    )) {
      t.ok(taken.includes(String(next)), `${type} leads from ${sayWay(place)} to ${next}`)
      t.notOk(wishes.includes(moves('arrived', 'accepted')))
    }
})

t.test('keeps what the events say', async (t) => {
  const follow = (...types: (keyof typeof unitSamples)[]) => {
    let [unit] = initialTransition(unitWorkflow, input)
    for (const type of types) [unit] = transition(unitWorkflow, unit, unitSamples[type])
    return unit.context
  }
  const arrive = ['unit.packed', 'unit.dispatched', 'unit.arrived'] as const
  const start = { zone: 'Asia/Almaty', remedy: 30, item: 'item', serialNumber: 'FN-1001' }
  const refused = { outcome: 'rejected', at, position: 'Deputy director', reason: 'wrongMains' }
  t.strictSame(follow(...arrive), { ...start, slot: 'arrived' })
  t.strictSame(follow(...arrive, 'unit.rejected'), { ...start, slot: 'remedying', decision: refused })
  t.strictSame(follow(...arrive, 'unit.rejected', 'unit.replaced'), {
    ...start,
    slot: 'remedying',
    decision: refused,
    replacedBy: thirdUnit,
  })
  t.strictSame(follow(...arrive, 'unit.accepted', 'unit.commissioned', 'unit.failed'), {
    ...start,
    slot: 'inService',
    decision: { outcome: 'accepted', at, position: 'Deputy director' },
    service: { since: at, location: 'Ward 3' },
    outage: { since: at, reason: 'power' },
  })
  const failed = [...arrive, 'unit.accepted', 'unit.commissioned', 'unit.failed'] as const
  t.equal(follow(...failed, 'unit.restored').outage, undefined, 'an outage ends with it')
  t.strictSame(follow('unit.packed', 'unit.dispatched', 'unit.lost').ending, {})
  t.strictSame(follow(...failed, 'unit.decommissioned').ending, { reason: 'unsafe' })
  const repaired = [...arrive, 'unit.rejected', 'unit.repairStarted', 'unit.repaired'] as const
  t.equal(follow(...repaired, 'unit.accepted').decision?.outcome, 'accepted', 'the last decision stands')
})
