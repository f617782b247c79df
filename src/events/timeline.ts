import { sql } from 'drizzle-orm'
import type { LoneKind } from '../../schemas/event.ts'
import type { Database } from '../database/client.ts'
import { prepareStatement } from '../database/statement.ts'
import { visibleTo } from '../database/visible.ts'
import { eventText } from '../engine/log.ts'
import { problem } from '../problems/problem.ts'
import type { Listed } from './page-text.ts'

/** What has a log of its own. */
type Stream = 'donation' | LoneKind

const organization = sql`${sql.placeholder('organization')}::uuid`

/** What a stream without an event after the cursor gives is one row of nulls. */
type TimelineRow = { place: string; body: string; hash: string } | { place: null }

const prepareTimeline = (db: Database, kind: Stream) =>
  prepareStatement<TimelineRow>(
    db,
    'timeline',
    sql`select e.sequence::text as place, e.body, e.hash
      from workflows t left join lateral (
        select * from events e where e.stream_id = t.id and e.sequence > ${sql.placeholder('after')}::bigint
        order by e.sequence limit ${sql.placeholder('limit')}::int) e on true
      where t.id = ${sql.placeholder('id')}::uuid and t.kind = ${kind} and ${visibleTo(organization, sql`t.id`)}
      order by e.sequence`,
  )

/** Reads the log of a stream from a sequence on; a problem where the organization sees none of the kind. */
export const createReadTimeline = (db: Database, kind: Stream) => {
  const statement = prepareTimeline(db, kind)
  return async (
    id: string,
    organization: string | undefined,
    after: string,
    limit: number,
  ): Promise<Listed[]> => {
    const rows = organization ? await statement.execute({ id, organization, after, limit }) : []
    if (rows.length === 0) throw problem('not-found')
    return rows.flatMap((row) => (row.place === null ? [] : [{ place: row.place, text: eventText(row) }]))
  }
}
