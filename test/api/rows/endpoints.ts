import { v7 as uuidv7 } from 'uuid'
import type { ProblemSlug } from '../../../src/problems/catalogue.ts'
import type { FieldCode } from '../../../src/problems/field-texts.ts'
import {
  amend,
  body,
  change,
  event,
  type Given,
  header,
  make,
  many,
  query,
  type Row,
  read,
  settle,
  type World,
  without,
} from '../../support/refusals.ts'

const url = 'https://93.184.216.34/besik'
const whole = { url, types: ['*'] }

/** Settings of a new endpoint that are not as they should be. */
const create = (fields: Given<Record<string, unknown>>) =>
  change('/v1/endpoints', (world: World) => ({
    ...whole,
    ...settle(fields, world),
  }))

const wrong: [setting: string, value: unknown, pointer: string, code: FieldCode][] = [
  ['url', undefined, '/url', 'required'],
  ['url', 5, '/url', 'not-text'],
  ['url', null, '/url', 'not-text'],
  ['url', '', '/url', 'too-short'],
  ['types', undefined, '/types', 'required'],
  ['types', '*', '/types', 'not-a-list'],
  ['types', [], '/types', 'too-few'],
  ['types', many(101, '*'), '/types', 'too-many'],
  ['types', ['unit.*', 'unit'], '/types/1', 'wrong-pattern'],
  ['types', ['*.accepted'], '/types/0', 'wrong-pattern'],
  ['types', ['unit.**'], '/types/0', 'wrong-pattern'],
  ['types', [null], '/types/0', 'not-text'],
  ['donations', [], '/donations', 'too-few'],
  ['donations', ['D-1'], '/donations/0', 'not-an-id'],
  ['donations', many(201, uuidv7()), '/donations', 'too-many'],
  ['programmes', ['Weight of life'], '/programmes/0', 'wrong-pattern'],
  ['programmes', [], '/programmes', 'too-few'],
  ['programmes', many(51, 'a'), '/programmes', 'too-many'],
  ['roles', ['owner'], '/roles/0', 'not-one-of'],
  ['roles', 'donor', '/roles', 'not-a-list'],
  ['headers', [], '/headers', 'not-an-object'],
  ['headers', { 'X-A': 5 }, '/headers/X-A', 'not-text'],
  ['headers', { 'X-A': 'a\r\nb: c' }, '/headers/X-A', 'wrong-pattern'],
  ['headers', { 'X-A': 'қ' }, '/headers/X-A', 'wrong-pattern'],
  ['headers', { 'X-A': 'a'.repeat(1001) }, '/headers/X-A', 'too-long'],
  [
    'headers',
    Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`X-${n}`, 'x'])),
    '/headers',
    'too-many',
  ],
  ['rateLimit', 0, '/rateLimit', 'too-small'],
  ['rateLimit', 60_001, '/rateLimit', 'too-big'],
  ['rateLimit', 1.5, '/rateLimit', 'not-an-integer'],
  ['rateLimit', '5', '/rateLimit', 'not-a-number'],
  ['isOrdered', 'yes', '/isOrdered', 'not-a-boolean'],
  ['description', 'a\0b', '/description', 'unsafe-characters'],
  ['description', 'x'.repeat(201), '/description', 'too-long'],
  ['signature', 'v2', '/signature', 'not-one-of'],
  ['secret', 'whsec_x', '/secret', 'unknown-field'],
]

const tell = (value: unknown) => (JSON.stringify(value) ?? 'none').slice(0, 30)

export const settings: Row[] = [
  ...wrong.map(([setting, value, pointer, code]): Row => {
    const what = `${setting} ${tell(value)}`
    return [what, 'invalid-request', create({ [setting]: value }), body(pointer, code)]
  }),
  [
    'a header with a space in its name',
    'invalid-request',
    create({ headers: { 'X A': 'x' } }),
    body('/headers/X A'),
  ],
  [
    'an event that is none',
    'unknown-event-pattern',
    create({ types: ['unit.*', 'unit.exploded'] }),
    body('/types/1'),
  ],
  ['a noun that is none', 'unknown-event-pattern', create({ types: ['bomb.*'] }), body('/types/0')],
  [
    'a signature header',
    'header-reserved',
    create({ headers: { 'webhook-id': 'x' } }),
    body('/headers/webhook-id'),
  ],
  ['the host', 'header-reserved', create({ headers: { Host: 'x' } }), body('/headers/Host')],
  [
    'a header twice',
    'duplicate-entry',
    create({ headers: { 'X-A': '1', 'x-a': '2' } }),
    body('/headers/x-a'),
  ],
  ['an unknown donation', 'unknown-donation', create({ donations: [uuidv7()] }), body('/donations/0')],
  [
    "another tenant's donation",
    'unknown-donation',
    create(({ mine, theirs }) => ({ donations: [mine.own.donation, theirs.own.donation] })),
    body('/donations/1'),
  ],
  [
    'a shipment for a donation',
    'unknown-donation',
    create(({ mine }) => ({ donations: [mine.own.arrived] })),
    body('/donations/0'),
  ],
  ['one endpoint too many', 'too-many-endpoints', ({ crowded }) => make(crowded.key, '/v1/endpoints', whole)],
  [
    'an endpoint by the operator',
    'operator-not-a-party',
    ({ built }) => make(built.operator, '/v1/endpoints', whole),
  ],
  [
    'one with a key that reads',
    'missing-scope',
    ({ readOnly }) => make(readOnly.key, '/v1/endpoints', whole),
  ],
  [
    'one without an Idempotency-Key',
    'missing-idempotency-key',
    without('idempotency-key', create({})),
    header('Idempotency-Key'),
  ],
]

const addresses: [url: string, slug: ProblemSlug][] = [
  ['hooks', 'endpoint-url-invalid'],
  ['https://1.1.1.1\\@2.2.2.2/', 'endpoint-url-invalid'],
  ['https://hooks.example.org/\u200b', 'endpoint-url-invalid'],
  [`https://1.1.1.1/${'a'.repeat(3000)}`, 'endpoint-url-too-long'],
  ['http://1.1.1.1/', 'endpoint-url-not-https'],
  ['file:///etc/passwd', 'endpoint-url-invalid'],
  ['gopher://1.1.1.1/', 'endpoint-url-not-https'],
  ['https://a:b@1.1.1.1/', 'endpoint-url-credentials'],
  ['https://1.1.1.1/#a', 'endpoint-url-fragment'],
  ['https://0x7f.1/', 'endpoint-url-notation'],
  ['https://2130706433/', 'endpoint-url-notation'],
  ['https://1.1.1.1:22/', 'endpoint-url-port'],
  ['https://127.0.0.1/', 'endpoint-url-not-public'],
  ['https://169.254.169.254/latest', 'endpoint-url-not-public'],
  ['https://[::ffff:10.0.0.1]/', 'endpoint-url-not-public'],
  ['https://[64:ff9b::a9fe:a9fe]/', 'endpoint-url-not-public'],
  ['https://localhost/', 'endpoint-url-not-public'],
  ['https://besik.example/v1/events', 'endpoint-url-own'],
]

export const targets: Row[] = addresses.flatMap(([to, slug]): Row[] => [
  [`a new endpoint at ${to.slice(0, 40)}`, slug, create({ url: to }), body('/url')],
  [`a change to ${to.slice(0, 40)}`, slug, amend('endpoint', { url: to }), body('/url')],
])

const patched: [setting: string, value: unknown, code: FieldCode][] = [
  ['url', null, 'not-text'],
  ['types', null, 'not-a-list'],
  ['types', [], 'too-few'],
  ['signature', 'v1a', 'unknown-field'],
  ['state', 'paused', 'unknown-field'],
  ['rateLimit', 0, 'too-small'],
  ['isOrdered', 0, 'not-a-boolean'],
]
const tags = ['*', '1', 'W/"1"', '"-1"']
const theirEndpoint: Row[2] = ({ mine, theirs }) => ({
  ...make(mine.donor.key, `/v1/endpoints/${theirs.own.endpoint}`, {}, { 'if-match': '"1"' }),
  method: 'PATCH',
})

export const amendments: Row[] = [
  ...patched.map(([setting, value, code]): Row => {
    const request = amend('endpoint', { [setting]: value })
    return [`a change of ${setting} to ${tell(value)}`, 'invalid-request', request, body(`/${setting}`, code)]
  }),
  ...tags.map((tag): Row => {
    const request = amend('endpoint', {}, { 'if-match': tag })
    return [`a change of ${tag}`, 'invalid-if-match', request, header('If-Match')]
  }),
  ['a change of nothing', 'invalid-request', amend('endpoint', undefined), body('', 'required')],
  ['a change of a list', 'invalid-request', amend('endpoint', []), body('', 'not-an-object')],
  [
    'a change to an event that is none',
    'unknown-event-pattern',
    amend('endpoint', { types: ['unit.exploded'] }),
    body('/types/0'),
  ],
  [
    'a change to a header of ours',
    'header-reserved',
    amend('endpoint', { headers: { 'Webhook-Signature': 'x' } }),
    body('/headers/Webhook-Signature'),
  ],
  [
    'a change to an unknown donation',
    'unknown-donation',
    amend('endpoint', { donations: [uuidv7()] }),
    body('/donations/0'),
  ],
  [
    'a change of any version',
    'if-match-missing',
    without('if-match', amend('endpoint', {})),
    header('If-Match'),
  ],
  ['a change of a version to come', 'if-match-stale', amend('endpoint', {}, { 'if-match': '"999"' })],
  [
    'a change without an Idempotency-Key',
    'missing-idempotency-key',
    without('idempotency-key', amend('endpoint', {})),
    header('Idempotency-Key'),
  ],
  ['a change of what is removed', 'transition-not-allowed', amend('removed', { types: ['unit.*'] })],
  ["a change of another tenant's endpoint", 'not-found', theirEndpoint],
  ...['endpoint.changed', 'endpoint.disabled', 'delivery.exhausted', 'donation.agreed', 'endpoint.*'].map(
    (type): Row => [
      `${type} to an endpoint`,
      'unknown-event-type',
      event('endpoint', type),
      body('/type', 'not-one-of'),
    ],
  ),
  ['a resumption of what is active', 'transition-not-allowed', event('endpoint', 'endpoint.resumed')],
  ['a ping of what is removed', 'transition-not-allowed', event('removed', 'endpoint.pinged')],
  [
    'a ping with more to it',
    'invalid-request',
    event('endpoint', 'endpoint.pinged', { to: 'all' }),
    body('/data/to', 'unknown-field'),
  ],
  [
    'an unknown state',
    'invalid-request',
    read(`/v1/endpoints?state=${'x'.repeat(41)}`),
    query('state', 'too-long'),
  ],
  ['an invented cursor', 'invalid-cursor', read('/v1/endpoints?cursor=abc'), query('cursor')],
]
