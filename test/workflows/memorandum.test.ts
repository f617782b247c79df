import t from 'tap'
import { type AnyMachineSnapshot, initialTransition } from 'xstate'
import { day } from '../../workflows/declaration.ts'
import { memorandumWorkflow } from '../../workflows/memorandum.ts'
import type { MemorandumMachineEvent } from '../../workflows/memorandum-events.ts'
import { memorandumEvents } from '../../workflows/memorandum-events.ts'
import { isOpenToParty, refuseMemorandum } from '../../workflows/memorandum-refusals.ts'
import {
  type AnyEvent,
  deadlineEvents,
  decideEach,
  findForgetful,
  findPlaces,
  parseWanted,
  sayWay,
  sayWish,
  take,
} from '../support/machines.ts'
import {
  memorandumInput as input,
  memorandumSamples,
  training,
  visits,
} from '../support/memorandum-events.ts'
import { at, club, hospital, kazakhText, stranger } from '../support/workflow-events.ts'

const signature = memorandumSamples['memorandum.signed']
const byHospital = { ...signature, by: hospital }
const about = <Type extends 'commitment.kept' | 'commitment.reminded' | 'commitment.overdue'>(
  type: Type,
  commitment: string,
) => ({ ...memorandumSamples[type], type, data: { commitment } })
const reported = (commitment: string, quantity: number, by = club) => ({
  ...memorandumSamples['commitment.reported'],
  data: { commitment, quantity },
  by,
})
const [expiryReminder, expiry] = ['deadline.expiryReminder', 'deadline.expiry'].map((type) => ({
  ...{ type, data: {}, at: '2024-10-19T18:59:59.999Z' },
}))

const events: AnyEvent[] = [
  signature,
  byHospital,
  memorandumSamples['memorandum.terminated'],
  memorandumSamples['commitment.kept'],
  memorandumSamples['commitment.reminded'],
  about('commitment.overdue', training),
  about('commitment.overdue', visits),
  ...deadlineEvents(memorandumWorkflow).filter(
    ({ type }, n, all) => all.findIndex((one) => one.type === type) === n,
  ),
]
// Reports count without an end, so they are no part of the ways.
const places = findPlaces(memorandumWorkflow, input, events)

const follow = (...sent: AnyEvent[]) => {
  let [snapshot]: [AnyMachineSnapshot, unknown] = initialTransition(memorandumWorkflow, input)
  for (const event of sent) {
    const taken = take(memorandumWorkflow, snapshot, event)
    if (!taken) throw new Error(`${event.type} is refused in ${snapshot.value}`)
    snapshot = taken.next
  }
  return snapshot
}
const active = () => follow(signature, byHospital)

const stops = [
  'stops expiry',
  'stops expiryReminder',
  `stops commitmentDue.${training}`,
  `stops commitmentReminder.${training}`,
  `stops commitmentDue.${visits}`,
  `stops commitmentReminder.${visits}`,
]

t.test('starts its clocks with the draft, each with days of the calendar', async (t) => {
  const [draft, actions] = initialTransition(memorandumWorkflow, input)
  t.equal(draft.value, 'draft')
  const started = parseWanted(actions).map((wish) =>
    wish.type === 'xstate.raise' ? [wish.params.id, wish.params.delay / day, wish.params.event] : wish,
  )
  t.match(started, [
    ['expiry', 730, { type: 'deadline.expiry' }],
    ['expiryReminder', 700, { type: 'deadline.expiryReminder' }],
    [`commitmentDue.${training}`, 253, { type: 'commitment.overdue', data: { commitment: training } }],
    [`commitmentReminder.${training}`, 239, { type: 'commitment.reminded', data: { commitment: training } }],
    [`commitmentDue.${visits}`, 10, { type: 'commitment.overdue', data: { commitment: visits } }],
    [`commitmentReminder.${visits}`, 0, { type: 'commitment.reminded', data: { commitment: visits } }],
  ])
})

t.test('reminds of nothing that is over on the same day', async (t) => {
  const ids = (endsOn: string, dueOn: string) => {
    const [commitment] = input.commitments
    if (!commitment) throw new Error('there is no commitment')
    const [, actions] = initialTransition(memorandumWorkflow, {
      ...{ ...input, endsOn },
      commitments: [{ ...commitment, dueOn }],
    })
    return parseWanted(actions).map((wish) =>
      wish.type === 'xstate.raise' ? `${wish.params.id} ${wish.params.delay / day}` : wish,
    )
  }
  t.strictSame(ids('2022-10-20', '2022-10-20'), ['expiry 0', `commitmentDue.${training} 0`])
  t.strictSame(ids('2022-10-20', '2022-09-01'), ['expiry 0', `commitmentDue.${training} 0`], 'what is past')
  t.strictSame(ids('2022-10-21', '2022-10-21'), [
    ...['expiry 1', 'expiryReminder 0'],
    ...[`commitmentDue.${training} 1`, `commitmentReminder.${training} 0`],
  ])
})

/** What a place makes of each event where nothing was said of its commitments yet. */
const decisions: Record<string, Record<string, string[]>> = {
  draft: {
    'memorandum.signed': ['draft'],
    'memorandum.terminated': ['terminated', ...stops],
    'commitment.reminded': ['draft'],
    'commitment.overdue': ['draft'],
    'after expiryReminder': ['draft', 'records memorandum.expiryReminded'],
    'after expiry': ['expired', 'records memorandum.expired', ...stops],
  },
  active: {
    'memorandum.terminated': ['terminated', ...stops],
    'commitment.reported': ['active', 'tells stream commitment.kept'],
    'commitment.kept': ['active', `stops commitmentDue.${training}`, `stops commitmentReminder.${training}`],
    'commitment.reminded': ['active'],
    'commitment.overdue': ['active'],
    'after expiryReminder': ['active', 'records memorandum.expiryReminded'],
    'after expiry': ['expired', 'records memorandum.expired'],
  },
  expired: {
    'commitment.reported': ['expired', 'tells stream commitment.kept'],
    'commitment.kept': ['expired', `stops commitmentDue.${training}`, `stops commitmentReminder.${training}`],
    'commitment.overdue': ['expired'],
  },
  terminated: {},
}

t.test('decides as its table says, and comes to every state', async (t) => {
  const ways: Record<string, AnyEvent[]> = {
    draft: [],
    active: [signature, byHospital],
    expired: [signature, byHospital, expiry ?? signature],
    terminated: [memorandumSamples['memorandum.terminated']],
  }
  const asked = [...Object.values(memorandumSamples), expiryReminder, expiry].flatMap((one) => one ?? [])
  for (const [state, way] of Object.entries(ways)) {
    const place = follow(...way)
    t.equal(place.value, state)
    t.same(decideEach(memorandumWorkflow, place, asked), decisions[state], state)
  }
  const reached = new Set(places.map(({ snapshot }) => String(snapshot.value)))
  t.same([...reached].sort(), Object.keys(decisions).sort())
  t.same(Object.keys(memorandumWorkflow.states).sort(), Object.keys(decisions).sort())
})

t.test('decides the same from a database as in memory', async (t) => {
  const asked = [...events, reported(training, 1), reported(visits, 1, hospital)]
  t.same(findForgetful(memorandumWorkflow, places, asked).map(sayWay), [])
})

t.test('is in force with the last signature, and reminds anew of an end that was near before', async (t) => {
  const one = follow(signature)
  t.equal(one.value, 'draft')
  t.match(one.context.signatures, [
    { organization: club, sha256: kazakhText, position: 'President', method: 'paper', signedAt: at },
    { organization: hospital, signedAt: undefined },
  ])
  const last = take(memorandumWorkflow, one, byHospital)
  t.equal(last?.next.value, 'active')
  t.same(last?.wanted.map(sayWish), ['records memorandum.activated'])
  const late = take(memorandumWorkflow, follow(signature, expiryReminder ?? signature), byHospital)
  t.same(late?.wanted.map(sayWish), ['records memorandum.activated', 'starts expiryReminder'])
})

t.test('is signed by each party once, and only in a text of its own', async (t) => {
  const refusals: [MemorandumMachineEvent, AnyEvent[], object][] = [
    [signature, [signature], { problem: 'memorandum-already-signed' }],
    [
      { ...signature, data: { ...signature.data, sha256: 'c'.repeat(64) } },
      [],
      { problem: 'memorandum-text-unknown', pointer: '/data/sha256' },
    ],
  ]
  for (const [event, way, refusal] of refusals) {
    const place = follow(...way)
    t.notOk(place.can(event))
    t.same(refuseMemorandum(place.context, event), refusal)
  }
  t.notOk(active().can(signature), 'nobody signs what is in force')
  t.ok(isOpenToParty(follow(signature).context, 'memorandum.signed', hospital))
  t.notOk(isOpenToParty(follow(signature).context, 'memorandum.signed', club))
})

t.test('takes reports from who owes a commitment and from its owner', async (t) => {
  const { context } = active()
  t.same(refuseMemorandum(context, reported('cars', 1)), {
    ...{ problem: 'commitment-unknown', pointer: '/data/commitment' },
    values: { commitment: 'cars' },
  })
  t.same(refuseMemorandum(context, reported(training, 1, hospital)), {
    ...{ problem: 'commitment-not-yours', pointer: '/data/commitment' },
  })
  t.equal(refuseMemorandum(context, reported(training, 1)), undefined)
  t.equal(refuseMemorandum(context, reported(visits, 1, hospital)), undefined)
  t.equal(refuseMemorandum(context, reported(visits, 1)), undefined, 'the owner reports for others')
  t.ok(isOpenToParty(context, 'commitment.reported', hospital))
  t.notOk(isOpenToParty({ ...context, commitments: [] }, 'commitment.reported', club))
  t.notOk(isOpenToParty(follow().context, 'commitment.reported', club), 'nothing is owed before all signed')
  const lapsed = follow(expiry ?? signature)
  t.equal(lapsed.value, 'expired')
  t.notOk(lapsed.can(reported(training, 1)), 'nor of a draft that nobody signed')
})

t.test('keeps a commitment once all of it was reported, however late', async (t) => {
  const half = take(memorandumWorkflow, active(), reported(training, 1))
  t.same(half?.wanted, [])
  t.match(half?.next.context.commitments[0], { done: 1, state: 'open' })
  const overdue = follow(signature, byHospital, reported(training, 1), about('commitment.overdue', training))
  t.match(overdue.context.commitments, [{ done: 1, state: 'overdue' }, { state: 'open' }])
  t.notOk(overdue.can(about('commitment.overdue', training)), 'it is overdue once')
  t.notOk(overdue.can(about('commitment.reminded', training)))
  const whole = take(memorandumWorkflow, overdue, reported(training, 1))
  t.same(whole?.wanted.map(sayWish), ['tells stream commitment.kept'])
  const kept = take(memorandumWorkflow, whole?.next ?? overdue, about('commitment.kept', training))
  t.match(kept?.next.context.commitments[0], { done: 2, state: 'kept' })
  const more = take(memorandumWorkflow, kept?.next ?? overdue, reported(training, 5))
  t.same(more?.wanted, [], 'it is kept once')
  t.match(more?.next.context.commitments[0], { done: 7, state: 'kept' })
  t.notOk(kept?.next.can(about('commitment.overdue', training)))
})

t.test('says why it was ended', async (t) => {
  const { context, status } = follow(memorandumSamples['memorandum.terminated'])
  t.equal(status, 'done')
  t.same(context.ending, { reason: 'agreed' })
  t.notOk(follow(signature, byHospital, expiry ?? signature).can(memorandumSamples['memorandum.terminated']))
})

t.test('is steered by its parties alone', async (t) => {
  const sent = Object.entries(memorandumEvents).filter(([, { by }]) => by.length > 0)
  t.strictSame(
    sent.map(([type, { by }]) => [type, ...by]),
    ['memorandum.signed', 'memorandum.terminated', 'commitment.reported'].map((type) => [
      ...[type, 'owner', 'member'],
    ]),
  )
  t.notOk(isOpenToParty(follow().context, 'memorandum.signed', stranger))
})
