const day = 86_400_000

const parse = (text: string) => new Date(`${text}T00:00:00Z`)
const write = (instant: Date) => instant.toISOString().slice(0, 10)

/** The day so many months after, or before, a calendar day: the last of its month where that has no such day. */
export const addMonths = (text: string, months: number): string => {
  const from = parse(text)
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months]
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return write(new Date(Date.UTC(year, month, Math.min(from.getUTCDate(), last))))
}

/** Days from one calendar day to another; negative where the other comes first. */
export const countDays = (from: string, to: string): number =>
  Math.round((parse(to).getTime() - parse(from).getTime()) / day)
