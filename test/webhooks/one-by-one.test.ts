import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { createOneByOne } from '../../src/webhooks/one-by-one.ts'

const forever = () => new Promise<never>(() => {})

t.test('one begins when the one before it has ended, in the order in which they came', async (t) => {
  const oneByOne = createOneByOne(60_000)
  const seen: string[] = []
  const work = (name: string, ms: number) => () =>
    Promise.resolve(seen.push(`${name} begins`))
      .then(() => sleep(ms))
      .then(() => seen.push(`${name} ends`))
  await Promise.all([oneByOne(work('first', 30)), oneByOne(work('second', 10)), oneByOne(work('third', 0))])
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
  const oneByOne = createOneByOne(60_000)
  const failing = oneByOne(() => Promise.reject(new Error('no database')))
  const next = oneByOne(async () => 'stored')
  await t.rejects(failing, { message: 'no database' })
  t.equal(await next, 'stored')
})

t.test('one that is held up for ever holds up nobody else for ever', async (t) => {
  const oneByOne = createOneByOne(20)
  void oneByOne(forever)
  t.equal(await oneByOne(async () => 'claimed'), 'claimed')
})
