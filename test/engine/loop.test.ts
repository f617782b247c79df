import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { type LoopOptions, startLoop } from '../../src/engine/loop.ts'

const never = 3_600_000
const fail = (error: unknown) => {
  throw error
}

/** Work that finds so much to do each time, and a promise for each round. */
const makeWork = (finds: number[]) => {
  const rounds: (() => void)[] = []
  let count = 0
  return {
    count: () => count,
    reached: (round: number) =>
      count >= round
        ? Promise.resolve()
        : new Promise<void>((resolve) => {
            rounds[round] = resolve
          }),
    work: async () => {
      count += 1
      rounds[count]?.()
      return finds[count - 1] ?? 0
    },
  }
}

const start = (options: Partial<LoopOptions> & Pick<LoopOptions, 'work'>) =>
  startLoop({ every: never, onError: fail, ...options })

t.test('goes on at once as long as there is work', async (t) => {
  const { work, reached, count } = makeWork([3, 2, 1])
  const loop = start({ work })
  await reached(4)
  await loop.stop()
  t.equal(count(), 4)
})

t.test('comes again after a pause', async (t) => {
  const { work, reached } = makeWork([])
  const loop = start({ work, every: 1 })
  await reached(3)
  await loop.stop()
  t.pass()
})

t.test('does it now when it is poked', async (t) => {
  const { work, reached, count } = makeWork([])
  const loop = start({ work })
  await reached(1)
  await sleep(5)
  for (let round = 2; round < 5; round++) {
    loop.poke()
    await reached(round)
    await sleep(5)
  }
  t.equal(count(), 4)
  await loop.stop()
})

t.test('forgets no poke that comes while it is at work', async (t) => {
  let finish = () => {}
  let count = 0
  const loop = start({
    work: () => {
      count += 1
      return new Promise((resolve) => {
        finish = () => resolve(0)
      })
    },
  })
  loop.poke()
  loop.poke()
  finish()
  await sleep(5)
  t.equal(count, 2, 'one round for all pokes')
  finish()
  await sleep(5)
  t.equal(count, 2)
  await loop.stop()
})

/** Work that takes a while, and when each round began and ended. */
const makeSlowWork = (finds: number) => {
  const rounds: { began: number; ended: number }[] = []
  const work = async () => {
    const began = performance.now()
    await sleep(10 + 5 * (rounds.length % 3))
    rounds.push({ began, ended: performance.now() })
    return finds
  }
  return { rounds, work }
}

for (const [said, finds] of [
  ['however often it is poked', 0],
  ['however much there is to do', 1],
] as const)
  t.test(`takes no more than its share of the time, ${said}`, async (t) => {
    const { rounds, work } = makeSlowWork(finds)
    const share = 0.2
    // A round that a busy machine held up would else be followed by no more than this rest.
    const loop = start({ work, share, longestRest: never })
    let pokes = 0
    for (; rounds.length < 5; pokes++) {
      loop.poke()
      await sleep(1)
    }
    await loop.stop()
    // Measured against what each round really took, which a busy machine may stretch; timers may be early by one unit.
    for (const [place, { began }] of rounds.slice(1).entries()) {
      const before = rounds[place]
      if (!before) throw new Error('a round without the one before it')
      const took = before.ended - before.began
      const [most, passed] = [took / share - 2, began - before.began]
      if (passed < most) t.fail(`a round of ${took} ms came again after ${passed} ms`)
    }
    t.ok(pokes > rounds.length, 'pokes share a round')
  })

t.test('ends while it waits for its share of the time', async (t) => {
  const { rounds, work } = makeSlowWork(1)
  const loop = start({ work, share: 1e-6 })
  while (rounds.length < 1) await sleep(1)
  await loop.stop()
  t.equal(rounds.length, 1)
})

t.test('tells of a failure, and waits out the pause after it whatever the pokes', async (t) => {
  const errors: unknown[] = []
  let count = 0
  const fails = async () => {
    count += 1
    if (count === 1) throw new Error('the database is broken')
    return 0
  }
  const onError = (error: unknown) => errors.push(error)
  const loop = start({ work: fails, onError })
  for (let n = 0; n < 10; n++) {
    loop.poke()
    await sleep(1)
  }
  await loop.stop()
  t.equal(count, 1)
  t.match(errors, [{ message: 'the database is broken' }])
  count = 0
  const next = start({ work: fails, every: 1, onError })
  while (count < 2) await sleep(1)
  await next.stop()
  t.equal(errors.length, 2)
})

t.test('ends after the round under way', async (t) => {
  let finish = () => {}
  let isDone = false
  const loop = start({
    work: () =>
      new Promise((resolve) => {
        finish = () => {
          isDone = true
          resolve(1)
        }
      }),
  })
  setTimeout(() => finish(), 20)
  await loop.stop()
  t.ok(isDone)
  await t.resolves(loop.stop(), 'and can be told so twice')
})

t.test('ends in the middle of a pause, after a failure too', async (t) => {
  const idle = start({ work: async () => 0 })
  await sleep(5)
  await idle.stop()
  const failed = start({
    work: async () => {
      throw new Error('broken')
    },
    onError: () => {},
  })
  await sleep(5)
  await failed.stop()
  t.pass()
})
