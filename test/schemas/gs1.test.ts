import fc from 'fast-check'
import t from 'tap'
import { readDigitalLink } from '../../schemas/digital-link.ts'
import { type Element, findElementFault, readElementString, toElementString } from '../../schemas/gs1.ts'
import { readCheckDigit, readCheckPair } from '../../schemas/gs1-checks.ts'
import { findFixedLength } from '../../schemas/gs1-identifiers.ts'

const gtin = '09506000134352'
const all82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const text = (max: number) => fc.string({ unit: fc.constantFrom(...all82), minLength: 1, maxLength: max })
const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })
const checked = (length: number) => digits(length - 1).map((head) => head + readCheckDigit(head))
const date = fc
  .tuple(fc.integer({ min: 10, max: 99 }), fc.integer({ min: 10, max: 12 }), fc.integer({ min: 0, max: 30 }))
  .map(([year, month, day]) => `${year}${month}${String(day).padStart(2, '0')}`)

const further = fc.subarray(['10', '11', '17', '21', '30', '240', '414', '710', '7040', '8004', '8012', '91'])
const valuesOf: Record<string, fc.Arbitrary<string>> = {
  '10': text(20),
  '11': date,
  '17': date,
  '21': text(20),
  '30': digits(4),
  '240': text(30),
  '414': checked(13),
  '710': text(20),
  '7040': digits(4),
  '8004': text(30),
  '8012': text(20),
  '91': text(90),
}
const elements: fc.Arbitrary<Element[]> = further
  .chain((ais) =>
    fc.tuple(checked(14), ...ais.map((ai) => (valuesOf[ai] ?? text(9)).map((value) => ({ ai, value })))),
  )
  .map(([first, ...others]) => [{ ai: '01', value: first }, ...others])

/** As a scanner sends it: variable lengths end with ASCII 29. */
const toRaw = (list: Element[]) =>
  list.map(({ ai, value }) => ai + value + (findFixedLength(ai) === undefined ? '\x1D' : '')).join('')
const toLink = ([key, ...others]: Element[], stem = '') =>
  `https://example.org${stem}/${key?.ai}/${key?.value}?${others.map(({ ai, value }) => `${ai}=${encodeURIComponent(value)}`).join('&')}`

// A value that itself looks like an application identifier in brackets can't be told from one unless it is escaped.
const reads = (reading: object, list: Element[]) =>
  JSON.stringify(reading) === JSON.stringify({ elements: list })

t.test('reads back what it prints, whatever stands in it', async () => {
  fc.assert(
    fc.property(elements, (list) => reads(readElementString(toElementString(list)), list)),
    { numRuns: 500 },
  )
})

t.test('reads back what a scanner sends, with separators raw or shown, and with one too many', async () => {
  fc.assert(
    fc.property(elements, (list) => {
      const raw = toRaw(list)
      return (
        reads(readElementString(raw), list) &&
        reads(readElementString(`\x1D${raw}`), list) &&
        reads(readElementString(raw.endsWith('\x1D') ? raw.slice(0, -1) : raw), list) &&
        reads(readElementString(raw.replaceAll('\x1D', '\u241D')), list) &&
        reads(readElementString(list.map(({ ai, value }) => `${ai}${value}`).join('\x1D')), list)
      )
    }),
    { numRuns: 500 },
  )
})

t.test('reads back what a Digital Link holds, behind any stem', async () => {
  const stem = fc.constantFrom('', '/products', '/a/b/c', '/01', '/10/x')
  fc.assert(
    fc.property(elements, stem, (list, before) => reads(readDigitalLink(toLink(list, before)), list)),
    { numRuns: 500 },
  )
})

t.test('knows the check digits of published numbers, and no others', async (t) => {
  for (const number of [gtin, '09506000134369', '9506000134352', '9506000134369'])
    for (const last of '0123456789')
      t.equal(readCheckDigit(number.slice(0, -1)) === last, last === number.slice(-1), number)
  t.equal(readCheckPair('1987654Ad4X4bL5ttr2310c'), '2K', 'the example of the general specifications')
})

t.test('finds any one wrong digit of a GTIN', async () => {
  fc.assert(
    fc.property(checked(14), fc.nat(13), fc.integer({ min: 1, max: 9 }), (value, place, step) => {
      const wrong = value.slice(0, place) + ((Number(value[place]) + step) % 10) + value.slice(place + 1)
      return findElementFault({ ai: '01', value: wrong }) === 'check-digit'
    }),
  )
})

t.test('names what is wrong', async (t) => {
  const cases: [string, string][] = [
    ['(01)09506000134351', 'check-digit'],
    ['(00)106141412345678909', 'check-digit'],
    [`(01)${gtin}(414)9506000134351`, 'check-digit'],
    [`(01)${gtin}(8013)1987654Ad4X4bL5ttr2310cXX`, 'check-digit'],
    [`(01)${gtin}(8003)09506000134351`, 'check-digit'],
    [`(99999)1`, 'malformed'],
    [`(01)${gtin}(04)1`, 'unknown-ai'],
    [`(01)${gtin}(3180)000001`, 'unknown-ai'],
    [`01${gtin}0412`, 'unknown-ai'],
    ['(01)0950600013435', 'malformed'],
    ['(01)095060001343522', 'too-long'],
    [`(01)${gtin}(10)`, 'malformed'],
    [`(01)${gtin}(10)${'A'.repeat(21)}`, 'too-long'],
    [`01${gtin}10${'A'.repeat(21)}`, 'too-long'],
    [`(01)${gtin}(10)Партия`, 'malformed'],
    [`(01)${gtin}(10)A$B`, 'malformed'],
    [`(01)${gtin}(10)A\\B`, 'malformed'],
    [`(01)${gtin}(17)261301`, 'wrong-date'],
    [`(01)${gtin}(17)260229`, 'wrong-date'],
    [`(01)${gtin}(17)260001`, 'wrong-date'],
    [`(01)${gtin}(17)26123`, 'malformed'],
    [`(01)${gtin}(21)A(21)B`, 'repeated-ai'],
    [`(01)${gtin}(21)A(235)B`, 'excluded-ai'],
    [`x(01)${gtin}`, 'malformed'],
    [`(01)${gtin})`, 'too-long'],
    ['()', 'malformed'],
    ['', 'malformed'],
    ['hello', 'malformed'],
    ['\x1D', 'malformed'],
  ]
  for (const [label, fault] of cases) t.strictSame(readElementString(label), { fault }, label)
})

t.test('knows nothing of identifiers that tell about persons', async (t) => {
  const personal = [
    '7241',
    '7242',
    '7250',
    '7251',
    '7252',
    '7253',
    '7254',
    '7255',
    '7256',
    '7257',
    '7258',
    '7259',
  ]
  for (const ai of [...personal, '8017', '8018', '8019', '4300', '4301', '4308'])
    t.equal(findElementFault({ ai, value: '19900101' }), 'unknown-ai', ai)
})

t.test('a value that looks like an identifier is escaped', async (t) => {
  const list = [
    { ai: '01', value: gtin },
    { ai: '21', value: 'A(10)B' },
  ]
  t.equal(toElementString(list), `(01)${gtin}(21)A\\(10)B`)
  t.strictSame(readElementString(toElementString(list)), { elements: list })
})

t.test('only values of the lengths that GS1 fixed go without a separator', async (t) => {
  const list = (...pairs: string[]) => ({
    elements: pairs.map((pair) => ({ ai: pair.split('=')[0], value: pair.split('=')[1] })),
  })
  t.strictSame(
    readElementString(`01${gtin}4149506000134352202031030001751726123121X`),
    list(`01=${gtin}`, '414=9506000134352', '20=20', '3103=000175', '17=261231', '21=X'),
  )
  t.strictSame(readElementString(`01${gtin}422398\x1D21X`), list(`01=${gtin}`, '422=398', '21=X'))
  t.strictSame(readElementString(`01${gtin}42239821X`), { fault: 'too-long' })
})

t.test('takes a 29 February of a leap year, a day of 00, and one value twice', async (t) => {
  for (const value of ['280229', '260200', '000229'])
    t.equal(findElementFault({ ai: '17', value }), undefined, value)
  t.strictSame(readElementString(`(01)${gtin}(21)A(21)A`), {
    elements: [
      { ai: '01', value: gtin },
      { ai: '21', value: 'A' },
    ],
  })
  t.match(
    readElementString(`(01) ${gtin} (21) A 1`),
    { elements: [{}, { value: 'A1' }] },
    'as people type it',
  )
})

t.test('reads Digital Links as their standard allows, and no others', async (t) => {
  const found = (link: string) => {
    const reading = readDigitalLink(link)
    return 'fault' in reading
      ? reading.fault
      : reading.elements.map(({ ai, value }) => `${ai}=${value}`).join(' ')
  }
  const cases: [string, string][] = [
    [`https://id.gs1.org/01/${gtin}`, `01=${gtin}`],
    [`HTTP://Example.COM/01/${gtin}/`, `01=${gtin}`],
    [`https://example.org/01/${gtin}/22/2A/10/AB/21/7?17=261200`, `01=${gtin} 22=2A 10=AB 21=7 17=261200`],
    ['https://example.org/01/9506000134352?21=x', `01=${gtin} 21=x`],
    [`https://example.org/01/${gtin}/10/A%2FB%25`, `01=${gtin} 10=A/B%`],
    [`https://example.org/01/${gtin}?21=a+b&linkType=gs1:pip&lang=kk#top`, `01=${gtin} 21=a+b`],
    [`https://example.org/01/${gtin}?21=a;10=b`, `01=${gtin} 21=a 10=b`],
    [`https://example.org/01/01/${gtin}`, `01=${gtin}`],
    ['https://example.org/8004/ABC', '8004=ABC'],
    ['https://example.org/01/09506000134351', 'check-digit'],
    [`https://example.org/01/${gtin}?9999=1`, 'unknown-ai'],
    [`https://example.org/01/${gtin}/10/%E0%A4%A`, 'malformed'],
    [`https://example.org/01/${gtin}/10/%00`, 'malformed'],
    [`https://example.org/01/${gtin}/10`, 'malformed'],
    ['https://example.org/', 'malformed'],
    ['https://example.org/device/7', 'malformed'],
    [`https:///01/${gtin}`, 'malformed'],
    [`https://exa mple.org/01/${gtin}`, 'malformed'],
    [`javascript://x/01/${gtin}`, 'malformed'],
  ]
  for (const [link, expected] of cases) t.equal(found(link), expected, link)
})
