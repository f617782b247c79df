import t from 'tap'
import { initialTransition, transition } from 'xstate'
import { findProtocol } from '../../schemas/protocol-catalogue.ts'
import type { EventDeclarations } from '../../workflows/declaration.ts'
import { unitWorkflow } from '../../workflows/unit.ts'
import { type UnitMachineEvent, unitEvents } from '../../workflows/unit-events.ts'
import { refuseUnit } from '../../workflows/unit-refusals.ts'
import type { UnitContext } from '../../workflows/unit-setup.ts'
import { inspect } from '../support/inspect.ts'
import {
  deadlineEvents,
  decideAll,
  decideEach,
  findForgetful,
  findPlaces,
  parseWanted,
  sayWay,
  sayWish,
} from '../support/machines.ts'
import { at, thirdUnit, unitPolicy, unitSamples } from '../support/workflow-events.ts'

const input = { ...unitPolicy, zone: 'Asia/Almaty', item: 'item', takes: 'open' as const }
// What becomes of a unit in service has a test of its own.
const events = [...Object.values(unitSamples), ...deadlineEvents(unitWorkflow)].filter(
  ({ type }) => !/^(followUp|repair)\.|^deadline\.followUp/.test(type),
)
const places = findPlaces(unitWorkflow, input, events)
const replacing = findPlaces(unitWorkflow, { ...input, takes: 'remedying' }, events)

const generic = findProtocol('generic-device')
if (!generic) throw new Error('there is no generic protocol')
const protocol: NonNullable<UnitContext['protocol']> = {
  slug: generic.slug,
  version: generic.version,
  additions: [],
}
const accept = (data: object = {}): UnitMachineEvent => ({
  ...unitSamples['unit.accepted'],
  data: { ...unitSamples['unit.accepted'].data, ...data },
})
const acceptWithRemarks = (data: object = {}): UnitMachineEvent => ({
  ...unitSamples['unit.acceptedWithRemarks'],
  data: { ...unitSamples['unit.acceptedWithRemarks'].data, ...data },
})
const reject = (data: object = {}): UnitMachineEvent => ({
  ...unitSamples['unit.rejected'],
  data: { ...unitSamples['unit.rejected'].data, ...data },
})
const inspection = inspect()

const moves = (from: string, to: string) => `tells stream unit.moved ${from} → ${to}`
const remedies = {
  'unit.returned': ['returned', 'stops remedy', moves('remedying', 'rejected')],
  'unit.disposed': ['disposed', 'stops remedy', moves('remedying', 'rejected')],
  'unit.replaced': ['replaced', 'stops remedy'],
}

const stages = [30, 90, 180, 365]
const commissioning = {
  'unit.commissioned': [
    'inService',
    ...stages.map((days) => `starts followUp${days}`),
    moves('accepted', 'inService'),
  ],
}
const decommissioning = {
  'unit.decommissioned': [
    'decommissioned',
    ...stages.flatMap((days) => [`stops followUp${days}`, `stops followUpAnswer${days}`]),
  ],
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
    'unit.reportedMissing': ['lost', moves('arrived', 'lost')],
    'unit.accepted': ['accepted', moves('arrived', 'accepted')],
    'unit.acceptedWithRemarks': ['acceptedWithRemarks', moves('arrived', 'accepted')],
    'unit.rejected': ['rejected', 'starts remedy', moves('arrived', 'remedying')],
  },
  accepted: commissioning,
  acceptedWithRemarks: commissioning,
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
  inService: { 'unit.failed': ['outOfService', 'records repair.requested'], ...decommissioning },
  outOfService: { 'unit.restored': ['inService'], ...decommissioning },
  replaced: {},
  returned: {},
  disposed: {},
  decommissioned: {},
  lost: { 'unit.found': ['arrived', moves('lost', 'arrived')] },
  cancelled: {},
}

t.test('every declared event has a sample that its declaration takes', async (t) => {
  const declarations: EventDeclarations = unitEvents
  t.strictSame(Object.keys(unitSamples), Object.keys(declarations))
  for (const { type, data } of Object.values(unitSamples))
    t.strictSame(declarations[type]?.data.parse(data), data, type)
})

t.test('every state is reached, and decides every event, by the shortest path to it', async (t) => {
  t.strictSame(decideAll(unitWorkflow, places, events), decisions)
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

t.test(
  'a unit with a protocol decides as one without, where the decisions carry an inspection',
  async (t) => {
    const inspected = events.map((event) => {
      if (event.type === 'unit.accepted') return accept({ inspection })
      if (event.type === 'unit.acceptedWithRemarks') return acceptWithRemarks({ inspection })
      return event
    })
    const pinned = findPlaces(unitWorkflow, { ...input, protocol }, inspected)
    const states = new Set(pinned.map(({ snapshot }) => String(snapshot.value)))
    t.strictSame([...states].sort(), Object.keys(unitWorkflow.states).sort())
    for (const place of pinned)
      t.strictSame(
        decideEach(unitWorkflow, place.snapshot, inspected),
        decisions[String(place.snapshot.value)],
        sayWay(place),
      )
    t.strictSame(findForgetful(unitWorkflow, pinned, [...events, ...inspected]), [])
  },
)

t.test('a new unit takes an open place, and a replacement that of the refused one', async (t) => {
  const [open, actions] = initialTransition(unitWorkflow, input)
  t.strictSame(parseWanted(actions).map(sayWish), [moves('open', 'planned')])
  const [instead, others] = initialTransition(unitWorkflow, { ...input, takes: 'remedying' })
  t.strictSame(parseWanted(others).map(sayWish), [moves('remedying', 'planned')])
  t.strictSame(open.context, instead.context, 'from then on they are the same')
})

t.test('an accepted unit is never accepted again, refused, lost or reported missing', async (t) => {
  const taken = ['accepted', 'acceptedWithRemarks', 'inService', 'outOfService', 'decommissioned']
  for (const place of places.filter(({ snapshot }) => taken.includes(String(snapshot.value))))
    for (const [type, [next, ...wishes]] of Object.entries(
      decideEach(unitWorkflow, place.snapshot, events),
    )) {
      t.ok(taken.includes(String(next)), `${type} leads from ${sayWay(place)} to ${next}`)
      t.notOk(wishes.includes(moves('arrived', 'accepted')))
    }
})

const arriveWith = (pinned: typeof protocol | undefined) => {
  let [unit] = initialTransition(unitWorkflow, { ...input, ...(pinned && { protocol: pinned }) })
  for (const type of ['unit.packed', 'unit.dispatched', 'unit.arrived'] as const)
    [unit] = transition(unitWorkflow, unit, unitSamples[type])
  return unit
}

t.test('a unit is taken over by the protocol that was pinned to it, and by no other', async (t) => {
  const unit = arriveWith(protocol)
  const older = { ...inspection, protocol: { ...inspection.protocol, version: 99 } }
  const refused: [UnitMachineEvent, object][] = [
    [accept(), { problem: 'inspection-missing', pointer: '/data/inspection' }],
    [acceptWithRemarks(), { problem: 'inspection-missing', pointer: '/data/inspection' }],
    [accept({ inspection: older }), { problem: 'protocol-mismatch', pointer: '/data/inspection/protocol' }],
    [
      accept({ inspection: { ...inspection, results: [] } }),
      { problem: 'checks-missing', pointer: '/data/inspection/results' },
    ],
    [reject({ inspection: older }), { problem: 'protocol-mismatch' }],
  ]
  for (const [event, refusal] of refused) {
    t.notOk(unit.can(event))
    t.match(refuseUnit(unit.context, event), refusal)
  }
  t.ok(unit.can(accept({ inspection })))
  t.ok(unit.can(reject()), 'what is refused need not be measured')
  t.ok(unit.can(reject({ inspection: { ...inspection, results: [] } })), 'nor to the end')
})

t.test('a check of the hospital is one of the protocol', async (t) => {
  const addition = {
    id: 'hospital-01',
    texts: { kk: 'Тексеру', ru: 'Проверка', en: 'Check' },
    type: 'boolean' as const,
    expects: true,
    isRequired: true,
    isSafety: false,
    needsInstrument: false,
    needsPhoto: false,
  }
  const unit = arriveWith({ ...protocol, additions: [addition] })
  t.match(refuseUnit(unit.context, accept({ inspection })), { problem: 'checks-missing' })
  t.ok(unit.can(accept({ inspection: inspect('generic-device', {}, [addition]) })))
})

t.test('a unit that was planned before there were protocols takes no inspection', async (t) => {
  const unit = arriveWith(undefined)
  t.ok(unit.can(accept()))
  const refusal = { problem: 'protocol-not-pinned', pointer: '/data/inspection' }
  for (const event of [accept({ inspection }), reject({ inspection })]) {
    t.notOk(unit.can(event))
    t.strictSame(refuseUnit(unit.context, event), refusal)
  }
})

t.test('keeps what an inspection came to, and not every result', async (t) => {
  const [accepted] = transition(unitWorkflow, arriveWith(protocol), accept({ inspection }))
  t.strictSame(accepted.context.decision?.inspection, {
    tester: 'Biomedical engineer',
    passed: generic.checks.filter(({ type }) => type !== 'photo').length,
    failed: [],
    missing: [],
  })
  t.notOk(JSON.stringify(accepted.context.decision).includes('results'))
  const required = generic.checks.filter(({ isRequired }) => isRequired).map(({ id }) => id)
  const untested = reject({ inspection: { ...inspection, results: [] } })
  const [rejected] = transition(unitWorkflow, arriveWith(protocol), untested)
  t.match(rejected.context.decision?.inspection, { passed: 0, failed: [], missing: required })
})

t.test(
  'the hospital may be the first to read the device identifier, and not the one to change it',
  async (t) => {
    const udi = '(01)07898000000013'
    const unit = arriveWith(undefined)
    t.equal(transition(unitWorkflow, unit, accept({ udi }))[0].context.udi, udi)
    const [packed] = transition(unitWorkflow, initialTransition(unitWorkflow, input)[0], {
      ...unitSamples['unit.packed'],
      data: { serialNumber: 'FN-1001', udi: '(01)04006000000015' },
    })
    let known = packed
    for (const type of ['unit.dispatched', 'unit.arrived'] as const)
      [known] = transition(unitWorkflow, known, unitSamples[type])
    const [read] = transition(unitWorkflow, known, accept({ udi }))
    t.equal(read.context.udi, '(01)04006000000015')
    t.notOk('udi' in (read.context.decision ?? {}))
  },
)

t.test('keeps what the events say', async (t) => {
  const follow = (...types: (keyof typeof unitSamples)[]) => {
    let [unit] = initialTransition(unitWorkflow, input)
    for (const type of types) [unit] = transition(unitWorkflow, unit, unitSamples[type])
    return unit.context
  }
  const arrive = ['unit.packed', 'unit.dispatched', 'unit.arrived'] as const
  const start = { ...unitPolicy, zone: 'Asia/Almaty', item: 'item', followUps: [], serialNumber: 'FN-1001' }
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
    repair: { state: 'requested', reason: 'power', requestedAt: at },
  })
  const failed = [...arrive, 'unit.accepted', 'unit.commissioned', 'unit.failed'] as const
  t.equal(follow(...failed, 'unit.restored').outage, undefined, 'an outage ends with it')
  t.strictSame(follow('unit.packed', 'unit.dispatched', 'unit.lost').ending, {})
  t.strictSame(follow(...arrive, 'unit.reportedMissing').ending, {})
  t.equal(
    follow(...arrive, 'unit.reportedMissing', 'unit.found').ending,
    undefined,
    'a found unit has not ended',
  )
  t.strictSame(follow(...failed, 'unit.decommissioned').ending, { reason: 'unsafe' })
  const repaired = [...arrive, 'unit.rejected', 'unit.repairStarted', 'unit.repaired'] as const
  t.equal(follow(...repaired, 'unit.accepted').decision?.outcome, 'accepted', 'the last decision stands')
})
