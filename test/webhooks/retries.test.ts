import t from 'tap'
import { type Reply, until } from '../support/hooks.ts'
import { pledgeOne } from '../support/pending.ts'
import {
  changeEndpoint,
  listAttempts,
  listDeliveries,
  listTimeline,
  openWebhooks,
  tellEndpoint,
  untilQuiet,
} from '../support/webhooks.ts'

// A busy machine takes longer than the runner grants a file that is run alone.
t.setTimeout(180_000)

const gaps = (times: number[]) => times.slice(1).map((time, place) => time - (times[place] ?? 0))

t.test('retries follow the schedule, none before its time, and end with it', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t, {
    answer: () => 500,
    retries: '30ms,300ms,600ms',
  })
  const { id, path } = await endpoint()
  await pledgeOne(built, cast)
  await untilQuiet(built)
  const waited = gaps(receiver.at(path).map(({ at }) => at))
  t.equal(waited.length, 3)
  // The database keeps milliseconds, rounded.
  for (const [place, base] of [30, 300, 600].entries())
    t.ok((waited[place] ?? 0) >= base - 2, `${waited[place]}`)
  t.match(await listDeliveries(built, id), [{ state: 'exhausted', attempts: 4, code: 'refused' }])
  t.match(
    await listAttempts(built, id),
    [1, 2, 3, 4].map((number) => ({ number, status: 500, code: 'refused' })),
  )
})

t.test(
  'a schedule that is used up is told once, to the other endpoints, and the dead letter is kept',
  async (t) => {
    const { built, cast, receiver, endpoint } = await openWebhooks(t, { retries: '10ms' })
    const [dead, watching] = [await endpoint(), await endpoint({ types: ['delivery.exhausted'] })]
    receiver.change(({ path }) => (path === dead.path ? 500 : 204))
    await pledgeOne(built, cast)
    await receiver.untilCount(watching.path, 1)
    await untilQuiet(built)
    const [letter] = await listDeliveries(built, dead.id)
    const [told] = receiver.at(watching.path).map(({ body }) => JSON.parse(body.toString()))
    t.match(told, {
      type: 'delivery.exhausted',
      stream: dead.id,
      data: { event: letter?.eventId, type: 'donation.pledged', attempts: 2, code: 'refused' },
    })
    t.equal(letter?.state, 'exhausted')
    t.strictSame(await listTimeline(built, dead.id), ['endpoint.created', 'delivery.exhausted'])
  },
)

t.test('a receiver that asks for patience is left alone for that long at least', async (t) => {
  const asked: Record<string, string> = {
    '/seconds': '2',
    '/date': new Date(Date.now() + 6000).toUTCString(),
    '/garbage': 'soon -1 2026',
    '/negative': '-5',
    '/endless': '9'.repeat(30),
    '/none': '',
  }
  const answer = ({ path }: { path: string }, nth: number): Reply =>
    nth > 1 ? 204 : { status: 503, headers: { 'retry-after': asked[path] ?? '' } }
  const { built, cast, receiver, endpoint } = await openWebhooks(t, { answer, retries: '100ms' })
  const ends = await Promise.all(Object.keys(asked).map((path) => endpoint({ path })))
  await pledgeOne(built, cast)
  for (const path of ['/seconds', '/date', '/garbage', '/negative', '/none'])
    await receiver.untilCount(path, 2)
  const waited = (path: string) => gaps(receiver.at(path).map(({ at }) => at))[0] ?? 0
  t.ok(waited('/seconds') >= 1998)
  const [, second] = receiver.at('/date')
  t.ok((second?.at ?? 0) >= Date.parse(asked['/date'] ?? '') - 2)
  for (const path of ['/garbage', '/negative', '/none'])
    t.ok(waited(path) >= 98, 'never sooner than the schedule')
  const endless = ends.find(({ path }) => path === '/endless')
  const [waiting] = await listDeliveries(built, endless?.id ?? '')
  const day = 86_400_000
  const left = (waiting?.dueAt.getTime() ?? 0) - Date.now()
  t.ok(waiting?.state === 'pending' && left > day - 60_000 && left <= day + 1000, 'a day at most')
  t.equal(receiver.at('/endless').length, 1)
})

t.test('a redirect is a failure, is logged with its status, and never followed', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t, { retries: '10ms,10ms,10ms,10ms' })
  const statuses = [301, 302, 303, 307, 308]
  const location = `http://127.0.0.1:${receiver.port}/second`
  receiver.change((_, nth) => ({ status: statuses[nth - 1] ?? 204, headers: { location } }))
  const { id } = await endpoint()
  await pledgeOne(built, cast)
  await untilQuiet(built)
  t.match(
    await listAttempts(built, id),
    statuses.map((status) => ({ status, code: 'redirected' })),
  )
  t.strictSame(receiver.at('/second'), [])
})

t.test('any 2xx is a delivery, and nothing else is', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t, { retries: '10ms' })
  const statuses = [200, 201, 202, 204, 226, 299, 304, 400, 401, 404, 409, 429, 500, 502, 504, 599]
  receiver.change(({ path }) => Number(path.slice(1)))
  for (const status of statuses) await endpoint({ path: `/${status}` })
  await pledgeOne(built, cast)
  await untilQuiet(built)
  for (const status of statuses) t.equal(receiver.at(`/${status}`).length, status < 300 ? 1 : 2, `${status}`)
})

t.test('a new URL holds for the very next attempt of what was failing', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t, { retries: '10ms,2s' })
  receiver.change(({ path }) => (path === '/old' ? 500 : 204))
  const { id } = await endpoint({ path: '/old' })
  await pledgeOne(built, cast)
  await receiver.untilCount('/old', 2)
  await changeEndpoint(built, id, { url: `http://127.0.0.1:${receiver.port}/new` })
  await untilQuiet(built)
  t.strictSame([receiver.at('/old').length, receiver.at('/new').length], [2, 1])
  t.equal(receiver.at('/old')[0]?.id, receiver.at('/new')[0]?.id)
})

t.test('pausing and removing in mid-retry end the attempts', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t, {
    answer: () => 500,
    // The third attempt of the other two would come before the last of the one that is kept, and long after the second.
    retries: '10ms,3s,1s',
  })
  const [paused, removed, kept] = [await endpoint(), await endpoint(), await endpoint()]
  await pledgeOne(built, cast)
  for (const { path } of [paused, removed, kept]) await receiver.untilCount(path, 2)
  await tellEndpoint(built, paused, 'endpoint.paused')
  await tellEndpoint(built, removed, 'endpoint.removed')
  await receiver.untilCount(kept.path, 4)
  await untilQuiet(built)
  t.strictSame([receiver.at(paused.path).length, receiver.at(removed.path).length], [2, 2])
  t.match(await listDeliveries(built, paused.id), [{ state: 'pending', attempts: 2 }])
  receiver.change(() => 204)
  await tellEndpoint(built, paused, 'endpoint.resumed')
  await until('the paused one was sent', () => receiver.at(paused.path).length === 3)
})
