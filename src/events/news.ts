import { sql } from 'drizzle-orm'
import type { Database } from '../database/client.ts'
import { prepareStatement } from '../database/statement.ts'

/** What was published since a position. */
export interface News {
  /** The last position that was given to an event. */
  head: string
  /** Those of the organizations asked about that may read some of it. */
  organizations: string[]
}

/** Finds for whom of many organizations something was published, in one look however many wait. */
export const createFindNews = (db: Database) => {
  const after = sql`${sql.placeholder('after')}::bigint`
  const statement = prepareStatement<{ head: string; organizations: string }>(
    db,
    'find_news',
    sql`select h.position::text as head, array_to_string(array(
        select asked from unnest(string_to_array(${sql.placeholder('asked')}::text, ',')::uuid[]) asked
        where h.position > ${after} and (
          select true from feed f where f.organization_id = asked and f.position > ${after} limit 1)), ',') as organizations
      from feed_head h where h.id = 1`,
  )
  return async (asked: string[], after: string): Promise<News> => {
    const [row] = await statement.execute({ asked: asked.join(','), after })
    if (!row) throw new Error('the feed has no head')
    return { head: row.head, organizations: row.organizations ? row.organizations.split(',') : [] }
  }
}
