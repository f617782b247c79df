import rateLimit from '@fastify/rate-limit'
import type { InjectOptions } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import t from 'tap'
import * as z from 'zod'
import { Problem, problems } from '../../schemas/problem.ts'
import { catalogue, type ProblemSlug } from '../../src/problems/catalogue.ts'
import { fromRefusal, problem } from '../../src/problems/problem.ts'
import { buildSmall } from '../support/build-small.ts'

const Body = z.strictObject({ name: z.string().max(3), parts: z.array(z.strictObject({ n: z.int() })) })
const Event = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('a.done') }),
  z.strictObject({ type: z.literal('b.done') }),
])

const routes: FastifyPluginAsyncZod = async (app) => {
  const response = { 200: z.object({ ok: z.boolean() }), ...problems }
  const answer = async () => ({ ok: true })
  await app.register(rateLimit, { global: false })
  app.post('/things', { schema: { body: Body, response } }, answer)
  app.get('/things', { schema: { querystring: z.strictObject({ limit: z.coerce.number().max(9) }) } }, answer)
  app.get('/things/:id', { schema: { params: z.strictObject({ id: z.uuid() }), response } }, answer)
  const headers = z.object({ 'idempotency-key': z.string().min(1), 'if-match': z.string().regex(/^"\d+"$/) })
  app.post('/things/:id/events', { schema: { headers, body: Event, response } }, answer)
  app.get('/limited', { config: { rateLimit: { max: 1 } }, schema: { response } }, answer)
  app.get('/slow', { handlerTimeout: 20, schema: { response } }, () => new Promise<never>(() => {}))
  app.get('/refused', { schema: { response } }, () => {
    throw problem('transition-not-allowed', {
      values: { event: 'donation.agreed', state: 'contracted' },
      extensions: { state: 'contracted', availableEvents: ['contract.signed'], status: 200 },
    })
  })
  app.get('/workflow', { schema: { response } }, () => {
    throw fromRefusal({
      problem: 'signatory-missing',
      pointer: '/data/signatories',
      values: { role: 'recipient' },
    })
  })
  app.get('/forbidden', { schema: { response } }, () => {
    throw problem('role-not-allowed', { values: { event: 'x', roles: 'donor, authority' } })
  })
  app.get('/files/*', { schema: { response } }, async (_request, reply) => reply.callNotFound())
  app.get('/anonymous', { schema: { response } }, () => {
    throw problem('unauthenticated')
  })
  app.get('/unknown-refusal', { schema: { response } }, () => {
    throw fromRefusal({ problem: 'no-such-slug' })
  })
  // @ts-expect-error The reply lacks what the schema asks for, as a mistake in a handler would.
  app.get('/wrong-reply', { schema: { response } }, async () => ({}))
}

const json = { 'content-type': 'application/json' }
const keyed = { ...json, 'idempotency-key': 'k', 'if-match': '"1"' }
const post = (payload: string, url = '/things', headers: InjectOptions['headers'] = json): InjectOptions => ({
  method: 'POST',
  url,
  payload,
  headers,
})
const event = (headers: Record<string, string>, type = 'a.done') =>
  post(JSON.stringify({ type }), '/things/1/events', headers)

const cases: [string, InjectOptions, ProblemSlug, Record<string, unknown>?][] = [
  ['JSON that breaks off', post('{"name":'), 'malformed-json'],
  ['no JSON at all', post(''), 'malformed-json'],
  ['a key that would poison prototypes', post('{"__proto__":{}}'), 'malformed-json'],
  ['a form', post('a=1', '/things', { 'content-type': 'text/csv' }), 'unsupported-media-type'],
  ['a body without a type', post('x', '/things', { 'content-type': '' }), 'unsupported-media-type'],
  ['a body beyond the limit', post(`"${'x'.repeat(2000)}"`), 'payload-too-large'],
  [
    'wrong fields',
    post('{"name":"long","parts":[{"n":"1","o":2}]}'),
    'invalid-request',
    {
      errors: [
        { in: 'body', pointer: '/name', code: 'too-long' },
        { in: 'body', pointer: '/parts/0/n', code: 'not-a-number' },
        { in: 'body', pointer: '/parts/0/o', code: 'unknown-field' },
      ],
    },
  ],
  [
    'no body',
    { method: 'POST', url: '/things' },
    'invalid-request',
    { errors: [{ pointer: '', code: 'required' }] },
  ],
  [
    'an unknown parameter',
    { url: '/things?limit=1&colour=red' },
    'invalid-request',
    { errors: [{ in: 'query', name: 'colour', code: 'unknown-field' }] },
  ],
  [
    'a malformed id',
    { url: '/things/7' },
    'invalid-request',
    { errors: [{ in: 'path', name: 'id', code: 'not-an-id' }] },
  ],
  ['no Idempotency-Key', event({ ...json, 'if-match': '"1"' }), 'missing-idempotency-key'],
  ['an empty Idempotency-Key', event({ ...keyed, 'idempotency-key': '' }), 'invalid-idempotency-key'],
  ['no If-Match', event({ ...json, 'idempotency-key': 'k' }), 'if-match-missing'],
  ['a malformed If-Match', event({ ...keyed, 'if-match': '1' }), 'invalid-if-match'],
  [
    'an unknown event type',
    event(keyed, 'c.done'),
    'unknown-event-type',
    { errors: [{ pointer: '/type', code: 'not-one-of' }] },
  ],
  ['a path that is not encoded right', { url: '/things/%zz' }, 'malformed-request'],
  ['an id without end', { url: `/things/${'a'.repeat(200)}` }, 'uri-too-long'],
  ['an unknown path', { url: '/nothing?x=1' }, 'route-not-found', { instance: '/nothing' }],
  ['another method', { method: 'DELETE', url: '/things/1/events' }, 'method-not-allowed'],
  ['a handler that never ends', { url: '/slow' }, 'timed-out'],
  [
    'a refused transition',
    { url: '/refused' },
    'transition-not-allowed',
    { state: 'contracted', availableEvents: ['contract.signed'], status: 409 },
  ],
  [
    'a refusal by a workflow',
    { url: '/workflow' },
    'signatory-missing',
    { errors: [{ pointer: '/data/signatories' }] },
  ],
  ['a role that may not', { url: '/forbidden' }, 'role-not-allowed'],
  ['nobody known', { url: '/anonymous' }, 'unauthenticated'],
]

t.test('each kind of bad request gets its problem in the language of the reader', async (t) => {
  const { app, lines } = await buildSmall(t, routes, { bodyLimit: 1000 })
  for (const language of ['kk', 'ru', 'en'] as const)
    for (const [what, request, slug, members] of cases) {
      const headers = { ...request.headers, 'accept-language': language }
      const answer = await app.inject({ ...request, headers })
      const body = Problem.parse(answer.json())
      const { status, title } = catalogue[slug]
      t.match(
        body,
        { type: `/problems/${slug}`, code: slug, status, title: title[language], ...members },
        what,
      )
      t.equal(answer.statusCode, status)
      t.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8')
      t.equal(answer.headers['content-language'], language)
      t.match(answer.headers.vary, 'accept-language')
      t.ok(body.requestId)
      t.notMatch(body.detail, /[{}]|…(?!»|")/, 'every value of the text is given')
      for (const { detail } of body.errors ?? []) t.match(detail, language === 'en' ? /[a-z]/ : /[а-я]/)
      t.notMatch(answer.body, /stack|node_modules|FST_/)
    }
  t.same(lines, [], 'and none of it is an error of the service')
})

t.test(
  'the language is the best of those that are asked for, and English where none is spoken',
  async (t) => {
    const { app } = await buildSmall(t, routes)
    const asked: [string | undefined, string][] = [
      [undefined, 'en'],
      ['', 'en'],
      ['*', 'en'],
      ['de, fr;q=0.5', 'en'],
      ['kk-KZ, ru;q=0.9, en;q=0.8', 'kk'],
      ['de, ru;q=0.1', 'ru'],
      ['ru;q=0.2, kk;q=0.3', 'kk'],
      ['en;q=0, ru;q=0, *', 'kk'],
      [';;;,,=q', 'en'],
      [`${'x,'.repeat(3000)}ru`, 'ru'],
    ]
    for (const [accept, language] of asked) {
      const headers = accept === undefined ? {} : { 'accept-language': accept }
      const answer = await app.inject({ url: '/refused', headers })
      t.equal(answer.headers['content-language'], language, `${accept?.slice(0, 40)} gets ${language}`)
    }
  },
)

t.test('texts carry the names of roles and the limits in the language of the reader', async (t) => {
  const { app } = await buildSmall(t, routes, { bodyLimit: 1000 })
  const read = async (url: string, language: string) =>
    (await app.inject({ url, headers: { 'accept-language': language } })).json().detail
  t.match(await read('/forbidden', 'ru'), /донор, государственный орган/)
  t.match(await read('/forbidden', 'kk'), /донор, мемлекеттік орган/)
  t.match(await read('/workflow', 'en'), /lacks: recipient\./)
  t.match(await read('/refused', 'ru'), /«contracted».*«donation\.agreed»/)
  const large = await app.inject(post(`"${'x'.repeat(2000)}"`))
  t.match(large.json().detail, /in bytes: 1000\./)
})

t.test('a known path answers another method with those it takes', async (t) => {
  const { app } = await buildSmall(t, routes)
  const ask = async (method: 'PUT' | 'GET' | 'DELETE', url: string) => {
    const { statusCode, headers } = await app.inject({ method, url })
    return [statusCode, headers.allow]
  }
  t.same(await ask('PUT', '/things?x=1'), [405, 'GET, HEAD, POST'])
  t.same(await ask('GET', '/things/abc/events'), [405, 'POST'])
  t.same(await ask('DELETE', '/things/abc'), [405, 'GET, HEAD'])
  t.same(await ask('GET', '/things/abc/else'), [404, undefined])
  t.same(await ask('GET', '/things//events'), [404, undefined])
  t.same(await ask('PUT', '/files/a/b'), [405, 'GET, HEAD'])
  t.same(await ask('GET', '/files/a/b'), [404, undefined], 'a method that it takes is not what is wrong')
  t.same(await ask('PUT', '/files'), [404, undefined])
})

t.test('headers say when to come again and how to sign in', async (t) => {
  const { app } = await buildSmall(t, routes)
  t.equal((await app.inject('/anonymous')).headers['www-authenticate'], 'Bearer realm="besik"')
  t.equal((await app.inject('/slow')).headers['retry-after'], '5')
  await app.inject('/limited')
  const limited = await app.inject({ url: '/limited', headers: { 'accept-language': 'kk' } })
  t.match(limited.json(), { code: 'rate-limited', title: catalogue['rate-limited'].title.kk })
  t.equal(limited.headers['retry-after'], '60')
})

t.test('a mistake in the code is a 500 without a word of it, and one line in the log', async (t) => {
  const { app, lines } = await buildSmall(t, routes)
  for (const url of ['/wrong-reply', '/unknown-refusal']) {
    const answer = await app.inject(url)
    t.match(Problem.parse(answer.json()), { code: 'internal-error', status: 500, instance: url })
    t.equal(answer.statusCode, 500)
    t.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8')
    t.notMatch(answer.body, /schema|no-such-slug/)
  }
  t.match(
    lines.map((line) => JSON.parse(line).err.message),
    [/match the schema/, /"no-such-slug"/],
  )
})

t.test('an overloaded service and an unknown status of a plugin are problems as well', async (t) => {
  const { app, lines } = await buildSmall(t, async (app) => {
    const fail = (fields: Record<string, unknown>) => () => {
      throw Object.assign(new Error('x'), fields)
    }
    app.get('/pressed', fail({ code: 'FST_UNDER_PRESSURE', statusCode: 503 }))
    app.get('/told', (_request, reply) => {
      reply.header('retry-after', '9')
      return fail({ code: 'FST_UNDER_PRESSURE', statusCode: 503 })()
    })
    app.get('/other', fail({ code: 'FST_ERR_CTP_SOMETHING_NEW', statusCode: 400 }))
    app.get('/upstream', fail({ code: 'UND_ERR', statusCode: 404 }))
  })
  const pressed = await app.inject('/pressed')
  t.match(pressed.json(), { code: 'overloaded', status: 503 })
  t.equal(pressed.headers['retry-after'], '2')
  t.equal((await app.inject('/told')).headers['retry-after'], '9', 'who was hard pressed knows better')
  t.match((await app.inject('/other')).json(), { code: 'malformed-request' })
  t.match(
    (await app.inject('/upstream')).json(),
    { code: 'internal-error' },
    'a status from elsewhere is not ours',
  )
  t.equal(lines.length, 1)
})

t.test('the schema of the problems lets members of their own through', async (t) => {
  const extended = {
    type: '/problems/x',
    title: 'x',
    status: 409,
    detail: 'x',
    requestId: '1',
    code: 'x',
    availableEvents: ['y'],
  }
  const { app } = await buildSmall(t, async (app) => {
    app.get(
      '/direct',
      { schema: { response: { 200: z.object({}), ...problems } } },
      async (_request, reply) => {
        reply.code(409).type('application/problem+json')
        return extended
      },
    )
  })
  t.same((await app.inject('/direct')).json(), extended)
})
