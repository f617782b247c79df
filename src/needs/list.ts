import { type SQL, sql } from 'drizzle-orm'
import type { NeedSummary, Urgency } from '../../schemas/need.ts'
import type { Database } from '../database/client.ts'
import { createList, createListOwn, type List, type ListOwn } from '../database/list.ts'
import { prepareStatement } from '../database/statement.ts'
import { rankOf } from './check.ts'
import { placeTables } from './detail.ts'
import { summaryJson, toSummary } from './summary.ts'

export interface NeedFilter {
  equipmentType?: string
  region?: string
  urgency?: Urgency
}

const ofNeed = {
  equipmentType: sql`n.equipment_type_id = ${sql.placeholder('equipmentType')}::uuid`,
  region: sql`n.region = ${sql.placeholder('region')}`,
  rank: sql`n.rank = ${sql.placeholder('rank')}::int`,
}

const join = (used: SQL[]) => sql.join(used.map((condition) => sql` and ${condition}`))
const toValues = ({ urgency, ...filter }: NeedFilter & { state?: string; hospital?: string }) => ({
  ...filter,
  rank: urgency && rankOf(urgency),
})

const ownConditions = {
  ...ofNeed,
  state: sql`p.state = ${sql.placeholder('state')}`,
  after: sql`p.stream_id < ${sql.placeholder('after')}::uuid`,
}

// Along the organization's own rows of `parties`, each need looked up by key: `offset 0` leaves the planner no other way.
const prepareOwn = (db: Database) => (name: string, used: SQL[]) =>
  prepareStatement<{ line: string }>(
    db,
    `list_needs_${name}`,
    sql`select ${summaryJson()}::text as line from (
        select n.* from parties p, lateral (select * from needs where id = p.stream_id offset 0) n
        where p.organization_id = ${sql.placeholder('organization')}::uuid and p.kind = 'need' ${join(used)}
        order by p.stream_id desc limit ${sql.placeholder('limit')}
      ) n ${placeTables} order by n.id desc`,
  )

/** Lists the needs that an organization is a party to, newest first. */
export const createListNeeds = (db: Database): ListOwn<NeedFilter & { state?: string }, NeedSummary> => {
  const list = createListOwn(ownConditions, prepareOwn(db), toSummary)
  return (organization, filter, page) => list(organization, toValues(filter), page)
}

const openConditions = {
  ...ofNeed,
  hospital: sql`n.hospital_id = ${sql.placeholder('hospital')}::uuid`,
  // The place of the last row in the order of the list, which its id stands for.
  after: sql`(n.rank, n.id) > (select a.rank, a.id from needs a where a.id = ${sql.placeholder('after')}::uuid)`,
}

/** As the indexes of the table say it, so that the planner knows them again. */
export const isOpen = sql`n.state = 'endorsed' and n.remaining > 0`

const prepareOpen = (db: Database) => (name: string, used: SQL[]) =>
  prepareStatement<{ line: string }>(
    db,
    `list_open_needs_${name}`,
    sql`select ${summaryJson()}::text as line from (
        select n.* from needs n where ${isOpen} ${join(used)} order by n.rank, n.id limit ${sql.placeholder('limit')}
      ) n ${placeTables} order by n.rank, n.id`,
  )

/** Lists the endorsed needs of all hospitals of which something is left to cover, the most urgent and then the oldest first. */
export const createListOpenNeeds = (db: Database): List<NeedFilter & { hospital?: string }, NeedSummary> => {
  const list = createList(openConditions, prepareOpen(db), toSummary)
  return (filter, page) => list(toValues(filter), page)
}
