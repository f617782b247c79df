import fc from 'fast-check'
import t from 'tap'
import { isBin } from '../../schemas/bin.ts'
import { hasIdentityNumber, isIdentityNumber } from '../../schemas/identity-number.ts'
import { identifier, line, note } from '../../schemas/primitives.ts'

const sum = (digits: number[], weights: number[]) =>
  digits.reduce((total, one, place) => total + one * (weights[place] ?? 0), 0) % 11

/** The number with this beginning, or undefined where the rule gives none. Written anew, to compare with. */
const complete = (stem: string): string | undefined => {
  const digits = [...stem].map(Number)
  const first = sum(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  const check = first === 10 ? sum(digits, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) : first
  return check === 10 ? undefined : stem + check
}

const two = (value: number) => String(value).padStart(2, '0')
/** Invented numbers: a day that exists, a digit for century and sex, any serial number. */
const invented = fc
  .tuple(
    fc.date({ min: new Date('1900-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }),
    fc.nat(1),
    fc.nat(9999),
  )
  .map(([date, sex, serial]) => {
    const century = date.getUTCFullYear() < 2000 ? 3 : 5
    const day = date.toISOString().slice(2, 10).replaceAll('-', '')
    return complete(`${day}${century + sex}${String(serial).padStart(4, '0')}`)
  })
  .filter((number) => number !== undefined)
const example = complete('99010130012') ?? ''

const codes = (schema: ReturnType<typeof line>, text: string) =>
  schema
    .safeParse(text)
    .error?.issues.map((issue) => (issue.code === 'custom' ? issue.params?.code : issue.code))

t.test('knows every number that the rule makes, alone and in a sentence', async () => {
  fc.assert(
    fc.property(
      invented,
      fc.constantFrom('ИИН ', 'patient:', '(', 'жсн№', '5 ', '12-', '1234 '),
      fc.constantFrom('', '.', ', bed 4', ' 07', ')'),
      (number, before, after) =>
        isIdentityNumber(number) && hasIdentityNumber(number) && hasIdentityNumber(before + number + after),
    ),
    { numRuns: 1000 },
  )
})

t.test('refuses any other check digit', async () => {
  fc.assert(
    fc.property(invented, fc.integer({ min: 1, max: 9 }), (number, step) => {
      const other = number.slice(0, 11) + ((Number(number[11]) + step) % 10)
      return !isIdentityNumber(other) && !hasIdentityNumber(`IIN ${other}`)
    }),
    { numRuns: 1000 },
  )
})

t.test(
  'weighs a second time where the first sum gives 10, and knows no number where the second does',
  async (t) => {
    const counts = { second: 0, none: 0 }
    for (let serial = 0; serial < 10_000; serial++) {
      const stem = `9901013${String(serial).padStart(4, '0')}`
      if (sum([...stem].map(Number), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) !== 10) continue
      const known = [...'0123456789'].filter((last) => isIdentityNumber(stem + last))
      const number = complete(stem)
      t.strictSame(known, number ? [number.slice(-1)] : [], stem)
      if (number) counts.second++
      else counts.none++
    }
    t.ok(counts.second > 100 && counts.none > 10, 'both cases were met')
  },
)

t.test('knows a number with spaces and dashes in it', async (t) => {
  const [a = '', b = '', c = ''] = [example.slice(0, 6), example.slice(6, 9), example.slice(9)]
  for (const text of [
    `${a} ${b}${c}`,
    `${a}-${b}${c}`,
    `${a} ${b} ${c}`,
    `${a}\u00A0${b}\u2013${c}`,
    `${a} - ${b} - ${c}`,
    `${a}\n${b}${c}`,
    example.replace(/(\d{4})(?=\d)/g, '$1 '),
    example.replace(/(\d{2})(?=\d)/g, '$1-'),
    [...example].join(' '),
    [...example].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join(''),
  ])
    t.ok(hasIdentityNumber(`before ${text} after`), JSON.stringify(text))
})

t.test('wants a real day, and a digit that names a century', async (t) => {
  const stems = {
    'month 0': '99000130012',
    'month 13': '99130130012',
    'day 0': '99010030012',
    'day 32': '99013230012',
    '31 April': '99043130012',
    '29 February of a common year': '99022930012',
    '29 February 1900': '00022930012',
    'a digit of no century': '99010170012',
  }
  for (const [what, stem] of Object.entries(stems))
    t.notOk(
      [...'0123456789'].some((last) => isIdentityNumber(stem + last)),
      what,
    )
  t.ok(isIdentityNumber(complete('00022950012') ?? ''), '29 February 2000')
  t.ok(isIdentityNumber(complete('96022930012') ?? ''), '29 February 1996')
})

t.test('lets other numbers be', async (t) => {
  for (const text of [
    '941240001151',
    'BIN 940140000385 of the bank',
    `${example}0`,
    `0${example}`,
    `${example.slice(0, 11)}`,
    `${example.slice(0, 6)}.${example.slice(6)}`,
    'GTIN 09506000134352, serial 0417',
    'Tel. +7 (727) 123-45-67, 8 701 123 45 67',
    'Checked on 20.10.2022 at 14:30',
    'Measured 36.6, 37.1, 36.9 over 24 h at 230 V 50 Hz',
    '',
  ])
    t.notOk(hasIdentityNumber(text), text)
})

t.test('never takes the number of an organization for that of a person', async () => {
  const stem = fc.tuple(
    fc.nat(99),
    fc.integer({ min: 1, max: 12 }),
    fc.constantFrom(4, 5, 6),
    fc.nat(999_999),
  )
  fc.assert(
    fc.property(stem, ([year, month, kind, rest]) => {
      const number = complete(`${two(year)}${two(month)}${kind}${String(rest).padStart(6, '0')}`) ?? ''
      return !isIdentityNumber(number) && !hasIdentityNumber(number)
    }),
    { numRuns: 2000 },
  )
  fc.assert(fc.property(invented, (number) => !isBin(number)))
})

t.test('does not take a day and a number beside it for a person', async (t) => {
  const mistaken = Array.from({ length: 10_000 }, (_, n) => `20-10-2022 ${String(n).padStart(4, '0')}`)
  t.ok(
    mistaken.some((text) => isIdentityNumber(text.replace(/\D/g, ''))),
    'some of them pass all rules',
  )
  t.notOk(mistaken.some(hasIdentityNumber))
  t.notOk(
    Array.from({ length: 10_000 }, (_, n) => `2012-10-20 ${10_000 + n}`.replace(' 1', ' ')).some(
      hasIdentityNumber,
    ),
  )
})

t.test('reads a long text in a short time', async (t) => {
  const text = '1 '.repeat(5000) + '9'.repeat(5000) + '- '.repeat(5000)
  let steps = 0
  for (let round = 0; round < 5; round++) if (!hasIdentityNumber(text)) steps++
  t.equal(steps, 5)
})

t.test('free text refuses it, and the numbers of things do not', async (t) => {
  const text = `Mother ${example}`
  t.strictSame(codes(line(200), text), ['identity-number'])
  t.strictSame(codes(note(200), `First line\n${text}`), ['identity-number'])
  t.equal(codes(identifier(200), text), undefined)
  t.equal(codes(identifier(200), example), undefined)
  t.strictSame(codes(identifier(9), 'a\u202Eb'), ['unsafe-characters'])
  t.equal(codes(line(200), 'BIN 941240001151'), undefined)
})
