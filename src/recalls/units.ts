import { type SQL, sql } from 'drizzle-orm'
import type { RecalledUnit } from '../../schemas/recall.ts'
import type { Database } from '../database/client.ts'
import { type PageQuery, prepareVariants } from '../database/variants.ts'
import { visibleTo } from '../database/visible.ts'
import { problem } from '../problems/problem.ts'

const organization = sql`${sql.placeholder('organization')}::uuid`
const recall = sql`${sql.placeholder('recall')}::uuid`

const conditions = { after: sql`k.unit_id > ${sql.placeholder('after')}::uuid` }

const columns = { unit: sql<string>`unit`.as('unit') }

// A recall says how many devices a hospital holds; which ones, only to those that know of their donation anyway.
const prepareList = (db: Database) => (name: string, used: SQL[]) => {
  const listed = db.$with('listed', columns).as(
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
  return db.with(listed).select({ unit: listed.unit }).from(listed).prepare(`list_recalled_units_${name}`)
}

const prepareIsParty = (db: Database) => {
  const found = db
    .$with('found', { id: sql<string>`id`.as('id') })
    .as(
      sql`select t.id from workflows t where t.id = ${recall} and t.kind = 'recall' and ${visibleTo(organization, sql`t.id`)}`,
    )
  return db.with(found).select({ id: found.id }).from(found).prepare('find_recall')
}

/** Lists the units that a recall found and that the organization may see, in the order of their making. */
export const createListRecalledUnits = (db: Database) => {
  const statementFor = prepareVariants(conditions, prepareList(db))
  const isParty = prepareIsParty(db)
  return async (
    organization: string | undefined,
    recall: string,
    { after, limit }: PageQuery,
  ): Promise<RecalledUnit[]> => {
    const found = organization ? await isParty.execute({ recall, organization }) : []
    if (found.length === 0) throw problem('not-found')
    const values = { after }
    const rows = await statementFor(values).execute({ ...values, recall, organization, limit })
    return rows.map(({ unit }) => JSON.parse(unit))
  }
}
