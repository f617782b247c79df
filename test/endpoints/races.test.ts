import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import t from 'tap'
import { deliveries, endpointSecrets, recoveries } from '../../src/database/tables.ts'
import { clearRemoved } from '../../src/endpoints/purge.ts'
import { createRecover } from '../../src/endpoints/recover.ts'
import { speakAs } from '../support/build.ts'
import { until } from '../support/hooks.ts'
import { joinNode } from '../support/node.ts'
import { openScene, patch, url } from './scene.ts'

t.test('of two changes at once that know the same version one is made', async (t) => {
  const { built, cast, donor, make } = await openScene(t)
  const { path } = await make()
  const wanted = Array.from({ length: 4 }, (_, n) => ({ rateLimit: n + 1 }))
  const both = await Promise.all(
    wanted.map((change) => patch(built, cast.donor, path, change, { 'if-match': '"1"' })),
  )
  t.same(both.map(({ status }) => status).sort(), [200, 412, 412, 412])
  const made = both.find(({ status }) => status === 200)
  t.match((await donor.get(path)).body, { version: 2, rateLimit: made?.body.rateLimit })
  t.equal((await donor.get(`${path}/events`)).body.items.length, 2)
})

t.test('however many rotations come at once, ten secrets sign at most', async (t) => {
  const { donor, make } = await openScene(t)
  const { path } = await make()
  const all = await Promise.all(Array.from({ length: 14 }, () => donor.post(`${path}/secrets`, {})))
  t.equal(all.filter(({ status }) => status === 201).length, 9)
  t.ok(all.filter(({ status }) => status !== 201).every(({ body }) => body.code === 'too-many-secrets'))
  const { secrets } = (await donor.get(path)).body
  t.equal(secrets.length, 10)
  t.equal(
    secrets.filter(({ expiresAt }: { expiresAt?: string }) => !expiresAt).length,
    1,
    'one of them for good',
  )
})

t.test('shows a secret in one answer alone, whichever node a request made again comes to', async (t) => {
  const { built, cast, donor, make } = await openScene(t)
  const environment = { BESIK_SECRET_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` }
  const other = speakAs(await joinNode(t, built, { environment }), cast.donor)
  const { path } = await make()
  const requests: [string, object][] = [
    ['/v1/endpoints', { url, types: ['*'] }],
    [`${path}/secrets`, { overlapHours: 0 }],
  ]
  for (const [target, body] of [...requests, ...requests, ...requests]) {
    const before = await built.db.$count(endpointSecrets)
    const once = { 'idempotency-key': randomUUID() }
    const nodes = [donor, other, donor, other, donor, other]
    const answers = await Promise.all(nodes.map(({ post }) => post(target, body, once)))
    for (const { post } of [donor, other]) answers.push(await post(target, body, once))
    const made = answers.filter(({ status }) => status === 201)
    t.ok(
      answers.every(({ status, body }) => status === 201 || body.code === 'idempotency-key-in-progress'),
      target,
    )
    t.equal(made.filter(({ body }) => body.secret !== undefined).length, 1)
    t.equal(new Set(made.map(({ body }) => body.id)).size, 1)
    t.equal(await built.db.$count(endpointSecrets), before + 1)
  }
})

t.test('a removal in the middle of a recovery ends it', async (t) => {
  const { built, make, pledge, donor } = await openScene(t)
  const { db } = built
  const { path } = await make({ types: ['donation.*'] })
  await pledge()
  await pledge()
  await db.delete(deliveries)
  const since = new Date(Date.now() - 3_600_000).toISOString()
  const opened = await donor.post(`${path}/recoveries`, { since })
  const recover = createRecover({ db, promote: async () => 0, chunk: 1 })
  const owed = () => db.select().from(deliveries)
  while ((await owed()).length === 0) await recover()
  await donor.send(path, 'endpoint.removed')
  while ((await clearRemoved(db)) > 0);
  while ((await recover()) > 0);
  t.match(await owed(), [{ state: 'cancelled' }], 'what it had brought is cancelled, and nothing follows')
  t.match(await db.select().from(recoveries), [{ added: 1, finishedAt: Date }])
  t.match((await donor.get(String(opened.headers.location))).body, { added: 1, finishedAt: String })
})

t.test('what comes to be owed in the very moment of a removal is cancelled soon', async (t) => {
  const { built, make, pledge, donor } = await openScene(t)
  const { db } = built
  const [first, removed, last] = [await make(), await make(), await make()]
  await pledge()
  const statesOf = async (id: string) =>
    (await db.select().from(deliveries).where(eq(deliveries.endpointId, id))).map(({ state }) => state)
  await donor.send(removed.path, 'endpoint.removed')
  while ((await clearRemoved(db)) > 0);
  t.same(new Set(await statesOf(removed.id)), new Set(['cancelled']))
  // A publisher that had begun before the removal may commit after it was cleared.
  await db
    .update(deliveries)
    .set({ state: 'pending', settledAt: null })
    .where(eq(deliveries.endpointId, removed.id))
  while ((await clearRemoved(db)) > 0);
  t.same(new Set(await statesOf(removed.id)), new Set(['cancelled']))
  for (const { id } of [first, last]) t.same(new Set(await statesOf(id)), new Set(['pending']))
})

t.test(
  'however many are made at once, an organization has fifty endpoints, paused ones among them',
  async (t) => {
    const { built, donor, make } = await openScene(t)
    const { path } = await make()
    for (let count = 1; count < 49; count++) await make()
    t.equal((await donor.send(path, 'endpoint.paused')).status, 201)
    const body = { url, types: ['*'] }
    // None is stored before a second one has begun: left to chance they might come one after the other.
    const held = await built.db.transaction(async (tx) => {
      await tx.execute(sql`lock table endpoints in share mode`)
      const making = Promise.all(Array.from({ length: 4 }, () => donor.post('/v1/endpoints', body)))
      await until('two wait', async () => {
        const [row] = await built.db.execute<{
          waiting: number
        }>(sql`select count(distinct pid)::int as waiting
          from pg_locks join pg_stat_activity using (pid) where datname = current_database() and not granted`)
        return row && row.waiting > 1
      })
      return { making }
    })
    const answers = await held.making
    t.same(answers.map(({ status }) => status).sort(), [201, 409, 409, 409])
    t.same(
      answers.flatMap(({ body }) => body.code ?? []),
      Array(3).fill('too-many-endpoints'),
    )
    t.match((await donor.post('/v1/endpoints', body)).body, { code: 'too-many-endpoints' })
  },
)
