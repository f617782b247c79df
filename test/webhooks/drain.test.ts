import { eq, inArray, sql } from 'drizzle-orm'
import t from 'tap'
import { deliveries, endpointSecrets, endpoints } from '../../src/database/tables.ts'
import { createClaim } from '../../src/webhooks/claim.ts'
import { width } from '../../src/webhooks/lane.ts'
import { startPump } from '../../src/webhooks/pump.ts'
import { createSettings } from '../../src/webhooks/settings.ts'
import { type Reply, until } from '../support/hooks.ts'
import {
  addSecret,
  keyring,
  listAttempts,
  listDeliveries,
  startNode,
  stateOf,
  untilQuiet,
} from '../support/webhooks.ts'
import { open, takeParts } from './parts.ts'

// A busy machine takes longer than the runner grants a file that is run alone.
t.setTimeout(180_000)

t.test('a node that ends waits for what is under way, gives back the rest, and claims no more', async (t) => {
  const { built, receiver, one, owe, ports } = await open(t)
  const node = startNode(built, { ports })
  await owe(200)
  await untilQuiet(built)
  t.equal(receiver.hooks.length, 200, 'a quick receiver, for which some is claimed ahead')
  let release = (_: Reply) => {}
  const answer = new Promise<Reply>((resolve) => {
    release = resolve
  })
  receiver.change(() => answer)
  await owe(300)
  await until('all it may take is under way', () => receiver.countOpen() === width)
  t.ok(node.load().waiting > 0, 'and some wait in the node')
  const stopped = node.stop()
  const leased = async () =>
    (await listDeliveries(built, one.id)).filter(({ leasedUntil }) => leasedUntil !== null)
  await until('the rest is given back', async () => (await leased()).length === width)
  await owe(1)
  release(204)
  await stopped
  const rows = await listDeliveries(built, one.id)
  const delivered = rows.filter(({ state }) => state === 'delivered')
  const pending = rows.filter(({ state }) => state === 'pending')
  t.strictSame([delivered.length, pending.length], [200 + width, 301 - width])
  t.ok(pending.every(({ failures, leasedUntil }) => failures === 0 && leasedUntil === null))
  t.strictSame(node.load(), { underWay: 0, waiting: 0 })
  const next = startNode(built, { ports })
  await untilQuiet(built)
  await next.stop()
  t.strictSame(
    [receiver.hooks.length, new Set(receiver.hooks.map(({ id }) => id)).size],
    [501, 501],
    'each once',
  )
})

t.test('what has arrived is stored, though all that follows at its endpoint hangs', async (t) => {
  const { built, receiver, one, owe, ports } = await open(t)
  const node = startNode(built, { ports })
  await owe(50)
  await untilQuiet(built)
  let release = (_: Reply) => {}
  const answer = new Promise<Reply>((resolve) => {
    release = resolve
  })
  const taken = receiver.hooks.length + 3
  receiver.change(() => (receiver.hooks.length <= taken ? 204 : answer))
  await owe(200)
  await until('all it may take is under way', () => receiver.countOpen() === width)
  t.ok(node.load().waiting > 0)
  await until('what has arrived is stored', async () => (await listAttempts(built, one.id)).length === taken)
  release(204)
  await untilQuiet(built)
  await node.stop()
  t.equal(receiver.hooks.length, 250, 'each once')
})

t.test('what a node could not store in time is stored while it ends', async (t) => {
  const world = await open(t)
  const { built, receiver, one, owe } = world
  const parts = takeParts(world)
  let isBroken = true
  const settle: typeof parts.settle = async (results) => {
    if (isBroken) throw new Error('the database is away')
    return parts.settle(results)
  }
  await owe(700)
  const pump = startPump({ ...parts, settle })
  await receiver.untilCount(one.path, 700)
  await until('all is answered', () => pump.load().underWay === 0)
  t.ok((await listDeliveries(built, one.id)).every(({ state }) => state === 'pending'))
  isBroken = false
  await pump.stop()
  t.ok(
    (await listDeliveries(built, one.id)).every(
      ({ state, attempts }) => state === 'delivered' && attempts === 1,
    ),
  )
  t.equal(receiver.hooks.length, 700)
})

t.test('a failed attempt counts once, though storing it failed halfway', async (t) => {
  const world = await open(t)
  const { built, receiver, one, owe } = world
  const parts = takeParts(world)
  let failures = 3
  const settle: typeof parts.settle = async (results) => {
    const settled = await parts.settle(results)
    if (failures-- > 0) throw new Error('the connection was lost behind the commit')
    return settled
  }
  receiver.change((_, nth) => (nth < 2 ? 500 : 204))
  await owe(1)
  const pump = startPump({ ...parts, retries: [2000], settle })
  await untilQuiet(built)
  await pump.stop()
  t.match(await listDeliveries(built, one.id), [{ state: 'delivered', attempts: 2, failures: 1 }])
  t.equal((await listAttempts(built, one.id)).length, 2)
  t.equal(parts.errors.length, 3)
})

t.test('what a node took with it when it died is delivered again, under the same id', async (t) => {
  const { built, receiver, one, owe, ports } = await open(t)
  await owe(20)
  const lost = await createClaim(built.db)({ total: 100, each: 20, lanes: [] })
  t.equal(lost.length, 20)
  const node = startNode(built, { ports })
  await owe(1)
  await receiver.untilCount(one.path, 1)
  t.equal(receiver.hooks.length, 1, 'not as long as the lease lasts')
  await built.db
    .update(deliveries)
    .set({ leasedUntil: sql`now() - interval '1 ms'` })
    .where(
      inArray(
        deliveries.eventId,
        lost.map(({ event }) => event),
      ),
    )
  await untilQuiet(built)
  await node.stop()
  t.strictSame(
    receiver.hooks
      .map(({ id }) => id)
      .slice(1)
      .sort(),
    lost.map(({ event }) => event).sort(),
  )
})

t.test(
  'an endpoint that nothing is owed to is forgotten, its secrets with it, until something is',
  async (t) => {
    const world = await open(t)
    const { built, receiver, one, owe } = world
    const parts = takeParts(world)
    let looks = 0
    const claim: typeof parts.claim = (room) => {
      looks += 1
      return parts.claim(room)
    }
    const pump = startPump({ ...parts, claim })
    const began = performance.now()
    await owe(1)
    await untilQuiet(built)
    t.ok(parts.settings.find(one.id))
    const { now } = performance
    t.teardown(() => Object.assign(performance, { now }))
    // It stands still, so that it is within ten minutes however long this takes.
    performance.now = () => began + 600_000
    const before = looks
    // The first may have begun before.
    await until('it looked again', () => looks >= before + 2)
    t.ok(parts.settings.find(one.id), 'not within ten minutes')
    performance.now = () => now.call(performance) + 600_001
    await until('it is forgotten', () => !parts.settings.find(one.id))
    await owe(30)
    await untilQuiet(built)
    await pump.stop()
    t.equal(new Set(receiver.hooks.map(({ id }) => id)).size, 31)
    t.strictSame(parts.errors, [])
  },
)

t.test('settings read while a secret is replaced are never the old ones under the new version', async (t) => {
  const { built, one } = await open(t)
  const settings = createSettings(built.db, keyring, (error) => t.error(error))
  const { promise: isAwaited, resolve: rotate } = Promise.withResolvers<void>()
  const { promise: isLocked, resolve: locked } = Promise.withResolvers<void>()
  const rotating = built.db.transaction(async (tx) => {
    // Whoever reads the version now waits for the end of this.
    await tx.execute(sql`lock table endpoints in access exclusive mode`)
    await tx.update(endpoints).set({ settingsVersion: 2 }).where(eq(endpoints.id, one.id))
    locked()
    await isAwaited
    await addSecret({ db: tx }, one.id)
  })
  await isLocked
  const reading = settings.refresh([{ endpoint: one.id, settingsVersion: 1 }])
  await until('it waits', async () => {
    const [row] = await built.db.execute(sql`select from pg_locks
      join pg_stat_activity using (pid) where datname = current_database() and not granted`)
    return row
  })
  rotate()
  await Promise.all([rotating, reading])
  const stored = await built.db.select().from(endpointSecrets).where(eq(endpointSecrets.endpointId, one.id))
  t.equal(stored.length, 2)
  t.match(settings.find(one.id), { version: 2 })
  t.equal(settings.find(one.id)?.secrets.length, 2)
  t.equal(await stateOf(built, one.id), 'active')
})
