import fc from 'fast-check'
import t from 'tap'
import { toDay, toFullYear } from '../../schemas/label-date.ts'
import { readUdi, Udi } from '../../schemas/udi.ts'
import { isFieldCode } from '../../src/problems/field-texts.ts'

const gtin = '09506000134352'
const label = `(01)${gtin}(11)250100(17)261231(10)LOT1(21)INC-7(8012)2.4`
const parts = {
  issuer: 'GS1',
  deviceIdentifier: gtin,
  serialNumber: 'INC-7',
  lot: 'LOT1',
  madeOn: '2025-01-31',
  expiresOn: '2026-12-31',
  softwareVersion: '2.4',
}
const code = (text: unknown) => {
  const [issue] = Udi.safeParse(text).error?.issues ?? []
  return issue?.code === 'custom' ? issue.params?.code : issue?.code
}

t.test('one device reads alike from every carrier', async (t) => {
  const raw = `01${gtin}112501001726123110LOT1\x1D21INC-7\x1D80122.4`
  const link = `https://example.org/01/${gtin}/10/LOT1/21/INC-7?11=250100&17=261231&8012=2.4`
  for (const text of [label, raw, link]) t.match(readUdi(text), { udi: { ...parts, carrier: text } })
  for (const prefix of [']d2', ']C1', ']Q3', ']e0', ']J1', ']d2\x1D'])
    t.match(readUdi(prefix + raw), { udi: { ...parts, carrier: prefix + raw } }, prefix)
})

t.test('reads HIBC, also behind the prefix of a scanner', async (t) => {
  const hibc = '+A123BJC5D6E71G1/$$73C001/S0001/16D20160101/14D20200101Y'
  for (const text of [hibc, `]d1${hibc}`, `*${hibc}*`])
    t.strictSame(readUdi(text), {
      udi: {
        issuer: 'HIBC',
        carrier: text,
        deviceIdentifier: 'A123BJC5D6E71G1',
        lot: '3C001',
        serialNumber: '0001',
        madeOn: '2016-01-01',
        expiresOn: '2020-01-01',
      },
    })
})

t.test('reads a GTIN alone, as on a carton, but nothing of twelve digits', async (t) => {
  t.match(readUdi(gtin), { udi: { deviceIdentifier: gtin } })
  t.match(readUdi('9506000134369'), { udi: { deviceIdentifier: '09506000134369' } })
  t.strictSame(readUdi('9506000134368'), { fault: 'check-digit' })
  t.ok('fault' in readUdi('036000291452'), "a person's number looks alike")
})

t.test('wants the identifier of a device', async (t) => {
  for (const text of ['(8004)ABC', '(10)LOT1', '(00)106141412345678908', 'https://example.org/8004/ABC'])
    t.strictSame(readUdi(text), { fault: 'no-device-identifier' }, text)
  t.strictSame(readUdi('+$$7LOT1AF'), { fault: 'check-digit' })
})

t.test('never throws, whatever is scanned', async () => {
  const odd = fc.string({ unit: 'grapheme', maxLength: 60 })
  const near = fc.string({ unit: fc.constantFrom(...'()01+$/%217\\]d A\x1D'), maxLength: 60 })
  const link = odd.map((text) => `https://x/01/${text}`)
  fc.assert(
    fc.property(fc.oneof(odd, near, link), (text) => {
      const reading = readUdi(text)
      const field = 'fault' in reading ? code(text) : 'none'
      return ['none', 'too_small'].includes(String(field)) || isFieldCode(field)
    }),
    { numRuns: 3000 },
  )
})

t.test('years of two digits slide with `today`', async (t) => {
  const cases: [number, string, number][] = [
    [26, '2026-11-22', 2026],
    [76, '2026-11-22', 2076],
    [77, '2026-11-22', 1977],
    [99, '2026-11-22', 1999],
    [0, '2026-11-22', 2000],
    [0, '2051-01-01', 2100],
    [1, '2051-01-01', 2101],
    [2, '2051-01-01', 2002],
    [51, '2099-12-31', 2051],
    [50, '2000-01-01', 2050],
    [51, '2000-01-01', 1951],
  ]
  for (const [digits, today, year] of cases) t.equal(toFullYear(digits, today), year, `${digits} in ${today}`)
  t.equal(toFullYear(99), 2099)
  t.match(readUdi(`(01)${gtin}(17)991231`, '2026-11-22'), { udi: { expiresOn: '1999-12-31' } })
  const year = fc.integer({ min: 2000, max: 2150 })
  fc.assert(
    fc.property(
      year,
      fc.integer({ min: -49, max: 50 }),
      (now, away) => toFullYear((now + away) % 100, `${now}-06-15`) === now + away,
    ),
  )
})

t.test('a day of 00 is the last of its month', async (t) => {
  t.equal(toDay(2028, 2, 0), '2028-02-29')
  t.equal(toDay(2027, 2, 0), '2027-02-28')
  t.equal(toDay(2026, 12, 0), '2026-12-31')
  for (const [month, day] of [
    [0, 1],
    [13, 1],
    [2, 29],
    [4, 31],
  ] as const)
    t.equal(toDay(2026, month, day), undefined, `${month}-${day}`)
})

t.test('the schema stores what was read, with its separators to be seen', async (t) => {
  t.equal(Udi.parse(`  ${label} `), label)
  const stored = Udi.parse(`01${gtin}10LOT1\x1D21INC-7`)
  t.equal(stored, `01${gtin}10LOT1\u241D21INC-7`)
  t.match(readUdi(stored), { udi: { lot: 'LOT1', serialNumber: 'INC-7' } })
})

t.test('the schema keeps the space that is a check character, and no other', async (t) => {
  t.equal(Udi.parse('+UMVE99OLO65/$$3261231E3RP2BL/SDMJ '), '+UMVE99OLO65/$$3261231E3RP2BL/SDMJ_')
  t.match(readUdi('+UMVE99OLO65/$$3261231E3RP2BL/SDMJ_'), { udi: { serialNumber: 'DMJ' } })
  t.equal(Udi.parse(' +BLUEUNICORN7N '), '+BLUEUNICORN7N')
})

t.test('the schema refuses with stable codes', async (t) => {
  const cases: [unknown, string][] = [
    [5, 'invalid_type'],
    ['', 'too_small'],
    [`(01)${gtin}(21)${'A'.repeat(200)}`, 'too_big'],
    ['(01)09506000134351', 'check-digit'],
    ['+BLUEUNICORN7M', 'check-digit'],
    ['INC-22-0417', 'udi-malformed'],
    [`(01)${gtin}(21)A\u202EB`, 'udi-malformed'],
    [`(01)${gtin}(21)<b>`, 'none'],
    [`(01)${gtin}(7253)SMITH`, 'udi-unknown-ai'],
    [`(01)${gtin}(21)${'A'.repeat(21)}`, 'udi-too-long'],
    [`(01)${gtin}(17)261301`, 'udi-wrong-date'],
    [`(01)${gtin}(21)A(21)B`, 'udi-repeated-ai'],
    [`(01)${gtin}(21)A(235)B`, 'udi-excluded-ai'],
    ['(10)LOT1', 'udi-no-device-identifier'],
  ]
  for (const [text, expected] of cases) {
    t.equal(code(text) ?? 'none', expected, String(text))
    if (expected.includes('-')) t.ok(isFieldCode(expected), `${expected} has a text`)
  }
})
