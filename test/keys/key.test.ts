import fc from 'fast-check'
import t from 'tap'
import { hashKey, isKey, makeKey } from '../../src/keys/key.ts'

t.test('makes keys that it knows by their form', async (t) => {
  for (let n = 0; n < 1000; n++) {
    const key = makeKey()
    t.match(key, /^besik_[0-9A-Za-z]{49}$/)
    t.ok(isKey(key), key)
  }
})

t.test('makes no key twice, and spreads them over the whole alphabet', async (t) => {
  const keys = Array.from({ length: 2000 }, makeKey)
  t.equal(new Set(keys).size, keys.length)
  const first = new Set(keys.map((key) => key.slice(7, 8)))
  t.equal(first.size, 62)
})

t.test('goes on knowing keys that were made before', async (t) => {
  // CRC-32 of `besik_` and 43 zeros is 2 585 673 906, which is 2ozDtq in base 62.
  t.ok(isKey(`besik_${'0'.repeat(43)}2ozDtq`))
})

t.test('refuses a key with any one character changed', async (t) => {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-'
  fc.assert(
    fc.property(fc.nat(54), fc.constantFrom(...alphabet), (place, character) => {
      const key = makeKey()
      const changed = key.slice(0, place) + character + key.slice(place + 1)
      return isKey(changed) === (changed === key)
    }),
    { numRuns: 2000 },
  )
  t.pass('wherever it is')
})

t.test('refuses what is no key', async (t) => {
  for (const text of [
    '',
    'besik_',
    'a'.repeat(55),
    `${makeKey()}0`,
    ` ${makeKey()}`,
    makeKey().toUpperCase(),
  ])
    t.notOk(isKey(text), text)
})

t.test('hashes with SHA-256', async (t) => {
  t.equal(hashKey('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
