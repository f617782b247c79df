import t from 'tap'
import { readConfig } from '../../src/config.ts'
import { freshWidth, holdOf, noteAttempt, openLane, width, widthOf } from '../../src/webhooks/lane.ts'
import { nextWait } from '../../src/webhooks/schedule.ts'

const hour = 3_600_000
const { retries } = readConfig({}).webhooks

t.test('the schedule by default is that of the standard, and lasts more than three days', async (t) => {
  const minute = 60_000
  t.strictSame(retries, [
    5000,
    5 * minute,
    30 * minute,
    ...[2, 5, 10, 14, 20, 24].map((hours) => hours * hour),
  ])
  const waits = retries.map((_, place) => nextWait(retries, place + 1, 0) ?? 0)
  t.ok(waits.reduce((sum, wait) => sum + wait, 0) >= 72 * hour)
})

t.test('waits follow the schedule in its order, and end with it', async (t) => {
  t.strictSame(
    retries.map((_, place) => nextWait(retries, place + 1, 0)),
    retries,
  )
  t.equal(nextWait(retries, retries.length + 1, 0), undefined)
  t.equal(nextWait([], 1, 0), undefined)
})

t.test('chance only ever adds to a wait, a tenth and a quarter of an hour at most', async (t) => {
  for (const [place, base] of retries.entries()) {
    for (const chance of [0, 0.3, 1]) t.ok((nextWait(retries, place + 1, chance) ?? 0) >= base)
    t.equal(nextWait(retries, place + 1, 1), base + Math.min(base / 10, hour / 4))
  }
})

t.test(
  'a receiver that asks for patience only ever delays, and chance is added to what it asks for',
  async (t) => {
    t.equal(nextWait(retries, 1, 0, 60_000), 60_000)
    t.equal(nextWait(retries, 1, 1, 60_000), 60_500)
    t.equal(nextWait(retries, 4, 0, 60_000), 2 * hour)
    t.equal(nextWait(retries, 1, 0, 0), 5000)
    t.equal(nextWait(retries, retries.length + 1, 0, 60_000), undefined, 'nor does it lengthen the schedule')
  },
)

const lane = (attempts: { ok: boolean; ms: number }[]) => {
  const made = openLane(0)
  for (const attempt of attempts) noteAttempt(made, { ...attempt, now: 0 })
  return made
}
const times = <One>(count: number, one: One): One[] => Array.from({ length: count }, () => one)

t.test('an endpoint that only fails is tried one at a time, and after a while with pauses', async (t) => {
  t.equal(widthOf(lane([])), freshWidth, 'with few at once until the first arrives')
  t.equal(widthOf(lane([{ ok: true, ms: 10 }])), width)
  const narrow = lane(times(5, { ok: false, ms: 10 }))
  t.strictSame([widthOf(narrow), holdOf(narrow, 0)], [1, 1])
  const broken = lane(times(20, { ok: false, ms: 10 }))
  t.strictSame([holdOf(broken, 999), holdOf(broken, 1001)], [0, 1])
  const longest = lane(times(2000, { ok: false, ms: 10 }))
  t.strictSame([holdOf(longest, 29_999), holdOf(longest, 30_001)], [0, 1], 'half a minute at most')
  noteAttempt(longest, { ok: true, ms: 10, now: 0 })
  t.equal(widthOf(longest), width, 'until one succeeds')
})

t.test('a quick receiver is held more for than it takes at once, a slow one no more', async (t) => {
  t.ok(holdOf(lane(times(30, { ok: true, ms: 2 })), 0) > width)
  t.equal(holdOf(lane(times(30, { ok: true, ms: 8000 })), 0), width)
})
