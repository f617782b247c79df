import { v7 as uuidv7 } from 'uuid'
import type { FieldCode } from '../../../src/problems/field-texts.ts'
import { body, change, type Row, read, type World } from '../../support/refusals.ts'
import { newReport } from '../../support/report-pack-requests.ts'

/** A report of the programme, with other fields. */
const report = (fields: Record<string, unknown>) =>
  change(({ paths }: World) => `${paths.programme}/report-packs`, { ...newReport, ...fields })

const wrong: [field: string, value: unknown, pointer: string, code: FieldCode][] = [
  ['kind', undefined, '/kind', 'required'],
  ['kind', 'monthly', '/kind', 'not-one-of'],
  ['startsOn', undefined, '/startsOn', 'required'],
  ['startsOn', '2025-02-29', '/startsOn', 'not-a-day'],
  ['endsOn', '2025', '/endsOn', 'not-a-day'],
  ['languages', [], '/languages', 'too-few'],
  ['languages', ['en', 'en'], '/languages', 'repeated'],
  ['languages', ['de'], '/languages/0', 'not-one-of'],
  ['donors', [], '/donors', 'unknown-field'],
]

/** What is wrong with reports of programmes. */
export const reportPacks: Row[] = [
  ...wrong.map(([field, value, pointer, code]): Row => {
    const told = JSON.stringify(value) ?? 'none'
    return [
      `${field} ${told} of a report`,
      'invalid-request',
      report({ [field]: value }),
      body(pointer, code),
    ]
  }),
  [
    'a report on a year that ends before it begins',
    'report-period-inverted',
    report({ startsOn: '2025-12-31', endsOn: '2025-01-01' }),
    body('/endsOn', 'report-period-inverted'),
  ],
  [
    'a report on what is to come',
    'report-period-in-future',
    report({ endsOn: '2999-12-31' }),
    body('/endsOn', 'report-period-in-future'),
  ],
  [
    'a report of a programme that is not there',
    'not-found',
    change(`/v1/programmes/${uuidv7()}/report-packs`, newReport),
  ],
  ['a report that is not there', 'not-found', read(`/v1/report-packs/${uuidv7()}`)],
  ['a PDF that is not there', 'not-found', read(`/v1/report-packs/${uuidv7()}/document`)],
]
