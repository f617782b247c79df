import t from 'tap'
import { initialTransition, transition } from 'xstate'
import { recallWorkflow } from '../../workflows/recall.ts'
import { recallEvents } from '../../workflows/recall-events.ts'
import { refuseRecall } from '../../workflows/recall-refusals.ts'
import { deadlineEvents, decideEach, findForgetful, findPlaces, sayWay } from '../support/machines.ts'
import { recallInput, recallSamples, wholeRecall } from '../support/recall-events.ts'
import { at, hospital, stranger } from '../support/workflow-events.ts'

const events = Object.values(recallSamples)
const all = [...events, ...deadlineEvents(recallWorkflow)]

/** Another hospital of the same recall. */
const second = '00000000-0000-4000-8000-000000000053'
const whole = {
  ...wholeRecall,
  units: 4,
  hospitals: { ...wholeRecall.hospitals, [second]: { part: 'second part', units: 1, onTheWay: 0 } },
}
const confirm = (by: string) => {
  const { data, ...confirmed } = recallSamples['recall.confirmed']
  return { ...confirmed, data: { ...data, hospital: by } }
}

const begin = (input: typeof recallInput) => initialTransition(recallWorkflow, input)[0]
const follow = (input: typeof recallInput, ...sent: (typeof events)[number][]) =>
  sent.reduce((place, event) => transition(recallWorkflow, place, event)[0], begin(input))
const clean = (value: unknown) => JSON.parse(JSON.stringify(value))

const inputs = { part: recallInput, whole: wholeRecall }
const told = { part: 'tells 00000000-0000-4000-8000-000000000051 recall.confirmed' }
const decisions: Record<keyof typeof inputs, Record<string, Record<string, string[]>>> = {
  part: {
    open: {
      'recall.quarantined': ['completed', 'stops reminder', told.part, 'records recall.completed'],
      'recall.withdrawn': ['withdrawn', 'stops reminder'],
    },
    completed: { 'recall.withdrawn': ['withdrawn'] },
    withdrawn: {},
  },
  whole: {
    open: {
      'recall.confirmed': ['completed', 'stops reminder', 'records recall.completed'],
      'recall.withdrawn': [
        'withdrawn',
        'stops reminder',
        'tells 00000000-0000-4000-8000-000000000052 recall.withdrawn',
      ],
    },
    completed: {
      'recall.withdrawn': ['withdrawn', 'tells 00000000-0000-4000-8000-000000000052 recall.withdrawn'],
    },
    withdrawn: {},
  },
}

for (const kind of ['part', 'whole'] as const) {
  const places = findPlaces(recallWorkflow, inputs[kind], all)

  t.test(`a ${kind} decides the same at every place it can come to, and comes to every state`, async (t) => {
    const reached = new Set<string>()
    for (const place of places) {
      const state = String(place.snapshot.value)
      reached.add(state)
      const decided = decideEach(recallWorkflow, place.snapshot, events)
      const sorted = Object.fromEntries(
        Object.entries(decided).map(([type, [to, ...rest]]) => [type, [to, ...rest.sort()]]),
      )
      const wanted = Object.fromEntries(
        Object.entries(decisions[kind][state] ?? {}).map(([type, [to, ...rest]]) => [
          type,
          [to, ...rest.sort()],
        ]),
      )
      t.same(sorted, wanted, sayWay(place))
    }
    t.same([...reached].sort(), Object.keys(recallWorkflow.states).sort())
  })

  t.test(`a ${kind} decides the same from a database as in memory`, async (t) => {
    t.same(findForgetful(recallWorkflow, places, all).map(sayWay), [])
  })
}

t.test('a part is answered once its counts add up to what was found', async (t) => {
  const refusalOf = (quarantined: number, notFound: number, awaited: number) => {
    const { data, ...event } = recallSamples['recall.quarantined']
    const answer = { ...event, data: { ...data, quarantined, notFound, awaited } }
    const refusal = refuseRecall(begin(recallInput).context, answer)
    t.equal(begin(recallInput).can(answer), refusal === undefined)
    return refusal
  }
  for (const [quarantined, notFound, awaited] of [
    [3, 0, 0],
    [0, 3, 0],
    [2, 0, 1],
    [0, 2, 1],
  ] as const)
    t.equal(refusalOf(quarantined, notFound, awaited), undefined, `${quarantined} ${notFound} ${awaited}`)
  t.match(refusalOf(2, 0, 0), {
    ...{ problem: 'recall-counts-do-not-add-up', pointer: '/data/quarantined' },
    values: { sum: 2, expected: 3 },
  })
  t.match(refusalOf(3, 1, 0), { problem: 'recall-counts-do-not-add-up', values: { sum: 4 } })
  t.match(refusalOf(1, 0, 2), { problem: 'recall-awaits-too-many', values: { onTheWay: 1 } })
})

t.test('a whole waits for every hospital, and counts each once', async (t) => {
  const one = follow(whole, confirm(hospital))
  t.equal(one.value, 'open')
  t.notOk(one.can(confirm(hospital)), 'again')
  t.notOk(one.can(confirm(stranger)), 'a stranger')
  const both = follow(whole, confirm(hospital), confirm(second))
  t.equal(both.value, 'completed')
  const answer = { at, quarantined: 1, notFound: 1, awaited: 1 }
  t.strictSame(clean(both.context.answers), { [hospital]: answer, [second]: answer })
})

t.test('keeps why it was withdrawn, also after it was completed', async (t) => {
  const withdrawn = recallSamples['recall.withdrawn']
  for (const way of [[withdrawn], [confirm(hospital), confirm(second), withdrawn]]) {
    const end = follow(whole, ...way)
    t.equal(end.status, 'done')
    t.strictSame(clean(end.context.withdrawal), { reason: 'resolved' })
    for (const event of events) t.notOk(end.can(event), event.type)
  }
})

t.test('is answered by hospitals, and withdrawn by its owner', async (t) => {
  const sent = Object.entries(recallEvents).filter(([, { by }]) => by.length > 0)
  t.strictSame(
    sent.map(([type, { by }]) => [type, ...by]),
    [
      ['recall.quarantined', 'recipient'],
      ['recall.withdrawn', 'owner'],
    ],
  )
})
