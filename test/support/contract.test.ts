import type { LightMyRequestResponse } from 'fastify'
import t from 'tap'
import type { Built } from './build.ts'
import { watch } from './contract.ts'
import { readDocument } from './openapi.ts'

const { document } = readDocument()
const unit = document.paths['/v1/units/{id}']?.get?.responses[200]?.content?.['application/json']?.example
const problem = document.components.examples['not-found']?.value
const event = document.webhooks['unit.accepted']?.post?.requestBody?.content['application/json']?.example
const limits = { 'x-ratelimit-limit': '1' }

/** Lets the watch see one answer, made up, to a request. */
const see = (
  url: string,
  { status = 200, headers = {}, body }: { status?: number; headers?: Record<string, string>; body: unknown },
  request: { method?: 'GET' | 'POST'; payload?: string; headers?: Record<string, string> } = {},
) => {
  const type = status < 300 ? 'application/json; charset=utf-8' : 'application/problem+json; charset=utf-8'
  const response = {
    statusCode: status,
    headers: { 'content-type': type, ...limits, ...headers },
    body: JSON.stringify(body),
  } as unknown as LightMyRequestResponse
  const { watched } = watch({ app: { inject: async () => response } } as unknown as Built)
  return watched.app.inject({ url, ...request })
}

const path = '/v1/units/01a83c52-7fbb-7c40-9d2e-40a3f1c2b8e5'
const etag = { etag: '"6"' }
const language = { 'content-language': 'en' }

t.test('passes what is documented', async (t) => {
  await t.resolves(see(path, { headers: etag, body: unit }))
  await t.resolves(see(path, { status: 404, headers: language, body: problem }))
  await t.resolves(
    see('/v1/events', { headers: { link: '<…>; rel="next"' }, body: { items: [event], next: 'x' } }),
  )
  await t.resolves(see('/health/live', { body: { status: 'live' } }), 'and minds the API alone')
})

t.test('refuses what is not', async (t) => {
  const refused = (answer: Promise<unknown>, message: RegExp) => t.rejects(answer, { message })
  const changed = (change: object) => ({ headers: etag, body: Object.assign({}, unit, change) })
  await refused(see(path, changed({ colour: 'red' })), /unevaluated.*colour/)
  await refused(
    see(path, changed({ deadlines: [{ name: 'a', dueAt: '2023-01-01T00:00:00Z', by: 1 }] })),
    /"by"/,
  )
  await refused(see(path, changed({ version: '6' })), /\/version must be integer/)
  await refused(see(path, changed({ updatedAt: '2023-01-12' })), /\/updatedAt must match/)
  await refused(see(path, changed({ maker: null })), /\/maker must be string/)
  await refused(see(path, changed({ state: undefined })), /required property 'state'/)
  await refused(see(path, { body: unit }), /lacks the header etag/)
  await refused(
    see(path, { headers: { ...etag, location: '/' }, body: unit }),
    /location, which is not documented/,
  )
  await refused(see(path, { status: 202, headers: etag, body: unit }), /202, which is not documented/)
  await refused(
    see(path, { headers: { ...etag, 'content-type': 'text/plain' }, body: unit }),
    /type text\/plain/,
  )
  await refused(see('/v1/unknown', { body: {} }), /is not documented/)
  await refused(see(`${path}?colour=red`, { headers: etag, body: unit }), /parameter colour/)
  await refused(see('/v1/units', { body: { items: [], next: 'x' } }), /link to the next page/)
  const other = Object.assign({}, problem, { code: 'slug-taken' })
  await refused(see(path, { status: 404, headers: language, body: other }), /undocumented code slug-taken/)
  const wrong = Object.assign({}, event, { data: { position: 'Nurse', colour: 'red' } })
  const link = { link: '<…>; rel="next"' }
  await refused(
    see('/v1/events', { headers: link, body: { items: [wrong], next: 'x' } }),
    /unit\.accepted: .*colour/,
  )
})

t.test('refuses an answer to a request that the document would not let through', async (t) => {
  const answer = { status: 201, headers: { ...etag, location: '/' }, body: unit }
  const good = JSON.stringify({ type: 'unit.accepted', data: { position: 'Nurse' } })
  const bad = JSON.stringify({ type: 'unit.accepted', data: {} })
  const headers = { 'idempotency-key': 'k', 'if-match': '"5"' }
  const send = (payload: string, given: Record<string, string>) =>
    see(`${path}/events`, answer, { method: 'POST', payload, headers: given })
  await t.resolves(send(good, headers))
  await t.rejects(send(bad, headers), { message: /request: .*position/ })
  await t.rejects(send(good, {}), { message: /without Idempotency-Key.*without If-Match/ })
})
