import { and, count, eq, sql } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { connect } from '../../src/database/client.ts'
import { deadlines, deliveries, endpoints } from '../../src/database/tables.ts'
import { databaseError } from '../../src/engine/retry.ts'
import { type Claimed, createClaim, lease } from '../../src/webhooks/claim.ts'
import { release } from '../../src/webhooks/deliver.ts'
import { createSettle, type Result } from '../../src/webhooks/settle.ts'
import { createStore } from '../../src/webhooks/store.ts'
import { addPending, pledgeOne } from '../support/pending.ts'
import { publishAll } from '../support/publish.ts'
import { listAttempts, listDeliveries, openWebhooks } from '../support/webhooks.ts'

// A busy machine takes longer than the runner grants a file that is run alone.
t.setTimeout(180_000)

const room = { total: 1000, each: 1000, lanes: [] }

/** A service at rest with an endpoint that is owed so many deliveries, and the statements of the engine. */
const open = async (t: Test, count: number, settings: { rateLimit?: number } = {}) => {
  const world = await openWebhooks(t, { background: false })
  const { built, cast, endpoint } = world
  const one = await endpoint({ ...settings, types: ['unit.*'] })
  const donation = await pledgeOne(built, cast)
  await publishAll(built.db)
  await addPending(built, one.id, donation, count)
  const settle = createSettle(built.db, { disableDays: 5 })
  return { ...world, one, donation, claim: createClaim(built.db), settle }
}

const toResult = (claimed: Claimed, outcome: string): Result => ({
  ...release(claimed),
  requestId: claimed.event,
  at: new Date().toISOString(),
  duration: 5,
  status: outcome === 'delivered' ? 204 : 500,
  code: outcome === 'delivered' ? 'delivered' : 'refused',
  outcome,
  wait: outcome === 'retry' ? 60_000 : null,
})

const first = ([one]: Claimed[]): Claimed => {
  if (!one) throw new Error('nothing was claimed')
  return one
}

t.test('what one node has claimed no other gets until the lease ends, a minute at most', async (t) => {
  const { built, claim, one } = await open(t, 1)
  t.ok(lease <= 60)
  t.equal((await claim(room)).length, 1)
  t.equal((await claim(room)).length, 0)
  await built.db.update(deliveries).set({ leasedUntil: sql`now() - interval '1 ms'` })
  t.match(await claim(room), [{ endpoint: one.id, number: 2, failures: 0 }])
})

t.test('many claims at once share what is due, and none gets what another has', async (t) => {
  const { claim } = await open(t, 300)
  const shares = await Promise.all(Array.from({ length: 8 }, () => claim({ ...room, each: 50 })))
  const events = shares.flat().map(({ event }) => event)
  t.equal(new Set(events).size, events.length)
  for (let more = await claim(room); more.length > 0; more = await claim(room))
    events.push(...more.map(({ event }) => event))
  t.strictSame([events.length, new Set(events).size], [300, 300])
})

t.test('an attempt that outlived its lease settles nothing, and is in the log', async (t) => {
  const { built, claim, settle, one } = await open(t, 1)
  const late = first(await claim(room))
  await built.db.update(deliveries).set({ leasedUntil: sql`now() - interval '1 ms'` })
  const next = first(await claim(room))
  for (const outcome of ['delivered', 'retry', 'exhausted', 'gone', 'released']) {
    await settle([toResult(late, outcome)])
    t.match(await listDeliveries(built, one.id), [
      { state: 'pending', attempts: 2, failures: 0, leasedUntil: Date },
    ])
  }
  await settle([toResult(next, 'delivered')])
  t.match(await listDeliveries(built, one.id), [{ state: 'delivered', attempts: 2, leasedUntil: null }])
  t.match(await listAttempts(built, one.id), [{ number: 1 }, { number: 2, status: 204 }])
})

t.test('the same result stored twice counts once', async (t) => {
  const { built, claim, settle, one } = await open(t, 3)
  const [retried, dead, back] = await claim(room)
  if (!retried || !dead || !back) throw new Error('too little was claimed')
  const results = [toResult(retried, 'retry'), toResult(dead, 'exhausted'), release(back)]
  for (let times = 0; times < 3; times++) await settle(results)
  const of = async ({ event }: Claimed) =>
    (await listDeliveries(built, one.id)).find((row) => row.eventId === event)
  t.match(await of(retried), { state: 'pending', attempts: 1, failures: 1 })
  t.match(await of(dead), { state: 'exhausted', attempts: 1, failures: 1 })
  t.match(await of(back), { state: 'pending', attempts: 1, failures: 0 })
  t.equal((await listAttempts(built, one.id)).length, 2)
})

t.test('a result that the database refuses holds up no other, and its delivery is made again', async (t) => {
  const { built, claim, settle, one } = await open(t, 40)
  const claimed = await claim(room)
  const store = createStore(async (batch) => void (await settle(batch)))
  for (const [n, each] of claimed.entries())
    store.add({ ...toResult(each, 'delivered'), ...(n === 16 && { excerpt: '\0' }) })
  let refusals = 0
  while (store.count() > 0)
    await store.writeSome().catch((error: unknown) => {
      t.match(databaseError(error), { code: /^22/ })
      refusals += 1
    })
  t.ok(refusals <= 12, 'each with half of what was refused before')
  const rows = await listDeliveries(built, one.id)
  t.equal(rows.filter(({ state }) => state === 'delivered').length, 39)
  await built.db
    .update(deliveries)
    .set({ leasedUntil: sql`now() - interval '1 ms'` })
    .where(eq(deliveries.state, 'pending'))
  t.match(await claim(room), [{ event: claimed[16]?.event, number: 2 }])
})

t.test('a result that could not be stored for another reason stays, be it the only one', async (t) => {
  const { built, claim, settle, one } = await open(t, 1)
  let isAway = true
  const store = createStore(async (batch) => {
    if (isAway) throw new Error('the database is away')
    await settle(batch)
  })
  store.add(toResult(first(await claim(room)), 'delivered'))
  await t.rejects(store.writeSome(), { message: 'the database is away' })
  await t.rejects(store.writeSome(), { message: 'the database is away' })
  isAway = false
  t.equal(await store.writeSome(), 0)
  t.match(await listDeliveries(built, one.id), [{ state: 'delivered' }])
})

t.test(
  'two results of one attempt, whose claim a crash undid, are stored as one and hold nothing up',
  async (t) => {
    const { built, claim, settle, one } = await open(t, 2)
    const [again, other] = await claim(room)
    if (!again || !other) throw new Error('too little was claimed')
    await settle([toResult(again, 'retry'), toResult(other, 'delivered'), toResult(again, 'delivered')])
    t.match(await listDeliveries(built, one.id), [{ state: 'delivered' }, { state: 'delivered' }])
    t.match(await listAttempts(built, one.id), [{ status: 204 }, { status: 204 }])
    t.equal((await listAttempts(built, one.id)).length, 2)
  },
)

t.test('what is sent again during its last attempt gets all its attempts anew when that fails', async (t) => {
  const { built, claim, settle, one } = await open(t, 2)
  await built.db.update(deliveries).set({ failures: 9 }).where(eq(deliveries.endpointId, one.id))
  const [renewed, other] = await claim(room)
  if (!renewed || !other) throw new Error('too little was claimed')
  await built.db.update(deliveries).set({ failures: 0 }).where(eq(deliveries.eventId, renewed.event))
  await settle([toResult(renewed, 'exhausted'), toResult(other, 'exhausted')])
  const states = Object.fromEntries((await listDeliveries(built, one.id)).map((row) => [row.eventId, row]))
  t.match(states[renewed.event], { state: 'pending', failures: 0, settledAt: null })
  t.match(states[other.event], { state: 'exhausted', failures: 10 })
  t.match(await claim(room), [{ event: renewed.event, failures: 0 }], 'at once')
  const told = await built.db.select().from(deadlines).where(eq(deadlines.name, 'retries'))
  t.equal(told.length, 1, 'only of what is given up its owner is told')
})

t.test('what was cancelled meanwhile stays so, whatever comes of its attempt', async (t) => {
  const { built, claim, settle, one } = await open(t, 1)
  const claimed = first(await claim(room))
  await built.db.update(deliveries).set({ state: 'cancelled' }).where(eq(deliveries.endpointId, one.id))
  for (const outcome of ['retry', 'delivered', 'gone']) await settle([toResult(claimed, outcome)])
  t.match(await listDeliveries(built, one.id), [{ state: 'cancelled', attempts: 1, code: null }])
  const [row] = await built.db.execute(sql`select from deadlines where workflow_id = ${one.id}::uuid`)
  t.equal(row, undefined, 'nor is anybody told')
})

t.test('what was claimed and never tried is given back, and its number is not used again', async (t) => {
  const { built, claim, settle, one } = await open(t, 1)
  await settle([release(first(await claim(room)))])
  t.match(await listDeliveries(built, one.id), [
    { state: 'pending', attempts: 1, failures: 0, leasedUntil: null },
  ])
  t.equal((await listAttempts(built, one.id)).length, 0)
  t.match(await claim(room), [{ number: 2 }])
})

t.test('where there is room for few, each endpoint gets its first before any gets its second', async (t) => {
  const { built, claim, endpoint, donation, one } = await open(t, 100)
  const others = [await endpoint(), await endpoint(), await endpoint()]
  for (const { id } of others) await addPending(built, id, donation, 5)
  const claimed = await claim({ total: 4, each: 16, lanes: [] })
  t.strictSame(claimed.map(({ endpoint }) => endpoint).sort(), [one, ...others].map(({ id }) => id).sort())
})

t.test('of an endpoint no more is claimed than it may have under way', async (t) => {
  const { claim, one } = await open(t, 100)
  t.equal((await claim({ total: 200, each: 16, lanes: [] })).length, 16)
  t.equal((await claim({ total: 200, each: 16, lanes: [{ endpoint: one.id, free: 3 }] })).length, 3)
  t.equal((await claim({ total: 200, each: 16, lanes: [{ endpoint: one.id, free: 0 }] })).length, 0)
})

t.test('a rate limit holds over any time, for all nodes together', async (t) => {
  const { built, claim, one } = await open(t, 500, { rateLimit: 600 })
  const clock = async () => {
    const [row] = await built.db.execute<{ now: number }>(
      sql`select extract(epoch from clock_timestamp())::float8 as now`,
    )
    return row?.now ?? 0
  }
  const began = await clock()
  let taken = (await claim(room)).length
  t.equal(taken, 10, 'a second of it may come at once')
  for (let times = 0; times < 60; times++) {
    taken += (await claim(room)).length
    t.ok(taken <= 10 + Math.ceil(((await clock()) - began) * 10), 'and no more than it allows after')
  }
  const rows = await built.db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.endpointId, one.id), eq(deliveries.attempts, 1)))
  t.equal(rows.length, taken)
})

t.test('a rate limit holds where several nodes claim at one moment', async (t) => {
  for (const rateLimit of [600, 6]) {
    const { built, one } = await open(t, 500, { rateLimit })
    const nodes = Array.from({ length: 4 }, () => connect(built.database.application, { max: 1 }))
    const began = performance.now()
    // Several times: what is claimed at one moment has to meet.
    for (let round = 0; round < 5; round++)
      await Promise.all(nodes.map(({ db }) => createClaim(db)({ ...room, each: 1000 })))
    const [row] = await built.db
      .select({ count: count() })
      .from(deliveries)
      .where(and(eq(deliveries.endpointId, one.id), eq(deliveries.attempts, 1)))
    const allowed =
      Math.max(1, rateLimit / 60) + Math.ceil(((performance.now() - began) / 60_000) * rateLimit)
    t.ok(row && row.count > 0 && row.count <= allowed, `${row?.count} of ${allowed} at ${rateLimit} a minute`)
    await Promise.all(nodes.map(({ close }) => close()))
  }
})

t.test('a limit below one a second lets one through at a time', async (t) => {
  const { built, claim, one } = await open(t, 5, { rateLimit: 6 })
  const take = async () => (await claim(room)).length
  t.strictSame([await take(), await take()], [1, 0])
  await built.db
    .update(endpoints)
    .set({ pacedUntil: sql`paced_until - interval '10 s'` })
    .where(eq(endpoints.id, one.id))
  t.strictSame([await take(), await take()], [1, 0], 'ten seconds later another')
})
