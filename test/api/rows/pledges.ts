import { v7 as uuidv7 } from 'uuid'
import type { FieldCode } from '../../../src/problems/field-texts.ts'
import { body, items, many, parties, pledge, type Row, shares } from '../../support/refusals.ts'

const item = { equipmentType: uuidv7(), quantity: 1 }

export const texts: Row[] = [
  ['no title', 'invalid-request', pledge({ title: undefined }), body('/title', 'required')],
  ['an unknown field', 'invalid-request', pledge({ state: 'accepted' }), body('/state', 'unknown-field')],
  [
    'one with a slash and a tilde',
    'invalid-request',
    items({ 'a/b~c': 1 }),
    body('/items/0/a~1b~0c', 'unknown-field'),
  ],
  ['a number for a title', 'invalid-request', pledge({ title: 5 }), body('/title', 'not-text')],
  ['an empty title', 'invalid-request', pledge({ title: ' ' }), body('/title', 'too-short')],
  [
    'a title that overruns',
    'invalid-request',
    pledge({ title: 'x'.repeat(201) }),
    body('/title', 'too-long'),
  ],
  ['a NUL', 'invalid-request', pledge({ title: 'a\0b' }), body('/title', 'unsafe-characters')],
  ['a line break', 'invalid-request', pledge({ title: 'a\nb' }), body('/title', 'unsafe-characters')],
  [
    'a text turned around',
    'invalid-request',
    pledge({ title: 'a\u202eb' }),
    body('/title', 'unsafe-characters'),
  ],
  [
    'half a character',
    'invalid-request',
    pledge({ reference: '\ud800' }),
    body('/reference', 'unsafe-characters'),
  ],
  [
    'a zone that is none',
    'invalid-request',
    pledge({ timeZone: 'Asia/Atlantis' }),
    body('/timeZone', 'unknown-time-zone'),
  ],
  ...(
    [
      ['Weight of life', 'wrong-pattern'],
      ['', 'wrong-pattern'],
      ['a--b', 'wrong-pattern'],
      ['салмақ', 'wrong-pattern'],
      ['x'.repeat(61), 'too-long'],
      [5, 'not-text'],
      [null, 'not-text'],
      [['a'], 'not-text'],
    ] as const
  ).map(([programme, code]): Row => {
    const what = `a campaign ${JSON.stringify(programme).slice(0, 20)}`
    return [what, 'invalid-request', pledge({ programme }), body('/programme', code)]
  }),
  [
    'a deadline of no days',
    'invalid-request',
    pledge({ policy: { pledgeExpiry: 0 } }),
    body('/policy/pledgeExpiry', 'too-small'),
  ],
  [
    'an unknown deadline',
    'invalid-request',
    pledge({ policy: { x: 1 } }),
    body('/policy/x', 'unknown-field'),
  ],
]

const quantities: [unknown, FieldCode][] = [
  [0, 'too-small'],
  [-1, 'too-small'],
  [1001, 'too-big'],
  [1.5, 'not-an-integer'],
  ['2', 'not-a-number'],
  [null, 'not-a-number'],
]
const worth = (amount: unknown, currency = 'KZT') => ({ unitValue: { amount, currency } })
const value = (field: string, code?: FieldCode) => body(`/items/0/unitValue/${field}`, code)
const beyondNumbers: Row[2] = (world) => {
  const { payload, ...rest } = pledge()(world)
  return { ...rest, payload: String(payload).replace('"quantity":2', '"quantity":1e400') }
}

export const amounts: Row[] = [
  ['no items', 'invalid-request', pledge({ items: [] }), body('/items', 'too-few')],
  ['items that are no list', 'invalid-request', pledge({ items: {} }), body('/items', 'not-a-list')],
  ['too many items', 'invalid-request', pledge({ items: many(51, item) }), body('/items', 'too-many')],
  ...quantities.map(([quantity, code]): Row => {
    const what = `a quantity of ${JSON.stringify(quantity)}`
    return [what, 'invalid-request', items({ quantity }), body('/items/0/quantity', code)]
  }),
  ['a quantity beyond numbers', 'invalid-request', beyondNumbers, body('/items/0/quantity', 'not-a-number')],
  ['a value below nothing', 'invalid-request', items(worth(-1)), value('amount', 'too-small')],
  ['a part of a tiyn', 'invalid-request', items(worth(0.1)), value('amount')],
  ['a value beyond counting', 'invalid-request', items(worth(1e15 + 1)), value('amount', 'too-big')],
  ['values that come to more', 'invalid-request', items(worth(1e15), worth(1)), body('/items', 'too-big')],
  ['an unknown currency', 'invalid-request', items(worth(1, 'ZZZ')), value('currency', 'unknown-currency')],
  [
    'a currency in small letters',
    'invalid-request',
    items(worth(1, 'kzt')),
    value('currency', 'wrong-pattern'),
  ],
  [
    'an unknown equipment type',
    'unknown-equipment-type',
    items({}, { equipmentType: uuidv7() }),
    body('/items/1/equipmentType'),
  ],
  ['items in two currencies', 'currencies-mixed', items({}, worth(1, 'USD')), body('/items')],
]

export const people: Row[] = [
  ['too many parties', 'invalid-request', pledge({ parties: many(31, {}) }), body('/parties', 'too-many')],
  ['one party', 'invalid-request', parties(['donor', 'donor']), body('/parties', 'too-few')],
  [
    'an unknown party',
    'unknown-organization',
    pledge(({ mine }) => ({
      parties: [
        { organization: mine.donor.id, role: 'donor' },
        { organization: uuidv7(), role: 'recipient' },
      ],
    })),
    body('/parties/1/organization'),
  ],
  [
    'an unknown role',
    'invalid-request',
    parties(['donor', 'donor'], ['recipient', 'owner']),
    body('/parties/1/role', 'not-one-of'),
  ],
  [
    'a party named twice',
    'duplicate-entry',
    parties(['donor', 'donor'], ['recipient', 'recipient'], ['donor', 'donor']),
    body('/parties/2'),
  ],
  [
    'a donor who gives to itself',
    'donor-is-recipient',
    parties(['donor', 'donor'], ['donor', 'recipient']),
    body('/parties/0/organization'),
  ],
  [
    'no donor',
    'donor-missing',
    parties(['donor', 'coordinator'], ['recipient', 'recipient']),
    body('/parties'),
  ],
  [
    'no recipient',
    'recipient-missing',
    parties(['donor', 'donor'], ['recipient', 'partner']),
    body('/parties'),
  ],
  [
    'two recipients',
    'several-recipients',
    parties(['donor', 'donor'], ['recipient', 'recipient'], ['supplier', 'recipient']),
    body('/parties'),
  ],
  [
    'a pledge for others',
    'sender-not-a-party',
    parties(['supplier', 'donor'], ['recipient', 'recipient']),
    body('/parties'),
  ],
  [
    'a pledge by a partner',
    'sender-not-a-party',
    parties(['donor', 'partner'], ['supplier', 'donor'], ['recipient', 'recipient']),
    body('/parties'),
  ],
]

const tenge = (amount: number) => ({ money: { amount, currency: 'KZT' } })
const percent = (percent: number) => ({ percent })
const part = (field: string, code: FieldCode) => body(`/parties/0/share/${field}`, code)

export const parts: Row[] = [
  [
    'a share of the hospital',
    'share-without-donor',
    parties(['donor', 'donor'], ['recipient', 'recipient', percent(100)]),
    body('/parties/1/share'),
  ],
  ['99.99 per cent', 'shares-do-not-add-up', shares(percent(99.99)), body('/parties')],
  [
    '100.01 per cent in two',
    'shares-do-not-add-up',
    shares(percent(33.34), percent(66.67)),
    body('/parties'),
  ],
  [
    'three places',
    'invalid-request',
    shares(percent(33.333), percent(66.667)),
    part('percent', 'not-a-multiple'),
  ],
  ['nothing per cent', 'invalid-request', shares(percent(0), percent(100)), part('percent', 'not-above')],
  ['more than everything', 'invalid-request', shares(percent(100.01)), part('percent', 'too-big')],
  [
    'two kinds in one',
    'invalid-request',
    shares({ ...percent(1), ...tenge(1) }),
    part('percent', 'unknown-field'),
  ],
  ['no kind', 'invalid-request', shares({}), part('money', 'required')],
  ['money that falls short', 'shares-do-not-add-up', shares(tenge(99)), body('/parties')],
  ['money beyond the items', 'shares-do-not-add-up', shares(tenge(50), tenge(51)), body('/parties')],
  ['money beside per cent', 'shares-mixed', shares(tenge(50), percent(50)), body('/parties')],
  [
    'a donor of two without a share',
    'shares-mixed',
    parties(['donor', 'donor', percent(100)], ['recipient', 'recipient'], ['supplier', 'donor']),
    body('/parties'),
  ],
  [
    'money in another currency',
    'currencies-mixed',
    shares(tenge(50), { money: { amount: 50, currency: 'USD' } }),
    body('/parties/2/share/money/currency'),
  ],
  [
    'money for an item without a value',
    'invalid-request',
    pledge(({ mine }) => ({
      items: [{ equipmentType: mine.open.equipmentType, quantity: 1 }],
      parties: [
        { organization: mine.donor.id, role: 'donor', share: tenge(100) },
        { organization: mine.recipient.id, role: 'recipient' },
      ],
    })),
    body('/items/0/unitValue', 'required'),
  ],
]
