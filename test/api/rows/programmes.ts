import { v7 as uuidv7 } from 'uuid'
import type { FieldCode } from '../../../src/problems/field-texts.ts'
import { newFunder, newProgramme, receipt } from '../../support/programme-requests.ts'
import {
  body,
  change,
  event,
  type Given,
  make,
  many,
  pledge,
  query,
  type Row,
  read,
  settle,
  type World,
} from '../../support/refusals.ts'

/** A plan of the donor's with other fields. */
const plan = (fields: Given<Record<string, unknown>>) =>
  change('/v1/programmes', (world: World) => newProgramme(world.mine.open, settle(fields, world)))

const names = { kk: 'Науқан', ru: 'Кампания', en: 'Campaign' }
const kzt = (amount: unknown) => ({ amount, currency: 'KZT' })
const id = uuidv7()
const line = { id: '1', plannedOn: '2026-02-01', amount: kzt(100) }
const funded = (fields: object) => [{ organization: id, amount: kzt(100), tranches: [line], ...fields }]

const wrong: [field: string, value: unknown, pointer: string, code: FieldCode][] = [
  ['slug', undefined, '/slug', 'required'],
  ['slug', 'Weight of life', '/slug', 'wrong-pattern'],
  ['slug', 'a'.repeat(61), '/slug', 'too-long'],
  ['names', { ...names, kk: ' ' }, '/names/kk', 'too-short'],
  ['names', { kk: 'Науқан', ru: 'Кампания' }, '/names/en', 'required'],
  ['startsOn', '2026-02-30', '/startsOn', 'not-a-day'],
  ['endsOn', undefined, '/endsOn', 'required'],
  ['currency', 'XXY', '/currency', 'unknown-currency'],
  ['currency', 'tenge', '/currency', 'wrong-pattern'],
  ['goals', [], '/goals', 'too-few'],
  ['goals', [{ equipmentType: id, quantity: 0 }], '/goals/0/quantity', 'too-small'],
  ['goals', [{ equipmentType: id, quantity: 1.5 }], '/goals/0/quantity', 'not-an-integer'],
  ['goals', [{ equipmentType: id, quantity: 1, region: 'Almaty' }], '/goals/0/region', 'wrong-pattern'],
  ['funders', funded({ tranches: [] }), '/funders/0/tranches', 'too-few'],
  ['funders', funded({ amount: kzt(0) }), '/funders/0/amount/amount', 'too-small'],
  ['funders', funded({ amount: kzt(-1) }), '/funders/0/amount/amount', 'too-small'],
  ['funders', funded({ amount: kzt('100') }), '/funders/0/amount/amount', 'not-a-number'],
  ['funders', funded({ tranches: [{ ...line, id: '' }] }), '/funders/0/tranches/0/id', 'too-short'],
  ['funders', many(51, funded({})[0]), '/funders', 'too-many'],
  ['suppliers', ['A supplier'], '/suppliers/0', 'not-an-id'],
  ['allocations', [{ hospital: id, quantity: 1 }], '/allocations/0/equipmentType', 'required'],
  ['allocations', [{ hospital: id, equipmentType: id, quantity: 0 }], '/allocations/0/quantity', 'too-small'],
  ['memorandum', 'MoU-1', '/memorandum', 'not-an-id'],
  ['state', 'running', '/state', 'unknown-field'],
]

const tell = (value: unknown) => (JSON.stringify(value) ?? 'none').slice(0, 40)
const of = (type: string, data: Given<unknown>, who?: 'recipient') =>
  event('programme', type, data, who ? { who } : {})
const own = ({ mine }: World) => receipt(mine.open.club)

export const plans: Row[] = [
  ...wrong.map(([field, value, pointer, code]): Row => {
    const what = `${field} ${tell(value)} of a programme`
    return [what, 'invalid-request', plan({ [field]: value }), body(pointer, code)]
  }),
  ['an inverted period', 'programme-period-inverted', plan({ endsOn: '2025-12-31' }), body('/endsOn')],
  [
    'tranches that do not add up',
    'tranches-do-not-add-up',
    plan(({ mine }) => ({ funders: [{ ...newFunder(mine.open.club), amount: kzt(299) }] })),
    body('/funders/0/tranches'),
  ],
  [
    'money in another currency',
    'currency-not-of-programme',
    plan({ currency: 'USD' }),
    body('/funders/0/amount/currency'),
  ],
  [
    'more money than can be counted',
    'funds-too-great',
    plan(({ mine }) => {
      const most = { amount: kzt(1e15), tranches: [{ ...line, amount: kzt(1e15) }] }
      return { funders: [{ ...newFunder(mine.open.club), ...most }, newFunder(mine.open.hospital)] }
    }),
    body('/funders/1/amount'),
  ],
  [
    'a funder twice',
    'duplicate-entry',
    plan(({ mine }) => ({ funders: many(2, newFunder(mine.open.club)) })),
    body('/funders/1'),
  ],
  [
    'goals of regions beyond that of all',
    'goals-do-not-add-up',
    plan(({ mine: { open } }) => ({
      goals: [
        { equipmentType: open.equipmentType, quantity: 10 },
        { equipmentType: open.equipmentType, region: 'KZ-47', quantity: 11 },
      ],
    })),
    body('/goals/1/quantity'),
  ],
  [
    'more allocated than the goal',
    'allocation-exceeds-goal',
    plan(({ mine: { open } }) => ({
      goals: [{ equipmentType: open.equipmentType, quantity: 5 }],
    })),
    body('/allocations/0/quantity'),
  ],
  [
    'units for a club',
    'allocated-to-no-hospital',
    plan(({ mine: { open } }) => ({
      allocations: [{ hospital: open.club, equipmentType: open.equipmentType, quantity: 1 }],
    })),
    body('/allocations/0/hospital'),
  ],
  ['a supplier that is none', 'unknown-organization', plan({ suppliers: [id] }), body('/suppliers/0')],
  [
    'a goal of no type',
    'unknown-equipment-type',
    plan({ goals: [{ equipmentType: id, quantity: 1 }], allocations: [] }),
    body('/goals/0/equipmentType'),
  ],
  [
    "another tenant's memorandum",
    'unknown-programme-memorandum',
    plan(({ theirs }) => ({ memorandum: theirs.own.memorandum })),
    body('/memorandum'),
  ],
  [
    'a period before its memorandum',
    'programme-outside-memorandum',
    plan(({ mine }) => ({ memorandum: mine.own.memorandum, startsOn: '2025-12-31' })),
    body('/startsOn'),
  ],
  [
    'a memorandum that not all have signed',
    'memorandum-not-in-force',
    plan(({ mine }) => ({ memorandum: mine.own.memorandum })),
    body('/memorandum'),
  ],
  ['a slug in use', 'programme-slug-taken', plan({ slug: 'campaign-of-6' }), body('/slug')],
  [
    'a hospital that would run one',
    'not-a-programme-owner',
    ({ mine }) => make(mine.recipient.key, '/v1/programmes', newProgramme(mine.open)),
  ],
  ['a slug that is none', 'invalid-request', read('/v1/programmes?slug=A'), query('slug', 'wrong-pattern')],
  [
    "a pledge under another tenant's programme",
    'programme-of-others',
    pledge({ programme: 'campaign-of-8' }),
    body('/programme'),
  ],
]

export const campaigns: Row[] = [
  [
    'a funder who is one',
    'already-in-programme',
    of('funder.added', ({ mine }: World) => newFunder(mine.open.club)),
    body('/data/organization'),
  ],
  ['money that came before', 'tranche-received-before', of('tranche.received', own), body('/data/tranche')],
  [
    'money of no tranche',
    'unknown-tranche',
    of('tranche.received', (world: World) => ({ ...own(world), tranche: '7' })),
    body('/data/tranche'),
  ],
  ['money of no funder', 'unknown-funder', of('tranche.received', receipt(id)), body('/data/funder')],
  [
    'money of another funder',
    'tranche-of-another-funder',
    of('tranche.received', own, 'recipient'),
    body('/data/funder'),
  ],
  [
    'money of tomorrow',
    'tranche-in-future',
    of('tranche.received', (world: World) => ({ ...own(world), tranche: '2', on: '2999-01-01' })),
    body('/data/on'),
  ],
  [
    'no money at all',
    'invalid-request',
    of('tranche.received', (world: World) => ({ ...own(world), tranche: '2', amount: kzt(0) })),
    body('/data/amount/amount', 'too-small'),
  ],
  [
    'a report that is none',
    'unknown-report',
    of('report.submitted', { report: 'weekly-1' }),
    body('/data/report'),
  ],
  [
    'a programme called off without a reason',
    'invalid-request',
    of('programme.cancelled', {}),
    body('/data/reason', 'required'),
  ],
  ['a start by the hospital', 'role-not-allowed', of('programme.started', {}, 'recipient')],
  ['an end before its time', 'transition-not-allowed', of('programme.closed', {})],
]
