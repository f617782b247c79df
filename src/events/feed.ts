import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database/client.ts'
import { prepareStatement } from '../database/statement.ts'
import { prepareVariants } from '../database/variants.ts'
import { eventText } from '../engine/log.ts'
import type { FeedFilter } from './feed-filter.ts'
import type { Listed } from './page-text.ts'

/** Places of the feed that one page looks at: as many as a filter may pass over before the reader asks again. */
const most = 2000

export interface FeedEvent extends Listed {
  type: string
}

export interface FeedPage {
  events: FeedEvent[]
  /** Where to go on from, which may lie beyond the last event. */
  end: string
  /** Whether there may be more already. */
  isMore: boolean
}

export interface FeedQuestion {
  organization: string
  filter: FeedFilter
  after: string
  limit: number
}

const listed = (name: string) => sql`string_to_array(${sql.placeholder(name)}::text, ',')`
const organization = sql`${sql.placeholder('organization')}::uuid`

// The meaning of an endpoint's filter. Scalar subqueries are asked for one row after the other until the page is full;
// joined, they might be answered for every donation there is.
const conditions = {
  type: sql`${listed('type')} && array[c.type, split_part(c.type, '.', 1) || '.*', '*']`,
  donation: sql`c.stream_id = any (${listed('donation')}::uuid[])
    and (select true from donations d where d.id = c.stream_id)`,
  role: sql`(select p.roles && ${listed('role')} from parties p
    where p.stream_id = c.stream_id and p.organization_id = ${organization})`,
  programme: sql`coalesce(
    (select d.programme = any (${listed('programme')}) from donations d where d.id = c.stream_id),
    (select n.slug = any (${listed('programme')}) from programmes n where n.id = c.stream_id))`,
}

interface FeedRow {
  short: string | null
  place: string | null
  type: string
  body: string
  hash: string
}

const limit = sql`${sql.placeholder('limit')}::int`
const window = sql`${sql.placeholder('window')}::int`
// Written where it is used rather than named once: the order of a named subquery is not known to Postgres before 17,
// which would then filter all of it before it cut the page.
const looked = sql`(select f.position from feed f
  where f.organization_id = ${organization} and f.position > ${sql.placeholder('after')}::bigint
  order by f.position limit ${window})`

const prepareFeed = (db: Database) => (name: string, used: SQL[]) =>
  prepareStatement<FeedRow>(
    db,
    `feed_${name}`,
    sql`with found as materialized (
        select looked.position, c.stream_id, c.sequence, c.type
        from ${looked} looked, lateral (select * from publications p where p.position = looked.position limit 1) c
        where true ${sql.join(used.map((condition) => sql` and ${condition}`))}
        order by looked.position limit ${limit}
      )
      select case when (select count(*) from found) < ${limit} then (
          select json_build_object('end', max(looked.position)::text, 'isMore', count(*) = ${window})::text
          from ${looked} looked) end as short,
        found.position::text as place, found.type, e.body, e.hash
      from (values (1)) one left join found on true left join lateral (
        select * from events e where e.stream_id = found.stream_id and e.sequence = found.sequence limit 1) e on true
      order by found.position`,
  )

/** Reads what was published to an organization after a position and passes a filter, in the one global order. */
export const createReadFeed = (db: Database) => {
  const statementFor = prepareVariants(conditions, prepareFeed(db))
  return async ({ organization, filter, after, limit }: FeedQuestion): Promise<FeedPage> => {
    // Without a filter nothing is passed over.
    const window = Object.keys(filter).length > 0 ? most : limit
    const rows = await statementFor(filter).execute({ ...filter, organization, after, limit, window })
    const events = rows.flatMap(({ place, type, body, hash }) =>
      place === null ? [] : [{ place, type, text: eventText({ body, hash }) }],
    )
    const [first] = rows
    if (!first?.short) return { events, end: events.at(-1)?.place ?? after, isMore: true }
    // A page that is not full ends where the reader looked last, even if that was passed over.
    const { end, isMore }: { end: string | null; isMore: boolean } = JSON.parse(first.short)
    return { events, end: end ?? after, isMore }
  }
}
