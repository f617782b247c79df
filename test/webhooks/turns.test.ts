import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { createTurns } from '../../src/webhooks/turns.ts'

const forever = () => new Promise<never>(() => {})

t.test('one begins when the one before it has ended, in the order in which they came', async (t) => {
  const inTurn = createTurns(60_000)
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
  const inTurn = createTurns(60_000)
  const failing = inTurn(() => Promise.reject(new Error('no database')))
  const next = inTurn(async () => 'stored')
  await t.rejects(failing, { message: 'no database' })
  t.equal(await next, 'stored')
})

t.test('one that is held up for ever holds up nobody else for ever', async (t) => {
  const inTurn = createTurns(20)
  void inTurn(forever)
  t.equal(await inTurn(async () => 'claimed'), 'claimed')
})
