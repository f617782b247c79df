import t from 'tap'
import { dueAt } from '../../src/engine/due.ts'

const table = [
  // Almaty put its clocks back from +06 to +05 at midnight of 1 March 2024: the last hour of February came twice.
  ['before the change', 'Asia/Almaty', '2024-02-20T09:00:00.000Z', 5, '2024-02-25T17:59:59.999Z'],
  ['on the day of the change', 'Asia/Almaty', '2024-02-20T09:00:00.000Z', 9, '2024-02-29T18:59:59.999Z'],
  ['after the change', 'Asia/Almaty', '2024-02-20T09:00:00.000Z', 15, '2024-03-06T18:59:59.999Z'],
  ['across the change', 'Asia/Almaty', '2024-02-29T17:30:00.000Z', 1, '2024-03-01T18:59:59.999Z'],
  ['in the hour that came twice', 'Asia/Almaty', '2024-02-29T18:30:00.000Z', 1, '2024-03-01T18:59:59.999Z'],
  [
    'from a day that has only begun there',
    'Asia/Almaty',
    '2026-01-01T19:00:00.000Z',
    1,
    '2026-01-03T18:59:59.999Z',
  ],
  ['from a day about to end there', 'Asia/Almaty', '2026-01-01T18:59:59.999Z', 1, '2026-01-02T18:59:59.999Z'],
  ['on a day of 23 hours', 'Europe/Berlin', '2026-03-28T12:00:00.000Z', 1, '2026-03-29T21:59:59.999Z'],
  ['on a day of 25 hours', 'Europe/Berlin', '2026-10-24T12:00:00.000Z', 1, '2026-10-25T22:59:59.999Z'],
  [
    'before a midnight that is skipped',
    'Africa/Cairo',
    '2026-04-22T12:00:00.000Z',
    1,
    '2026-04-23T21:59:59.999Z',
  ],
  [
    'after a midnight that is skipped',
    'Africa/Cairo',
    '2026-04-23T12:00:00.000Z',
    1,
    '2026-04-24T20:59:59.999Z',
  ],
  ['where midnight comes twice', 'Africa/Cairo', '2026-10-28T12:00:00.000Z', 1, '2026-10-29T21:59:59.999Z'],
  [
    'at three quarters of an hour',
    'Asia/Kathmandu',
    '2026-01-01T20:00:00.000Z',
    1,
    '2026-01-03T18:14:59.999Z',
  ],
  ['where the day comes first', 'Pacific/Apia', '2026-01-01T20:00:00.000Z', 1, '2026-01-03T10:59:59.999Z'],
  ['in a leap year', 'UTC', '2028-02-28T00:00:00.000Z', 1, '2028-02-29T23:59:59.999Z'],
  ['at the end of a year', 'UTC', '2026-12-31T23:59:59.999Z', 1, '2027-01-01T23:59:59.999Z'],
  ['in three years', 'Asia/Almaty', '2026-01-01T09:00:00.000Z', 1095, '2028-12-31T18:59:59.999Z'],
] as const

t.test('ends a deadline with the last millisecond of the calendar day', async (t) => {
  for (const [when, zone, now, days, due] of table)
    t.equal(dueAt(now, days, zone), due, `${when}: ${days} day(s) from ${now} in ${zone}`)
})

t.test('gives the same whatever was asked before', async (t) => {
  // Almaty's midnight lies between these two, a millisecond apart.
  const [late, early] = ['2026-01-01T18:59:59.999Z', '2026-01-01T19:00:00.000Z']
  const ask = () => [late, early, late].map((now) => dueAt(now, 1, 'Asia/Almaty'))
  const expected = ['2026-01-02T18:59:59.999Z', '2026-01-03T18:59:59.999Z', '2026-01-02T18:59:59.999Z']
  t.same(ask(), expected)
  t.equal(dueAt(early, 1, 'UTC'), '2026-01-02T23:59:59.999Z', 'another zone')
  t.equal(dueAt(early, 2, 'Asia/Almaty'), '2026-01-04T18:59:59.999Z', 'another number of days')
  t.same(ask(), expected)
})

t.test('ends no deadline later than the last instant that a year of four digits has', async (t) => {
  const endOfTime = '9999-12-31T23:59:59.999Z'
  for (const [now, days, zone] of [
    ['9999-12-31T12:00:00.000Z', 1, 'UTC'],
    ['9999-12-01T12:00:00.000Z', 3650, 'Asia/Almaty'],
    // There the day is still the last of the year when it has ended in UTC.
    ['9999-12-30T12:00:00.000Z', 1, 'America/New_York'],
  ] as const) {
    t.equal(dueAt(now, days, zone), endOfTime, `${days} day(s) from ${now} in ${zone}`)
    t.equal(dueAt(now, days, zone), endOfTime, 'and so when it is asked again')
  }
  t.equal(dueAt('9999-12-30T12:00:00.000Z', 1, 'Asia/Almaty'), '9999-12-31T18:59:59.999Z', 'but no sooner')
})

t.test('throws rather than give a deadline that is due at once', async (t) => {
  t.throws(() => dueAt('2026-01-01T00:00:00.000Z', 1, 'Mars/Olympus_Mons'), /zone Mars/)
})
