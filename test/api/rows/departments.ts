import { v7 as uuidv7 } from 'uuid'
import type { FieldCode } from '../../../src/problems/field-texts.ts'
import { newRegister } from '../../support/department-requests.ts'
import {
  body,
  change,
  confirm,
  type Given,
  header,
  make,
  many,
  path,
  query,
  type Row,
  read,
  settle,
  type World,
  without,
} from '../../support/refusals.ts'

const url = '/v1/departments'
const mains = { voltage: 220, frequency: 50 }

const wrong: [field: string, value: unknown, pointer: string, code: FieldCode][] = [
  ['name', undefined, '/name', 'required'],
  ['name', ' ', '/name', 'too-short'],
  ['name', 'x'.repeat(201), '/name', 'too-long'],
  ['name', 'Ward of 900101300017', '/name', 'identity-number'],
  ['organization', uuidv7(), '/organization', 'unknown-field'],
  ['opensOn', '2026-02-30', '/opensOn', 'not-a-day'],
  ['opensOn', '0000-01-01', '/opensOn', 'not-a-day'],
  ['profile', null, '/profile', 'not-an-object'],
  ['profile', { gas: true }, '/profile/gas', 'unknown-field'],
  ['profile', { mains: { voltage: 220 } }, '/profile/mains/frequency', 'required'],
  ['profile', { mains: { ...mains, frequency: 55 } }, '/profile/mains/frequency', 'not-one-of'],
  ['profile', { mains: { ...mains, plugs: ['Z'] } }, '/profile/mains/plugs/0', 'wrong-pattern'],
  ['profile', { mains: { ...mains, phases: [] } }, '/profile/mains/phases', 'too-few'],
  ['profile', { features: { oxygen: 'yes' } }, '/profile/features/oxygen', 'not-a-boolean'],
  [
    'profile',
    { climate: { temperature: { min: 30, max: 20 } } },
    '/profile/climate/temperature/max',
    'limit-inverted',
  ],
  ['profile', { doorWidth: 0 }, '/profile/doorWidth', 'too-small'],
  ['profile', { languages: ['de'] }, '/profile/languages/0', 'not-one-of'],
]

/** A merge patch by the hospital of its department. */
const amend =
  (payload: unknown, headers: Record<string, string> = {}, to?: Given<string>) =>
  (world: World) => {
    const { mine } = world
    const target = to instanceof Function ? to(world) : (to ?? `${url}/${mine.open.department}`)
    return {
      ...make(mine.recipient.key, target, payload, { 'if-match': '"1"', ...headers }),
      method: 'PATCH' as const,
    }
  }

const tell = (value: unknown) => (JSON.stringify(value) ?? 'none').slice(0, 50)
const theirs = ({ theirs: { open } }: World) => `${url}/${open.department}`

export const departments: Row[] = [
  ['a department of a club', 'hospital-only', change(url, { name: 'Ward' })],
  ['a name twice', 'department-name-taken', confirm(url, { name: 'Ward' }), body('/name')],
  ...wrong.map(
    ([field, value, pointer, code]): Row => [
      `${field} ${tell(value)}`,
      'invalid-request',
      confirm(url, { name: 'Theatre', [field]: value }),
      body(pointer, code),
    ],
  ),
  ['a department that is not', 'not-found', read(`${url}/${uuidv7()}`)],
  ['a department by its name', 'invalid-request', read(`${url}/ward`), path('id', 'not-an-id')],
  [
    'departments of a name',
    'invalid-request',
    read(`${url}?organization=ward`),
    query('organization', 'not-an-id'),
  ],
  ['departments from nowhere', 'invalid-cursor', read(`${url}?cursor=x`), query('cursor')],
  ['a change of a version gone by', 'if-match-stale', amend({ name: 'B' }, { 'if-match': '"9"' })],
  [
    'a change of no version',
    'if-match-missing',
    without('if-match', amend({ name: 'B' })),
    header('If-Match'),
  ],
  ["a change of another hospital's", 'department-not-own', amend({ name: 'B' }, {}, theirs)],
  ['a change of what is not', 'not-found', amend({ name: 'B' }, {}, `${url}/${uuidv7()}`)],
  [
    'a change by a club',
    'hospital-only',
    ({ mine }) => ({
      ...make(mine.donor.key, `${url}/${mine.open.department}`, { name: 'B' }, { 'if-match': '"1"' }),
      method: 'PATCH',
    }),
  ],
  ['a name taken away', 'invalid-request', amend({ name: null }), body('/name', 'not-text')],
  [
    'half of what mains are',
    'invalid-request',
    amend({ profile: { mains: { voltage: null } } }),
    body('/profile/mains/voltage'),
  ],
  [
    'a range turned round by its other end',
    'invalid-request',
    amend({ profile: { climate: { humidity: { min: 60, max: 40 } } } }),
    body('/profile/climate/humidity/max', 'limit-inverted'),
  ],
]

type Line = Record<string, unknown>

/** A register of the hospital's department, with other fields. */
const register = (fields: Given<Line>, to?: (world: World) => string) =>
  confirm(to ?? (({ mine }) => `${url}/${mine.open.department}/register`), (world: World) => ({
    ...newRegister(world.mine.open.equipmentType),
    ...settle(fields, world),
  }))
const lines = (...changes: Line[]) =>
  register(({ mine }) => {
    const [line] = newRegister(mine.open.equipmentType).holdings
    return { holdings: changes.map((one) => ({ ...line, ...one })) }
  })

export const registers: Row[] = [
  [
    "a register of another hospital's",
    'department-not-own',
    register({}, (world) => `${theirs(world)}/register`),
  ],
  ['a register of nothing', 'not-found', register({}, () => `${url}/${uuidv7()}/register`)],
  ["another's register", 'department-not-own', read((world) => `${theirs(world)}/register`)],
  ['a count to come', 'counted-in-future', register({ countedOn: '2999-12-31' }), body('/countedOn')],
  [
    'no day of the count',
    'invalid-request',
    register({ countedOn: undefined }),
    body('/countedOn', 'required'),
  ],
  ['no entries', 'invalid-request', register({ holdings: [] }), body('/holdings', 'too-few')],
  ['too many entries', 'invalid-request', lines(...many(1001, {})), body('/holdings', 'too-many')],
  [
    'more that work than there are',
    'working-exceeds-present',
    lines({ present: 4, working: 5 }),
    body('/holdings/0/working'),
  ],
  ['a type twice', 'duplicate-entry', lines({}, {}), body('/holdings/1/equipmentType')],
  [
    'a type that is not',
    'unknown-equipment-type',
    lines({ equipmentType: uuidv7() }),
    body('/holdings/0/equipmentType'),
  ],
  ['a count below none', 'invalid-request', lines({ present: -1 }), body('/holdings/0/present', 'too-small')],
  [
    'half a device',
    'invalid-request',
    lines({ working: 0.5 }),
    body('/holdings/0/working', 'not-an-integer'),
  ],
  ['no norm', 'invalid-request', lines({ norm: undefined }), body('/holdings/0/norm', 'required')],
  ['levels by ward', 'invalid-request', read('/v1/equipping-levels?by=ward'), query('by', 'not-one-of')],
  [
    'levels of a town',
    'invalid-request',
    read('/v1/equipping-levels?region=Aktau'),
    query('region', 'wrong-pattern'),
  ],
  ['levels from nowhere', 'invalid-cursor', read('/v1/equipping-levels?by=region&cursor=x'), query('cursor')],
]
