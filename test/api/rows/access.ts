import { makeKey } from '../../../src/keys/key.ts'
import { findSample } from '../../support/operations.ts'
import {
  bin,
  body,
  change,
  event,
  inMinutes,
  make,
  type Row,
  register,
  type World,
} from '../../support/refusals.ts'

const bearer =
  (find: (world: World) => string): Row[2] =>
  (world) => ({ url: '/v1/donations', headers: { authorization: find(world) } })

export const strangers: Row[] = [
  ['no key', 'unauthenticated', () => ({ url: '/v1/donations' })],
  ['a password', 'unauthenticated', bearer(() => 'Basic dXNlcjpwYXNz')],
  ['a key that is none', 'invalid-key', bearer(() => 'Bearer secret')],
  ['a key with a slip', 'invalid-key', bearer(({ mine }) => `Bearer ${mine.donor.key.slice(0, -1)}!`)],
  ['an invented key', 'invalid-key', bearer(() => `Bearer ${makeKey()}`)],
  [
    "part of the operator's key",
    'invalid-key',
    bearer(({ built }) => `Bearer ${built.operator.slice(0, -1)}`),
  ],
  ['an expired key', 'key-expired', bearer(({ expired }) => `Bearer ${expired.key}`)],
  ['a revoked key', 'key-revoked', bearer(({ revoked }) => `Bearer ${revoked.key}`)],
  [
    'a key for reading that writes',
    'missing-scope',
    ({ readOnly }) => make(readOnly.key, '/v1/donations', {}),
  ],
  ['an organization that registers another', 'operator-only', change('/v1/organizations', {})],
  [
    'an operator who pledges',
    'operator-not-a-party',
    ({ built, mine }) => make(built.operator, '/v1/donations', findSample('pledgeDonation', mine).body),
  ],
  [
    'an operator who sends an event',
    'operator-not-a-party',
    ({ built, paths }) =>
      make(built.operator, `${paths.pledged}/events`, { type: 'donation.agreed' }, { 'if-match': '"1"' }),
  ],
]

const plan = { incotermPlace: 'Almaty' }

export const roles: Row[] = [
  ['a donor who agrees for the hospital', 'role-not-allowed', event('pledged', 'donation.agreed')],
  [
    'a supplier who declines for the hospital',
    'role-not-allowed',
    event('drafted', 'donation.declined', { reason: 'notNeeded' }, { who: 'supplier' }),
  ],
  ['a donor who accepts', 'role-not-allowed', event('undecided', 'unit.accepted', { position: 'x' })],
  [
    'a hospital that plans',
    'role-not-allowed',
    ({ mine, paths }) =>
      make(mine.recipient.key, `${paths.main}/shipments`, { ...plan, units: [{ item: mine.own.item }] }),
  ],
  [
    "an event to another tenant's donation",
    'not-found',
    ({ mine, theirs }) => {
      const withdrawal = { type: 'donation.withdrawn', data: { reason: 'other' } }
      return make(mine.donor.key, `/v1/donations/${theirs.own.young}/events`, withdrawal, {
        'if-match': '"2"',
      })
    },
  ],
  [
    "a shipment of another tenant's donation",
    'not-found',
    change(
      ({ theirs }) => `/v1/donations/${theirs.own.donation}/shipments`,
      ({ theirs }: World) => ({ ...plan, units: [{ item: theirs.own.item }] }),
    ),
  ],
]

const key = { name: 'x', scopes: ['read'] }
const club = { kind: 'club', name: 'x', country: 'KZ' }
const kazakh = (value: string) => ({ system: 'KZ-BIN', value })
const organization = (fields: object) => register('/v1/organizations', { ...club, ...fields })
const equipment = (slug: string, names: object) => register('/v1/equipment-types', { slug, names })

export const registries: Row[] = [
  [
    'a successor of a revoked key',
    'key-not-rotatable',
    change(({ revoked }) => `/v1/keys/${revoked.id}/rotations`, {}),
  ],
  [
    'a key that ends before it begins',
    'invalid-request',
    change('/v1/keys', { ...key, expiresAt: inMinutes(-1) }),
    body('/expiresAt'),
  ],
  [
    'a key that ends before the calendar',
    'invalid-request',
    change('/v1/keys', { ...key, expiresAt: '0000-01-01T00:00:00Z' }),
    body('/expiresAt', 'not-an-instant'),
  ],
  [
    'a key that ends at a moment of 200 digits',
    'invalid-request',
    change('/v1/keys', { ...key, expiresAt: `2999-01-01T00:00:00.${'1'.repeat(200)}Z` }),
    body('/expiresAt', 'too-long'),
  ],
  [
    'an unknown scope',
    'invalid-request',
    change('/v1/keys', { ...key, scopes: ['root'] }),
    body('/scopes/0', 'not-one-of'),
  ],
  [
    'a number that is taken',
    'identifier-taken',
    organization({ identifiers: [{ system: 'GLN', value: '1' }, kazakh(bin)] }),
    body('/identifiers/1'),
  ],
  [
    'a number with a slip',
    'invalid-request',
    organization({ identifiers: [kazakh('160540006384')] }),
    body('/identifiers/0/value', 'check-digit'),
  ],
  ['an unknown kind', 'invalid-request', organization({ kind: 'bank' }), body('/kind', 'not-one-of')],
  [
    'a country by name',
    'invalid-request',
    organization({ country: 'Kazakhstan' }),
    body('/country', 'wrong-pattern'),
  ],
  [
    'a protocol that nobody wrote',
    'unknown-protocol',
    register('/v1/equipment-types', {
      ...{ slug: 'cooler', protocol: 'cooler' },
      names: { kk: 'а', ru: 'а', en: 'a' },
    }),
    body('/protocol'),
  ],
  ['a slug that is taken', 'slug-taken', equipment('warmer', { kk: 'а', ru: 'а', en: 'a' }), body('/slug')],
  [
    'a slug in capitals',
    'invalid-request',
    equipment('Warmer', { kk: 'а', ru: 'а', en: 'a' }),
    body('/slug', 'wrong-pattern'),
  ],
  [
    'a name in two languages of three',
    'invalid-request',
    equipment('x', { kk: 'а', ru: 'а' }),
    body('/names/en', 'required'),
  ],
]
