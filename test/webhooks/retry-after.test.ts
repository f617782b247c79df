import fc from 'fast-check'
import t from 'tap'
import { longestRetryAfter, parseRetryAfter, postpone } from '../../src/webhooks/retry-after.ts'

const now = Date.parse('1994-11-06T08:49:07Z')

t.test('reads seconds', async (t) => {
  for (const [text, seconds] of [
    ['0', 0],
    ['1', 1],
    ['120', 120],
    [' 5 ', 5],
    ['0005', 5],
  ] as const)
    t.equal(parseRetryAfter(text, now), seconds * 1000, text)
})

t.test('reads the three forms of a date', async (t) => {
  for (const text of [
    'Sun, 06 Nov 1994 08:49:37 GMT',
    'Sunday, 06-Nov-94 08:49:37 GMT',
    'Sun Nov  6 08:49:37 1994',
  ])
    t.equal(parseRetryAfter(text, now), 30_000, text)
})

t.test('waits for nothing that is past', async (t) => {
  t.equal(parseRetryAfter('Sun, 06 Nov 1994 08:00:00 GMT', now), 0)
})

t.test('waits a day at most, whatever is asked for', async (t) => {
  for (const text of ['86401', '999999999999', '9'.repeat(40), 'Fri, 31 Dec 9999 23:59:59 GMT'])
    t.equal(parseRetryAfter(text, now), longestRetryAfter, text)
})

t.test('ignores what it cannot read', async (t) => {
  const garbage = [
    '',
    ' ',
    'soon',
    '-1',
    '+5',
    '1.5',
    '1e3',
    '0x10',
    'Infinity',
    'NaN',
    '5s',
    '5, 10',
    '9'.repeat(41),
    '1994-11-06T08:49:37Z',
    'Sun, 06 Nov 1994 08:49:37 +0500',
    'Sun, 99 Nov 1994 08:49:37 GMT',
    'Sun, 06 Foo 1994 08:49:37 GMT',
    'tomorrow',
  ]
  for (const text of garbage) t.equal(parseRetryAfter(text, now), undefined, text)
  for (const value of [undefined, null, 5, ['5', '10'], { a: 1 }])
    t.equal(parseRetryAfter(value, now), undefined)
})

t.test('only ever delays an attempt, and by a day at most', async (t) => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.integer().map(String),
        fc.date({ noInvalidDate: true }).map((d) => d.toUTCString()),
      ),
      fc.nat(),
      (text, scheduled) => {
        const wait = postpone(scheduled, parseRetryAfter(text, now))
        return wait >= scheduled && wait <= Math.max(scheduled, longestRetryAfter)
      },
    ),
    { numRuns: 2000 },
  )
  t.equal(postpone(5_000, 1_000), 5_000)
  t.equal(postpone(5_000, 9_000), 9_000)
  t.equal(postpone(5_000, undefined), 5_000)
})
