/** Milliseconds beyond which no receiver puts an attempt off. */
export const longestRetryAfter = 24 * 60 * 60 * 1000

const day = '(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?'
const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)'
const time = '\\d\\d:\\d\\d:\\d\\d'
/** The three forms of a date that HTTP knows (RFC 9110, 5.6.7). */
const standard = new RegExp(`^${day}, \\d\\d ${month} \\d{4} ${time} GMT$`)
const obsolete = new RegExp(`^${day}, \\d\\d-${month}-\\d\\d ${time} GMT$`)
const ofC = new RegExp(`^${day} ${month} [\\d ]\\d ${time} \\d{4}$`)

const readDate = (text: string): number => {
  if (standard.test(text) || obsolete.test(text)) return Date.parse(text)
  return ofC.test(text) ? Date.parse(`${text} GMT`) : Number.NaN
}

/** Milliseconds that a receiver asks to be left alone for, at most a day; undefined where it says nothing readable. */
export const parseRetryAfter = (value: unknown, now: number): number | undefined => {
  if (typeof value !== 'string' || value.length > 40) return
  const text = value.trim()
  const wanted = /^\d+$/.test(text) ? Number(text) * 1000 : readDate(text) - now
  return Number.isNaN(wanted) ? undefined : Math.min(Math.max(wanted, 0), longestRetryAfter)
}

/** The wait until the next attempt: the schedule's own, or longer where the receiver asked for it; never shorter. */
export const postpone = (scheduled: number, retryAfter: number | undefined): number =>
  Math.max(scheduled, retryAfter ?? 0)
