import { v7 as uuidv7 } from 'uuid'
import type { ProblemSlug } from '../../../src/problems/catalogue.ts'
import type { FieldCode } from '../../../src/problems/field-texts.ts'
import { body, change, event, header, many, query, type Row, read, without } from '../../support/refusals.ts'
import { told } from '../../support/unit-troubles.ts'

const uses = { from: '2022-10-20', to: '2022-11-20', people: 4, kind: 'treated' }
const hospital = { who: 'recipient' as const }

/** An answer about the unit that works, with other fields. */
const answer = (fields: Record<string, unknown>) =>
  event('served', 'followUp.answered', { days: 90, isWorking: true, ...fields }, hospital)

const wrong: [field: string, value: unknown, pointer: string, code: FieldCode][] = [
  ['days', undefined, '/data/days', 'required'],
  ['days', 31, '/data/days', 'not-one-of'],
  ['days', '90', '/data/days', 'not-one-of'],
  ['isWorking', undefined, '/data/isWorking', 'required'],
  ['isWorking', 'yes', '/data/isWorking', 'not-a-boolean'],
  ['reason', 'tired', '/data/reason', 'not-one-of'],
  ['uses', [], '/data/uses', 'not-an-object'],
  ['uses', { ...uses, people: -1 }, '/data/uses/people', 'too-small'],
  ['uses', { ...uses, people: 0.5 }, '/data/uses/people', 'not-an-integer'],
  ['uses', { ...uses, people: 1e9 }, '/data/uses/people', 'too-big'],
  ['uses', { ...uses, people: ['a', 'b'] }, '/data/uses/people', 'not-a-number'],
  ['uses', { ...uses, kind: 'cured' }, '/data/uses/kind', 'not-one-of'],
  ['uses', { ...uses, from: '2022-02-30' }, '/data/uses/from', 'not-a-day'],
  ['uses', { ...uses, to: undefined }, '/data/uses/to', 'required'],
  ['uses', { ...uses, names: [] }, '/data/uses/names', 'unknown-field'],
  ['consumablesLeft', { amount: -1, unit: 'days' }, '/data/consumablesLeft/amount', 'too-small'],
  ['consumablesLeft', { amount: 1, unit: 'boxes' }, '/data/consumablesLeft/unit', 'not-one-of'],
  ['position', 'ИИН 900101300007', '/data/position', 'identity-number'],
  ['note', 'The mother is 900101300007', '/data/note', 'identity-number'],
  ['note', 'bell \u0007', '/data/note', 'unsafe-characters'],
]

const refused: [what: string, fields: Record<string, unknown>, slug: ProblemSlug, pointer: string][] = [
  ['an answer before it is asked', { days: 180 }, 'follow-up-not-due', '/data/days'],
  ['an answer given twice', { days: 30 }, 'follow-up-already-answered', '/data/days'],
  ['an outage without a reason', { isWorking: false }, 'outage-reason-missing', '/data/reason'],
  ['a reason for what works', { reason: 'power' }, 'outage-reason-unexpected', '/data/reason'],
  ['an inverted period', { uses: { ...uses, from: '2022-11-21' } }, 'use-period-inverted', '/data/uses/to'],
  ['a period to come', { uses: { ...uses, to: '2999-01-01' } }, 'use-period-in-future', '/data/uses/to'],
  ['a period before the service', { uses }, 'use-period-before-service', '/data/uses/from'],
  [
    'a period that was told',
    { uses: { ...uses, ...told, kind: 'examined' } },
    'use-period-overlapping',
    '/data/uses/from',
  ],
]

const repairs: Row[] = [
  [
    'a repair that was expected long ago',
    'repair-expected-in-past',
    event(
      'broken',
      'repair.accepted',
      { position: 'Engineer', expectedOn: '2022-10-20' },
      { who: 'supplier' },
    ),
    body('/data/expectedOn'),
  ],
  [
    'a repair expected on no day',
    'invalid-request',
    event('broken', 'repair.accepted', { position: 'Engineer', expectedOn: 'soon' }),
    body('/data/expectedOn', 'not-a-day'),
  ],
  [
    'a second request for a repair',
    'repair-open',
    event('broken', 'unit.failed', { reason: 'broken' }, hospital),
  ],
  [
    'a repair refused for no reason',
    'invalid-request',
    event('broken', 'repair.refused', {}),
    body('/data/reason', 'required'),
  ],
  [
    'a repair accepted by the hospital',
    'role-not-allowed',
    event('broken', 'repair.accepted', { position: 'Engineer' }, hospital),
  ],
  ['a repair of what is repaired', 'repair-not-open', event('mended', 'repair.done')],
  ['a repair of what works', 'transition-not-allowed', event('served', 'repair.done')],
  [
    'a request that nobody may send',
    'unknown-event-type',
    event('broken', 'repair.requested', { reason: 'power' }, hospital),
    body('/type', 'not-one-of'),
  ],
]

const links: Row[] = [
  [
    'a link for no day',
    'invalid-request',
    change(({ paths }) => `${paths.main}/follow-up-links`, { days: 0 }),
    body('/days', 'too-small'),
  ],
  [
    'a link in a language that is not spoken',
    'invalid-request',
    change(({ paths }) => `${paths.main}/follow-up-links`, { language: 'de' }),
    body('/language', 'not-one-of'),
  ],
  [
    'a link without an Idempotency-Key',
    'missing-idempotency-key',
    without(
      'idempotency-key',
      change(({ paths }) => `${paths.main}/follow-up-links`, {}),
    ),
    header('Idempotency-Key'),
  ],
  ['a link to what is not', 'not-found', change(`/v1/donations/${uuidv7()}/follow-up-links`, {})],
  [
    "a link to another tenant's donation",
    'not-found',
    change(({ theirs }) => `/v1/donations/${theirs.own.donation}/follow-up-links`, {}),
  ],
  ['the end of a link that is not', 'not-found', change(`/v1/follow-up-links/${uuidv7()}/revocations`, {})],
]

export const followUps: Row[] = [
  ...wrong.map(
    ([field, value, pointer, code]): Row => [
      `an answer with ${field} ${JSON.stringify(value)?.slice(0, 40)}`,
      'invalid-request',
      answer({ [field]: value }),
      body(pointer, code),
    ],
  ),
  ...refused.map(([what, fields, slug, pointer]): Row => [what, slug, answer(fields), body(pointer)]),
  [
    'an answer by the donor',
    'role-not-allowed',
    event('served', 'followUp.answered', { days: 90, isWorking: true }),
  ],
  [
    'a note that is too long',
    'invalid-request',
    answer({ note: many(1001, 'a').join('') }),
    body('/data/note', 'too-long'),
  ],
  ...repairs,
  ...links,
  [
    'a list of what was answered',
    'invalid-request',
    read('/v1/follow-ups?state=answered'),
    query('state', 'not-one-of'),
  ],
  ['an invented cursor', 'invalid-cursor', read('/v1/follow-ups?cursor=abc'), query('cursor')],
]
