import { type SQL, sql } from 'drizzle-orm'
import { attachments } from '../database/tables.ts'

/** Whether an event of its donation names an attachment, a row of the table as it stands in the statement. */
export const isReferenced: SQL = sql`exists (select 1 from events e
  where e.stream_id = ${attachments.donationId} and position(${attachments.sha256} in e.body) > 0)`
