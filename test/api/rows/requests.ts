import { v7 as uuidv7 } from 'uuid'
import { makeCode } from '../../../schemas/code.ts'
import { makeCursor } from '../../../src/paging.ts'
import {
  body,
  header,
  make,
  path,
  pledge,
  query,
  type Row,
  read,
  withdraw,
  without,
} from '../../support/refusals.ts'

const raw = (payload: string, type?: string): Row[2] =>
  type === undefined
    ? ({ mine }) => make(mine.donor.key, '/v1/donations', payload)
    : ({ mine }) => make(mine.donor.key, '/v1/donations', payload, { 'content-type': type })
const nested = (open: string, close: string, depth: number) => raw(open.repeat(depth) + close.repeat(depth))
const by =
  (method: 'DELETE' | 'PATCH' | 'PUT'): Row[2] =>
  (world) => ({ ...read(world.paths.main)(world), method })

export const unreadable: Row[] = [
  ['JSON that breaks off', 'malformed-json', raw('{"title":')],
  ['an empty body', 'malformed-json', raw('')],
  ['a comment in JSON', 'malformed-json', raw('{} // nothing')],
  ['two values', 'malformed-json', raw('{}{}')],
  ['a number that JSON does not know', 'malformed-json', raw('{"title":NaN}')],
  ['a key that would poison prototypes', 'malformed-json', raw('{"__proto__":{"role":"donor"}}')],
  ['one that is hidden deeper', 'malformed-json', raw('{"items":[{"constructor":{"prototype":1}}]}')],
  ['bytes that are compressed', 'malformed-json', raw('\x1f\x8b\x08')],
  ['a form', 'unsupported-media-type', raw('title=x', 'application/x-www-form-urlencoded')],
  ['plain text', 'unsupported-media-type', raw('{}', 'text/plain')],
  ['XML', 'unsupported-media-type', raw('<donation/>', 'application/xml')],
  ['a patch', 'unsupported-media-type', raw('{}', 'application/merge-patch+json')],
  ['a type that is none', 'unsupported-media-type', raw('{}', 'json')],
  ['no type', 'unsupported-media-type', raw('{}', '')],
  [
    'no body',
    'invalid-request',
    ({ mine }) => make(mine.donor.key, '/v1/donations', undefined),
    body('', 'required'),
  ],
  ['null', 'invalid-request', raw('null'), body('', 'required')],
  ['a list', 'invalid-request', raw('[]'), body('', 'not-an-object')],
  ['a text', 'invalid-request', raw('"donation"'), body('', 'not-an-object')],
  ['a body that is too large', 'payload-too-large', raw(`"${'x'.repeat(513 * 1024)}"`)],
  ['lists in lists', 'invalid-request', nested('[', ']', 250_000), body('', 'not-an-object')],
  ['objects in objects', 'invalid-request', nested('{"title":[', ']}', 40_000), body('/title', 'not-text')],
  ['an unknown address', 'route-not-found', read('/v1/wishes')],
  ['an address outside', 'route-not-found', read('/admin')],
  ['an address that climbs', 'route-not-found', read('/v1/../../etc/passwd')],
  ['a deletion', 'method-not-allowed', by('DELETE')],
  ['a change of state by hand', 'method-not-allowed', by('PATCH')],
  ['a replacement', 'method-not-allowed', by('PUT')],
  ['an address that is not encoded right', 'malformed-request', read('/v1/donations/%zz')],
  ['an address without end', 'uri-too-long', read(`/v1/donations/${'a'.repeat(300)}`)],
]

const eventAt = (sequence: string) => read(({ paths }) => `${paths.main}/events/${sequence}`)

export const addresses: Row[] = [
  ['an id that is none', 'invalid-request', read('/v1/donations/7'), path('id', 'not-an-id')],
  ['an id with more to it', 'invalid-request', read(`/v1/units/${uuidv7()}%27`), path('id', 'not-an-id')],
  ['a NUL in an address', 'invalid-request', read('/v1/shipments/%00'), path('id', 'not-an-id')],
  ['an event before the first', 'invalid-request', eventAt('0'), path('sequence', 'too-small')],
  ['an event beyond every log', 'invalid-request', eventAt('1e99'), path('sequence')],
  ['an event by name', 'invalid-request', eventAt('first'), path('sequence')],
  ['an event beyond the last', 'not-found', eventAt('2147483647')],
  ['an unknown id', 'not-found', read(`/v1/donations/${uuidv7()}`)],
  ['the id of nothing', 'not-found', read('/v1/units/00000000-0000-0000-0000-000000000000')],
  ["another tenant's id", 'not-found', read(({ theirs }) => `/v1/donations/${theirs.own.donation}`)],
  ['the id of another kind', 'not-found', read(({ mine }) => `/v1/donations/${mine.own.arrived}`)],
  ['the log of a shipment', 'not-found', read(({ mine }) => `/v1/donations/${mine.own.arrived}/events`)],
]

const cursor = (list: string, place: string | number, filter: Record<string, string>) =>
  read(`/v1/${list}cursor=${makeCursor(place, filter)}`)
const donations = { list: 'donations' }
const limits = ['0', '-1', '101', '1e9', 'abc', '', '1.5', 'NaN', '1&limit=2']

export const questions: Row[] = [
  ...limits.map((limit): Row => {
    const url = `/v1/donations?limit=${limit}`
    return [`a limit of ${limit}`, 'invalid-request', read(url), query('limit')]
  }),
  [
    'an unknown parameter',
    'invalid-request',
    read('/v1/donations?colour=red'),
    query('colour', 'unknown-field'),
  ],
  ['one of objects', 'invalid-request', read('/v1/donations?toString=1'), query('toString', 'unknown-field')],
  [
    'one of prototypes',
    'invalid-request',
    read('/v1/donations?__proto__=1'),
    query('__proto__', 'unknown-field'),
  ],
  ['one of another list', 'invalid-request', read('/v1/events?state=x'), query('state', 'unknown-field')],
  ['a NUL', 'invalid-request', read('/v1/donations?state=%00'), query('state', 'unsafe-characters')],
  [
    'a NUL that is searched for',
    'invalid-request',
    read('/v1/organizations?q=a%00b'),
    query('q', 'unsafe-characters'),
  ],
  [
    'an endless filter',
    'invalid-request',
    read(`/v1/donations?state=${'x'.repeat(41)}`),
    query('state', 'too-long'),
  ],
  ['a filter that is no id', 'invalid-request', read('/v1/units?donation=1'), query('donation', 'not-an-id')],
  ['units of no donation', 'invalid-request', read('/v1/units'), query('donation', 'required')],
  ['an unknown role', 'invalid-request', read('/v1/donations?role=owner'), query('role', 'not-one-of')],
  [
    'a code with a slip',
    'invalid-request',
    read('/v1/donations?code=D-00000-00001'),
    query('code', 'check-digit'),
  ],
  [
    'a cursor too long',
    'invalid-request',
    read(`/v1/donations?cursor=${'x'.repeat(513)}`),
    query('cursor', 'too-long'),
  ],
  ['an empty cursor', 'invalid-cursor', read('/v1/donations?cursor='), query('cursor')],
  ['an invented cursor', 'invalid-cursor', read('/v1/donations?cursor=abc'), query('cursor')],
  ['one of another list', 'invalid-cursor', cursor('organizations?', uuidv7(), donations), query('cursor')],
  [
    'one of a filter',
    'invalid-cursor',
    cursor('donations?', uuidv7(), { ...donations, state: 'x' }),
    query('cursor'),
  ],
  [
    'one without the filter',
    'invalid-cursor',
    cursor('donations?state=x&', uuidv7(), donations),
    query('cursor'),
  ],
  ['one with a statement', 'invalid-cursor', cursor('donations?', "' or 1=1 --", donations), query('cursor')],
  [
    'one with a code',
    'invalid-cursor',
    cursor('donations?', makeCode('D', uuidv7()), donations),
    query('cursor'),
  ],
  [
    'a cursor beyond every number',
    'invalid-cursor',
    read(({ mine, paths }) => {
      const text = makeCursor('9'.repeat(16), { list: 'timeline', id: mine.own.donation })
      return `${paths.main}/events?cursor=${text}`
    }),
    query('cursor'),
  ],
  [
    'a negative cursor',
    'invalid-cursor',
    read(({ mine }) => `/v1/events?cursor=${makeCursor(-1, { list: 'feed', organization: mine.donor.id })}`),
    query('cursor'),
  ],
]

const keyed = (key: string) => pledge({}, { 'idempotency-key': key })
const tags = ['*', '1', 'W/"1"', '"1", "2"', '""', '"-1"', '"99999999999"']

export const headers: Row[] = [
  [
    'no Idempotency-Key',
    'missing-idempotency-key',
    without('idempotency-key', pledge()),
    header('Idempotency-Key'),
  ],
  ['an empty one', 'invalid-idempotency-key', keyed(''), header('Idempotency-Key')],
  ['one too long', 'invalid-idempotency-key', keyed('x'.repeat(256)), header('Idempotency-Key')],
  ['one of another request', 'idempotency-key-reused', keyed('used'), header('Idempotency-Key')],
  [
    'one of another request, in quotes and for an event',
    'idempotency-key-reused',
    withdraw({ headers: { 'idempotency-key': '"used"' } }),
    header('Idempotency-Key'),
  ],
  ['no If-Match', 'if-match-missing', without('if-match', withdraw({})), header('If-Match')],
  ...tags.map((tag): Row => {
    const request = withdraw({ headers: { 'if-match': tag } })
    return [`an If-Match of ${tag}`, 'invalid-if-match', request, header('If-Match')]
  }),
  ['a version to come', 'if-match-stale', withdraw({ headers: { 'if-match': '"2"' } })],
]
