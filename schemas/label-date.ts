/**
 * The year that two digits on a label mean: GS1 lets them slide, from 49 years before the year of `today` to 50 after.
 * Labels without a `today` to compare with are read as of this century, for device labels began in it.
 */
export const toFullYear = (digits: number, today?: string): number => {
  if (today === undefined) return 2000 + digits
  const year = Number(today.slice(0, 4))
  const century = year - (year % 100)
  const ahead = digits - (year % 100)
  if (ahead > 50) return century - 100 + digits
  return ahead < -49 ? century + 100 + digits : century + digits
}

const two = (value: number) => String(value).padStart(2, '0')

/** The calendar day, or undefined where there is none. Day 0 is the last of its month, as labels without a day mean it. */
export const toDay = (year: number, month: number, day: number): string | undefined => {
  if (month < 1 || month > 12) return
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return day > last ? undefined : `${year}-${two(month)}-${two(day || last)}`
}

/** The calendar day that is a number of days into its year, as `366` on a label. */
export const toDayOfYear = (year: number, day: number): string | undefined => {
  const date = new Date(Date.UTC(year, 0, day))
  return day < 1 || date.getUTCFullYear() !== year ? undefined : date.toISOString().slice(0, 10)
}

/** YYMMDD, with a day of 00 for the last of the month. */
export const readSixDigits = (digits: string, today?: string): string | undefined => {
  const [year = '', month = '', day = ''] = digits.match(/\d\d/g) ?? []
  return toDay(toFullYear(Number(year), today), Number(month), Number(day))
}
