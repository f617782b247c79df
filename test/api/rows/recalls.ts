import { v7 as uuidv7 } from 'uuid'
import {
  body,
  change,
  confirm,
  event,
  make,
  many,
  path,
  query,
  type Row,
  read,
  type World,
} from '../../support/refusals.ts'

const url = '/v1/recalls'
const maker = 'Maker'

const open = (criteria: unknown, fields: Record<string, unknown> = {}) =>
  change(url, { title: 'A recall', criteria, ...fields })

/** What the hospital says of its part. */
const answer =
  (data: Record<string, unknown>) =>
  ({ mine }: World) =>
    make(
      mine.recipient.key,
      `${url}/${mine.own.recallPart}/events`,
      { type: 'recall.quarantined', data: { quarantined: 0, notFound: 0, position: 'Engineer', ...data } },
      { 'if-match': '"1"' },
    )

const criteria = (what: string, value: unknown, pointer: string, code: Parameters<typeof body>[1]): Row => [
  what,
  'invalid-request',
  open(value),
  body(`/criteria${pointer}`, code),
]

export const recalls: Row[] = [
  ['a recall by a hospital', 'recall-not-allowed', confirm(url, { title: 'A recall', criteria: { maker } })],
  ['devices that nobody has', 'recall-finds-nothing', open({ maker: 'Nobody' }), body('/criteria')],
  [
    'a range turned round',
    'serial-range-inverted',
    open({ maker, serialNumbers: { from: 'SN10', to: 'SN9' } }),
    body('/criteria/serialNumbers/to'),
  ],
  [
    'a recall without a title',
    'invalid-request',
    open({ maker }, { title: undefined }),
    body('/title', 'required'),
  ],
  ['a recall with a day', 'invalid-request', open({ maker }, { day: 1 }), body('/day', 'unknown-field')],
  criteria('no criteria', undefined, '', 'required'),
  criteria('neither maker nor device', { model: 'M' }, '/maker', 'required'),
  criteria('an empty maker', { maker: ' ' }, '/maker', 'too-short'),
  criteria('a person for a maker', { maker: 'Maker 900101300017' }, '/maker', 'identity-number'),
  criteria('a model with an end of text', { maker, model: 'a\0b' }, '/model', 'unsafe-characters'),
  criteria('a device of no register', { deviceIdentifier: 'device' }, '/deviceIdentifier', 'udi-malformed'),
  criteria('a device mistyped', { deviceIdentifier: '7898000000014' }, '/deviceIdentifier', 'check-digit'),
  criteria('no lots', { maker, lots: [] }, '/lots', 'too-few'),
  criteria('too many lots', { maker, lots: many(201, 'A') }, '/lots', 'too-many'),
  criteria('half a range', { maker, serialNumbers: { to: '9' } }, '/serialNumbers/from', 'required'),
  criteria(
    'numbers for a range',
    { maker, serialNumbers: { from: 1, to: '2' } },
    '/serialNumbers/from',
    'not-text',
  ),
  ['a recall that is not', 'not-found', read(`${url}/${uuidv7()}`)],
  ['units of a recall that is not', 'not-found', read(`${url}/${uuidv7()}/units`)],
  ["another's recall", 'not-found', read(({ theirs }) => `${url}/${theirs.own.recall}`)],
  ["a hospital's part", 'not-found', read(({ mine }) => `${url}/${mine.own.recallPart}`)],
  ['a recall by its number', 'invalid-request', read(`${url}/17`), path('id', 'not-an-id')],
  ['recalls from nowhere', 'invalid-cursor', read(`${url}?cursor=x`), query('cursor')],
  ['too few counted', 'recall-counts-do-not-add-up', answer({ quarantined: 1 }), body('/data/quarantined')],
  ['too many counted', 'recall-counts-do-not-add-up', answer({ notFound: 99 }), body('/data/quarantined')],
  ['more awaited than sent', 'recall-awaits-too-many', answer({ awaited: 99 }), body('/data/awaited')],
  ['less than none', 'invalid-request', answer({ quarantined: -1 }), body('/data/quarantined', 'too-small')],
  ['half a device', 'invalid-request', answer({ notFound: 0.5 }), body('/data/notFound', 'not-an-integer')],
  ['nobody who saw to it', 'invalid-request', answer({ position: '' }), body('/data/position', 'too-short')],
  [
    'an answer by the issuer',
    'role-not-allowed',
    event('recall', 'recall.quarantined', { quarantined: 5, notFound: 0, position: 'Engineer' }),
  ],
  ['no reason', 'invalid-request', event('recall', 'recall.withdrawn', {}), body('/data/reason', 'required')],
  [
    'a reason of its own',
    'invalid-request',
    event('recall', 'recall.withdrawn', { reason: 'no' }),
    body('/data/reason', 'not-one-of'),
  ],
]
