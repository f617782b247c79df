import { v7 as uuidv7 } from 'uuid'
import type { FieldCode } from '../../../src/problems/field-texts.ts'
import { newMemorandum } from '../../support/memorandum-requests.ts'
import {
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
import { sha256 } from '../../support/walk.ts'

/** A memorandum of the donor and its hospital with other fields. */
const draft = (fields: Given<Record<string, unknown>>) =>
  change('/v1/memoranda', (world: World) =>
    newMemorandum(world.mine.donor.id, [world.mine.recipient.id], settle(fields, world)),
  )

const promise = { id: 'training', kind: 'visits', quantity: 1, dueOn: '2999-12-31' }
/** One with a single commitment of the donor's, with other fields. */
const promising = (fields: Record<string, unknown>) =>
  draft(({ mine }) => ({ commitments: [{ ...promise, by: mine.donor.id, ...fields }] }))

const wrong: [field: string, value: unknown, pointer: string, code: FieldCode][] = [
  ['title', undefined, '/title', 'required'],
  ['title', ' ', '/title', 'too-short'],
  ['number', 'a\0b', '/number', 'unsafe-characters'],
  ['startsOn', undefined, '/startsOn', 'required'],
  ['startsOn', '2026-02-30', '/startsOn', 'not-a-day'],
  ['endsOn', '2026-01-01T00:00:00Z', '/endsOn', 'not-a-day'],
  ['endsOn', 20260101, '/endsOn', 'not-text'],
  ['scope', 'everything', '/scope', 'not-an-object'],
  ['scope', { regions: [] }, '/scope/regions', 'too-few'],
  ['scope', { regions: ['Mangystau'] }, '/scope/regions/0', 'wrong-pattern'],
  ['scope', { equipmentTypes: ['incubator'] }, '/scope/equipmentTypes/0', 'not-an-id'],
  ['scope', { countries: ['KZ'] }, '/scope/countries', 'unknown-field'],
  ['texts', [], '/texts', 'too-few'],
  ['texts', [{ language: 'de', sha256 }], '/texts/0/language', 'not-one-of'],
  ['texts', [{ language: 'ru', sha256: 'A' }], '/texts/0/sha256', 'wrong-pattern'],
  ['parties', [], '/parties', 'too-few'],
  ['parties', ['A hospital'], '/parties/0', 'not-an-id'],
  ['parties', many(21, uuidv7()), '/parties', 'too-many'],
  ['commitments', {}, '/commitments', 'not-a-list'],
  ['state', 'active', '/state', 'unknown-field'],
]

const wrongPromises: [field: string, value: unknown, code: FieldCode][] = [
  ['id', 'Training 2023', 'wrong-pattern'],
  ['id', 'a'.repeat(41), 'too-long'],
  ['kind', 'money', 'not-one-of'],
  ['by', undefined, 'required'],
  ['quantity', 0, 'too-small'],
  ['quantity', 1.5, 'not-an-integer'],
  ['quantity', 1_000_001, 'too-big'],
  ['dueOn', 'soon', 'not-a-day'],
  ['description', 'x'.repeat(301), 'too-long'],
  ['done', 5, 'unknown-field'],
]

const tell = (value: unknown) => (JSON.stringify(value) ?? 'none').slice(0, 30)

/** Memoranda that do not hold together. */
export const memoranda: Row[] = [
  ...wrong.map(([field, value, pointer, code]): Row => {
    return [`${field} ${tell(value)}`, 'invalid-request', draft({ [field]: value }), body(pointer, code)]
  }),
  ...wrongPromises.map(([field, value, code]): Row => {
    const request = promising({ [field]: value })
    const what = `a commitment with ${field} ${tell(value)}`
    return [what, 'invalid-request', request, body(`/commitments/0/${field}`, code)]
  }),
  [
    'an end before its beginning',
    'validity-inverted',
    draft({ startsOn: '2999-12-31', endsOn: '2999-12-30' }),
    body('/endsOn'),
  ],
  [
    'a validity of the past',
    'validity-over',
    draft({ startsOn: '2022-01-01', endsOn: '2022-12-31', commitments: [] }),
    body('/endsOn'),
  ],
  [
    'the sender among its parties',
    'owner-among-parties',
    draft(({ mine }) => ({ parties: [mine.recipient.id, mine.donor.id] })),
    body('/parties/1'),
  ],
  [
    'a party twice',
    'duplicate-entry',
    draft(({ mine }) => ({ parties: many(2, mine.recipient.id) })),
    body('/parties/1'),
  ],
  ['an unknown party', 'unknown-organization', draft({ parties: [uuidv7()] }), body('/parties/0')],
  [
    'a language twice',
    'duplicate-entry',
    draft({ texts: many(2, { language: 'kk', sha256 }) }),
    body('/texts/1/language'),
  ],
  [
    'a region twice',
    'duplicate-entry',
    draft({ scope: { regions: ['KZ-47', 'KZ-75', 'KZ-47'] } }),
    body('/scope/regions/2'),
  ],
  [
    'equipment that is not in the catalogue',
    'unknown-equipment-type',
    draft({ scope: { equipmentTypes: [uuidv7()] } }),
    body('/scope/equipmentTypes/0'),
  ],
  [
    'a commitment twice',
    'duplicate-entry',
    draft(({ mine }) => ({ commitments: many(2, { ...promise, by: mine.donor.id }) })),
    body('/commitments/1/id'),
  ],
  [
    'a commitment of somebody else',
    'commitment-by-stranger',
    promising({ by: uuidv7() }),
    body('/commitments/0/by'),
  ],
  ...['2025-12-31', '3000-01-01'].map(
    (dueOn): Row => [
      `a commitment due on ${dueOn}`,
      'commitment-outside-validity',
      promising({ dueOn }),
      body('/commitments/0/dueOn'),
    ],
  ),
  [
    'one that overlaps another',
    'memoranda-overlap',
    draft({ scope: { regions: ['KZ-75', 'KZ-47'] } }),
    body('/startsOn'),
  ],
  [
    'a memorandum by the operator',
    'operator-not-a-party',
    ({ built, mine }) => make(built.operator, '/v1/memoranda', newMemorandum(uuidv7(), [mine.donor.id])),
  ],
  [
    'one with a key that reads',
    'missing-scope',
    ({ readOnly, mine }) => make(readOnly.key, '/v1/memoranda', newMemorandum(readOnly.id, [mine.donor.id])),
  ],
  [
    'one without an Idempotency-Key',
    'missing-idempotency-key',
    without('idempotency-key', draft({})),
    header('Idempotency-Key'),
  ],
  [
    'a state too long',
    'invalid-request',
    read(`/v1/memoranda?state=${'x'.repeat(41)}`),
    query('state', 'too-long'),
  ],
  ['an invented cursor', 'invalid-cursor', read('/v1/memoranda?cursor=abc'), query('cursor')],
]

const signature = { sha256, position: 'President' }
const report = { commitment: 'training', quantity: 1 }
const wrongReports: [field: string, value: unknown, code: FieldCode][] = [
  ['quantity', 0, 'too-small'],
  ['quantity', -3, 'too-small'],
  ['quantity', 2.5, 'not-an-integer'],
  ['quantity', '5', 'not-a-number'],
  ['commitment', 'Training', 'wrong-pattern'],
  ['note', 'a\0b', 'unsafe-characters'],
]
const contract = (memorandum: Given<string>) =>
  event('young', 'contract.drafted', (world: World) => ({
    number: '17',
    texts: [{ language: 'ru', sha256 }],
    signatories: [world.mine.donor.id, world.mine.recipient.id],
    memorandum: memorandum instanceof Function ? memorandum(world) : memorandum,
  }))

/** Events that a memorandum does not take, and contracts that can't rest on one. */
export const agreements: Row[] = [
  ...['memorandum.activated', 'memorandum.expired', 'commitment.kept', 'donation.agreed'].map(
    (type): Row => [
      `${type} to a memorandum`,
      'unknown-event-type',
      event('inForce', type),
      body('/type', 'not-one-of'),
    ],
  ),
  [
    'a second signature',
    'memorandum-already-signed',
    event('agreement', 'memorandum.signed', signature, { who: 'recipient' }),
  ],
  [
    'a signature under another text',
    'memorandum-text-unknown',
    event('agreement', 'memorandum.signed', { ...signature, sha256: 'f'.repeat(64) }),
    body('/data/sha256'),
  ],
  [
    'a signature without an office',
    'invalid-request',
    event('agreement', 'memorandum.signed', { sha256 }),
    body('/data/position', 'required'),
  ],
  [
    'a signature under what is in force',
    'transition-not-allowed',
    event('inForce', 'memorandum.signed', signature),
  ],
  [
    'an end without a reason',
    'invalid-request',
    event('inForce', 'memorandum.terminated', { note: 'Enough.' }),
    body('/data/reason', 'required'),
  ],
  [
    'an end by the supplier',
    'not-found',
    event('inForce', 'memorandum.terminated', { reason: 'agreed' }, { who: 'supplier' }),
  ],
  ['a report on a draft', 'transition-not-allowed', event('agreement', 'commitment.reported', report)],
  [
    'a report on what was not promised',
    'commitment-unknown',
    event('inForce', 'commitment.reported', { ...report, commitment: 'cars' }),
    body('/data/commitment'),
  ],
  [
    "a report on another's commitment",
    'commitment-not-yours',
    event('inForce', 'commitment.reported', report, { who: 'recipient' }),
    body('/data/commitment'),
  ],
  ...wrongReports.map(([field, value, code]): Row => {
    const request = event('inForce', 'commitment.reported', { ...report, [field]: value })
    return [`a report with ${field} ${tell(value)}`, 'invalid-request', request, body(`/data/${field}`, code)]
  }),
  ['a contract under no memorandum', 'unknown-memorandum', contract(uuidv7()), body('/data/memorandum')],
  [
    "a contract under another tenant's memorandum",
    'unknown-memorandum',
    contract(({ theirs }) => theirs.own.memorandum),
    body('/data/memorandum'),
  ],
  [
    'a contract under a memorandum of another region',
    'memorandum-not-covering',
    contract(({ elsewhere }) => elsewhere),
    body('/data/memorandum'),
  ],
]
