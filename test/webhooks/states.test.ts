import { eq, sql } from 'drizzle-orm'
import t from 'tap'
import { deadlines } from '../../src/database/tables.ts'
import { type Built, speakAs } from '../support/build.ts'
import { passTime } from '../support/deadlines.ts'
import { until } from '../support/hooks.ts'
import { addPending, pledgeOne } from '../support/pending.ts'
import {
  listDeliveries,
  listTimeline,
  openWebhooks,
  stateOf,
  tellEndpoint,
  untilQuiet,
} from '../support/webhooks.ts'

// A busy machine takes longer than the runner grants a file that is run alone.
t.setTimeout(180_000)

const clocksOf = async ({ db }: Built, id: string) => {
  const rows = await db.select().from(deadlines).where(eq(deadlines.workflowId, id)).orderBy(deadlines.sendId)
  return rows.map(({ sendId }) => sendId)
}
const bothClocks = ['failureLimit', 'failureNotice']

const untilState = (built: Built, id: string, state: string) =>
  until(`the endpoint is ${state}`, async () => (await stateOf(built, id)) === state)

t.test('a paused endpoint is noted what it misses, and gets it when it is resumed', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t)
  const one = await endpoint()
  await tellEndpoint(built, one, 'endpoint.paused')
  await pledgeOne(built, cast)
  await pledgeOne(built, cast)
  await untilQuiet(built)
  t.equal(receiver.at(one.path).length, 0)
  t.match(await listDeliveries(built, one.id), [
    { state: 'pending', attempts: 0 },
    { state: 'pending', attempts: 0 },
  ])
  await tellEndpoint(built, one, 'endpoint.resumed')
  await receiver.untilCount(one.path, 2)
  await untilQuiet(built)
  t.equal(receiver.at(one.path).length, 2)
})

t.test(
  'an answer 410 disables the endpoint at once, tells its siblings, and what waits is held',
  async (t) => {
    const { built, cast, receiver, endpoint } = await openWebhooks(t)
    const [gone, watching] = [await endpoint(), await endpoint({ types: ['endpoint.disabled'] })]
    receiver.change(({ path }) => (path === gone.path ? 410 : 204))
    const donation = await pledgeOne(built, cast)
    await untilState(built, gone.id, 'disabled')
    await receiver.untilCount(watching.path, 1)
    await untilQuiet(built)
    const [told] = receiver.at(watching.path).map(({ body }) => JSON.parse(body.toString()))
    t.match(told, { type: 'endpoint.disabled', stream: gone.id, data: { reason: 'gone' } })
    const feed = await speakAs(built, cast.donor).get('/v1/events?limit=100')
    t.ok(
      feed.body.items.some(({ id }: { id: string }) => id === told.id),
      'the feed has it',
    )
    await pledgeOne(built, cast)
    await untilQuiet(built)
    t.match(await listDeliveries(built, gone.id), [{ state: 'exhausted', code: 'gone', attempts: 1 }])
    t.equal((await listDeliveries(built, gone.id)).length, 1, 'nothing more is noted')
    await addPending(built, gone.id, donation, 3)
    await pledgeOne(built, cast)
    await untilQuiet(built)
    t.equal(receiver.at(gone.path).length, 1, 'and what waits is held')
    receiver.change(() => 204)
    await tellEndpoint(built, gone, 'endpoint.resumed')
    await receiver.untilCount(gone.path, 4)
  },
)

t.test('many answers 410 at once disable an endpoint once', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t, { answer: () => 410 })
  const one = await endpoint({ types: ['unit.*'] })
  const donation = await pledgeOne(built, cast)
  await addPending(built, one.id, donation, 40)
  await untilState(built, one.id, 'disabled')
  await until('what was under way ended', async () => {
    const rows = await listDeliveries(built, one.id)
    return rows.every(({ leasedUntil }) => leasedUntil === null)
  })
  await untilQuiet(built)
  t.strictSame(await listTimeline(built, one.id), ['endpoint.created', 'endpoint.disabled'])
  t.ok(receiver.at(one.path).length < 40)
})

t.test(
  'an endpoint that fails for long is told of to its siblings, and disabled when its time is up',
  async (t) => {
    const { built, cast, receiver, endpoint } = await openWebhooks(t, { retries: '10ms' })
    const [dead, watching] = [await endpoint(), await endpoint({ types: ['endpoint.*'] })]
    receiver.change(({ path }) => (path === dead.path ? 500 : 204))
    await pledgeOne(built, cast)
    await untilQuiet(built)
    t.strictSame(await clocksOf(built, dead.id), bothClocks)
    const [span] = await built.db.execute<{ notice: number; limit: number }>(sql`
    select round(extract(epoch from min(due_at) - now()) / 3600)::int as notice,
      round(extract(epoch from max(due_at) - now()) / 3600)::int as limit
    from deadlines where workflow_id = ${dead.id}::uuid`)
    t.strictSame(span, { notice: 60, limit: 120 }, 'after half of five days, and after all')
    await passTime(built.db, dead.id, 'failureNotice')
    await until('the notice came', () => receiver.typesAt(watching.path).includes('endpoint.failing'))
    t.equal(await stateOf(built, dead.id), 'active')
    await pledgeOne(built, cast)
    await untilQuiet(built)
    t.strictSame(await clocksOf(built, dead.id), ['failureLimit'], 'the clock runs on, and no second notice')
    await passTime(built.db, dead.id, 'failureLimit')
    await untilState(built, dead.id, 'disabled')
    await until('the end was told', () => receiver.typesAt(watching.path).includes('endpoint.disabled'))
    const told = receiver.at(watching.path).map(({ body }) => JSON.parse(body.toString()))
    const [failing, disabled] = ['failing', 'disabled'].map((what) =>
      told.find(({ type }) => type === `endpoint.${what}`),
    )
    t.match(disabled.data, { reason: 'failing', since: failing.data.since })
    t.ok(Date.parse(failing.data.disabledAt) - Date.parse(failing.data.since) === 5 * 86_400_000)
  },
)

t.test('a success stops the clocks, and a sporadic failure disables nobody', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t)
  const one = await endpoint()
  receiver.change(() => 500)
  await pledgeOne(built, cast)
  await untilQuiet(built)
  t.strictSame(await clocksOf(built, one.id), bothClocks)
  receiver.change(() => 204)
  await pledgeOne(built, cast)
  await untilQuiet(built)
  t.strictSame(await clocksOf(built, one.id), [])
  t.notOk(
    (await listTimeline(built, one.id)).includes('endpoint.recovered'),
    'nobody was told that it failed',
  )
})

t.test('a success after the notice is told as well', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t, { retries: '10ms' })
  const [one, watching] = [await endpoint(), await endpoint({ types: ['endpoint.recovered'] })]
  receiver.change(({ path }) => (path === one.path ? 500 : 204))
  await pledgeOne(built, cast)
  await untilQuiet(built)
  await passTime(built.db, one.id, 'failureNotice')
  await until('the notice was given', async () =>
    (await listTimeline(built, one.id)).includes('endpoint.failing'),
  )
  receiver.change(() => 204)
  await pledgeOne(built, cast)
  await receiver.untilCount(watching.path, 1)
  await pledgeOne(built, cast)
  await untilQuiet(built)
  t.strictSame(await clocksOf(built, one.id), [])
  t.equal((await listTimeline(built, one.id)).filter((type) => type === 'endpoint.recovered').length, 1)
})

t.test('endpoints that all fail tell each other of it once, not for ever', async (t) => {
  const { built, cast, endpoint } = await openWebhooks(t, { answer: () => 500, retries: '10ms' })
  const all = await Promise.all([1, 2, 3].map(() => endpoint({ types: ['*'] })))
  await untilQuiet(built)
  const [before] = await built.db.execute<{ count: number }>(sql`select count(*)::int as count from events`)
  await pledgeOne(built, cast)
  await untilQuiet(built)
  const [after] = await built.db.execute<{ count: number }>(sql`select count(*)::int as count from events`)
  t.equal(
    (after?.count ?? 0) - (before?.count ?? 0),
    1 + all.length,
    'the pledge, and each one that gave it up',
  )
  for (const { id } of all)
    t.equal((await listTimeline(built, id)).filter((type) => type === 'delivery.exhausted').length, 1)
})
