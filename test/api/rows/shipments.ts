import { v7 as uuidv7 } from 'uuid'
import { body, change, event, many, type Row, type World } from '../../support/refusals.ts'

type Own = World['mine']['own']

const plan = (find: (mine: Own, theirs: Own) => unknown[], to: 'main' | 'young' = 'main') =>
  change(
    ({ paths }) => `${paths[to]}/shipments`,
    ({ mine, theirs }: World) => ({ incotermPlace: 'Almaty', units: find(mine.own, theirs.own) }),
  )

export const plans: Row[] = [
  ['no units', 'invalid-request', plan(() => []), body('/units', 'too-few')],
  [
    'too many units',
    'invalid-request',
    plan(() => many(501, { item: uuidv7() })),
    body('/units', 'too-many'),
  ],
  ['a unit that is none', 'invalid-request', plan(() => [null]), body('/units/0', 'not-an-object')],
  ['an unknown item', 'item-unknown', plan(() => [{ item: uuidv7() }]), body('/units/0/item')],
  [
    "another tenant's item",
    'item-unknown',
    plan(({ item }, theirs) => [{ item }, { item: theirs.item }]),
    body('/units/1/item'),
  ],
  [
    'more units than were agreed',
    'contracted-quantity-exceeded',
    plan(({ item }) => many(2, { item })),
    body('/units/1/item'),
  ],
  [
    'a plan without a contract',
    'transition-not-allowed',
    plan(({ youngItem }) => [{ item: youngItem }], 'young'),
  ],
  [
    'the place of an accepted unit',
    'unit-not-replaceable',
    plan(({ item, accepted }) => [{ item, replaces: accepted }]),
    body('/units/0/replaces'),
  ],
  [
    "the place of another tenant's unit",
    'unit-not-replaceable',
    plan(({ item }, { rejected }) => [{ item, replaces: rejected }]),
    body('/units/0/replaces'),
  ],
  [
    'the place of a shipment',
    'unit-not-replaceable',
    plan(({ item, arrived }) => [{ item, replaces: arrived }]),
    body('/units/0/replaces'),
  ],
  [
    'one place for two',
    'duplicate-entry',
    plan(({ item, rejected }) => many(2, { item, replaces: rejected })),
    body('/units/1/replaces'),
  ],
]

const pack = (find: (own: Own) => unknown[], fields: object = {}) =>
  event('planned', 'shipment.packed', ({ mine }: World) => ({
    packages: [{ number: '1', units: find(mine.own), ...fields }],
  }))
const packed = (field: string) => `/data/packages/0/units/${field}`
const receive = (find: (own: Own) => unknown[], fields: object = {}) =>
  event(
    'arrived',
    'shipment.received',
    ({ mine }: World) => ({ packages: 1, sealsIntact: true, missing: find(mine.own), ...fields }),
    { who: 'recipient' },
  )

export const consignments: Row[] = [
  [
    'a unit of another shipment',
    'unit-not-in-shipment',
    pack(({ accepted }) => [{ unit: accepted, serialNumber: 'x' }]),
    body(packed('0/unit')),
  ],
  [
    'a unit packed twice',
    'duplicate-entry',
    pack(({ plannedUnit }) => ['x', 'y'].map((serialNumber) => ({ unit: plannedUnit, serialNumber }))),
    body(packed('1/unit')),
  ],
  [
    'two units of one number',
    'duplicate-entry',
    pack(({ plannedUnit, otherUnit }) =>
      [plannedUnit, otherUnit].map((unit) => ({ unit, serialNumber: 'x' })),
    ),
    body(packed('1/serialNumber')),
  ],
  [
    'the number of a unit of another shipment',
    'serial-number-taken',
    event('planned', 'shipment.packed', ({ mine: { own, mark } }: World) => ({
      packages: [
        {
          number: '1',
          units: [
            { unit: own.plannedUnit, serialNumber: 'x' },
            { unit: own.otherUnit, serialNumber: `Serial ${mark} 0` },
          ],
        },
      ],
    })),
    body(packed('1/serialNumber')),
  ],
  [
    'a unit left out',
    'units-not-packed',
    pack(({ plannedUnit }) => [{ unit: plannedUnit, serialNumber: 'x' }]),
    body('/data/packages'),
  ],
  [
    'a unit without a serial number',
    'invalid-request',
    pack(({ plannedUnit }) => [{ unit: plannedUnit }]),
    body(packed('0/serialNumber'), 'required'),
  ],
  ['an empty package', 'invalid-request', pack(() => []), body('/data/packages/0/units', 'too-few')],
  [
    'a package without weight',
    'invalid-request',
    pack(({ plannedUnit }) => [{ unit: plannedUnit, serialNumber: 'x' }], { weight: 0 }),
    body('/data/packages/0/weight', 'too-small'),
  ],
  [
    'too many packages',
    'invalid-request',
    event('planned', 'shipment.packed', { packages: many(201, {}) }),
    body('/data/packages', 'too-many'),
  ],
  [
    'a day that is none',
    'invalid-request',
    event('planned', 'shipment.dispatched', { mode: 'air', expectedOn: '2022-02-30' }),
    body('/data/expectedOn', 'not-a-day'),
  ],
  [
    'a missing unit of another shipment',
    'unit-not-in-shipment',
    receive(({ undecided, plannedUnit }) => [undecided, plannedUnit]),
    body('/data/missing/1'),
  ],
  [
    'a unit missing twice',
    'duplicate-entry',
    receive(({ undecided }) => many(2, undecided)),
    body('/data/missing'),
  ],
  [
    'fewer packages than none',
    'invalid-request',
    receive(() => [], { packages: -1 }),
    body('/data/packages', 'too-small'),
  ],
  [
    'seals that may be intact',
    'invalid-request',
    receive(() => [], { sealsIntact: 'yes' }),
    body('/data/sealsIntact', 'not-a-boolean'),
  ],
]
