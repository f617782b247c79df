import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { createLookup, type Known } from '../../src/keys/lookup.ts'

const known: Known = { principal: { key: 'one', scopes: ['read'] }, isRevoked: false, remaining: null }

/** A lookup over a table in memory, by a clock that stands still until it is moved. */
const makeLookup = (table: Record<string, Known>, max = 100) => {
  const clock = { now: 0 }
  const asked: string[] = []
  const load = async (hash: string) => {
    asked.push(hash)
    await setImmediate()
    return table[hash]
  }
  return { clock, asked, table, lookup: createLookup({ load, now: () => clock.now, life: 4000, max }) }
}

t.test('asks once for a burst, and not again while the answer holds', async (t) => {
  const { asked, clock, lookup } = makeLookup({ a: known })
  const burst = await Promise.all(Array.from({ length: 100 }, () => lookup('a')))
  t.ok(burst.every(({ key }) => key === known))
  clock.now = 3999
  t.same(lookup('a'), { key: known, since: 0 }, 'without a promise')
  t.same(asked, ['a'])
})

t.test('forgets after its life, counted from the question and not from the answer', async (t) => {
  const { asked, clock, lookup, table } = makeLookup({ a: known })
  const looking = lookup('a')
  clock.now = 3000
  await looking
  table.a = { ...known, isRevoked: true }
  clock.now = 4000
  t.match(await lookup('a'), { key: { isRevoked: true }, since: 4000 })
  t.same(asked, ['a', 'a'])
})

t.test('keeps as well that there is no such key', async (t) => {
  const { asked, clock, lookup, table } = makeLookup({})
  t.equal((await lookup('b')).key, undefined)
  t.equal((await lookup('b')).key, undefined)
  t.same(asked, ['b'])
  table.b = known
  clock.now = 4000
  t.equal((await lookup('b')).key, known)
})

t.test('keeps a bounded number, and a flood of invented keys leaves those in use alone', async (t) => {
  const { asked, lookup } = makeLookup({ a: known }, 10)
  await lookup('a')
  for (let n = 0; n < 1000; n++) await lookup(`invented ${n}`)
  t.equal(asked.length, 1001)
  await lookup('a')
  t.equal(asked.length, 1001, 'the key in use is still kept')
  await lookup('invented 999')
  t.equal(asked.length, 1001, 'and so are the last of the invented')
  await lookup('invented 0')
  t.equal(asked.length, 1002, 'but not the first')
})

t.test('keeps the keys asked for last when there are more than it may keep', async (t) => {
  const table = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`key ${n}`, known]))
  const { asked, lookup } = makeLookup(table, 10)
  for (const hash of Object.keys(table)) await lookup(hash)
  await lookup('key 10')
  t.equal(asked.length, 11)
  await lookup('key 0')
  t.equal(asked.length, 12)
})

t.test('keeps nothing of a failure', async (t) => {
  let fails = true
  const load = async () => {
    if (fails) throw new Error('the database is away')
    return known
  }
  const lookup = createLookup({ load, now: () => 0, life: 4000, max: 10 })
  const burst = await Promise.allSettled([lookup('a'), lookup('a')])
  t.ok(burst.every(({ status }) => status === 'rejected'))
  fails = false
  t.equal((await lookup('a')).key, known)
})

t.test('asks anew beside a question that is not answered for longer than an answer holds', async (t) => {
  const answers: ((key: Known) => void)[] = []
  const clock = { now: 0 }
  const load = () => new Promise<Known>((resolve) => answers.push(resolve))
  const lookup = createLookup({ load, now: () => clock.now, life: 4000, max: 10 })
  const early = lookup('a')
  clock.now = 3999
  t.equal(lookup('a'), early, 'one question serves both')
  clock.now = 4000
  const late = lookup('a')
  const revoked = { ...known, isRevoked: true }
  answers[1]?.(revoked)
  t.match(await late, { key: revoked, since: 4000 })
  answers[0]?.(known)
  t.match(await early, { key: known, since: 0 }, 'whoever asked before hears what was so then')
  t.same(lookup('a'), { key: revoked, since: 4000 }, 'and nobody after')
  t.equal(answers.length, 2)
})
