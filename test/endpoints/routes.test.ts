import { eq } from 'drizzle-orm'
import t from 'tap'
import { endpointSecrets, endpoints, idempotencyKeys } from '../../src/database/tables.ts'
import { parsePublicKey } from '../../src/webhooks/secret.ts'
import { toHeaderList } from '../../src/webhooks/send-headers.ts'
import { speakAs } from '../support/build.ts'
import { openScene, patch, url } from './scene.ts'

t.test('shows the secret once, and keeps it nowhere in the open', async (t) => {
  const { built, donor } = await openScene(t)
  const body = { url, types: ['unit.*'], headers: { 'X-Token': 'hush-hush' } }
  const once = { 'idempotency-key': 'one' }
  const made = await donor.post('/v1/endpoints', body, once)
  t.match(made, {
    status: 201,
    headers: { location: `/v1/endpoints/${made.body.id}`, 'cache-control': 'no-store' },
  })
  t.match(made.body, { state: 'active', version: 1, url, headerNames: ['X-Token'], secret: /^whsec_/ })
  const again = await donor.post('/v1/endpoints', body, once)
  t.equal(again.body.id, made.body.id)
  t.equal(again.body.secret, undefined)
  const read = await donor.get(`/v1/endpoints/${made.body.id}`)
  t.equal(read.headers.etag, '"1"')
  const rows = [
    await built.db.select().from(endpoints),
    await built.db.select().from(endpointSecrets),
    await built.db.select().from(idempotencyKeys),
    read.body,
    built.lines,
  ]
  const text = JSON.stringify(rows)
  for (const hidden of [made.body.secret, 'hush-hush']) t.notOk(text.includes(hidden))
})

t.test('publishes the public keys of a v1a endpoint, and of no other', async (t) => {
  const { built, donor, make } = await openScene(t)
  const { id, made, path } = await make({ signature: 'v1a' })
  parsePublicKey(made.body.secret)
  const find = (of: string) => built.app.inject({ url: `/webhook-keys/${of}` })
  t.match((await find(id)).json(), { keys: [{ publicKey: made.body.secret }] })
  t.equal((await donor.post(`${path}/secrets`, {})).status, 201)
  t.equal((await find(id)).json().keys.length, 2, 'during the overlap both')
  for (const other of [(await make()).id, '01a83c52-7fbb-7c40-9d2e-40a3f1c2b8e5', 'x'])
    t.equal((await find(other)).statusCode, 404)
  await donor.send(path, 'endpoint.removed')
  t.equal((await find(id)).statusCode, 404)
})

const own = 'https://besik.example/x'
const refusals: [url: string, slug: string][] = [
  ['http://hooks.example.org/', 'endpoint-url-not-https'],
  ['ftp://1.1.1.1/', 'endpoint-url-not-https'],
  ['https://a:b@1.1.1.1/', 'endpoint-url-credentials'],
  ['https://1.1.1.1/#a', 'endpoint-url-fragment'],
  ['https://1.1.1.1:22/', 'endpoint-url-port'],
  ['https://0x7f.1/', 'endpoint-url-notation'],
  ['https://2130706433/', 'endpoint-url-notation'],
  ['https://127.1/', 'endpoint-url-notation'],
  ['https://0177.0.0.1/', 'endpoint-url-notation'],
  ['https://127.0.0.1/', 'endpoint-url-not-public'],
  ['https://169.254.169.254/latest', 'endpoint-url-not-public'],
  ['https://[::ffff:127.0.0.1]/', 'endpoint-url-not-public'],
  ['https://[64:ff9b::a9fe:a9fe]/', 'endpoint-url-not-public'],
  ['https://localhost/', 'endpoint-url-not-public'],
  ['https://hooks.internal/', 'endpoint-url-not-public'],
  ['https://1.1.1.1\\@2.2.2.2/', 'endpoint-url-invalid'],
  [`https://1.1.1.1/${'a'.repeat(3000)}`, 'endpoint-url-too-long'],
  [own, 'endpoint-url-own'],
]

t.test('refuses URLs in every trick notation, when one is made and when one is changed', async (t) => {
  const { built, cast, donor, make } = await openScene(t)
  const { path } = await make()
  for (const [wrong, code] of refusals) {
    t.match((await donor.post('/v1/endpoints', { url: wrong, types: ['*'] })).body, { code }, wrong)
    t.match((await patch(built, cast.donor, path, { url: wrong })).body, {
      code,
      errors: [{ pointer: '/url' }],
    })
  }
  t.match((await donor.get(path)).body, { url, version: 1 })
})

t.test('refuses settings that mean nothing, and points to them', async (t) => {
  const { built, donor, pledge } = await openScene(t)
  const stranger = speakAs(built, await built.makeOrganization())
  const donation = (await pledge()).split('/').at(-1)
  const rows: [object, string, string][] = [
    [{ types: ['unit.*', 'unit.exploded'] }, 'unknown-event-pattern', '/types/1'],
    [{ types: ['bomb.*'] }, 'unknown-event-pattern', '/types/0'],
    [{ headers: { 'Webhook-Id': 'x' } }, 'header-reserved', '/headers/Webhook-Id'],
    [{ headers: { 'Set-Cookie': 'x' } }, 'header-reserved', '/headers/Set-Cookie'],
    [{ headers: { 'X-A': '1', 'x-a': '2' } }, 'duplicate-entry', '/headers/x-a'],
    [{ donations: ['01a83c52-7fbb-7c40-9d2e-40a3f1c2b8e5'] }, 'unknown-donation', '/donations/0'],
  ]
  for (const [settings, code, pointer] of rows)
    t.match((await donor.post('/v1/endpoints', { url, types: ['*'], ...settings })).body, {
      code,
      errors: [{ pointer }],
    })
  const named = { url, types: ['*'], donations: [donation] }
  t.match(
    (await stranger.post('/v1/endpoints', named)).body,
    { code: 'unknown-donation' },
    "another's is unknown",
  )
  t.equal((await donor.post('/v1/endpoints', named)).status, 201)
  const many = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`X-${n}`, 'x']))
  t.match((await donor.post('/v1/endpoints', { ...named, headers: many })).body, {
    errors: [{ pointer: '/headers', code: 'too-many', detail: /10/ }],
  })
})

t.test('refuses every header that a delivery would not carry', async (t) => {
  const { donor } = await openScene(t)
  const names = [
    'Host',
    'Content-Length',
    'Connection',
    'Upgrade',
    'Expect',
    'TE',
    'Trailer',
    'Proxy-A',
    'User-Agent',
  ]
  for (const name of names) {
    t.notOk(toHeaderList({ [name]: 'x' }).includes(name))
    const { body } = await donor.post('/v1/endpoints', { url, types: ['*'], headers: { [name]: 'x' } })
    t.match(body, { code: 'header-reserved' }, name)
  }
})

t.test('changes what is sent and notes its name, never its value', async (t) => {
  const { built, cast, donor, make } = await openScene(t)
  const { id, path } = await make({ headers: { 'X-A': '1' }, roles: ['donor'], rateLimit: 5 })
  const change = (body: object, more?: Record<string, string>) => patch(built, cast.donor, path, body, more)
  const same = await change({ url, headers: { 'X-A': '1' }, types: ['*'] })
  t.match(same, { status: 200, headers: { etag: '"1"' } }, 'nothing changes')
  const changed = await change({ types: ['unit.*'], roles: null, rateLimit: null, headers: { 'X-B': 'new' } })
  t.match(changed, { status: 200, headers: { etag: '"2"' } })
  t.match(changed.body, { types: ['unit.*'], headerNames: ['X-B'], version: 2 })
  t.notOk(changed.body.roles || changed.body.rateLimit)
  const { body } = await donor.get(`${path}/events`)
  const last = body.items.at(-1)
  t.same([body.items.length, last.type], [2, 'endpoint.changed'])
  t.same([...last.data.fields].sort(), ['headers', 'rateLimit', 'roles', 'types'])
  const [row] = await built.db.select().from(endpoints).where(eq(endpoints.id, id))
  t.equal(row?.settingsVersion, 2)
  t.equal((await change({ types: ['*'] }, { 'if-match': '"1"' })).status, 412)
  const asPatch = { 'content-type': 'application/merge-patch+json' }
  t.match(await change({ isOrdered: true }, asPatch), { status: 200, body: { isOrdered: true } })
  t.match((await change({ headers: null })).body, { headerNames: [] })
})

t.test('rotates a secret with an overlap, up to ten that sign at once', async (t) => {
  const { donor, make } = await openScene(t)
  const { path, made } = await make()
  const rotated = await donor.post(`${path}/secrets`, { overlapHours: 1 })
  t.match(rotated, { status: 201, body: { signature: 'v1', secret: /^whsec_/ } })
  t.not(rotated.body.secret, made.body.secret)
  const { secrets } = (await donor.get(path)).body
  t.match(secrets, [{ id: made.body.secrets[0].id, expiresAt: String }, { id: rotated.body.id }])
  t.notOk(secrets[1].expiresAt)
  for (let count = 2; count < 10; count++) t.equal((await donor.post(`${path}/secrets`, {})).status, 201)
  const refused = await donor.post(`${path}/secrets`, {})
  t.match([refused.status, refused.body.code], [409, 'too-many-secrets'])
  t.equal((await donor.post(`${path}/secrets`, { overlapHours: 0 })).status, 201)
  t.equal((await donor.get(path)).body.secrets.length, 1, 'without an overlap the others end at once')
})

t.test('a removed endpoint can be read, and changed no more', async (t) => {
  const { built, cast, donor, make } = await openScene(t)
  const { path } = await make()
  t.equal((await donor.send(path, 'endpoint.removed')).status, 201)
  t.match((await donor.get(path)).body, { state: 'removed', availableEvents: [] })
  t.equal((await patch(built, cast.donor, path, {})).status, 409)
  t.equal((await donor.post(`${path}/secrets`, {})).status, 409)
  const since = new Date(Date.now() - 60_000).toISOString()
  t.match((await donor.post(`${path}/recoveries`, { since })).body, { status: 409, code: 'endpoint-removed' })
})

t.test('an organization has fifty endpoints at most, removed ones aside', async (t) => {
  const { donor, make } = await openScene(t)
  const { path } = await make()
  for (let count = 1; count < 50; count++) await make()
  const body = { url, types: ['*'] }
  t.match((await donor.post('/v1/endpoints', body)).body, { status: 409, code: 'too-many-endpoints' })
  await donor.send(path, 'endpoint.removed')
  t.equal((await donor.post('/v1/endpoints', body)).status, 201)
  const first = (await donor.get('/v1/endpoints?state=active&limit=30')).body
  const rest = (await donor.get(`/v1/endpoints?state=active&limit=30&cursor=${first.next}`)).body
  t.same([first.items.length, rest.items.length, rest.next], [30, 20, undefined])
})

t.test('takes no endpoint without a key to encrypt its secrets with', async (t) => {
  const { donor } = await openScene(t, { environment: { BESIK_SECRET_KEYS: '' } })
  const { status, body } = await donor.post('/v1/endpoints', { url, types: ['*'] })
  t.same([status, body.code], [503, 'webhooks-not-configured'])
})
