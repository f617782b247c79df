import { and, eq, sql } from 'drizzle-orm'
import t from 'tap'
import { connect } from '../../src/database/client.ts'
import { attempts, deliveries, endpointSecrets, endpoints, recoveries } from '../../src/database/tables.ts'
import { startEndpointWork } from '../../src/endpoints/background.ts'
import { clearRemoved, purgeDeliveries, purgeSecrets } from '../../src/endpoints/purge.ts'
import { createRecover } from '../../src/endpoints/recover.ts'
import type { Line } from '../../src/engine/publisher.ts'
import { createPromote } from '../../src/webhooks/promote.ts'
import { speakAs } from '../support/build.ts'
import { until } from '../support/hooks.ts'
import { publishAll } from '../support/publish.ts'
import { openScene } from './scene.ts'

const rowsOf = (db: Awaited<ReturnType<typeof openScene>>['built']['db'], id: string) =>
  db.select().from(deliveries).where(eq(deliveries.endpointId, id)).orderBy(deliveries.eventId)

t.test(
  'lists deliveries newest first, by state and type, and reads one in the language of its reader',
  async (t) => {
    const { built, cast, make, pledge, donor } = await openScene(t)
    const { id, path } = await make({ types: ['donation.*'] })
    await pledge()
    await pledge()
    const { items, next } = (await donor.get(`${path}/deliveries?limit=3`)).body
    const rest = (await donor.get(`${path}/deliveries?cursor=${next}`)).body
    const ids = [...items, ...rest.items].map((one: { id: string }) => one.id)
    t.same(ids, [...ids].sort().reverse())
    t.equal(ids.length, 4)
    const [first] = items
    const of = and(eq(deliveries.endpointId, id), eq(deliveries.eventId, first.id))
    await built.db.update(deliveries).set({ state: 'exhausted', attempts: 1, code: 'refused' }).where(of)
    const key = { endpointId: id, eventId: first.id }
    const tried = {
      number: 1,
      requestId: first.id,
      at: new Date(),
      duration: 5,
      status: 500,
      code: 'refused',
    }
    await built.db.insert(attempts).values({ ...key, ...tried })
    t.match((await donor.get(`${path}/deliveries?state=exhausted`)).body.items, [
      { id: first.id, code: 'refused' },
    ])
    t.equal((await donor.get(`${path}/deliveries?state=pending`)).body.items.length, 3)
    t.equal((await donor.get(`${path}/deliveries?state=delivered`)).body.items.length, 0)
    const counts: [string, number][] = [
      ['donation.pledged', 2],
      ['donation.*', 4],
      ['*', 4],
      ['unit.*', 0],
    ]
    for (const [type, count] of counts)
      t.equal((await donor.get(`${path}/deliveries?type=${type}`)).body.items.length, count, type)
    const said = new Set<string>()
    for (const language of ['kk', 'ru', 'en']) {
      const { body } = await speakAs(built, cast.donor, language).get(`${path}/deliveries/${first.id}`)
      t.match(body.log, [{ number: 1, status: 500, code: 'refused' }])
      said.add(body.log[0].says)
    }
    t.equal(said.size, 3)
  },
)

t.test('resends whatever became of a delivery, under the same id, unless it was cancelled', async (t) => {
  const { built, make, pledge, donor } = await openScene(t)
  const { id, path } = await make({ types: ['donation.pledged'] })
  await pledge()
  const [row] = await rowsOf(built.db, id)
  for (const state of ['pending', 'delivered', 'exhausted'] as const) {
    await built.db.update(deliveries).set({ state, attempts: 4, failures: 4, dueAt: new Date('2099-01-01') })
    const { status, body } = await donor.post(`${path}/deliveries/${row?.eventId}/resends`, {})
    t.match(
      { status, body },
      { status: 200, body: { id: row?.eventId, state: 'pending', attempts: 4 } },
      state,
    )
    t.ok(Date.parse(body.dueAt) <= Date.now() + 1000)
    t.match(await rowsOf(built.db, id), [{ failures: 0 }])
  }
  await built.db.update(deliveries).set({ state: 'cancelled' })
  const refused = await donor.post(`${path}/deliveries/${row?.eventId}/resends`, {})
  t.same([refused.status, refused.body.code], [409, 'delivery-cancelled'])
})

t.test(
  'recovers what failed and what was never noted, and nothing else, however small the steps',
  async (t) => {
    const { built, make, pledge, donor } = await openScene(t)
    const { db } = built
    const { id, path } = await make({ types: ['donation.*'] })
    await pledge()
    await pledge()
    const [delivered, failed, missing, waiting] = await rowsOf(db, id)
    const of = (row: typeof failed) =>
      and(eq(deliveries.endpointId, id), eq(deliveries.eventId, row?.eventId ?? ''))
    await db.update(deliveries).set({ state: 'delivered', attempts: 1 }).where(of(delivered))
    await db.update(deliveries).set({ state: 'exhausted', attempts: 9, failures: 9 }).where(of(failed))
    await db.delete(deliveries).where(of(missing))
    const since = new Date(Date.now() - 3_600_000).toISOString()
    const opened = await donor.post(`${path}/recoveries`, { since })
    t.match(opened, { status: 201, body: { resent: 0, added: 0 } })
    const recover = createRecover({ db, promote: async () => 0, chunk: 2 })
    while ((await recover()) > 0);
    const done = (await donor.get(String(opened.headers.location))).body
    t.match(done, { resent: 1, added: 1, finishedAt: String })
    t.match(await rowsOf(db, id), [
      { eventId: delivered?.eventId, state: 'delivered' },
      { eventId: failed?.eventId, state: 'pending', failures: 0, attempts: 9 },
      { eventId: missing?.eventId, state: 'pending', attempts: 0 },
      { eventId: waiting?.eventId, state: 'pending' },
    ])
  },
)

t.test('recovers nothing outside its window', async (t) => {
  const { built, make, pledge, donor } = await openScene(t)
  const { db } = built
  const { id, path } = await make({ types: ['donation.*'] })
  for (let count = 0; count < 3; count++) await pledge()
  // The application itself moves no publication.
  const owner = connect(built.database.owner, { max: 1 })
  await owner.db.execute(
    sql`update publications set published_at = now() - interval '1 hour' * (20 - position)`,
  )
  await owner.close()
  const rows = await db.execute<{ at: string; position: string }>(
    sql`select position, to_char(published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from publications order by position`,
  )
  await db.delete(deliveries)
  const [since = '', until = ''] = [rows[3]?.at, rows[5]?.at]
  await donor.post(`${path}/recoveries`, { since, until })
  const [row] = await db.select().from(recoveries)
  t.match(row, { position: 3, end: 5 })
  const recover = createRecover({ db, promote: async () => 0 })
  while ((await recover()) > 0);
  const within = await db.execute<{ id: string }>(sql`select e.id from publications p
    join events e on e.stream_id = p.stream_id and e.sequence = p.sequence
    where p.position in (4, 5) and p.type like 'donation.%' order by e.id`)
  t.same(
    (await rowsOf(db, id)).map(({ eventId }) => eventId),
    within.map((one) => one.id),
  )
})

t.test(
  'two nodes work one recovery off without a delivery twice, and in order where that is asked',
  async (t) => {
    const { built, make, pledge, donor } = await openScene(t)
    const { db } = built
    const { id, path } = await make({ types: ['donation.*'], isOrdered: true })
    await pledge()
    await db.delete(deliveries)
    await donor.post(`${path}/recoveries`, { since: new Date(Date.now() - 3_600_000).toISOString() })
    const lines: Line[] = []
    const { promote } = createPromote(db)
    const node = () =>
      createRecover({
        db,
        chunk: 1,
        promote: (some) => {
          lines.push(...some)
          return promote(some)
        },
      })
    const nodes = [node(), node()]
    for (let found = 1; found > 0; ) {
      const counts = await Promise.all(nodes.map((one) => one()))
      found = Math.max(...counts)
    }
    const [due] = await db.execute<{ due: number; all: number }>(sql`select count(*)::int as all,
    count(*) filter (where due_at < 'infinity')::int as due from deliveries where endpoint_id = ${id}::uuid`)
    t.same({ ...due }, { all: 2, due: 1 }, 'the first comes due, the next waits for it')
    t.equal(lines.length, 2)
    t.match(await db.select().from(recoveries), [{ added: 2 }])
  },
)

t.test('refuses windows that cannot be', async (t) => {
  const { make, donor } = await openScene(t)
  const { path } = await make()
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
  const rows: [object, string][] = [
    [{ since: at(1) }, 'recovery-in-future'],
    [{ since: at(-2), until: at(1) }, 'recovery-in-future'],
    [{ since: at(-1), until: at(-2) }, 'recovery-empty'],
    [{ since: at(-24 * 31) }, 'recovery-too-old'],
  ]
  for (const [window, code] of rows)
    t.match((await donor.post(`${path}/recoveries`, window)).body, { status: 400, code })
  for (let count = 0; count < 10; count++)
    t.equal((await donor.post(`${path}/recoveries`, { since: at(-1) })).status, 201)
  t.match((await donor.post(`${path}/recoveries`, { since: at(-1) })).body, { code: 'too-many-recoveries' })
})

t.test(
  'forgets old deliveries with their attempts, and keeps what is owed or came to its end late',
  async (t) => {
    const { built, make, pledge } = await openScene(t)
    const { db } = built
    const { id } = await make({ types: ['donation.*'] })
    await pledge()
    const [row] = await rowsOf(db, id)
    if (!row) throw new Error('nothing is owed')
    const old = (n: number) => `01700000-0000-7000-8000-00000000000${n}`
    const tried = { number: 1, requestId: old(9), at: new Date(), duration: 1, code: 'delivered' }
    await db.insert(deliveries).values([
      { ...row, eventId: old(1), state: 'delivered', settledAt: new Date('2020-01-01') },
      { ...row, eventId: old(2), state: 'pending' },
      { ...row, eventId: old(3), state: 'exhausted', settledAt: new Date() },
    ])
    await db.insert(attempts).values([1, 2, 3].map((n) => ({ endpointId: id, eventId: old(n), ...tried })))
    await db.insert(attempts).values({ endpointId: id, eventId: row.eventId, ...tried })
    await purgeDeliveries(db, 30)
    t.same(
      (await rowsOf(db, id)).slice(0, 3).map(({ eventId }) => eventId),
      [old(2), old(3), row.eventId],
    )
    t.same(
      (await db.select().from(attempts).orderBy(attempts.eventId)).map(({ eventId }) => eventId),
      [old(2), old(3), row.eventId],
    )
  },
)

t.test('forgets recoveries that were done long ago, and keeps those under way', async (t) => {
  const { built, make, donor } = await openScene(t)
  const { db } = built
  const { path } = await make()
  const since = new Date(Date.now() - 3_600_000).toISOString()
  const open = async () => String((await donor.post(`${path}/recoveries`, { since })).headers.location)
  const [old, late, owed] = [await open(), await open(), await open()]
  const days = new Map([
    [old, 31],
    [late, 29],
  ])
  for (const [location, ago] of days)
    await db
      .update(recoveries)
      .set({ finishedAt: sql`now() - make_interval(days => ${ago})` })
      .where(eq(recoveries.id, location.split('/').at(-1) ?? ''))
  await db.execute(sql`update recoveries set created_at = now() - interval '40 days'`)
  const onError = (error: unknown) => t.fail(String(error))
  const work = startEndpointWork({ db, promote: async () => 0, retentionDays: 30, onError })
  t.teardown(work.stop)
  await until('the old one is gone', async () => (await donor.get(old)).status === 404)
  for (const kept of [late, owed]) t.match(await donor.get(kept), { status: 200 })
})

t.test('erases what a removed endpoint leaves, and secrets that expired', async (t) => {
  const { built, make, pledge, donor } = await openScene(t)
  const { db } = built
  const { id, path } = await make({ types: ['donation.*'], headers: { 'X-A': 'x' } })
  const other = await make({ types: ['donation.*'] })
  await pledge()
  await donor.send(path, 'endpoint.removed')
  while ((await clearRemoved(db)) > 0);
  t.ok((await rowsOf(db, id)).every(({ state }) => state === 'cancelled'))
  t.ok((await rowsOf(db, other.id)).every(({ state }) => state === 'pending'))
  t.match(await db.select().from(endpoints).where(eq(endpoints.id, id)), [
    { headers: null, headerNames: ['X-A'] },
  ])
  t.match(await db.select().from(endpointSecrets), [{ endpointId: other.id }])
  await donor.post(`${other.path}/secrets`, { overlapHours: 0 })
  await db.execute(sql`update endpoint_secrets set expires_at = expires_at - interval '2 hours'`)
  await purgeSecrets(db)
  t.equal((await db.select().from(endpointSecrets)).length, 1)
  await publishAll(db)
})
