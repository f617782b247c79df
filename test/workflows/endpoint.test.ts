import t from 'tap'
import { initialTransition, transition } from 'xstate'
import { endpointWorkflow } from '../../workflows/endpoint.ts'
import { endpointEvents } from '../../workflows/endpoint-events.ts'
import { decideEach, findForgetful, findPlaces, sayWay } from '../support/machines.ts'
import { at, club, endpointSamples } from '../support/workflow-events.ts'

const input = { owner: club, zone: 'Asia/Almaty' }
const late = { ...endpointSamples['endpoint.disabled'], data: { reason: 'failing' as const } }
const events = [...Object.values(endpointSamples), late]
const places = findPlaces(endpointWorkflow, input, events)

const follow = (...types: (keyof typeof endpointSamples)[]) => {
  let [endpoint] = initialTransition(endpointWorkflow, input)
  for (const type of types) [endpoint] = transition(endpointWorkflow, endpoint, endpointSamples[type])
  return endpoint
}

const stops = ['stops failureNotice', 'stops failureLimit']
const kept = (state: string) => ({
  'endpoint.changed': [state],
  'endpoint.secretRotated': [state],
  'endpoint.removed': ['removed', ...stops],
  'delivery.exhausted': [state],
})
const resumed = { 'endpoint.resumed': ['active', ...stops] }
const disabled = { 'endpoint.disabled': ['disabled', ...stops] }

const decisions: Record<string, Record<string, string[]>> = {
  active: {
    ...kept('active'),
    ...disabled,
    'endpoint.pinged': ['active'],
    'endpoint.paused': ['paused', ...stops],
    'endpoint.failing': ['active'],
    'endpoint.recovered': ['active'],
  },
  paused: { ...kept('paused'), ...resumed, ...disabled, 'endpoint.recovered': ['paused'] },
  disabled: { ...kept('disabled'), ...resumed },
  removed: {},
}

t.test('decides the same at every place it can come to, and comes to every state', async (t) => {
  const reached = new Set<string>()
  for (const place of places) {
    const state = String(place.snapshot.value)
    reached.add(state)
    t.same(
      decideEach(endpointWorkflow, place.snapshot, Object.values(endpointSamples)),
      decisions[state],
      sayWay(place),
    )
  }
  t.same([...reached].sort(), Object.keys(decisions).sort())
  t.same(Object.keys(endpointWorkflow.states).sort(), Object.keys(decisions).sort())
})

t.test('decides the same from a database as in memory', async (t) => {
  t.same(findForgetful(endpointWorkflow, places, events).map(sayWay), [])
})

t.test('stops both clocks whenever attempts end or begin anew', async (t) => {
  for (const place of places)
    for (const [type, [state, ...wanted]] of Object.entries(
      decideEach(endpointWorkflow, place.snapshot, events),
    ))
      t.same(wanted, state === place.snapshot.value ? [] : stops, `${type} by ${sayWay(place)}`)
})

t.test('removed is final', async (t) => {
  const removed = follow('endpoint.removed')
  t.equal(removed.status, 'done')
  for (const event of events) t.notOk(removed.can(event), event.type)
  for (const way of ['endpoint.paused', 'endpoint.disabled'] as const)
    t.equal(follow(way, 'endpoint.removed').status, 'done', `after ${way}`)
})

t.test('only its receiver disables it while it is paused, when nothing is tried', async (t) => {
  t.ok(follow().can(late))
  t.notOk(follow('endpoint.paused').can(late))
  t.ok(follow('endpoint.paused').can(endpointSamples['endpoint.disabled']), 'an answer still under way')
})

t.test('keeps what the events say, and forgets failures once deliveries go on', async (t) => {
  const start = { zone: 'Asia/Almaty', parties: { [club]: ['owner'] }, lastAt: {} }
  const since = '2022-10-17T21:00:00.000Z'
  const gone = { reason: 'gone', at }
  const clean = (...types: (keyof typeof endpointSamples)[]) =>
    JSON.parse(JSON.stringify(follow(...types).context))
  t.strictSame(clean(), start)
  t.strictSame(clean('endpoint.pinged').lastAt, { pinged: at })
  t.strictSame(clean('endpoint.changed').lastAt, { changed: at })
  t.strictSame(clean('endpoint.pinged', 'endpoint.secretRotated').lastAt, { pinged: at, changed: at })
  t.strictSame(clean('delivery.exhausted').lastAt, { exhausted: at })
  t.strictSame(clean('endpoint.failing'), { ...start, failingSince: since })
  t.strictSame(clean('endpoint.failing', 'endpoint.recovered'), start)
  t.strictSame(clean('endpoint.failing', 'endpoint.paused', 'endpoint.recovered'), start)
  t.strictSame(clean('endpoint.failing', 'endpoint.disabled'), {
    ...start,
    failingSince: since,
    disabled: gone,
  })
  t.strictSame(clean('endpoint.failing', 'endpoint.disabled', 'endpoint.resumed'), start)
  const last = clean('endpoint.disabled', 'endpoint.recovered')
  t.strictSame(last, { ...start, disabled: gone }, 'a success that comes in last wipes nothing out')
  t.strictSame(transition(endpointWorkflow, follow(), late)[0].context.disabled, { reason: 'failing', at })
})

t.test('is steered by its owner alone', async (t) => {
  const sent = Object.entries(endpointEvents).filter(([, { by }]) => by.length > 0)
  t.strictSame(
    sent.map(([type, { by }]) => [type, ...by]),
    ['pinged', 'paused', 'resumed', 'removed'].map((done) => [`endpoint.${done}`, 'owner']),
  )
})
