import { toLocalDay } from '../../schemas/local-day.ts'

/** A calendar day so many days from today, in Almaty, where the organizations of tests are. */
export const inDays = (days: number): string =>
  toLocalDay(new Date(Date.now() + days * 86_400_000).toISOString(), 'Asia/Almaty')
