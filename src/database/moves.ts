import { type SQL, sql } from 'drizzle-orm'

/** Types of the events that bring a donation from a contract on to another state. */
export const moves = [
  'donation.contracted',
  'donation.shipped',
  'donation.arrived',
  'donation.remedyOpened',
  'donation.accepted',
  'donation.rejected',
  'donation.lost',
  'donation.commissioned',
  'donation.cancelled',
  'donation.closed',
] as const

/** Whether a type is one of them: word for word the condition of `publications_moves`, which is else not walked. */
export const isMove = (type: SQL): SQL =>
  sql`${type} in (${sql.raw(moves.map((one) => `'${one}'`).join(', '))})`
