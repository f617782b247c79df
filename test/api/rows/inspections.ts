import { inspect } from '../../support/inspect.ts'
import { body, change, event, type Row, type World } from '../../support/refusals.ts'
import { makeCheck } from '../../support/tenants.ts'

const position = 'Deputy director'
const decide = (type: string, inspection: unknown, more: object = {}) =>
  event('undecided', type, { position, inspection, ...more }, { who: 'recipient' })
const accept = (inspection: unknown) => decide('unit.accepted', inspection)
const reject = (inspection: unknown) => decide('unit.rejected', inspection, { reason: 'failedSafetyTest' })
const at = (field: string) => body(`/data/inspection/${field}`)
const whole = inspect()
const [instrument] = whole.instruments
const placeOf = (check: string) => whole.results.findIndex((result) => result.check === check)
const resistance = 'protective-earth-resistance'

export const inspections: Row[] = [
  ['an acceptance unseen', 'inspection-missing', accept(undefined), body('/data/inspection')],
  [
    'an inspection by another protocol',
    'protocol-mismatch',
    accept({ ...whole, protocol: { slug: 'infant-incubator', version: 1 } }),
    at('protocol'),
  ],
  [
    'one by a version to come',
    'protocol-mismatch',
    reject({ ...whole, protocol: { ...whole.protocol, version: 99 } }),
    at('protocol'),
  ],
  [
    'a check of its own making',
    'check-unknown',
    reject({ ...whole, results: [{ check: 'luck', value: true }] }),
    at('results/0/check'),
  ],
  [
    'a number where yes or no is asked',
    'result-type-mismatch',
    accept(inspect('generic-device', { 'self-test': { value: 1 } })),
    at(`results/${placeOf('self-test')}/value`),
  ],
  [
    'a choice that is not on offer',
    'result-not-an-option',
    accept(inspect('generic-device', { 'manual-language': { value: 'portuguese' } })),
    at(`results/${placeOf('manual-language')}/value`),
  ],
  [
    'an instrument that nobody brought',
    'instrument-unknown',
    accept({ ...whole, instruments: [] }),
    at(`results/${placeOf(resistance)}/instrument`),
  ],
  [
    'a measurement with nothing',
    'instrument-missing',
    accept(inspect('generic-device', { [resistance]: { instrument: undefined } })),
    at(`results/${placeOf(resistance)}`),
  ],
  [
    'a calibration to come',
    'calibration-in-future',
    accept({ ...whole, instruments: [{ ...instrument, calibratedOn: '2999-01-01' }] }),
    at('instruments/0/calibratedOn'),
  ],
  [
    'two instruments of one number',
    'duplicate-entry',
    accept({ ...whole, instruments: [instrument, instrument] }),
    at('instruments/1/id'),
  ],
  ['half an inspection', 'checks-missing', accept({ ...whole, results: [] }), at('results')],
  [
    'an acceptance of what failed',
    'checks-failed',
    accept(inspect('generic-device', { 'self-test': { value: false } })),
    at('results'),
  ],
  [
    'one of what is not safe',
    'safety-check-failed',
    accept(inspect('generic-device', { [resistance]: { value: 301 } })),
    at('results'),
  ],
  [
    'remarks about what is not safe',
    'safety-check-failed',
    decide('unit.acceptedWithRemarks', inspect('generic-device', { 'visual-condition': { value: false } }), {
      note: 'A burnt cable.',
    }),
    at('results'),
  ],
  [
    'a photo that nobody attached',
    'attachment-unknown',
    reject(inspect('generic-device', { 'packaging-intact': { photos: ['0'.repeat(64)] } })),
    at(`results/${placeOf('packaging-intact')}/photos/0`),
  ],
  [
    'a patient in a remark',
    'invalid-request',
    accept(inspect('generic-device', { 'self-test': { note: 'Tried on 900101300106.' } })),
    body(`/data/inspection/results/${placeOf('self-test')}/note`, 'identity-number'),
  ],
  [
    'an identifier with a wrong digit',
    'invalid-request',
    event(
      'undecided',
      'unit.accepted',
      { position, udi: '(01)07898000000014', inspection: whole },
      { who: 'recipient' },
    ),
    body('/data/udi'),
  ],
  [
    'an identifier with half a character behind it',
    'invalid-request',
    event(
      'undecided',
      'unit.accepted',
      { position, udi: 'https://id.gs1.org/01/07898000000013/21/R-1?x=\ud800', inspection: whole },
      { who: 'recipient' },
    ),
    body('/data/udi', 'unsafe-characters'),
  ],
]

const add = (check: unknown) =>
  change(({ mine }: World) => `/v1/equipment-types/${mine.open.equipmentType}/checks`, check)
const addFrom = (url: string) =>
  add({ check: { ...makeCheck('x').check, source: { document: 'A manual', url } } })

export const additions: Row[] = [
  ['a check of the protocol', 'check-id-taken', add(makeCheck('x', 'self-test')), body('/check/id')],
  ['one check too many', 'too-many-checks', add(makeCheck('x', 'own-40'))],
  [
    'a limit without a bound',
    'invalid-request',
    add({ check: { ...makeCheck('x').check, type: 'number', unit: 'mOhm', limit: {} } }),
    body('/check/limit', 'limit-empty'),
  ],
  ['a source that is a script', 'invalid-request', addFrom('javascript:alert(1)'), body('/check/source/url')],
  [
    'a source with half a character',
    'invalid-request',
    addFrom('https://example.org/\ud800'),
    body('/check/source/url', 'unsafe-characters'),
  ],
  [
    'a source of 2000 characters',
    'invalid-request',
    addFrom(`https://example.org/${'x'.repeat(1980)}`),
    body('/check/source/url', 'too-long'),
  ],
]
