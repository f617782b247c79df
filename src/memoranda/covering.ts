import { sql } from 'drizzle-orm'
import type { MemorandumScope } from '../../schemas/memorandum.ts'
import type { Database } from '../database/client.ts'
import { prepareStatement } from '../database/statement.ts'
import { visibleTo } from '../database/visible.ts'
import { problem } from '../problems/problem.ts'

interface Question {
  memorandum: string
  donation: string
  /** Who asks. */
  organization: string
}

interface Found {
  scope: MemorandumScope
  /** Whether the donation's recipient is a party of the memorandum. */
  isParty: boolean
  /** Of the recipient. */
  region: string | null
  equipmentTypes: string[]
}

const prepareFind = (db: Database) => {
  const [memorandum, donation, organization] = ['memorandum', 'donation', 'organization'].map(
    (name) => sql`${sql.placeholder(name)}::uuid`,
  )
  return prepareStatement<{ answer: string }>(
    db,
    'memorandum_covering',
    sql`select json_build_object('scope', m.scope, 'region', r.region,
        'isParty', exists (select 1 from parties q where q.stream_id = m.id and q.organization_id = r.id),
        'equipmentTypes', (select coalesce(json_agg(distinct i.equipment_type_id), '[]') from items i
          where i.donation_id = ${donation}))::text as answer
      from memoranda m left join lateral (
        select o.id, o.region from parties p join organizations o on o.id = p.organization_id
        where p.stream_id = ${donation} and 'recipient' = any (p.roles) limit 1) r on true
      where m.id = ${memorandum} and ${visibleTo(sql`${organization}`, sql`m.id`)}`,
  )
}

/** Checks that a contract of a donation can rest on a memorandum: its drafter sees it, and it covers the donation. */
export const createCheckCovering = (db: Database) => {
  const statement = prepareFind(db)
  return async (question: Question): Promise<void> => {
    const [row] = await statement.execute({ ...question })
    const pointer = '/data/memorandum'
    if (!row) throw problem('unknown-memorandum', { pointer })
    const { scope, isParty, region, equipmentTypes }: Found = JSON.parse(row.answer)
    const { regions, equipmentTypes: types } = scope
    const isPlaceCovered = isParty || !regions || (region !== null && regions.includes(region))
    const isEquipmentCovered = !types || equipmentTypes.every((type) => types.includes(type))
    if (!isPlaceCovered || !isEquipmentCovered) throw problem('memorandum-not-covering', { pointer })
  }
}
