import { type SQL, sql } from 'drizzle-orm'

/** An instant as the API writes it: RFC 3339 in UTC, with milliseconds. */
export const utc = (instant: SQL): SQL =>
  sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** A moment as columns keep it: these round to milliseconds, and what is due now would be due only after that. */
export const wholeMs = (moment: SQL): SQL => sql`date_trunc('milliseconds', ${moment})`
