import t from 'tap'
import { initialTransition, transition } from 'xstate'
import type { EventDeclarations } from '../../workflows/declaration.ts'
import { needWorkflow } from '../../workflows/need.ts'
import { type NeedMachineEvent, needEvents } from '../../workflows/need-events.ts'
import { refuseNeed } from '../../workflows/need-refusals.ts'
import {
  deadlineEvents,
  decideAll,
  findForgetful,
  findPlaces,
  parseWanted,
  sayWay,
  sayWish,
} from '../support/machines.ts'
import { needInput, needSamples, otherReservation } from '../support/need-events.ts'
import { at, authority, club, hospital, item, otherItem, stranger } from '../support/workflow-events.ts'

const late: NeedMachineEvent = { type: 'deadline.neededBy', data: {}, at: '2022-12-31T18:59:59.999Z' }
const events = [...Object.values(needSamples), ...deadlineEvents(needWorkflow)]
const places = findPlaces(needWorkflow, needInput, [...events, otherReservation])

type Type = keyof typeof needSamples
type Step = Type | NeedMachineEvent

const follow = (...steps: Step[]) => followFrom(needInput, ...steps)
const followFrom = (input: typeof needInput, ...steps: Step[]) => {
  let [need] = initialTransition(needWorkflow, input)
  for (const step of steps) {
    const event = typeof step === 'string' ? needSamples[step] : step
    if (!need.can(event)) throw new Error(`${need.value} refuses ${event.type}`)
    need = transition(needWorkflow, need, event)[0]
  }
  return need
}
const open: Step[] = ['need.submitted', 'need.endorsed']
const read = (need: ReturnType<typeof follow>) => JSON.parse(JSON.stringify(need.context))

const told = <T extends Type>(type: T, data: Partial<(typeof needSamples)[T]['data']>) => {
  const sample = needSamples[type]
  return { ...sample, data: { ...sample.data, ...data } }
}
const changed = (data: object): NeedMachineEvent => ({ ...needSamples['need.changed'], data })

const stops = 'stops neededBy'
const decisions: Record<string, Record<string, string[]>> = {
  draft: {
    'need.changed': ['draft'],
    'need.submitted': ['submitted', 'starts neededBy'],
    'need.withdrawn': ['withdrawn', stops],
  },
  submitted: {
    'need.endorsed': ['endorsed'],
    'need.returned': ['draft', stops],
    'need.withdrawn': ['withdrawn', stops],
    'after neededBy': ['expired', 'records need.expired'],
  },
  endorsed: {
    'need.changed': ['endorsed'],
    'need.reserved': ['matched', 'records need.matched'],
    'need.withdrawn': ['withdrawn', stops],
    'after neededBy': ['expired', 'records need.expired'],
  },
  matched: {
    'need.changed': ['matched'],
    'need.agreed': ['matched'],
    'need.released': ['endorsed', 'records need.reopened'],
    'need.delivered': ['fulfilled', stops, 'records need.fulfilled'],
    'need.withdrawn': ['withdrawn', stops],
    'after neededBy': ['matched', 'records need.overdue'],
  },
  fulfilled: {},
  withdrawn: {},
  expired: {},
}

t.test('every declared event has a sample that its declaration takes', async (t) => {
  const declarations: EventDeclarations = needEvents
  t.strictSame(Object.keys(needSamples), Object.keys(declarations))
  for (const { type, data } of Object.values(needSamples))
    t.strictSame(declarations[type]?.data.parse(data), data, type)
})

t.test('every state is reached, and decides every event, by the shortest path to it', async (t) => {
  t.strictSame(decideAll(needWorkflow, places, events), decisions)
})

t.test('whatever happens, covered and remaining add up, and nothing is covered twice', async (t) => {
  for (const place of places) {
    const { quantity, remaining, coverage } = read(place.snapshot)
    const covered = coverage.reduce((sum: number, one: { quantity: number }) => sum + one.quantity, 0)
    t.equal(remaining, Math.max(0, quantity - covered), sayWay(place))
    // More than was asked for can only have come: a unit that was given up was found after others took its place.
    const delivered = coverage.reduce((sum: number, one: { delivered: number }) => sum + one.delivered, 0)
    t.ok(covered <= quantity || covered - quantity <= delivered, sayWay(place))
  }
})

t.test('a row read back decides as the live one does', async (t) => {
  t.strictSame(findForgetful(needWorkflow, places, [...events, otherReservation]).map(sayWay), [])
})

t.test('is submitted to an authority that is named, which then is a party to it', async (t) => {
  const { authority: _, ...nobody } = needInput
  const draft = followFrom(nobody)
  t.notOk(draft.can(needSamples['need.submitted']))
  t.match(refuseNeed(draft.context, needSamples['need.submitted']), {
    problem: 'authority-missing',
    pointer: '/authority',
  })
  t.strictSame(follow().context.parties, { [hospital]: ['recipient'] }, 'a draft is the hospital’s alone')
  t.strictSame(follow('need.submitted').context.parties, {
    [hospital]: ['recipient'],
    [authority]: ['authority'],
  })
  const again = follow('need.submitted', 'need.returned', changed({ authority: stranger }), 'need.submitted')
  t.strictSame(again.context.parties, { [hospital]: ['recipient'], [stranger]: ['authority'] })
})

t.test('what was sent back says why until it is submitted again', async (t) => {
  const returned = follow('need.submitted', 'need.returned')
  t.strictSame(returned.context.returned, { at, reason: 'incomplete' })
  t.strictSame(returned.value, 'draft')
  t.notOk(read(follow('need.submitted', 'need.returned', 'need.submitted')).returned)
})

t.test('donors become parties when they reserve, and more than is left is refused', async (t) => {
  const one = follow(...open, otherReservation)
  t.equal(one.value, 'endorsed')
  t.match(read(one), { remaining: 1, parties: { [club]: ['donor'] } })
  t.match(refuseNeed(one.context, needSamples['need.reserved']), {
    problem: 'need-over-pledged',
    values: { remaining: 1 },
  })
  t.match(refuseNeed(one.context, otherReservation), { problem: 'duplicate-entry' })
  const both = follow(...open, otherReservation, told('need.reserved', { quantity: 1 }))
  t.equal(both.value, 'matched')
})

t.test(
  'what a pledge gives back is open again, and the pledge is forgotten once it covers nothing',
  async (t) => {
    const released = (quantity: number, reason: 'declined' | 'notAccepted') =>
      told('need.released', { quantity, reason })
    const part = follow(...open, 'need.reserved', released(1, 'declined'))
    t.equal(part.value, 'endorsed')
    t.match(read(part), { remaining: 1, coverage: [{ item, quantity: 1 }] })
    t.strictSame(read(follow(...open, 'need.reserved', released(2, 'declined'))).coverage, [])
    const lost = follow(...open, 'need.reserved', released(2, 'notAccepted'))
    t.match(read(lost), { remaining: 2, coverage: [{ item, quantity: 0 }] })
    const found = transition(needWorkflow, lost, told('need.delivered', { quantity: 1 }))[0]
    t.match(read(found), { remaining: 1, coverage: [{ quantity: 1, delivered: 1, state: 'delivered' }] })
  },
)

t.test('news that comes twice or out of turn changes nothing, or comes to the same', async (t) => {
  const delivered = told('need.delivered', { quantity: 1 })
  const released = told('need.released', { quantity: 1, reason: 'notAccepted' })
  const one = follow(...open, 'need.reserved', 'need.agreed', delivered, released)
  const other = follow(...open, 'need.reserved', 'need.agreed', released, delivered)
  t.strictSame(read(one), read(other))
  for (const event of [delivered, released, needSamples['need.agreed']]) t.notOk(one.can(event), event.type)
  t.notOk(one.can(told('need.agreed', { item: otherItem })))
})

t.test(
  'an endorsed need keeps what was endorsed, and only its quantity falls as far as pledges leave room',
  async (t) => {
    const covered = follow(...open, otherReservation)
    const refused: [object, object][] = [
      [{ department: stranger }, { problem: 'need-fixed', pointer: '/department' }],
      [{ equipmentType: stranger }, { problem: 'need-fixed', pointer: '/equipmentType' }],
      [{ urgency: 'soon' }, { problem: 'need-fixed', pointer: '/urgency' }],
      [{ quantity: 3 }, { problem: 'need-fixed', pointer: '/quantity' }],
      [{ quantity: 0 }, { problem: 'need-quantity-covered', pointer: '/quantity', values: { covered: 1 } }],
      [{ neededBy: '2022-10-01' }, { problem: 'needed-by-past', pointer: '/neededBy' }],
    ]
    for (const [data, refusal] of refused) {
      t.notOk(covered.can(changed(data)), JSON.stringify(data))
      t.match(refuseNeed(covered.context, changed(data)), refusal)
    }
    const lowered = transition(needWorkflow, covered, changed({ quantity: 1 }))[0]
    t.equal(lowered.value, 'matched')
    t.equal(lowered.context.remaining, 0)
  },
)

t.test('the day ends in the zone of the hospital, and its clock follows a change', async (t) => {
  const draft = follow()
  const startOf = (event: NeedMachineEvent) => {
    const [, actions] = transition(needWorkflow, draft, event)
    return parseWanted(actions).flatMap((wish) => (wish.type === 'xstate.raise' ? wish.params.delay : []))
  }
  const day = 86_400_000
  t.strictSame(startOf(needSamples['need.submitted']), [72 * day])
  t.strictSame(
    startOf({ ...needSamples['need.submitted'], at: '2022-10-20T20:00:00.000Z' }),
    [71 * day],
    'it is the next day there',
  )
  const wish = (data: object) => {
    const [, actions] = transition(needWorkflow, follow(...open), changed(data))
    return parseWanted(actions).map(sayWish)
  }
  t.strictSame(wish({ neededBy: '2023-01-31' }), [stops, 'starts neededBy'])
  t.strictSame(wish({ neededBy: null }), [stops])
  t.strictSame(wish({ contactRole: 'Director' }), [])
  const past = { ...needSamples['need.submitted'], at: '2023-01-01T00:00:00.000Z' }
  t.match(refuseNeed(draft.context, past), { problem: 'needed-by-past' })
})

t.test(
  'one that is matched outlives its day, and expires when a pledge is taken back after it',
  async (t) => {
    const overdue = follow(...open, 'need.reserved', late)
    t.equal(overdue.value, 'matched')
    const [expired, actions] = transition(needWorkflow, overdue, needSamples['need.released'])
    t.equal(expired.value, 'expired')
    t.strictSame(parseWanted(actions).map(sayWish), ['records need.expired'])
    t.equal(follow(...open, 'need.reserved', late, 'need.delivered').value, 'fulfilled')
  },
)

t.test('what was pledged is counted even after the need has ended', async (t) => {
  const withdrawn = follow(...open, 'need.reserved', 'need.agreed', 'need.withdrawn', 'need.delivered')
  t.equal(withdrawn.value, 'withdrawn')
  t.match(read(withdrawn), { coverage: [{ delivered: 2 }], ending: { reason: 'notNeeded' } })
})
