import t, { type Test } from 'tap'
import { readIdempotency, readIfMatch, sendAnswer } from '../src/requests.ts'
import { buildSmall } from './support/build-small.ts'

const organization = '019a0000-0000-7000-8000-0123456789ab'
const principal = { key: '019a0000-0000-7000-8000-000000000001', organization, scopes: [] }

/** Says what was read from a request, or the problem's code; `by` is who asks. */
const startReading = async (
  t: Test,
  by: { key: string; organization?: string; scopes: never[] } = principal,
) => {
  const { app } = await buildSmall(t, async (app) => {
    app.decorateRequest('principal', null)
    app.addHook('onRequest', async (request) => {
      request.principal = by
    })
    app.post('/idempotency', async (request) => readIdempotency(request))
    app.post('/if-match', async (request) => ({ version: readIfMatch(request) }))
  })
  const ask = async (url: string, headers: Record<string, string | string[]>, payload: object = {}) => {
    const response = await app.inject({ method: 'POST', url, headers, payload })
    return response.json()
  }
  return {
    idempotency: (key?: string | string[], payload?: object, query = '') =>
      ask(`/idempotency${query}`, key === undefined ? {} : { 'idempotency-key': key }, payload),
    ifMatch: (tag?: string) => ask('/if-match', tag === undefined ? {} : { 'if-match': tag }),
  }
}

t.test('takes an idempotency key bare or as a quoted string', async (t) => {
  const { idempotency } = await startReading(t)
  const forms: [string, string][] = [
    ['8e03978e-40d5-43dd-bc93-6894a57f9324', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['"8e03978e-40d5-43dd-bc93-6894a57f9324"', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['!~', '!~'],
    ['"a\\"b\\\\c"', 'a"b\\c'],
    ['x'.repeat(255), 'x'.repeat(255)],
    [`"${'x'.repeat(255)}"`, 'x'.repeat(255)],
  ]
  for (const [header, key] of forms) t.equal((await idempotency(header)).key, key, header)
})

t.test('refuses an idempotency key of any other form', async (t) => {
  const { idempotency } = await startReading(t)
  const forms = ['', ' ', '""', '"', 'a b', 'ключ', 'x'.repeat(256), `"${'x'.repeat(256)}"`, '"a', '"a"b"']
  for (const header of [...forms, '"a\\b"', '"a";x=1', '"\\""', ['one', 'other']])
    t.match(
      await idempotency(header),
      {
        status: 400,
        code: 'invalid-idempotency-key',
        errors: [{ in: 'header', name: 'Idempotency-Key' }],
      },
      String(header),
    )
  t.match(await idempotency(), { status: 400, code: 'missing-idempotency-key' })
})

t.test('keeps the keys of an organization together, and those of the operator by themselves', async (t) => {
  const { idempotency } = await startReading(t)
  t.equal((await idempotency('one')).principalId, organization)
  const operator = await startReading(t, { key: principal.key, scopes: [] })
  t.equal((await operator.idempotency('one')).principalId, principal.key)
})

t.test('tells two requests apart by path, query and body', async (t) => {
  const { idempotency } = await startReading(t)
  const first = await idempotency('one', { a: 1 })
  t.match(first.fingerprint, /^[0-9a-f]{64}$/)
  t.equal((await idempotency('two', { a: 1 })).fingerprint, first.fingerprint)
  t.not((await idempotency('one', { a: 2 })).fingerprint, first.fingerprint)
  t.not((await idempotency('one', { a: 1 }, '?b')).fingerprint, first.fingerprint)
})

t.test('reads the version from a strong entity tag', async (t) => {
  const { ifMatch } = await startReading(t)
  t.same(await ifMatch('"7"'), { version: 7 })
  t.same(await ifMatch('"999999999"'), { version: 999_999_999 })
})

t.test('refuses any other If-Match', async (t) => {
  const { ifMatch } = await startReading(t)
  for (const tag of [
    '*',
    '7',
    'W/"7"',
    '"7", "8"',
    '""',
    '"0"',
    '"07"',
    '"-1"',
    '"1e3"',
    '"9999999999"',
    '"x"',
    '',
  ])
    t.match(
      await ifMatch(tag),
      { status: 400, code: 'invalid-if-match', errors: [{ name: 'If-Match' }] },
      tag,
    )
  t.match(await ifMatch(), { status: 428, code: 'if-match-missing' })
})

t.test('sends an answer as it stands', async (t) => {
  const { app } = await buildSmall(t, async (app) => {
    app.get('/', async (_request, reply) =>
      sendAnswer(reply, { status: 201, headers: { etag: '"3"', location: '/x' }, body: '{"b": 1,"a":2}' }),
    )
  })
  const response = await app.inject('/')
  t.equal(response.statusCode, 201)
  t.equal(response.body, '{"b": 1,"a":2}')
  t.match(response.headers, {
    etag: '"3"',
    location: '/x',
    'content-type': 'application/json; charset=utf-8',
  })
})
