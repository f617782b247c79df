import t from 'tap'
import { isBin } from '../../schemas/bin.ts'

// Numbers that the state bank, two banks, the state oil company and the state fund publish of themselves.
const published = ['941240001151', '940140000385', '971240001315', '020240000555', '081140000436']

t.test('accepts published numbers', async (t) => {
  for (const bin of published) t.ok(isBin(bin), bin)
})

// The rule weighs the eleventh digit by 11, which is nothing, and its second weights let three more changes pass.
const unnoticed = new Set(['940140700385', '941240001315', '020240700555'])

t.test('refuses a number with one digit changed, wherever the rule can tell', async (t) => {
  for (const bin of published)
    for (let place = 0; place < 12; place++)
      for (const digit of '0123456789') {
        const changed = bin.slice(0, place) + digit + bin.slice(place + 1)
        t.equal(isBin(changed), changed === bin || place === 10 || unnoticed.has(changed), changed)
      }
})

t.test('weighs a second time where the first sum gives 10, and refuses a second 10', async (t) => {
  const sum = (digits: number[], weights: number[]) =>
    digits.reduce((total, one, place) => total + one * (weights[place] ?? 0), 0) % 11
  const first = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
  const second = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]
  const counts = { second: 0, none: 0 }
  for (let serial = 0; serial < 100_000; serial += 7) {
    const stem = `990140${String(serial).padStart(5, '0')}`
    const digits = [...stem].map(Number)
    if (sum(digits, first) !== 10) continue
    const check = sum(digits, second)
    const accepted = [...'0123456789'].filter((last) => isBin(stem + last))
    if (check === 10) counts.none++
    else counts.second++
    t.same(accepted, check === 10 ? [] : [String(check)], stem)
    if (counts.second > 50 && counts.none > 5) break
  }
  t.ok(counts.second > 0 && counts.none > 0, 'both cases were met')
})

t.test('refuses what is not the number of an organization', async (t) => {
  const refused = {
    'the wrong length': '94124000115',
    'a letter': '94124000115l',
    'a digit of another script': '94124000115१',
    'a space': ' 941240001151',
    'nothing but zeros': '000000000000',
    'a month that is none': '941340001151',
  }
  for (const [what, value] of Object.entries(refused)) t.notOk(isBin(value), what)
})

t.test("refuses a person's number, even with a right check digit", async (t) => {
  for (const stem of ['90010130012', '85123145011', '01070655033'])
    t.notOk(
      [...'0123456789'].some((last) => isBin(stem + last)),
      stem,
    )
})
