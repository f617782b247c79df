import { DateTime } from 'luxon'

const quarterHour = 900_000

/** The last instant that the database reads back as it was written; beyond it, years have five digits. */
const endOfTime = '9999-12-31T23:59:59.999Z'

// Zones change their day, and their offset, at full quarters of an hour: within one, all deadlines of so many days in
// a zone fall due at the same instant. Reckoning with zones is a third of the cost of a decision without this.
const reckoned = new Map<string, string>()
let reckonedIn = 0

/**
 * The instant a deadline of `days` whole days falls due: the end of the last day in `zone`, so that nobody's deadline
 * ends in the middle of a working day.
 */
export const dueAt = (now: string, days: number, zone: string): string => {
  const quarter = Math.floor(Date.parse(now) / quarterHour)
  if (quarter !== reckonedIn) {
    reckoned.clear()
    reckonedIn = quarter
  }
  const key = `${days} ${zone}`
  const known = reckoned.get(key)
  if (known) return known
  const due = DateTime.fromISO(now, { zone }).plus({ days }).endOf('day').toUTC().toISO()
  if (!due) throw new Error(`no deadline of ${days} days can be reckoned in the zone ${zone}`)
  const reached = due.startsWith('+') ? endOfTime : due
  reckoned.set(key, reached)
  return reached
}
