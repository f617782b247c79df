import { type SQL, sql } from 'drizzle-orm'
import type { RecalledUnit } from '../../schemas/recall.ts'
import type { Database } from '../database/client.ts'
import { createListOwn } from '../database/list.ts'
import { prepareStatement } from '../database/statement.ts'
import type { PageQuery } from '../database/variants.ts'
import { visibleTo } from '../database/visible.ts'
import { problem } from '../problems/problem.ts'

const organization = sql`${sql.placeholder('organization')}::uuid`
const recall = sql`${sql.placeholder('recall')}::uuid`

const conditions = { after: sql`k.unit_id > ${sql.placeholder('after')}::uuid` }

/** Whether a recall, a row `p` of `parties`, found a unit that the organization may see. */
export const foundUnit = sql`exists (select 1 from recalls r
  join recalled_units k on k.recall_id = r.id and k.unit_id = ${sql.placeholder('unit')}::uuid
  join units u on u.id = k.unit_id
  where (r.id = p.stream_id or r.part_of_id = p.stream_id) and ${visibleTo(organization, sql`u.donation_id`)})`

// A recall says how many devices a hospital holds; which ones, only to those that know of their donation anyway.
const prepareList = (db: Database) => (name: string, used: SQL[]) =>
  prepareStatement<{ unit: string }>(
    db,
    `list_recalled_units_${name}`,
    sql`select json_strip_nulls(json_build_object('id', u.id, 'code', u.code, 'donation', u.donation_id,
          'hospital', r.hospital_id, 'state', w.state, 'maker', u.maker, 'model', u.model,
          'serialNumber', w.context->>'serialNumber', 'udi', w.context->>'udi'))::text as unit
        from recalls r
        join recalled_units k on k.recall_id = r.id
        join units u on u.id = k.unit_id
        join workflows w on w.id = u.id
        where (r.id = ${recall} or r.part_of_id = ${recall}) and ${visibleTo(organization, sql`u.donation_id`)}
          ${sql.join(used.map((condition) => sql` and ${condition}`))}
        order by k.unit_id limit ${sql.placeholder('limit')}`,
  )

const prepareIsParty = (db: Database) =>
  prepareStatement(
    db,
    'find_recall',
    sql`select t.id from workflows t where t.id = ${recall} and t.kind = 'recall' and ${visibleTo(organization, sql`t.id`)}`,
  )

/** Lists the units that a recall found and that the organization may see, in the order of their making. */
export const createListRecalledUnits = (db: Database) => {
  const list = createListOwn(conditions, prepareList(db), ({ unit }): RecalledUnit => JSON.parse(unit))
  const isParty = prepareIsParty(db)
  return async (
    organization: string | undefined,
    recall: string,
    page: PageQuery,
  ): Promise<RecalledUnit[]> => {
    const found = organization ? await isParty.execute({ recall, organization }) : []
    if (found.length === 0) throw problem('not-found')
    return list(organization, { recall }, page)
  }
}
