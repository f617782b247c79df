import { sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { MatchQuery } from '../../schemas/match.ts'
import type { Offer } from '../../workflows/match-needs.ts'
import type { Database } from '../database/client.ts'
import { prepareStatement } from '../database/statement.ts'
import { visibleTo } from '../database/visible.ts'
import { problem } from '../problems/problem.ts'

type Query = z.infer<typeof MatchQuery>
type Stored = Pick<Offer, 'mains' | 'requirements'> & { equipmentType: string; quantity: number | null }

const offered = sql`json_build_object('equipmentType', e.id, 'mains', e.mains, 'requirements', e.requirements`

/** Finds what is offered: an item of a donation that the organization sees, or a type of the catalogue. */
const createFindOffered = (db: Database) => {
  const byItem = prepareStatement<{ line: string }>(
    db,
    'offered_item',
    sql`select ${offered}, 'quantity', i.quantity)::text as line
      from items i join equipment_types e on e.id = i.equipment_type_id
      where i.id = ${sql.placeholder('item')}::uuid
        and ${visibleTo(sql`${sql.placeholder('organization')}::uuid`, sql`i.donation_id`)}`,
  )
  const byType = prepareStatement<{ line: string }>(
    db,
    'offered_type',
    sql`select ${offered}, 'quantity', null)::text as line from equipment_types e
      where e.id = ${sql.placeholder('equipmentType')}::uuid`,
  )
  return { byItem, byType }
}

const required = (name: string) =>
  problem('invalid-request', { errors: [{ in: 'query', name, code: 'required' }] })
const unknown = (name: string) => ({ errors: [{ in: 'query' as const, name }] })

/** The mains of the very devices; what is not said of them is as their type has it. */
const withMains = (mains: Stored['mains'], { voltage, frequency, plug }: Query): Offer['mains'] => {
  if (voltage === undefined && frequency === undefined && plug === undefined) return mains
  const whole = { phases: 1, ...mains, ...(plug && { plug }) }
  const [volts, hertz] = [voltage ?? mains?.voltage, frequency ?? mains?.frequency]
  if (volts === undefined) throw required('voltage')
  if (hertz === undefined) throw required('frequency')
  return { ...whole, voltage: volts, frequency: hertz }
}

/** Reads what a query offers; throws where it names no offer, or one that is not there. */
export const createReadOffer = (db: Database) => {
  const { byItem, byType } = createFindOffered(db)
  return async (
    query: Query,
    organization: string | undefined,
  ): Promise<{ equipmentType: string; offer: Offer }> => {
    const { item, equipmentType, quantity, region, on } = query
    if (!item && !equipmentType) throw required('equipmentType')
    const [row] = item
      ? organization
        ? await byItem.execute({ item, organization })
        : []
      : await byType.execute({ equipmentType })
    if (!row)
      throw item
        ? problem('unknown-item', unknown('item'))
        : problem('unknown-equipment-type', unknown('equipmentType'))
    const stored: Stored = JSON.parse(row.line)
    const count = quantity ?? stored.quantity
    if (!count) throw required('quantity')
    const mains = withMains(stored.mains, query)
    const offer = { quantity: count, region, on, mains, requirements: stored.requirements }
    return { equipmentType: stored.equipmentType, offer }
  }
}
