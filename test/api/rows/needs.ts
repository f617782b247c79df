import { v7 as uuidv7 } from 'uuid'
import type { ProblemSlug } from '../../../src/problems/catalogue.ts'
import type { FieldCode } from '../../../src/problems/field-texts.ts'
import { body, type Given, make, query, type Row, read, settle, type World } from '../../support/refusals.ts'

type Fields = Given<Record<string, unknown>>

/** A need of the hospital that asks, with other fields. */
const ask =
  (fields: Fields): Row[2] =>
  (world) =>
    make(world.needs.clinic.key, '/v1/needs', { ...world.needs.body, ...settle(fields, world) })

type Name = keyof World['needs']['paths']

/** A merge patch by the hospital, or by somebody else. */
const amend =
  (name: Name, fields: Fields, who: 'clinic' | 'authority' = 'clinic'): Row[2] =>
  (world) => {
    const { paths, tags, [who]: sender } = world.needs
    const headers = { 'if-match': tags.get(paths[name]) }
    return { ...make(sender.key, paths[name], settle(fields, world), headers), method: 'PATCH' }
  }

const send =
  (name: Name, type: string, data: unknown, who: 'clinic' | 'authority' = 'clinic'): Row[2] =>
  ({ needs: { paths, tags, [who]: sender } }) =>
    make(sender.key, `${paths[name]}/events`, { type, data }, { 'if-match': tags.get(paths[name]) })

const wrong: [field: string, value: unknown, code: FieldCode][] = [
  ['department', undefined, 'required'],
  ['department', 'Ward 3', 'not-an-id'],
  ['equipmentType', null, 'not-text'],
  ['quantity', 0, 'too-small'],
  ['quantity', 1001, 'too-big'],
  ['quantity', 1.5, 'not-an-integer'],
  ['urgency', 'now', 'not-one-of'],
  ['justification', ' ', 'too-short'],
  ['justification', 'For the child with IIN 990101300122', 'identity-number'],
  ['contactRole', 'a\0b', 'unsafe-characters'],
  ['neededBy', '2026-02-30', 'not-a-day'],
  ['authority', 'The ministry', 'not-an-id'],
  ['state', 'endorsed', 'unknown-field'],
]

const named: [what: string, slug: ProblemSlug, fields: Fields, pointer: string][] = [
  [
    "another hospital's department",
    'unknown-department',
    ({ needs }) => ({ department: needs.elsewhere }),
    '/department',
  ],
  ['a department that is none', 'unknown-department', { department: uuidv7() }, '/department'],
  ['a type that is none', 'unknown-equipment-type', { equipmentType: uuidv7() }, '/equipmentType'],
  ['an authority that is none', 'unknown-organization', { authority: uuidv7() }, '/authority'],
  ['a club as authority', 'not-an-authority', ({ mine }) => ({ authority: mine.donor.id }), '/authority'],
  ['a day in the past', 'needed-by-past', { neededBy: '2022-10-20' }, '/neededBy'],
]

const fixed: [field: string, value: Given<unknown>][] = [
  ['department', ({ needs }: World) => needs.elsewhere],
  ['equipmentType', uuidv7()],
  ['urgency', 'critical'],
  ['justification', 'Another.'],
  ['quantity', 5],
]

export const needs: Row[] = [
  ...wrong.map(([field, value, code]): Row => {
    const what = `a need with ${field} ${(JSON.stringify(value) ?? 'none').slice(0, 30)}`
    return [what, 'invalid-request', ask({ [field]: value }), body(`/${field}`, code)]
  }),
  ...named.flatMap(([what, slug, fields, pointer]): Row[] => [
    [`a need with ${what}`, slug, ask(fields), body(pointer)],
    [`a change to ${what}`, slug, amend('draft', fields), body(pointer)],
  ]),
  [
    'a need of a club',
    'need-hospital-only',
    ({ needs, mine }) => make(mine.donor.key, '/v1/needs', needs.body),
  ],
  [
    'a need by the operator',
    'operator-not-a-party',
    ({ needs, built }) => make(built.operator, '/v1/needs', needs.body),
  ],
  [
    'a need that nobody is to endorse',
    'authority-missing',
    send('draft', 'need.submitted', {}),
    body('/authority'),
  ],
  ['an endorsement by the hospital', 'role-not-allowed', send('submitted', 'need.endorsed', {})],
  [
    'one sent back for no reason',
    'invalid-request',
    send('submitted', 'need.returned', {}, 'authority'),
    body('/data/reason', 'required'),
  ],
  [
    'one withdrawn for a reason that is none',
    'invalid-request',
    send('endorsed', 'need.withdrawn', { reason: 'bored' }),
    body('/data/reason', 'not-one-of'),
  ],
  ['a change by the authority', 'role-not-allowed', amend('endorsed', { contactRole: 'Clerk' }, 'authority')],
  ['a change of what is before the authority', 'transition-not-allowed', amend('submitted', { quantity: 1 })],
  ['a change of what is withdrawn', 'transition-not-allowed', amend('withdrawn', { quantity: 1 })],
  [
    'a change to no department',
    'invalid-request',
    amend('draft', { department: null }),
    body('/department', 'not-text'),
  ],
  ...fixed.map(([field, value]): Row => {
    const fields: Fields = (world) => ({ [field]: value instanceof Function ? value(world) : value })
    const slug =
      field === 'department'
        ? 'unknown-department'
        : field === 'equipmentType'
          ? 'unknown-equipment-type'
          : 'need-fixed'
    return [`another ${field} after pledges`, slug, amend('endorsed', fields), body(`/${field}`)]
  }),
  ['less than is pledged', 'need-quantity-covered', amend('endorsed', { quantity: 1 }), body('/quantity')],
]

/** A pledge of one item that covers the need that is half pledged, with other fields. */
const cover =
  (fields: Fields, parties?: Given<unknown[]>): Row[2] =>
  (world) => {
    const { needs, mine } = world
    const item = { equipmentType: mine.open.equipmentType, quantity: 1, need: needs.endorsed }
    return make(mine.donor.key, '/v1/donations', {
      title: 'A pledge',
      items: [{ ...item, ...settle(fields, world) }],
      parties: parties instanceof Function ? parties(world) : (parties ?? needs.parties),
    })
  }

const draftOf = ({ needs: { paths } }: World) => ({ need: paths.draft.split('/').at(-1) })

export const coverings: Row[] = [
  ['more than is left of a need', 'need-over-pledged', cover({ quantity: 3 }), body('/items/0/quantity')],
  ['a need that is none', 'unknown-need', cover({ need: uuidv7() }), body('/items/0/need')],
  ["a hospital's draft", 'unknown-need', cover(draftOf), body('/items/0/need')],
  [
    'a need that was withdrawn',
    'need-not-open',
    cover(({ needs }) => ({ need: needs.ended })),
    body('/items/0/need'),
  ],
  [
    "a need of another hospital than the donation's",
    'need-of-another-hospital',
    cover({}, ({ mine }) => [
      { organization: mine.donor.id, role: 'donor' },
      { organization: mine.recipient.id, role: 'recipient' },
    ]),
    body('/items/0/need'),
  ],
  [
    'other equipment than is needed',
    'need-of-another-type',
    cover(({ theirs }) => ({ equipmentType: theirs.open.equipmentType })),
    body('/items/0/equipmentType'),
  ],
  [
    "a department that is not the recipient's",
    'unknown-department',
    cover(({ needs }) => ({ department: needs.elsewhere })),
    body('/items/0/department'),
  ],
]

const matching = (parameters: string) =>
  read(({ mine }) => `/v1/matches?equipmentType=${mine.open.equipmentType}${parameters}`)

export const matchings: Row[] = [
  ['an offer of nothing', 'invalid-request', read('/v1/matches'), query('equipmentType', 'required')],
  ['an offer of no quantity', 'invalid-request', matching(''), query('quantity', 'required')],
  ['half a unit', 'invalid-request', matching('&quantity=0.5'), query('quantity', 'not-an-integer')],
  [
    'a region by its name',
    'invalid-request',
    matching('&quantity=1&region=Mangystau'),
    query('region', 'wrong-pattern'),
  ],
  [
    "another tenant's item",
    'unknown-item',
    read(({ theirs }) => `/v1/matches?item=${theirs.own.item}`),
    query('item'),
  ],
  [
    'a type that is none',
    'unknown-equipment-type',
    read(`/v1/matches?quantity=1&equipmentType=${uuidv7()}`),
    query('equipmentType'),
  ],
  [
    'an urgency that is none',
    'invalid-request',
    read('/v1/open-needs?urgency=now'),
    query('urgency', 'not-one-of'),
  ],
  ['pledges for a need that is none', 'not-found', read(`/v1/needs/${uuidv7()}/matches`)],
]
