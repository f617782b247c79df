import { v7 as uuidv7 } from 'uuid'
import type { ProblemSlug } from '../../../src/problems/catalogue.ts'
import type { FieldCode } from '../../../src/problems/field-texts.ts'
import {
  body,
  event,
  type Given,
  many,
  papers,
  path,
  query,
  type Row,
  read,
  type World,
} from '../../support/refusals.ts'
import { sha256 } from '../../support/walk.ts'

const record = (fields: object) =>
  event('planned', 'document.recorded', { ...papers.permit, document: 'new', number: 'new', ...fields })
const at = (field: string, code?: FieldCode | ProblemSlug) => body(`/data/${field}`, code)

export const documents: Row[] = [
  ['a document of no kind', 'invalid-request', record({ kind: 'passport' }), at('kind', 'not-one-of')],
  ['a document without a number', 'invalid-request', record({ number: ' ' }), at('number', 'too-short')],
  [
    'a document about a person',
    'invalid-request',
    record({ issuer: 'Patient 990101300122' }),
    at('issuer', 'identity-number'),
  ],
  ['no such day', 'invalid-request', record({ issuedOn: '2022-02-30' }), at('issuedOn', 'not-a-day')],
  ['a day in words', 'invalid-request', record({ validUntil: 'soon' }), at('validUntil', 'not-a-day')],
  ['no languages', 'invalid-request', record({ languages: [] }), at('languages', 'too-few')],
  ['another language', 'invalid-request', record({ languages: ['pt'] }), at('languages/0', 'not-one-of')],
  ['a language twice', 'duplicate-entry', record({ languages: ['kk', 'kk'] }), at('languages')],
  [
    'a file by its name',
    'invalid-request',
    record({ attachment: 'a.pdf' }),
    at('attachment', 'wrong-pattern'),
  ],
  ['a file of nobody', 'attachment-unknown', record({ attachment: sha256 }), at('attachment')],
  ['an identifier in use', 'document-known', record({ document: papers.permit.document }), at('document')],
  ['a withdrawn identifier', 'document-known', record({ document: papers.withdrawn }), at('document')],
  ['a number in use', 'document-number-taken', record({ number: papers.permit.number }), at('number')],
  [
    'a permit of another shipment',
    'document-used-elsewhere',
    record({ number: papers.usedNumber }),
    at('number'),
  ],
  ['a document of tomorrow', 'document-issued-in-future', record({ issuedOn: '2999-01-01' }), at('issuedOn')],
  [
    'an end before the beginning',
    'document-validity-inverted',
    record({ validFrom: '2999-01-02', validUntil: '2999-01-01' }),
    at('validUntil'),
  ],
  [
    'an expired permit',
    'document-expired',
    record({ issuedOn: '2020-01-01', validUntil: '2020-12-31' }),
    at('validUntil'),
  ],
  [
    'an expired exemption',
    'document-expired',
    record({ kind: 'exemption', issuedOn: '2020-01-01', validUntil: '2020-12-31' }),
    at('validUntil'),
  ],
  [
    'the withdrawal of what is not there',
    'document-unknown',
    event('planned', 'document.withdrawn', { document: 'nothing', reason: 'Wrong.' }),
    at('document'),
  ],
  [
    'a second withdrawal',
    'document-withdrawn',
    event('planned', 'document.withdrawn', { document: papers.withdrawn, reason: 'Wrong.' }),
    at('document'),
  ],
  [
    'a withdrawal without a reason',
    'invalid-request',
    event('planned', 'document.withdrawn', { document: papers.permit.document }),
    at('reason', 'required'),
  ],
  [
    'a document after the count',
    'transition-not-allowed',
    event('confirmed', 'document.recorded', { ...papers.permit, document: 'late', number: 'late' }),
  ],
  [
    "another tenant's dossier",
    'not-found',
    read(({ theirs }) => `/v1/shipments/${theirs.own.planned}/dossier`),
  ],
  ['the dossier of nothing', 'not-found', read(`/v1/shipments/${uuidv7()}/dossier`)],
  ['a dossier by its code', 'invalid-request', read('/v1/shipments/S-1/dossier'), path('id', 'not-an-id')],
  [
    'times of a country in words',
    'invalid-request',
    read('/v1/customs-times?origin=Brazil'),
    query('origin', 'wrong-pattern'),
  ],
]

const usd = (amount: number) => ({ amount, currency: 'USD' })
const declare = (change: Given<object>, lines?: (line: object, world: World) => unknown[]) =>
  event('planned', 'customs.declared', (world: World) => {
    const line = { item: world.mine.own.item, code: '9018.90', basis: 'An instrument of medicine.' }
    const changed = change instanceof Function ? change(world) : change
    return {
      regime: 'grant',
      invoiceValue: usd(900),
      lines: lines ? lines(line, world) : [{ ...line, ...changed }],
    }
  })

export const declarations: Row[] = [
  ['no lines', 'invalid-request', declare({}, () => []), at('lines', 'too-few')],
  ['too many lines', 'invalid-request', declare({}, (line) => many(201, line)), at('lines', 'too-many')],
  ['a code of five digits', 'invalid-request', declare({ code: '90189' }), at('lines/0/code', 'hs-code')],
  ['a code of chapter 77', 'invalid-request', declare({ code: '770100' }), at('lines/0/code', 'hs-code')],
  ['a code with letters', 'invalid-request', declare({ code: '9018AB' }), at('lines/0/code', 'hs-code')],
  ['a code as a number', 'invalid-request', declare({ code: 901890 }), at('lines/0/code', 'not-text')],
  ['a code without a basis', 'invalid-request', declare({ basis: '' }), at('lines/0/basis', 'too-short')],
  ['half a unit', 'invalid-request', declare({ quantity: 0.5 }), at('lines/0/quantity', 'not-an-integer')],
  [
    'less than nothing',
    'invalid-request',
    declare({ value: usd(-1) }),
    at('lines/0/value/amount', 'too-small'),
  ],
  ['a line twice', 'duplicate-entry', declare({}, (line) => [line, line]), at('lines/1/code')],
  [
    'values short of the invoice',
    'declared-values-do-not-add-up',
    declare({ value: usd(899) }),
    at('invoiceValue/amount'),
  ],
  [
    'another currency',
    'declared-currency-differs',
    declare({ value: { amount: 900, currency: 'KZT' } }),
    at('lines/0/value/currency'),
  ],
  [
    'a value left out',
    'declared-value-missing',
    declare({}, (line) => [
      { ...line, value: usd(900) },
      { ...line, code: '901990' },
    ]),
    at('lines/1/value'),
  ],
  ['an item of nothing', 'declared-item-not-in-shipment', declare({ item: uuidv7() }), at('lines/0/item')],
  [
    "another tenant's item",
    'declared-item-not-in-shipment',
    declare(({ theirs }: World) => ({ item: theirs.own.item })),
    at('lines/0/item'),
  ],
  [
    'more units than there are',
    'declared-quantity-exceeded',
    declare({ quantity: 3 }),
    at('lines/0/quantity'),
  ],
]
