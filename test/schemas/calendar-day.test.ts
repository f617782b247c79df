import t from 'tap'
import { addMonths, countDays } from '../../schemas/calendar-day.ts'

t.test('goes on by months, and stays within the one it comes to', async (t) => {
  const table = [
    ['2023-03-16', 12, '2024-03-16'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2023-12-31', 2, '2024-02-29'],
    ['2024-04-30', -2, '2024-02-29'],
    ['2024-01-15', -2, '2023-11-15'],
    ['2024-10-31', 0, '2024-10-31'],
  ] as const
  for (const [from, months, to] of table) t.equal(addMonths(from, months), to, `${months} from ${from}`)
})

t.test('counts days from one to another, whichever comes first', async (t) => {
  t.equal(countDays('2024-02-28', '2024-03-01'), 2)
  t.equal(countDays('2023-01-01', '2024-01-01'), 365)
  t.equal(countDays('2024-03-01', '2024-02-28'), -2)
  t.equal(countDays('2024-03-01', '2024-03-01'), 0)
})
