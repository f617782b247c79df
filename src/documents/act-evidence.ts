import { sql } from 'drizzle-orm'
import * as z from 'zod'
import { Inspection } from '../../schemas/inspection.ts'
import type { Database, Tx } from '../database/client.ts'

const Decided = z.object({
  type: z.enum(['unit.accepted', 'unit.acceptedWithRemarks', 'unit.rejected']),
  subject: z.object({ id: z.string() }),
  occurredAt: z.string(),
  data: z.object({ inspection: Inspection.optional(), reason: z.string().optional() }),
})
export type Decided = z.output<typeof Decided>

/** The last decision about each unit of a stream, by the unit's id, from the log: it alone holds every measured value. */
export const readDecisions = async (db: Database | Tx, stream: string): Promise<Map<string, Decided>> => {
  const rows = await db.execute<{ body: string }>(sql`
    select body from events where stream_id = ${stream}
      and body ~ '"type":"unit\\.(accepted|acceptedWithRemarks|rejected)"' order by sequence`)
  const decisions = rows.map(({ body }) => Decided.parse(JSON.parse(body)))
  return new Map(decisions.map((decision) => [decision.subject.id, decision]))
}
