import { sql } from 'drizzle-orm'
import type { Database } from '../database/client.ts'
import { visibleTo } from '../database/visible.ts'
import { eventText } from '../engine/log.ts'
import { problem } from '../problems/problem.ts'

/** An event as JSON text, and its place. */
export interface Listed {
  place: string
  text: string
}

const organization = sql`${sql.placeholder('organization')}::uuid`
const columns = {
  place: sql<string | null>`place`.as('place'),
  body: sql<string>`body`.as('body'),
  hash: sql<string>`hash`.as('hash'),
}

const prepareTimeline = (db: Database) => {
  const found = db.$with('found', columns).as(
    sql`select e.sequence::text as place, e.body, e.hash
      from workflows t left join lateral (
        select * from events e where e.stream_id = t.id and e.sequence > ${sql.placeholder('after')}::bigint
        order by e.sequence limit ${sql.placeholder('limit')}::int) e on true
      where t.id = ${sql.placeholder('id')}::uuid and t.kind = 'donation' and ${visibleTo(organization, sql`t.id`)}
      order by e.sequence`,
  )
  return db
    .with(found)
    .select({ place: found.place, body: found.body, hash: found.hash })
    .from(found)
    .prepare('timeline')
}

/** Reads the log of a donation from a sequence on; a problem where the organization sees no such donation. */
export const createReadTimeline = (db: Database) => {
  const statement = prepareTimeline(db)
  return async (
    id: string,
    organization: string | undefined,
    after: string,
    limit: number,
  ): Promise<Listed[]> => {
    const rows = organization ? await statement.execute({ id, organization, after, limit }) : []
    if (rows.length === 0) throw problem('not-found')
    // A donation with nothing after the cursor gives one row without an event.
    return rows.flatMap(({ place, body, hash }) =>
      place === null ? [] : [{ place, text: eventText({ body, hash }) }],
    )
  }
}

const prepareFeed = (db: Database) => {
  const found = db.$with('found', columns).as(
    sql`select page.position::text as place, e.body, e.hash
      from (
        select f.position from feed f
        where f.organization_id = ${organization} and f.position > ${sql.placeholder('after')}::bigint
        order by f.position limit ${sql.placeholder('limit')}::int
      ) page,
      lateral (select * from publications p where p.position = page.position limit 1) p,
      lateral (select * from events e where e.stream_id = p.stream_id and e.sequence = p.sequence limit 1) e
      order by page.position`,
  )
  return db
    .with(found)
    .select({ place: found.place, body: found.body, hash: found.hash })
    .from(found)
    .prepare('feed')
}

/** Reads what was published to an organization after a position, in the one global order. */
export const createReadFeed = (db: Database) => {
  const statement = prepareFeed(db)
  return async (organization: string | undefined, after: string, limit: number): Promise<Listed[]> => {
    const rows = organization ? await statement.execute({ organization, after, limit }) : []
    return rows.map(({ place, body, hash }) => ({ place: place ?? '', text: eventText({ body, hash }) }))
  }
}
