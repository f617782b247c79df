import fc from 'fast-check'
import t from 'tap'
import { isCode, makeCode } from '../../schemas/code.ts'
import { Code } from '../../schemas/primitives.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const prefix = fc.constantFrom('D' as const, 'S' as const, 'U' as const)
const code = fc.tuple(prefix, fc.uuid({ version: 7 })).map(([prefix, id]) => makeCode(prefix, id))

t.test('makes codes that the schema takes and whose check character fits', async (t) => {
  fc.assert(fc.property(code, (code) => Code.safeParse(code).success && isCode(code)))
  t.pass('for every id')
})

t.test('makes the same code from the same id', async (t) => {
  t.equal(
    makeCode('D', '019a0000-0000-7000-8000-0123456789ab'),
    makeCode('D', '019a0000-0000-7000-8000-0123456789ab'),
  )
})

t.test('makes different codes of ids that differ in their last 45 bits', async (t) => {
  const codes = new Set(
    Array.from({ length: 1000 }, (_, n) =>
      makeCode('U', `019a0000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`),
    ),
  )
  t.equal(codes.size, 1000)
})

t.test('finds any one wrong character', async (t) => {
  fc.assert(
    fc.property(
      code,
      fc.constantFrom(2, 3, 4, 5, 6, 8, 9, 10, 11, 12),
      fc.constantFrom(...alphabet),
      (code, place, other) => {
        const changed = code.slice(0, place) + other + code.slice(place + 1)
        return isCode(changed) === (changed === code)
      },
    ),
    { numRuns: 2000 },
  )
  t.pass('for every place and character')
})

t.test('finds neighbours that were swapped, apart from 0 and Z', async (t) => {
  fc.assert(
    fc.property(code, fc.constantFrom(2, 3, 4, 5, 8, 9, 10, 11), (code, place) => {
      const [one = '', other = ''] = code.slice(place, place + 2)
      fc.pre(one !== other && !(one + other).match(/^(0Z|Z0)$/))
      return !isCode(code.slice(0, place) + other + one + code.slice(place + 2))
    }),
    { numRuns: 2000 },
  )
  t.pass('for every pair')
})

t.test('refuses what has not the form of a code', async (t) => {
  for (const text of [
    '',
    'D-',
    'D-00000',
    'D-7K3M9-QX4T',
    'D-7K3M9-QX4TBB',
    'D-IIIII-LLLLL',
    'D-00000-0000u',
  ])
    t.notOk(isCode(text), text || 'nothing')
})
