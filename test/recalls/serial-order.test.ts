import t from 'tap'
import { compareSerials, isWithin } from '../../src/recalls/serial-order.ts'

const sign = (one: string, other: string) => Math.sign(compareSerials(one, other))

t.test('orders serial numbers as people do', async (t) => {
  const ordered = [
    '',
    '7',
    '10',
    '010a',
    '99999999999999999998',
    '99999999999999999999',
    'A',
    'A1',
    'a2',
    'A2-9',
    'A2-10',
    'A2B',
    'A10',
    'FN-1001',
    'FN-1002',
    'FN-01003',
    'SN9',
    'SN9A',
    'SN10',
    'SN100',
    'Ә1',
  ]
  for (const [n, one] of ordered.entries())
    for (const [m, other] of ordered.entries())
      t.equal(sign(one, other), Math.sign(n - m), `${one} and ${other}`)
})

t.test(
  'takes numbers for the same whatever zeros stand before them, and letters in whatever case',
  async (t) => {
    for (const [one, other] of [
      ['SN009', 'sn9'],
      ['0', '000'],
      ['a-01-b', 'A-1-B'],
      ['1.0', '01.00'],
    ] as const)
      t.equal(sign(one, other), 0, `${one} and ${other}`)
  },
)

t.test('finds what lies in a range, both ends included', async (t) => {
  const range = { from: 'SN9', to: 'SN10' }
  for (const serial of ['SN9', 'sn9', 'SN09', 'SN9X', 'SN10']) t.ok(isWithin(serial, range), serial)
  for (const serial of ['SN8', 'SN11', 'SN100', 'SN10X', 'S9', 'TN9', '9', ''])
    t.notOk(isWithin(serial, range), serial)
  t.ok(isWithin('A-7', { from: 'a-7', to: 'A-7' }), 'a range of one')
  t.notOk(isWithin('A-7', { from: 'A-8', to: 'A-6' }), 'nothing lies in an inverted one')
})
