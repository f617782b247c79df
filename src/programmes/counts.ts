import { type SQL, sql } from 'drizzle-orm'
import type { Standing } from '../../schemas/programme.ts'
import type { Database } from '../database/client.ts'
import { organizationJson } from '../database/organization-json.ts'
import { prepareStatement } from '../database/statement.ts'
import type { Summary } from './detail.ts'

/** Where units of one equipment type, and of one value, stand that one hospital is to get, or has. */
export interface Count extends Standing {
  equipmentType: string
  hospital: Summary
  region: string | null
}

/** Stages of a unit with their columns, in its order. */
const stages = {
  pledged: 'pledged',
  contracted: 'contracted',
  shipped: 'shipped',
  accepted: 'accepted',
  inService: 'in_service',
}

const inStages = (write: (column: SQL) => SQL) =>
  sql`json_build_object(${sql.join(
    Object.entries(stages).map(
      ([stage, column]) => sql`${sql.raw(`'${stage}'`)}, ${write(sql`${sql.identifier(column)}`)}`,
    ),
    sql`, `,
  )})`

/**
 * Sums where the donations of a programme stand, from what is kept of each of their items: no unit is read. Of donations
 * that name its slug only those of its own people count, since the slug was anybody's before there was a programme. A
 * bare `&&` is thought to pass one row of two hundred, for which the planner would sort what it had better hash.
 */
const prepareCounts = (db: Database) => {
  const id = sql`${sql.placeholder('id')}::uuid`
  const sums = sql.join(
    Object.values(stages).map((column) => sql`sum(i.${sql.identifier(column)}) as ${sql.identifier(column)}`),
    sql`, `,
  )
  const counted = sql`
    select json_build_object('equipmentType', c.equipment_type_id, 'region', o.region,
        'hospital', ${organizationJson('o')},
        'units', ${inStages((column) => sql`c.${column}`)},
        'value', ${inStages((column) => sql`coalesce(c.unit_amount, 0) * c.${column}`)})::text as line
    from (
      select i.equipment_type_id, i.hospital_id, case when i.currency = n.currency then i.unit_amount end as unit_amount,
        ${sums}
      from programmes n join item_counts i on i.programme = n.slug
      where n.id = ${id} and case when i.parties && array(select p.organization_id from parties p
        where p.stream_id = ${id} and p.roles && array['owner', 'funder', 'supplier']) then true else false end
      group by 1, 2, 3
    ) c join organizations o on o.id = c.hospital_id order by o.id, c.equipment_type_id`
  return prepareStatement<{ line: string }>(db, 'count_programme', counted)
}

/** Reads where a programme stands, by equipment type and hospital. */
export const createReadCounts = (db: Database) => {
  const statement = prepareCounts(db)
  return async (id: string): Promise<Count[]> =>
    (await statement.execute({ id })).map(({ line }): Count => JSON.parse(line))
}
