import { v7 as uuidv7 } from 'uuid'
import { makeCursor } from '../../../src/paging.ts'
import { body, change, inMinutes, path, query, type Row, read } from '../../support/refusals.ts'

const rotate = (payload: unknown) => change(({ paths }) => `${paths.endpoint}/secrets`, payload)

export const rotations: Row[] = [
  [
    'an overlap below none',
    'invalid-request',
    rotate({ overlapHours: -1 }),
    body('/overlapHours', 'too-small'),
  ],
  ['one beyond a week', 'invalid-request', rotate({ overlapHours: 169 }), body('/overlapHours', 'too-big')],
  ['half an hour', 'invalid-request', rotate({ overlapHours: 0.5 }), body('/overlapHours', 'not-an-integer')],
  [
    'an overlap in words',
    'invalid-request',
    rotate({ overlapHours: '1' }),
    body('/overlapHours', 'not-a-number'),
  ],
  ['an unknown signature', 'invalid-request', rotate({ signature: 'v1b' }), body('/signature', 'not-one-of')],
  ['a secret of its own', 'invalid-request', rotate({ secret: 'whsec_x' }), body('/secret', 'unknown-field')],
  ['a rotation of a list', 'invalid-request', rotate([]), body('', 'not-an-object')],
  ['one secret too many', 'too-many-secrets', change(({ paths }) => `${paths.busy}/secrets`, {})],
  [
    'a secret of what is removed',
    'transition-not-allowed',
    change(({ paths }) => `${paths.removed}/secrets`, {}),
  ],
  [
    "a secret of another tenant's endpoint",
    'not-found',
    change(({ theirs }) => `/v1/endpoints/${theirs.own.endpoint}/secrets`, {}),
  ],
]

const listed = (text: string) => read(({ paths }) => `${paths.endpoint}/deliveries${text}`)
const resend = (event: string, payload: unknown = {}) =>
  change(({ paths }) => `${paths.endpoint}/deliveries/${event}/resends`, payload)

export const deliveries: Row[] = [
  ['a state that is none', 'invalid-request', listed('?state=failed'), query('state', 'not-one-of')],
  ['a type with a NUL', 'invalid-request', listed('?type=%00'), query('type', 'wrong-pattern')],
  ['a noun alone', 'invalid-request', listed('?type=unit'), query('type', 'wrong-pattern')],
  ['a type that is none', 'unknown-event-pattern', listed('?type=unit.exploded'), query('type')],
  ['a limit of none', 'invalid-request', listed('?limit=0'), query('limit', 'too-small')],
  ['a filter that is none', 'invalid-request', listed('?code=refused'), query('code', 'unknown-field')],
  ['an invented cursor', 'invalid-cursor', listed('?cursor=abc'), query('cursor')],
  [
    'the cursor of another endpoint',
    'invalid-cursor',
    listed(`?cursor=${makeCursor(uuidv7(), { list: 'deliveries', id: uuidv7() })}`),
    query('cursor'),
  ],
  [
    "another tenant's deliveries",
    'not-found',
    read(({ theirs }) => `/v1/endpoints/${theirs.own.endpoint}/deliveries`),
  ],
  ['a delivery by name', 'invalid-request', listed('/first'), path('event', 'not-an-id')],
  ['an unknown delivery', 'not-found', listed(`/${uuidv7()}`)],
  [
    'the delivery of another endpoint',
    'not-found',
    read(({ paths, mine }) => `${paths.busy}/deliveries/${mine.own.delivery}`),
  ],
  ['an unknown delivery, again', 'not-found', resend(uuidv7())],
  ['a delivery by name, again', 'invalid-request', resend('first'), path('event', 'not-an-id')],
  [
    'a delivery again, later',
    'invalid-request',
    change(({ paths, mine }) => `${paths.endpoint}/deliveries/${mine.own.delivery}/resends`, { at: 'noon' }),
    body('/at', 'unknown-field'),
  ],
  [
    'a delivery that was cancelled',
    'delivery-cancelled',
    change(({ paths, cancelled }) => `${paths.removed}/deliveries/${cancelled}/resends`, {}),
  ],
  [
    "another tenant's delivery, again",
    'not-found',
    change(
      ({ theirs }) => `/v1/endpoints/${theirs.own.endpoint}/deliveries/${theirs.own.delivery}/resends`,
      {},
    ),
  ],
]

const recover = (payload: unknown) => change(({ paths }) => `${paths.endpoint}/recoveries`, payload)
const since = inMinutes(-60)

export const recoveries: Row[] = [
  ['a recovery since ever', 'invalid-request', recover({}), body('/since', 'required')],
  ['one since a day', 'invalid-request', recover({ since: '2026-01-01' }), body('/since', 'not-an-instant')],
  [
    'one since before the calendar',
    'invalid-request',
    recover({ since: '0000-01-01T00:00:00Z' }),
    body('/since', 'not-an-instant'),
  ],
  [
    'one since a moment of 200 digits',
    'invalid-request',
    recover({ since: since.replace('Z', `${'1'.repeat(200)}Z`) }),
    body('/since', 'too-long'),
  ],
  [
    'one until before the calendar',
    'invalid-request',
    recover({ since, until: '0000-01-01T00:00:00Z' }),
    body('/until', 'not-an-instant'),
  ],
  ['one of all', 'invalid-request', recover({ since, all: true }), body('/all', 'unknown-field')],
  ['one of nothing said', 'invalid-request', recover(undefined), body('', 'required')],
  ['one since tomorrow', 'recovery-in-future', recover({ since: inMinutes(1440) }), body('/since')],
  ['one until tomorrow', 'recovery-in-future', recover({ since, until: inMinutes(1440) }), body('/until')],
  ['one since long ago', 'recovery-too-old', recover({ since: inMinutes(-1440 * 31) }), body('/since')],
  ['one of a moment', 'recovery-empty', recover({ since, until: since }), body('/until')],
  ['one back in time', 'recovery-empty', recover({ since, until: inMinutes(-120) }), body('/until')],
  ['one too many', 'too-many-recoveries', change(({ paths }) => `${paths.busy}/recoveries`, { since })],
  [
    'one of what is removed',
    'endpoint-removed',
    change(({ paths }) => `${paths.removed}/recoveries`, { since }),
  ],
  [
    "one of another tenant's endpoint",
    'not-found',
    change(({ theirs }) => `/v1/endpoints/${theirs.own.endpoint}/recoveries`, { since }),
  ],
  ['an unknown recovery', 'not-found', read(({ paths }) => `${paths.endpoint}/recoveries/${uuidv7()}`)],
  [
    'a recovery by name',
    'invalid-request',
    read(({ paths }) => `${paths.endpoint}/recoveries/last`),
    path('recovery', 'not-an-id'),
  ],
]
