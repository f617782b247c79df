import { v7 as uuidv7 } from 'uuid'
import {
  body,
  event,
  inMinutes,
  many,
  type Row,
  settle,
  type World,
  withdraw,
} from '../../support/refusals.ts'
import { sha256 } from '../../support/walk.ts'

const toDonation = [
  'unit.moved',
  'xstate.init',
  'xstate.stop',
  'xstate.after.pledgeExpiry.donation.pledged',
  'deadline.remedy',
  'deadline.customsStay',
  'donation.expired',
  'donation.contracted',
  'donation.pledged',
  'unit.replaced',
  'unit.accepted',
  '*',
  '',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
]
const toUnit = ['unit.arrived', 'unit.replaced', 'unit.moved', 'unit.remedyOverdue', 'deadline.remedy']
const unknown = body('/type', 'not-one-of')
const decline = (data: object) => event('pledged', 'donation.declined', data)
const at = (occurredAt: unknown) => withdraw({ more: { occurredAt } })

export const events: Row[] = [
  ...toDonation.map(
    (type): Row => [`the event ${type}`, 'unknown-event-type', event('pledged', type), unknown],
  ),
  ...toUnit.map(
    (type): Row => [`${type} to a unit`, 'unknown-event-type', event('undecided', type), unknown],
  ),
  ['an event of a number', 'unknown-event-type', event('pledged', 5), unknown],
  ['an event of a list', 'unknown-event-type', event('pledged', ['donation.agreed']), unknown],
  ['an event of no type', 'invalid-request', event('pledged', undefined), body('/type', 'required')],
  [
    'an unknown field',
    'invalid-request',
    withdraw({ more: { state: 'x' } }),
    body('/state', 'unknown-field'),
  ],
  [
    'an unknown field of the data',
    'invalid-request',
    event('pledged', 'donation.agreed', { by: 'me' }),
    body('/data/by', 'unknown-field'),
  ],
  [
    'data that is a list',
    'invalid-request',
    event('pledged', 'donation.agreed', []),
    body('/data', 'not-an-object'),
  ],
  ['no reason', 'invalid-request', decline({}), body('/data/reason', 'required')],
  [
    'a reason of its own',
    'invalid-request',
    decline({ reason: 'because' }),
    body('/data/reason', 'not-one-of'),
  ],
  [
    'a note that overruns',
    'invalid-request',
    decline({ reason: 'other', note: 'x'.repeat(1001) }),
    body('/data/note', 'too-long'),
  ],
  [
    'an escape in a note',
    'invalid-request',
    decline({ reason: 'other', note: '\x1b[2J' }),
    body('/data/note'),
  ],
  [
    'an empty position',
    'invalid-request',
    event('undecided', 'unit.accepted', { position: '  ' }),
    body('/data/position', 'too-short'),
  ],
  ['an event in an hour', 'event-in-future', at(inMinutes(60)), body('/occurredAt')],
  ['one at the end of time', 'event-in-future', at('9999-12-31T23:59:59.999Z'), body('/occurredAt')],
  [
    'one in local time',
    'invalid-request',
    at('2022-10-20T09:00:00+06:00'),
    body('/occurredAt', 'not-an-instant'),
  ],
  ['one on no day', 'invalid-request', at('2022-02-30T09:00:00Z'), body('/occurredAt', 'not-an-instant')],
  [
    'one before the calendar',
    'invalid-request',
    at('0000-01-01T00:00:00Z'),
    body('/occurredAt', 'not-an-instant'),
  ],
  [
    'one to the last of 200 digits',
    'invalid-request',
    at(`2022-10-20T09:00:00.${'1'.repeat(200)}Z`),
    body('/occurredAt', 'too-long'),
  ],
  ['a number of seconds', 'invalid-request', at(1_666_256_400), body('/occurredAt')],
]

const old = { headers: { 'if-match': '"1"' } }

export const states: Row[] = [
  ['an older version', 'if-match-stale', event('young', 'donation.withdrawn', { reason: 'other' }, old)],
  [
    'the end of what has left',
    'transition-not-allowed',
    event('main', 'donation.cancelled', { reason: 'other' }),
  ],
  ['a close too early', 'transition-not-allowed', event('main', 'donation.closed')],
  [
    'a second agreement',
    'transition-not-allowed',
    event('drafted', 'donation.agreed', {}, { who: 'recipient' }),
  ],
  [
    'a second acceptance',
    'transition-not-allowed',
    event('accepted', 'unit.accepted', { position: 'x' }, { who: 'recipient' }),
  ],
  [
    'a second arrival',
    'transition-not-allowed',
    event('arrived', 'shipment.arrived', {}, { who: 'recipient' }),
  ],
  [
    'a dispatch before packing',
    'transition-not-allowed',
    event('planned', 'shipment.dispatched', { mode: 'air' }),
  ],
]

const draft = (to: 'young' | 'drafted', fields: object | ((world: World) => object)) =>
  event(to, 'contract.drafted', (world: World) => ({
    number: '17',
    texts: [{ language: 'ru', sha256 }],
    signatories: [world.mine.donor.id, world.mine.recipient.id],
    ...settle(fields, world),
  }))
const sign = (fields: object = {}, who: 'donor' | 'recipient' | 'supplier' = 'recipient') =>
  event('drafted', 'contract.signed', { sha256, position: 'Director', ...fields }, { who })
const reduce = (to: 'main' | 'contracted', item: (world: World) => string, quantity: number) =>
  event(to, 'contract.reduced', (world: World) => ({ item: item(world), quantity, reason: 'donorUnable' }))
const join = (role: string, find: (world: World) => string) =>
  event('drafted', 'party.added', (world: World) => ({ organization: find(world), role }))

export const contracts: Row[] = [
  [
    'a signature without a contract',
    'contract-not-drafted',
    event('young', 'contract.signed', { sha256, position: 'President' }),
  ],
  ['a signature of one who is not asked', 'not-a-signatory', sign({}, 'supplier')],
  ['a second signature', 'already-signed', sign({}, 'donor')],
  ['another text', 'contract-text-unknown', sign({ sha256: 'b'.repeat(64) }), body('/data/sha256')],
  [
    'a hash in capitals',
    'invalid-request',
    sign({ sha256: 'A'.repeat(64) }),
    body('/data/sha256', 'wrong-pattern'),
  ],
  [
    'a signatory from outside',
    'signatory-not-a-party',
    draft('young', ({ mine, supplier }) => ({
      signatories: [mine.donor.id, mine.recipient.id, supplier.id],
    })),
    body('/data/signatories/2'),
  ],
  [
    'a contract without the hospital',
    'signatory-missing',
    draft('drafted', ({ mine, supplier }) => ({ signatories: [mine.donor.id, supplier.id] })),
    body('/data/signatories'),
  ],
  [
    'a contract without a donor',
    'signatory-missing',
    draft('drafted', ({ mine, supplier }) => ({ signatories: [mine.recipient.id, supplier.id] })),
    body('/data/signatories'),
  ],
  [
    'a signatory named twice',
    'duplicate-entry',
    draft('young', ({ mine }) => ({ signatories: [mine.donor.id, mine.recipient.id, mine.donor.id] })),
    body('/data/signatories'),
  ],
  [
    'a language named twice',
    'duplicate-entry',
    draft('young', { texts: many(2, { language: 'ru', sha256 }) }),
    body('/data/texts'),
  ],
  [
    'a lone signatory',
    'invalid-request',
    draft('young', ({ mine }) => ({ signatories: [mine.donor.id] })),
    body('/data/signatories', 'too-few'),
  ],
  [
    'too many signatories',
    'invalid-request',
    draft('young', { signatories: many(13, uuidv7()) }),
    body('/data/signatories', 'too-many'),
  ],
  [
    'a contract in German',
    'invalid-request',
    draft('young', { texts: [{ language: 'de', sha256 }] }),
    body('/data/texts/0/language', 'not-one-of'),
  ],
  ['fewer of what nobody knows', 'item-unknown', reduce('main', () => uuidv7(), 1), body('/data/item')],
  [
    'fewer units than are open',
    'units-not-open',
    reduce('main', ({ mine }) => mine.own.item, 2),
    body('/data/quantity'),
  ],
  [
    'a contract over nothing',
    'nothing-left',
    reduce('contracted', ({ contractedItem }) => contractedItem, 1),
    body('/data/quantity'),
  ],
  [
    'a party that is one already',
    'already-a-party',
    join('supplier', ({ supplier }) => supplier.id),
    body('/data/organization'),
  ],
  [
    'a party that nobody knows',
    'unknown-organization',
    join('carrier', () => uuidv7()),
    body('/data/organization'),
  ],
  [
    'a second hospital',
    'invalid-request',
    join('recipient', ({ supplier }) => supplier.id),
    body('/data/role', 'not-one-of'),
  ],
]
