import { setTimeout as sleep } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { connect, type Database } from '../../src/database/client.ts'
import { apiKeys } from '../../src/database/tables.ts'
import { createAuthenticate } from '../../src/keys/authenticate.ts'
import { makeKey } from '../../src/keys/key.ts'
import { build } from '../support/build.ts'
import { buildSmall } from '../support/build-small.ts'

const operatorKey = 'an operator key of 32 characters!'.replaceAll(' ', '-')

/** One node that says who asks, by a clock that stands still until it is moved. */
const startNode = async (t: Test, db: Database, operator: { operatorKey?: string } = { operatorKey }) => {
  const clock = { now: 0 }
  const { app } = await buildSmall(t, async (app) => {
    app.decorateRequest('principal', null)
    app.addHook('onRequest', createAuthenticate({ db, ...operator, now: () => clock.now }))
    app.get('/', async ({ principal }) => principal)
  })
  const ask = async (authorization?: string) => {
    const response = await app.inject({ url: '/', headers: authorization ? { authorization } : {} })
    return { status: response.statusCode, headers: response.headers, body: response.json() }
  }
  return { clock, ask, askWith: (key: string) => ask(`Bearer ${key}`) }
}

/** A pool whose server nobody answers at. */
const connectNowhere = (t: Test) => {
  const { db, close } = connect({ host: '/nonexistent', port: 5432, database: 'none', username: 'none' })
  t.teardown(close)
  return db
}

t.test('lets a key in as the organization and with the scopes that it has', async (t) => {
  const { db, makeOrganization } = await build(t)
  const { id, key } = await makeOrganization({ scopes: ['write', 'read', 'unheard-of'] })
  const { ask } = await startNode(t, db)
  for (const authorization of [`Bearer ${key}`, `bearer ${key}`, `BEARER   ${key} `])
    t.match(await ask(authorization), { status: 200, body: { organization: id, scopes: ['read', 'write'] } })
})

t.test('asks for a key where there is none', async (t) => {
  const { ask } = await startNode(t, connectNowhere(t))
  for (const authorization of [
    '',
    'Bearer',
    'Bearer ',
    'Basic dXNlcjpwYXNz',
    `Bearer${makeKey()}`,
    makeKey(),
  ])
    t.match(
      await ask(authorization),
      {
        status: 401,
        headers: { 'www-authenticate': 'Bearer realm="besik"' },
        body: { code: 'unauthenticated' },
      },
      authorization,
    )
})

t.test('refuses a mistyped key without a look into the database', async (t) => {
  const { askWith } = await startNode(t, connectNowhere(t))
  const key = makeKey()
  const mistyped = key.slice(0, -1) + (key.endsWith('a') ? 'b' : 'a')
  for (const text of [mistyped, key.slice(0, -1), 'invented', `${'x'.repeat(10_000)}`])
    t.match(await askWith(text), {
      status: 401,
      headers: { 'www-authenticate': /error="invalid_token"/ },
      body: { code: 'invalid-key' },
    })
  t.match(await askWith(key), { status: 503, body: { code: 'database-unavailable' } })
})

t.test('refuses a well-formed key that nobody was given', async (t) => {
  const { db } = await build(t)
  const { askWith } = await startNode(t, db)
  t.match(await askWith(makeKey()), { status: 401, body: { code: 'invalid-key' } })
})

t.test('refuses a revoked key on every node before 5 seconds have passed', async (t) => {
  const { db, makeOrganization } = await build(t)
  const { id, key } = await makeOrganization()
  const nodes = [await startNode(t, db), await startNode(t, db)]
  for (const { askWith } of nodes) t.match(await askWith(key), { status: 200 })
  await db.update(apiKeys).set({ revokedAt: sql`now()` }).where(eq(apiKeys.organizationId, id))
  for (const { askWith, clock } of nodes) {
    clock.now = 4999
    t.match(await askWith(key), { status: 401, body: { code: 'key-revoked' } })
  }
  t.match(await (await startNode(t, db)).askWith(key), { body: { code: 'key-revoked' } })
})

t.test('refuses a key from the moment it expires, even while it is remembered', async (t) => {
  const { db, makeOrganization } = await build(t)
  const { id, key } = await makeOrganization()
  const expireIn = (seconds: number) =>
    db
      .update(apiKeys)
      .set({ expiresAt: sql`now() + make_interval(secs => ${seconds})` })
      .where(eq(apiKeys.organizationId, id))
  await expireIn(3.9)
  const { askWith, clock } = await startNode(t, db)
  t.match(await askWith(key), { status: 200 })
  clock.now = 3900
  t.match(await askWith(key), { status: 401, body: { code: 'key-expired' } })
  await expireIn(3600)
  clock.now = 4000
  t.match(await askWith(key), { status: 200 })
  await expireIn(-1)
  t.match(await (await startNode(t, db)).askWith(key), { status: 401, body: { code: 'key-expired' } })
})

t.test('knows the operator by the configured key, and has none without one', async (t) => {
  const nowhere = connectNowhere(t)
  const { askWith } = await startNode(t, nowhere)
  const principal = { key: '00000000-0000-7000-8000-000000000000', scopes: ['read', 'write', 'keys'] }
  t.same((await askWith(operatorKey)).body, principal)
  t.match(await askWith(operatorKey.toUpperCase()), { status: 401, body: { code: 'invalid-key' } })
  const { db } = await build(t)
  const nobody = await startNode(t, db, {})
  t.match(await nobody.askWith(operatorKey), { status: 401, body: { code: 'invalid-key' } })
})

t.test('refuses to start with an operator key that could be guessed', async (t) => {
  t.throws(() => createAuthenticate({ db: connectNowhere(t), operatorKey: 'x'.repeat(31) }), /32 characters/)
})

t.test('notes that a key is in use, at most once a minute', async (t) => {
  const { db, makeOrganization } = await build(t)
  const [one, other] = [await makeOrganization(), await makeOrganization()]
  const readNote = async ({ id }: { id: string }) => {
    const columns = { at: apiKeys.lastUsedAt }
    const [row] = await db.select(columns).from(apiKeys).where(eq(apiKeys.organizationId, id))
    return row?.at?.getTime()
  }
  // Nobody waits for a note but this test.
  const waitForNote = async (organization: { id: string }, before?: number) => {
    for (;;) {
      const at = await readNote(organization)
      if (at !== undefined && at !== before) return at
      await sleep(5)
    }
  }
  const { askWith, clock } = await startNode(t, db)
  t.equal(await readNote(one), undefined)
  await askWith(one.key)
  const first = await waitForNote(one)
  clock.now = 4000
  await askWith(one.key)
  await askWith(other.key)
  await waitForNote(other)
  t.equal(await readNote(one), first, 'not again')
  const earlier = new Date(first - 61_000)
  await db.update(apiKeys).set({ lastUsedAt: earlier }).where(eq(apiKeys.organizationId, one.id))
  clock.now = 8000
  await askWith(one.key)
  t.ok((await waitForNote(one, earlier.getTime())) >= first, 'but after a minute')
})
