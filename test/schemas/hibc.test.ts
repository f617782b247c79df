import fc from 'fast-check'
import t from 'tap'
import { readHibc } from '../../schemas/hibc.ts'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%'
const alphanumeric = alphabet.slice(0, 36)
/** The label with its check character, computed anew to compare with. */
const close = (body: string) => {
  let sum = 0
  for (const character of body) sum += alphabet.indexOf(character)
  return body + alphabet.charAt(sum % 43)
}
const word = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...alphanumeric), minLength: min, maxLength: max })
const letter = fc.constantFrom(...alphanumeric.slice(10))
const device = fc
  .tuple(letter, word(3, 3), word(1, 18), fc.nat(9))
  .map(([first, rest, product, unit]) => `${first}${rest}${product}${unit}`)

t.test('reads published labels', async (t) => {
  t.strictSame(readHibc('+BLUEUNICORN7N'), { parts: { deviceIdentifier: 'BLUEUNICORN7' } })
  t.strictSame(readHibc('+A123BJC5D6E71G1/$$73C001/S0001/16D20160101/14D20200101Y'), {
    parts: {
      deviceIdentifier: 'A123BJC5D6E71G1',
      lot: '3C001',
      serialNumber: '0001',
      madeOn: '2016-01-01',
      expiresOn: '2020-01-01',
    },
  })
})

t.test('reads back any label, also when the space it may end with is lost or printed', async () => {
  fc.assert(
    fc.property(device, word(1, 18), word(1, 18), (deviceIdentifier, lot, serialNumber) => {
      const label = close(`+${deviceIdentifier}/$$3261231${lot}/S${serialNumber}`)
      const expected = { parts: { deviceIdentifier, lot, expiresOn: '2026-12-31', serialNumber } }
      const trimmed = label.endsWith('J ') ? label : label.trim()
      return [label, trimmed, `*${label}*`, label.replace(/ $/, '_')].every(
        (one) => JSON.stringify(sort(readHibc(one))) === JSON.stringify(sort(expected)),
      )
    }),
    { numRuns: 1000 },
  )
})
const sort = (reading: object): object =>
  'parts' in reading
    ? Object.entries(reading.parts ?? {}).sort(([one], [other]) => (one < other ? -1 : 1))
    : reading

t.test('finds a wrong character, and two that changed places', async () => {
  fc.assert(
    fc.property(device, fc.nat(40), fc.constantFrom(...alphanumeric), (identifier, at, other) => {
      const label = close(`+${identifier}`)
      const place = 1 + (at % identifier.length)
      const wrong = label.slice(0, place) + other + label.slice(place + 1)
      // A changed text whose own check character is a space reads as one that lost it.
      fc.pre(wrong !== label && !close(wrong).endsWith(' '))
      return 'fault' in readHibc(wrong)
    }),
    { numRuns: 1000 },
  )
})

t.test('reads every form of a lot, a serial number and their dates', async (t) => {
  const cases: [string, object][] = [
    ['$LOT1', { lot: 'LOT1' }],
    ['$+SER1', { serialNumber: 'SER1' }],
    ['$$1226LOT1', { expiresOn: '2026-12-31', lot: 'LOT1' }],
    ['$$0228', { expiresOn: '2028-02-29' }],
    ['$$2123126LOT1', { expiresOn: '2026-12-31', lot: 'LOT1' }],
    ['$$3261231LOT1', { expiresOn: '2026-12-31', lot: 'LOT1' }],
    ['$$426123123LOT1', { expiresOn: '2026-12-31', lot: 'LOT1' }],
    ['$$526365LOT1', { expiresOn: '2026-12-31', lot: 'LOT1' }],
    ['$$528366', { expiresOn: '2028-12-31' }],
    ['$$62636523LOT1', { expiresOn: '2026-12-31', lot: 'LOT1' }],
    ['$$7LOT1', { lot: 'LOT1' }],
    ['$$8053261231LOT1', { expiresOn: '2026-12-31', lot: 'LOT1' }],
    ['$$9000057LOT1', { lot: 'LOT1' }],
    ['$$805', {}],
    ['$$+1226SER1', { expiresOn: '2026-12-31', serialNumber: 'SER1' }],
    ['$$+3261231SER1', { expiresOn: '2026-12-31', serialNumber: 'SER1' }],
    ['$$+7SER1', { serialNumber: 'SER1' }],
    ['26365LOT1', { expiresOn: '2026-12-31', lot: 'LOT1' }],
    ['$$7LOT1/SSER1/16D20250630/Q5', { lot: 'LOT1', serialNumber: 'SER1', madeOn: '2025-06-30' }],
  ]
  for (const [fields, parts] of cases) {
    const reading = readHibc(close(`+A123PRODUCT0/${fields}`))
    t.same(reading, { parts: { deviceIdentifier: 'A123PRODUCT0', ...parts } }, fields)
    t.same(
      readHibc(close(`+${fields}L`)),
      { parts },
      `${fields} on a label of its own, with its link character`,
    )
  }
})

t.test('the year of `today` settles the century', async (t) => {
  const label = close('+A123PRODUCT0/$$1280')
  t.match(readHibc(label), { parts: { expiresOn: '2080-12-31' } })
  t.match(readHibc(label, '2026-11-22'), { parts: { expiresOn: '1980-12-31' } })
})

t.test('names what is wrong', async (t) => {
  const cases: [string, string][] = [
    ['+BLUEUNICORN7M', 'check-digit'],
    ['+', 'malformed'],
    ['+AB', 'malformed'],
    ['+blueunicorn7n', 'malformed'],
    ['+BLUE\u0413UNICORN7N', 'malformed'],
    [close('+A1237'), 'malformed'],
    [close(`+A123${'P'.repeat(19)}7`), 'malformed'],
    [close('+A123PRODUCTX'), 'malformed'],
    [close('+A123PRODUCT0/$$1326LOT'), 'wrong-date'],
    [close('+A123PRODUCT0/$$3260230'), 'wrong-date'],
    [close('+A123PRODUCT0/$$526366'), 'wrong-date'],
    [close('+A123PRODUCT0/$$526000'), 'wrong-date'],
    [close('+A123PRODUCT0/14D20260230'), 'wrong-date'],
    [close('+A123PRODUCT0/14D2026'), 'malformed'],
    [close('+A123PRODUCT0/$$'), 'malformed'],
    [close(`+A123PRODUCT0/S${'1'.repeat(21)}`), 'malformed'],
    [close('+A123PRODUCT0/X1'), 'unknown-ai'],
    [close('+A123PRODUCT0/S1/S2'), 'repeated-ai'],
  ]
  for (const [label, fault] of cases) t.strictSame(readHibc(label), { fault }, label)
})
