import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { createTurns } from '../../src/engine/turns.ts'

const forever = () => new Promise<never>(() => {})

t.test('one begins when the one before it has ended, in the order in which they came', async (t) => {
  const inTurn = createTurns(1, 60_000)
  const seen: string[] = []
  const work = (name: string, ms: number) => () =>
    Promise.resolve(seen.push(`${name} begins`))
      .then(() => sleep(ms))
      .then(() => seen.push(`${name} ends`))
  await Promise.all([inTurn(work('first', 30)), inTurn(work('second', 10)), inTurn(work('third', 0))])
  t.strictSame(seen, [
    'first begins',
    'first ends',
    'second begins',
    'second ends',
    'third begins',
    'third ends',
  ])
})

t.test('each gets what its own work came to, and a failure is no reason to wait', async (t) => {
  const inTurn = createTurns(1, 60_000)
  const failing = inTurn(() => Promise.reject(new Error('no database')))
  const next = inTurn(async () => 'stored')
  await t.rejects(failing, { message: 'no database' })
  t.equal(await next, 'stored')
})

t.test('one that is held up for ever holds up nobody else for ever', async (t) => {
  const inTurn = createTurns(1, 20)
  void inTurn(forever)
  t.equal(await inTurn(async () => 'claimed'), 'claimed')
})

t.test('so many go on at once, and no more', async (t) => {
  const inTurn = createTurns(3)
  let underWay = 0
  const seen: number[] = []
  const work = async () => {
    underWay += 1
    seen.push(underWay)
    await sleep(1)
    underWay -= 1
  }
  await Promise.all(Array.from({ length: 20 }, () => inTurn(work)))
  t.equal(seen.length, 20)
  t.equal(Math.max(...seen), 3)
})

t.test('who went on beside the others leaves them their turns', async (t) => {
  const inTurn = createTurns(1, 20)
  const { promise, resolve: end } = Promise.withResolvers<void>()
  const held = inTurn(() => promise)
  await inTurn(async () => {})
  let isBegun = false
  const third = inTurn(async () => {
    isBegun = true
  })
  await Promise.resolve()
  t.notOk(isBegun, 'one is still under way')
  end()
  await Promise.all([held, third])
  t.ok(isBegun)
})
