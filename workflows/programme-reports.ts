import { addMonths, countDays } from '../schemas/calendar-day.ts'
import { toLocalDay } from '../schemas/local-day.ts'
import type { Funder, Report } from '../schemas/programme.ts'

/** Months between yearly reports, from completion to the final one, and from a reminder to what it reminds of. */
const months = { yearly: 12, final: 2, reminder: 2 }

export const isAwaited = ({ state }: Report): boolean => state === 'open' || state === 'reminded'

export const findAwaited = (reports: readonly Report[]): Report | undefined => reports.find(isAwaited)

/** The day on which the first money came; undefined while none has. */
const findFirstDay = (funders: readonly Funder[]): string | undefined =>
  funders
    .flatMap(({ tranches }) => tranches.flatMap(({ received }) => received?.on ?? []))
    .sort()
    .at(0)

export interface Owing {
  reports: Report[]
  funders: Funder[]
  completedOn?: string
}

// One whose day has moved, since money came earlier than what was known, is reminded of anew.
const keep = (reports: readonly Report[], next: Report): Report =>
  reports.find((report) => isAwaited(report) && report.dueOn === next.dueOn) ?? next

/**
 * The reports with the one that is awaited next: so many years after the first money, and once all is done the final
 * one, which takes the place of a yearly one that is yet to fall due.
 */
export const withNext = ({ reports, funders, completedOn }: Owing): Report[] => {
  const settled = reports.filter((report) => !isAwaited(report))
  if (completedOn !== undefined) {
    if (reports.some(({ kind }) => kind === 'final')) return reports
    // One whose day has passed is still owed, and its deadline is about to say so.
    if (reports.some((report) => isAwaited(report) && report.dueOn < completedOn)) return reports
    const dueOn = addMonths(completedOn, months.final)
    return [...settled, { id: 'final', kind: 'final', dueOn, state: 'open' }]
  }
  const first = findFirstDay(funders)
  if (first === undefined) return settled
  const year = settled.length + 1
  const dueOn = addMonths(first, year * months.yearly)
  return [...settled, keep(reports, { id: `yearly-${year}`, kind: 'yearly', dueOn, state: 'open' })]
}

export const change = (reports: readonly Report[], id: string, changed: Partial<Report>): Report[] =>
  reports.map((report) => (report.id === id ? { ...report, ...changed } : report))

export interface Clock {
  id: 'reportReminder' | 'reportDue'
  type: 'report.reminded' | 'report.overdue'
  /** Whole days from that instant; a day that has passed is due at once. */
  days: number
  report: Pick<Report, 'id' | 'dueOn'>
}

/** The deadlines of the report that is awaited next, seen from an instant. */
export const clocksOf = (reports: readonly Report[], at: string, zone: string): Clock[] => {
  const report = findAwaited(reports)
  if (!report) return []
  const today = toLocalDay(at, zone)
  const { id, dueOn } = report
  const left = countDays(today, dueOn)
  const about = { report: { id, dueOn } }
  const due: Clock = { id: 'reportDue', type: 'report.overdue', days: left, ...about }
  // Who learns of a report when it is late already needs no reminder of it.
  if (report.state === 'reminded' || left < 0) return [due]
  const days = countDays(today, addMonths(dueOn, -months.reminder))
  return [{ id: 'reportReminder', type: 'report.reminded', days, ...about }, due]
}
