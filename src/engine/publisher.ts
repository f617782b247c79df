import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database/client.ts'
import { prepareStatement } from '../database/statement.ts'
import { withSteps } from '../database/steps.ts'

/** Events that one statement publishes. A parameter, since the driver prepares no statement without one. */
const batch = 500

/** An endpoint and a donation, between which deliveries wait for one another. */
export interface Line {
  endpoint: string
  stream: string
}

export interface Published {
  /** Events, and deliveries that they made. */
  events: number
  deliveries: number
  /** Where the deliveries made are in order, and each waits for the one before it. */
  lines: Line[]
  /** Whether to look again at once: another node was at it, or there was more than one statement takes. */
  hasMore: boolean
}

const createSteps = (fanOut: SQL) => ({
  head: sql`select position from feed_head where id = 1 for update skip locked`,
  claimed: sql`delete from unpublished
    where id = any (array(select id from unpublished order by id limit ${sql.placeholder('batch')}::int))
      and exists (select from head)
    returning id, stream_id, sequence, event_id, type`,
  placed: sql`insert into publications (position, stream_id, sequence, type)
    select head.position + row_number() over (order by id), stream_id, sequence, type from claimed, head
    returning position, stream_id`,
  owed: fanOut,
  fanned: sql`insert into feed (organization_id, position)
    select p.organization_id, placed.position from placed join parties p on p.stream_id = placed.stream_id`,
  moved: sql`update feed_head set position = position + (select count(*) from claimed)
    where id = 1 and exists (select from claimed)`,
})

const answer = sql`select (select count(*)::int from claimed) as events, (select count(*)::int from owed) as deliveries,
    (select json_agg(distinct jsonb_build_object('endpoint', endpoint_id, 'stream', stream_id))::text
      from owed where is_ordered) as lines,
    not exists (select from head) or (select count(*) from claimed) = ${sql.placeholder('batch')}::int as "hasMore"`

interface Row extends Omit<Published, 'lines'> {
  lines: string | null
}

/**
 * Makes the step that gives committed events their place in the one global feed, and owes them to endpoints. Whoever locks the single row
 * of `feed_head` is the publisher for that moment, so positions become visible in their order and a reader with a cursor
 * never skips an event that committed late. Events are claimed because they are unpublished, never by a position. All
 * of it is one statement: nothing is held between two, and a node that freezes holds nobody up. `fanOut` inserts what is
 * owed for the CTE `claimed` of stream_id, sequence, event_id and type, and returns endpoint_id, stream_id and is_ordered.
 */
export const createPublish = (db: Database, fanOut: SQL) => {
  const statement = prepareStatement<Row>(db, 'publish', withSteps(createSteps(fanOut), answer))
  return async (): Promise<Published> => {
    const [published] = await statement.execute({ batch })
    if (!published) throw new Error('the publisher got no answer')
    return { ...published, lines: published.lines ? JSON.parse(published.lines) : [] }
  }
}
