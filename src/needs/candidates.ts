import { type SQL, sql } from 'drizzle-orm'
import type { NeedSummary } from '../../schemas/need.ts'
import type { Wanted } from '../../workflows/match-needs.ts'
import type { Database } from '../database/client.ts'
import { prepareStatement } from '../database/statement.ts'
import { placeTables } from './detail.ts'
import { isOpen } from './list.ts'
import { summaryJson, toSummary } from './summary.ts'

/** Needs that are scored at most: the most urgent and oldest of the type, and as many of the region asked for. */
const most = 200

const first = sql`order by n.rank, n.id limit ${sql.raw(String(most))}`

/** JSON of a `Wanted`, over a need `n`, its hospital `o` and its department `p`. */
export const wantedJson = sql`json_build_object('urgency', n.urgency, 'remaining', n.remaining, 'region', n.region,
  'neededBy', n.needed_by, 'profile', p.profile, 'opensOn', p.opens_on,
  'createdOn', (n.created_at at time zone o.time_zone)::date, 'today', (now() at time zone o.time_zone)::date)`

export const parseWanted = (json: string): Wanted => JSON.parse(json)

/**
 * SQL of the open needs of a type that are worth scoring. Two walks along an index, each cut off, however many needs
 * there are: urgency and waiting weigh most, and of the region that a donor prefers none is passed over for others.
 * What was found is looked up by key: told to join, the planner may read every need there is.
 */
export const selectCandidates = (equipmentType: SQL, region?: SQL): SQL => {
  const walk = (more = sql``) =>
    sql`(select n.id from needs n where n.equipment_type_id = ${equipmentType}::uuid and ${isOpen}${more} ${first})`
  const regional = region ? sql` union ${walk(sql` and n.region = ${region}`)}` : sql``
  return sql`select n.id, ${wantedJson}::text as wanted from (${walk()}${regional}) c,
    lateral (select * from needs where id = c.id limit 1) n,
    lateral (select time_zone from organizations where id = n.hospital_id limit 1) o,
    lateral (select profile, opens_on from departments where id = n.department_id limit 1) p`
}

/** Finds what `selectCandidates` says. */
export const createFindCandidates = (db: Database) => {
  const prepare = (name: string, query: SQL) =>
    prepareStatement<{ id: string; wanted: string }>(db, name, query)
  const [type, place] = [sql`${sql.placeholder('equipmentType')}`, sql`${sql.placeholder('region')}`]
  const anywhere = prepare('match_needs', selectCandidates(type))
  const preferring = prepare('match_needs_region', selectCandidates(type, place))
  return async (equipmentType: string, region: string | undefined) => {
    const rows = region
      ? await preferring.execute({ equipmentType, region })
      : await anywhere.execute({ equipmentType })
    return rows.map(({ id, wanted }) => ({ id, wanted: parseWanted(wanted) }))
  }
}

/** Reads the needs that are shown in the end, by id. */
export const createFindSummaries = (db: Database) => {
  const shown = sql`select ${summaryJson()}::text as line from needs n ${placeTables}
    where n.id = any (${sql.placeholder('ids')}::uuid[])`
  const statement = prepareStatement<{ line: string }>(db, 'matched_summaries', shown)
  return async (ids: string[]): Promise<Map<string, NeedSummary>> => {
    const rows = ids.length > 0 ? await statement.execute({ ids: `{${ids.join()}}` }) : []
    return new Map(rows.map(toSummary).map((summary) => [summary.id, summary]))
  }
}
