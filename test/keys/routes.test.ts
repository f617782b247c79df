import { sql } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { Key, MadeKey } from '../../schemas/key.ts'
import { apiKeys } from '../../src/database/tables.ts'
import { isKey } from '../../src/keys/key.ts'
import { build, speakAs } from '../support/build.ts'

const newKey = { name: 'Stock system', scopes: ['read', 'write'] }
const hour = 3_600_000

/** The service, its operator, and an organization whose key may do everything. */
const start = async (t: Test) => {
  const built = await build(t)
  const organization = await built.makeOrganization()
  return {
    ...built,
    organization,
    speaker: speakAs(built, organization),
    speakWith: (key: string) => speakAs(built, { key }),
    operator: speakAs(built, { key: built.operator }),
  }
}

t.test('gives an organization its first key, which opens what it is for', async (t) => {
  const { operator, speakWith } = await start(t)
  const club = { kind: 'club', name: 'A club', country: 'KZ' }
  const { body: organization } = await operator.post('/v1/organizations', club)
  const made = await operator.post(`/v1/organizations/${organization.id}/keys`, newKey)
  t.equal(made.status, 201)
  t.equal(made.headers['cache-control'], 'no-store')
  const { secret, ...shown } = MadeKey.strict().parse(made.body)
  t.ok(isKey(secret ?? ''), 'the secret is a key')
  t.match(shown, { name: 'Stock system', scopes: ['read', 'write'], hint: secret?.slice(-4) })
  t.match(await speakWith(secret ?? '').get('/v1/organizations/me'), {
    status: 200,
    body: { id: organization.id },
  })
})

t.test(
  'lets only the operator make keys for others, and only for an organization that is there',
  async (t) => {
    const { operator, organization, speaker } = await start(t)
    const path = `/v1/organizations/${organization.id}/keys`
    t.match(await speaker.post(path, newKey), { status: 403, body: { code: 'operator-only' } })
    const unknown = await operator.post(`/v1/organizations/${uuidv7()}/keys`, newKey)
    t.match(unknown, { status: 404, body: { code: 'not-found' } })
  },
)

t.test('shows a secret once: made again, the same request is answered without it', async (t) => {
  const { db, speaker } = await start(t)
  const once = { 'idempotency-key': 'make-it-once' }
  const first = await speaker.post('/v1/keys', newKey, once)
  const { secret, ...shown } = first.body
  t.equal(first.status, 201)
  const again = await speaker.post('/v1/keys', newKey, once)
  t.match(again, {
    status: 201,
    headers: { 'idempotency-replayed': 'true', location: first.headers.location },
  })
  t.same(again.body, shown)
  t.match(await speaker.post('/v1/keys', { ...newKey, name: 'Other' }, once), {
    status: 422,
    body: { code: 'idempotency-key-reused' },
  })
  t.match(await speaker.get('/v1/keys'), { body: { items: { length: 2 } } }, 'one key was made')
  const [found] = await db.execute(sql`select
    exists (select 1 from api_keys k where k::text like ${`%${secret}%`}) as keys,
    exists (select 1 from idempotency_keys k where k::text like ${`%${secret}%`}) as answers,
    exists (select 1 from idempotency_keys k where k::text like ${`%${shown.id}%`}) as kept`)
  t.same(
    found,
    { keys: false, answers: false, kept: true },
    'the database holds the answer without the secret',
  )
})

t.test('makes one key of requests that race under one idempotency key', async (t) => {
  const { speaker } = await start(t)
  const once = { 'idempotency-key': 'race' }
  const answers = await Promise.all(Array.from({ length: 20 }, () => speaker.post('/v1/keys', newKey, once)))
  t.equal(answers.filter(({ body }) => body.secret).length, 1)
  const others = answers.filter(({ body }) => !body.secret)
  t.ok(others.every(({ status, body }) => status === 201 || body.code === 'idempotency-key-in-progress'))
  t.match(await speaker.get('/v1/keys'), { body: { items: { length: 2 } } })
})

t.test('asks a key for the scope of what it is used for', async (t) => {
  const { makeOrganization, speakWith } = await start(t)
  const speak = async (...scopes: string[]) => speakWith((await makeOrganization({ scopes })).key)
  const [reader, writer, keeper] = [await speak('read'), await speak('write'), await speak('keys')]
  const missing = (scope: string) => ({
    status: 403,
    body: { code: 'missing-scope', detail: new RegExp(`"${scope}"`) },
  })
  t.match(await reader.get('/v1/organizations'), { status: 200 })
  t.match(await reader.post('/v1/donations', {}), missing('write'))
  t.match(await reader.get('/v1/keys'), missing('keys'))
  t.match(await writer.get('/v1/organizations'), missing('read'))
  t.match(await writer.post('/v1/donations', {}), { status: 400 })
  t.match(await writer.post('/v1/keys', newKey), missing('keys'))
  t.match(await keeper.get('/v1/keys'), { status: 200 })
  t.match(await keeper.get('/v1/organizations'), missing('read'))
  t.match(await keeper.post('/v1/donations', {}), missing('write'))
})

t.test('hands out no scope that the asking key has not', async (t) => {
  const { makeOrganization, organization, speaker, speakWith, db } = await start(t)
  const keeper = speakWith((await makeOrganization({ scopes: ['keys', 'read'] })).key)
  const refused = { status: 403, body: { code: 'missing-scope', detail: /"write"/ } }
  t.match(await keeper.post('/v1/keys', newKey), refused)
  t.match(await keeper.post('/v1/keys', { ...newKey, scopes: ['read'] }), {
    status: 201,
    body: { scopes: ['read'] },
  })
  const { body: strong } = await speaker.post('/v1/keys', newKey)
  const { body: weak } = await speaker.post('/v1/keys', { name: 'Rotator', scopes: ['keys'] })
  t.match(await speakWith(weak.secret).post(`/v1/keys/${strong.id}/rotations`, {}), {
    status: 403,
    body: { code: 'missing-scope' },
  })
  const count = await db.$count(apiKeys, sql`${apiKeys.organizationId} = ${organization.id}`)
  t.equal(count, 3, 'nothing was made by a refused request')
})

t.test('names the field that is wrong', async (t) => {
  const { speaker } = await start(t)
  const { body: key } = await speaker.post('/v1/keys', newKey)
  const rotations = `/v1/keys/${key.id}/rotations`
  const cases: [string, object, string][] = [
    ['/v1/keys', { ...newKey, scopes: [] }, '/scopes'],
    ['/v1/keys', { ...newKey, scopes: ['admin'] }, '/scopes/0'],
    ['/v1/keys', { ...newKey, name: ' ' }, '/name'],
    ['/v1/keys', { ...newKey, scope: 'read' }, '/scope'],
    ['/v1/keys', { ...newKey, expiresAt: 'tomorrow' }, '/expiresAt'],
    ['/v1/keys', { ...newKey, expiresAt: '2022-10-20T09:00:00.000Z' }, '/expiresAt'],
    [rotations, { overlapMinutes: -1 }, '/overlapMinutes'],
    [rotations, { overlapMinutes: 10_081 }, '/overlapMinutes'],
    [rotations, { overlapMinutes: 1.5 }, '/overlapMinutes'],
    [rotations, { minutes: 5 }, '/minutes'],
    [`/v1/keys/${key.id}/revocations`, { why: 'lost' }, '/why'],
  ]
  for (const [url, payload, pointer] of cases)
    t.match(
      await speaker.post(url, payload),
      { status: 400, body: { code: 'invalid-request', errors: [{ pointer }] } },
      `${url} ${JSON.stringify(payload)}`,
    )
})

t.test('rotates a key: a successor like it, and an end for the old one', async (t) => {
  const { speaker, speakWith } = await start(t)
  const expiresAt = new Date(Date.now() + 100 * hour).toISOString()
  const { body: old } = await speaker.post('/v1/keys', { ...newKey, expiresAt })
  const made = await speaker.post(`/v1/keys/${old.id}/rotations`, { overlapMinutes: 60 })
  t.match(made, { status: 201, headers: { location: `/v1/keys/${made.body.id}` } })
  t.match(made.body, { name: old.name, scopes: old.scopes })
  const life = (key: Key) => Date.parse(key.expiresAt ?? '') - Date.parse(key.createdAt)
  t.equal(life(made.body), life(old), 'the successor lives as long')
  for (const { secret } of [old, made.body])
    t.match(await speakWith(secret).get('/v1/organizations'), { status: 200 })
  const { body: retired } = await speaker.get(`/v1/keys/${old.id}`)
  t.equal(retired.rotatedTo, made.body.id)
  t.equal(
    Date.parse(retired.expiresAt) - Date.parse(made.body.createdAt),
    hour,
    'the old one ends after the overlap',
  )
})

t.test('rotates and revokes without a body, and never lengthens a life', async (t) => {
  const { app, speaker, organization } = await start(t)
  const expiresAt = new Date(Date.now() + hour).toISOString()
  const { body: short } = await speaker.post('/v1/keys', { ...newKey, expiresAt })
  const { body: long } = await speaker.post('/v1/keys', newKey)
  for (const { id } of [short, long]) {
    const headers = { authorization: `Bearer ${organization.key}`, 'idempotency-key': id }
    const made = await app.inject({ method: 'POST', url: `/v1/keys/${id}/rotations`, headers })
    t.equal(made.statusCode, 201)
  }
  const { id } = (await speaker.post('/v1/keys', newKey)).body
  const headers = { authorization: `Bearer ${organization.key}`, 'idempotency-key': 'revocation' }
  const revoked = await app.inject({ method: 'POST', url: `/v1/keys/${id}/revocations`, headers })
  t.match(revoked.json(), { id, revokedAt: /Z$/ })
  t.equal((await speaker.get(`/v1/keys/${short.id}`)).body.expiresAt, short.expiresAt)
  const { body } = await speaker.get(`/v1/keys/${long.id}`)
  const { body: successor } = await speaker.get(`/v1/keys/${body.rotatedTo}`)
  t.equal(Date.parse(body.expiresAt) - Date.parse(successor.createdAt), 24 * hour)
  t.equal(successor.expiresAt, undefined)
})

t.test('ends the old key at once where no overlap is asked for', async (t) => {
  const { speaker, speakWith } = await start(t)
  const { body: old } = await speaker.post('/v1/keys', newKey)
  const { body: made } = await speaker.post(`/v1/keys/${old.id}/rotations`, { overlapMinutes: 0 })
  t.match(await speakWith(old.secret).get('/v1/organizations'), {
    status: 401,
    body: { code: 'key-expired' },
  })
  t.match(await speakWith(made.secret).get('/v1/organizations'), { status: 200 })
})

t.test('rotates a key once, and none that no longer works', async (t) => {
  const { speaker } = await start(t)
  const { body: key } = await speaker.post('/v1/keys', newKey)
  const rotate = () => speaker.post(`/v1/keys/${key.id}/rotations`, {})
  const race = await Promise.all([rotate(), rotate(), rotate()])
  t.same(race.map(({ status }) => status).sort(), [201, 409, 409])
  const { body: revoked } = await speaker.post('/v1/keys', newKey)
  await speaker.post(`/v1/keys/${revoked.id}/revocations`, {})
  const { body: ended } = await speaker.post('/v1/keys', newKey)
  await speaker.post(`/v1/keys/${ended.id}/rotations`, { overlapMinutes: 0 })
  for (const { id } of [key, revoked, ended])
    t.match(await speaker.post(`/v1/keys/${id}/rotations`, {}), {
      status: 409,
      body: { code: 'key-not-rotatable' },
    })
})

t.test('revokes a key for good, and keeps it in the list', async (t) => {
  const { speaker, speakWith } = await start(t)
  const { body: key } = await speaker.post('/v1/keys', newKey)
  const revoked = await speaker.post(`/v1/keys/${key.id}/revocations`, {})
  t.match(revoked, { status: 200, body: { id: key.id, revokedAt: /Z$/ } })
  t.same(Key.strict().parse(revoked.body), revoked.body)
  t.match(await speakWith(key.secret).get('/v1/organizations'), {
    status: 401,
    body: { code: 'key-revoked' },
  })
  const again = await speaker.post(`/v1/keys/${key.id}/revocations`, {})
  t.same(again.body, revoked.body, 'a second time changes nothing')
  const { body } = await speaker.get('/v1/keys')
  t.same(body.items[1], revoked.body)
})

t.test("answers for another organization's key exactly as for one that never was", async (t) => {
  const { makeOrganization, speaker, speakWith } = await start(t)
  const stranger = speakWith((await makeOrganization()).key)
  const { body: key } = await speaker.post('/v1/keys', newKey)
  const ask = async (id: string) => {
    const path = `/v1/keys/${id}`
    const answers = [
      await stranger.get(path),
      await stranger.post(`${path}/rotations`, {}),
      await stranger.post(`${path}/revocations`, {}),
    ]
    return answers.map(({ status, body: { requestId, instance, ...body } }) => ({ status, body }))
  }
  const foreign = await ask(key.id)
  t.same(foreign, await ask(uuidv7()))
  t.match(foreign, Array(3).fill({ status: 404, body: { code: 'not-found' } }))
  t.match(await speaker.get(`/v1/keys/${key.id}`), { body: { revokedAt: undefined, rotatedTo: undefined } })
})

t.test('lists the own keys alone, page by page, and no hash with them', async (t) => {
  const { makeOrganization, speaker } = await start(t)
  await makeOrganization()
  const made: string[] = []
  for (let n = 0; n < 4; n++) made.push((await speaker.post('/v1/keys', newKey)).body.id)
  const items: Key[] = []
  let url: string | undefined = '/v1/keys?limit=2'
  for (let pages = 1; url; pages++) {
    const { body, headers }: Awaited<ReturnType<typeof speaker.get>> = await speaker.get(url)
    items.push(...body.items)
    const link = String(headers.link ?? '').match(/^<(.+)>; rel="next"$/)
    t.equal(Boolean(link), Boolean(body.next), `page ${pages}`)
    url = link?.[1]
  }
  t.equal(items.length, 5)
  t.same(
    items.slice(1).map(({ id }) => id),
    made,
  )
  for (const item of items) t.same(Key.strict().parse(item), item)
})

t.test('keeps keys to organizations: the operator has none to manage', async (t) => {
  const { operator } = await start(t)
  t.match(await operator.get('/v1/keys'), { status: 403, body: { code: 'operator-not-a-party' } })
  t.match(await operator.post('/v1/keys', newKey), { status: 403, body: { code: 'operator-not-a-party' } })
})

t.test('writes no secret into its log', async (t) => {
  const { lines, speaker, speakWith, organization } = await start(t)
  const { body } = await speaker.post('/v1/keys', newKey)
  await speakWith(body.secret).get('/v1/organizations')
  await speakWith(`${body.secret}x`).get('/v1/organizations')
  t.ok(lines.length > 0)
  t.notOk(lines.some((line) => line.includes(body.secret) || line.includes(organization.key)))
})
