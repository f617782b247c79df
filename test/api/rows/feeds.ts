import { v7 as uuidv7 } from 'uuid'
import { makeCursor } from '../../../src/paging.ts'
import type { FieldCode } from '../../../src/problems/field-texts.ts'
import { header, many, query, type Row, read } from '../../support/refusals.ts'

const filters: [filter: string, name: string, code: FieldCode][] = [
  ['type=unit', 'type', 'wrong-pattern'],
  ['type=unit.accepted,*.accepted', 'type', 'wrong-pattern'],
  ['type=', 'type', 'wrong-pattern'],
  [`type=${many(101, '*').join()}`, 'type', 'too-many'],
  ['donation=D-1', 'donation', 'not-an-id'],
  [`donation=${many(201, uuidv7()).join()}`, 'donation', 'too-many'],
  ['role=owner', 'role', 'not-one-of'],
  ['programme=Weight%20of%20life', 'programme', 'wrong-pattern'],
]
const waits: [wait: string, code: FieldCode][] = [
  ['26', 'too-big'],
  ['-1', 'too-small'],
  ['0.5', 'not-an-integer'],
  ['long', 'not-a-number'],
]
const stream = '/v1/events/stream'

export const feeds: Row[] = [
  ...filters.flatMap(([filter, name, code]): Row[] =>
    ['/v1/events', stream].map((list) => {
      const what = `${filter.slice(0, 40)} of ${list}`
      return [what, 'invalid-request', read(`${list}?${filter}`), query(name, code)]
    }),
  ),
  ...['unit.exploded', 'unit.accepted,bomb.*', 'party.added&type=units.*'].flatMap((types): Row[] =>
    ['/v1/events', stream].map((list) => [
      `${types} of ${list}`,
      'unknown-event-pattern',
      read(`${list}?type=${types}`),
      query('type'),
    ]),
  ),
  ...waits.map(([wait, code]): Row => {
    const request = read(`/v1/events?wait=${wait}`)
    return [`a wait of ${wait}`, 'invalid-request', request, query('wait', code)]
  }),
  ['a wait for a stream', 'invalid-request', read(`${stream}?wait=1`), query('wait', 'unknown-field')],
  ['a page of a stream', 'invalid-request', read(`${stream}?limit=1`), query('limit', 'unknown-field')],
  ['an invented cursor', 'invalid-cursor', read(`${stream}?cursor=abc`), query('cursor')],
  [
    'the cursor of another filter',
    'invalid-cursor',
    read(({ mine }) => {
      const cursor = makeCursor(1, { list: 'feed', organization: mine.donor.id, type: 'unit.*' })
      return `/v1/events?type=unit.accepted&cursor=${cursor}`
    }),
    query('cursor'),
  ],
  [
    'an invented Last-Event-ID',
    'invalid-cursor',
    ({ mine }) => ({
      url: stream,
      headers: { authorization: `Bearer ${mine.donor.key}`, 'last-event-id': 'abc' },
    }),
    header('Last-Event-ID'),
  ],
  [
    'a stream for the operator',
    'operator-not-a-party',
    ({ built }) => ({ url: stream, headers: { authorization: `Bearer ${built.operator}` } }),
  ],
  [
    'a wait of the operator',
    'operator-not-a-party',
    ({ built }) => ({ url: '/v1/events?wait=1', headers: { authorization: `Bearer ${built.operator}` } }),
  ],
]
