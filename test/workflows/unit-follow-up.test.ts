import t from 'tap'
import { initialTransition, transition } from 'xstate'
import { type FollowUpAnswer, followUpDays } from '../../schemas/follow-up.ts'
import { unitWorkflow } from '../../workflows/unit.ts'
import type { UnitMachineEvent } from '../../workflows/unit-events.ts'
import { isUnitOpenTo, refuseUnit } from '../../workflows/unit-refusals.ts'
import type { UnitContext } from '../../workflows/unit-setup.ts'
import { unitSteps } from '../../workflows/unit-steps.ts'
import { findForgetful, findPlaces, parseWanted, sayWish } from '../support/machines.ts'
import { at, club, hospital, unitPolicy, unitSamples } from '../support/workflow-events.ts'

const input = { ...unitPolicy, zone: 'Asia/Almaty', item: 'item', takes: 'open' as const }
const later = '2022-11-20T18:00:00.000Z'
const ask = (days: 30 | 90 | 180 | 365, when = later): UnitMachineEvent => ({
  type: `deadline.followUp${days}`,
  data: { days },
  at: when,
})
const lapse = (days: 30 | 90): UnitMachineEvent => ({
  type: 'deadline.followUpAnswer',
  data: { days },
  at: '2022-12-04T18:00:00.000Z',
})
const answer = (data: Partial<FollowUpAnswer> = {}): UnitMachineEvent => ({
  type: 'followUp.answered',
  data: { days: 30, isWorking: true, ...data },
  by: hospital,
  at: '2022-11-21T05:00:00.000Z',
})
const broken = answer({ isWorking: false, reason: 'spareParts' })

const way = ['unit.packed', 'unit.dispatched', 'unit.arrived', 'unit.accepted', 'unit.commissioned'] as const

/** A unit in service after the events. */
const serve = (...events: UnitMachineEvent[]) => {
  let [unit] = initialTransition(unitWorkflow, input)
  const way = [
    'unit.packed',
    'unit.dispatched',
    'unit.arrived',
    'unit.accepted',
    'unit.commissioned',
  ] as const
  for (const event of [...way.map((type) => unitSamples[type]), ...events]) {
    if (!unit.can(event)) throw new Error(`${event.type} is refused`)
    ;[unit] = transition(unitWorkflow, unit, event)
  }
  return unit
}
type Served = ReturnType<typeof serve>

const wishes = (unit: Served, event: UnitMachineEvent) => {
  const [next, actions] = transition(unitWorkflow, unit, event)
  return [next.value, ...parseWanted(actions).map(sayWish)]
}
const refuses = (unit: Served, event: UnitMachineEvent) => {
  if (unit.can(event)) throw new Error(`${event.type} is taken`)
  return refuseUnit(unit.context, event)
}

t.test('asks four times, each once, and waits for an answer', async (t) => {
  for (const days of followUpDays) {
    const asked = ['inService', `starts followUpAnswer${days}`, 'records followUp.due']
    t.strictSame(wishes(serve(), ask(days)), asked)
    const unit = serve(ask(days))
    t.strictSame(unit.context.followUps, [{ days, state: 'due', dueAt: later }])
    t.notOk(unit.can(ask(days)))
  }
  t.strictSame(wishes(serve(ask(30)), lapse(30)), ['inService', 'records followUp.overdue'])
  t.match(serve(ask(30), lapse(30)).context.followUps, [{ days: 30, state: 'overdue', dueAt: later }])
  t.notOk(serve(ask(30)).can(lapse(90)), 'a question that was not asked never lapses')
  t.notOk(serve(ask(30), answer()).can(lapse(30)), 'nor does one that was answered')
})

t.test('counts from the day of commissioning, which may have been told late', async (t) => {
  const [, actions] = transition(unitWorkflow, serve(), unitSamples['unit.failed'])
  t.notOk(parseWanted(actions).some(({ type }) => type === 'xstate.raise'))
  let [unit] = initialTransition(unitWorkflow, input)
  for (const type of ['unit.packed', 'unit.dispatched', 'unit.arrived', 'unit.accepted'] as const)
    [unit] = transition(unitWorkflow, unit, unitSamples[type])
  const [, wanted] = transition(unitWorkflow, unit, unitSamples['unit.commissioned'])
  const raised = parseWanted(wanted).flatMap((wish) => (wish.type === 'xstate.raise' ? wish.params : []))
  t.strictSame(
    raised.map(({ id, delay }) => [id, delay / 86_400_000]),
    followUpDays.map((days) => [`followUp${days}`, days]),
  )
  t.match(
    wanted,
    followUpDays.map((days) => ({ params: { event: { data: { days }, at } } })),
  )
})

t.test('keeps the follow-ups in their order, whichever was asked first', async (t) => {
  const { followUps } = serve(ask(365), ask(30), ask(180), ask(90)).context
  t.strictSame(
    followUps.map(({ days }) => days),
    [...followUpDays],
  )
})

t.test('takes an answer, beside its question', async (t) => {
  const uses = { from: '2022-10-20', to: '2022-11-20', people: 41, kind: 'treated' as const }
  const data = { uses, consumablesLeft: { amount: 3, unit: 'months' as const }, position: 'Head nurse' }
  t.strictSame(wishes(serve(ask(30)), answer(data)), ['inService', 'stops followUpAnswer30'])
  const { followUps } = serve(ask(30), ask(90), answer(data)).context
  t.strictSame(followUps[0], {
    ...{ days: 30, state: 'answered', dueAt: later, answeredAt: '2022-11-21T05:00:00.000Z' },
    ...{ isWorking: true, ...data },
  })
  t.match(followUps[1], { days: 90, state: 'due' }, 'the other question stays open')
  t.match(serve(ask(30), lapse(30), answer()).context.followUps, [{ state: 'answered' }], 'late as well')
})

t.test('refuses an answer that was not asked for, or contradicts itself', async (t) => {
  const unit = serve(ask(30))
  t.match(refuses(unit, answer({ days: 90 })), { problem: 'follow-up-not-due', pointer: '/data/days' })
  t.match(refuses(serve(), answer()), { problem: 'follow-up-not-due' }, 'none before its day')
  t.match(refuses(serve(ask(30), answer()), answer()), { problem: 'follow-up-already-answered' })
  t.match(refuses(unit, answer({ isWorking: false })), {
    ...{ problem: 'outage-reason-missing', pointer: '/data/reason' },
  })
  t.match(refuses(unit, answer({ reason: 'power' })), { problem: 'outage-reason-unexpected' })
})

t.test('refuses totals of days that can not be', async (t) => {
  const unit = serve(ask(30))
  const period = (from: string, to: string) => answer({ uses: { from, to, people: 3, kind: 'examined' } })
  t.match(refuses(unit, period('2022-11-02', '2022-11-01')), { problem: 'use-period-inverted' })
  t.match(refuses(unit, period('2022-11-01', '2022-11-22')), {
    ...{ problem: 'use-period-in-future', pointer: '/data/uses/to' },
  })
  t.ok(unit.can(period('2022-11-01', '2022-11-21')), 'of the day itself they can be')
  t.match(refuses(unit, period('2022-10-19', '2022-11-01')), {
    ...{ problem: 'use-period-before-service', pointer: '/data/uses/from', values: { day: '2022-10-20' } },
  })
  const told = serve(ask(30), period('2022-10-20', '2022-11-01'), ask(90))
  const again = (from: string, kind: 'examined' | 'treated') =>
    answer({ days: 90, uses: { from, to: '2022-11-20', people: 3, kind } })
  t.match(refuses(told, again('2022-11-01', 'examined')), { problem: 'use-period-overlapping' })
  t.ok(told.can(again('2022-11-02', 'examined')))
  t.ok(told.can(again('2022-11-01', 'treated')), 'people treated are others than people examined')
})

t.test('takes a unit that does not work out of service, and asks for its repair', async (t) => {
  t.strictSame(wishes(serve(ask(30)), broken), [
    'outOfService',
    'stops followUpAnswer30',
    'records repair.requested',
  ])
  const { context } = serve(ask(30), broken)
  t.match(context, {
    followUps: [{ isWorking: false, reason: 'spareParts' }],
    outage: { reason: 'spareParts', since: '2022-11-21T05:00:00.000Z' },
    repair: { state: 'requested', reason: 'spareParts' },
  })
  const failed = serve(unitSamples['unit.failed'])
  t.match(failed.context.repair, { state: 'requested', reason: 'power', requestedAt: at })
})

const repair = {
  accept: (expectedOn?: string): UnitMachineEvent => ({
    type: 'repair.accepted',
    data: { position: 'Head of service', ...(expectedOn && { expectedOn }) },
    by: club,
    at: later,
  }),
  done: unitSamples['repair.done'],
  refuse: unitSamples['repair.refused'],
}

t.test(
  'stays out of service, whatever is said of the repair, until the hospital says it works',
  async (t) => {
    const failed = serve(unitSamples['unit.failed'])
    const under = serve(unitSamples['unit.failed'], repair.accept('2022-11-21'))
    t.match(under.context.repair, { state: 'accepted', acceptedAt: later, expectedOn: '2022-11-21' })
    for (const way of [[repair.done], [repair.refuse], [repair.accept(), repair.done]]) {
      const unit = serve(unitSamples['unit.failed'], ...way)
      t.equal(unit.value, 'outOfService')
      const restored = transition(unitWorkflow, unit, unitSamples['unit.restored'])[0]
      t.match(restored, { value: 'inService', context: { outage: undefined, repair: undefined } })
    }
    t.match(refuses(failed, repair.accept('2022-11-20')), { problem: 'repair-expected-in-past' })
    t.match(refuses(failed, unitSamples['unit.failed']), { problem: 'repair-open' }, 'it is asked for once')
    t.match(refuses(under, repair.accept()), { problem: 'repair-not-open' })
    const refused = serve(unitSamples['unit.failed'], repair.refuse)
    t.match(refused.context.repair, { state: 'refused', refusal: 'outOfWarranty' })
    t.match(refuses(refused, repair.refuse), { problem: 'repair-not-open' })
    t.ok(refused.can(repair.accept()), 'another may see to it')
    const done = serve(unitSamples['unit.failed'], repair.done)
    for (const event of [repair.accept(), repair.done, repair.refuse])
      t.match(refuses(done, event), { problem: 'repair-not-open' }, event.type)
    t.ok(done.can(unitSamples['unit.failed']), 'what still does not work is asked for again')
  },
)

t.test('is back in service where the hospital answers that it works', async (t) => {
  const out = serve(ask(30), unitSamples['unit.failed'])
  t.strictSame(wishes(out, answer()), ['inService', 'stops followUpAnswer30'])
  const [back] = transition(unitWorkflow, out, answer())
  t.match(back.context, { outage: undefined, repair: undefined })
  t.strictSame(
    wishes(out, broken),
    ['outOfService', 'stops followUpAnswer30'],
    'a repair that is under way is not asked for again',
  )
  const still = serve(ask(30), unitSamples['unit.failed'], repair.done, broken)
  t.match(still.context, { repair: { state: 'requested', reason: 'spareParts' }, outage: { since: at } })
})

t.test('asks no more about a unit that has served, and keeps how long it did', async (t) => {
  const unit = serve(ask(30), lapse(30), ask(90))
  const end: UnitMachineEvent = { ...unitSamples['unit.decommissioned'], at: '2023-01-20T09:00:00.000Z' }
  const [, ...wished] = wishes(unit, end)
  for (const days of followUpDays)
    for (const clock of [`stops followUp${days}`, `stops followUpAnswer${days}`]) t.ok(wished.includes(clock))
  const [served] = transition(unitWorkflow, unit, end)
  t.match(served.context.service, { since: at, until: '2023-01-20T09:00:00.000Z' })
  t.strictSame(served.context.followUps, [{ days: 30, state: 'overdue', dueAt: later }])
})

t.test('says which events it is open to', async (t) => {
  const open = (unit: Served) =>
    Object.keys(unitSamples).filter(
      (type) => unit.can(unitSamples['unit.lost']) || isUnitOpenTo(unit.context, type),
    )
  t.notOk(open(serve()).includes('followUp.answered'))
  t.ok(open(serve(ask(30))).includes('followUp.answered'))
  t.notOk(open(serve(unitSamples['unit.failed'])).includes('unit.failed'))
  t.ok(open(serve(unitSamples['unit.failed'])).includes('repair.done'))
  t.notOk(open(serve(unitSamples['unit.failed'], repair.done)).includes('repair.done'))
})

t.test('a row read back decides as the live one does', async (t) => {
  const told = [
    'unit.failed',
    'unit.restored',
    'unit.decommissioned',
    ...'repair.accepted',
    'repair.done',
    'repair.refused',
  ] as const
  const events = [
    ...Object.values(unitSamples).filter(
      ({ type }) => way.some((one) => one === type) || told.some((one) => one === type),
    ),
    ...[ask(30), ask(90), lapse(30), answer(), broken],
  ]
  const places = findPlaces(unitWorkflow, input, events)
  t.ok(places.length > 100)
  t.strictSame(findForgetful(unitWorkflow, places, events), [])
})

t.test('asks nothing of a unit that an earlier version put into service, until its clocks run', async (t) => {
  const context = { zone: 'Asia/Almaty', remedy: 7, item: 'item', slot: 'inService' }
  const { state, context: now } = unitSteps[1]({ state: 'inService', context })
  t.equal(state, 'inService')
  t.strictSame(now, { ...unitPolicy, ...context, followUps: [] })
  const old = unitWorkflow.resolveState({
    value: state,
    context: JSON.parse(JSON.stringify(now)) satisfies UnitContext,
  })
  t.ok(old.can(ask(30)))
})
