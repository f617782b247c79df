import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { EquipmentType, NewEquipmentType } from '../../schemas/equipment-type.ts'
import type { Database, Tx } from '../database/client.ts'
import { equipmentTypes } from '../database/tables.ts'
import { type PageQuery, prepareVariants } from '../database/variants.ts'

const toEquipmentType = ({
  mains,
  requirements,
  createdAt,
  ...row
}: typeof equipmentTypes.$inferSelect): EquipmentType => ({
  ...row,
  mains: mains ?? undefined,
  requirements: requirements ?? undefined,
  createdAt: createdAt.toISOString(),
})

/** Stores an equipment type; undefined where the slug is taken. */
export const insertEquipmentType = async (
  tx: Tx,
  type: NewEquipmentType,
): Promise<EquipmentType | undefined> => {
  const [row] = await tx
    .insert(equipmentTypes)
    .values({ id: uuidv7(), ...type })
    .onConflictDoNothing({ target: equipmentTypes.slug })
    .returning()
  return row && toEquipmentType(row)
}

export const createFindEquipmentType = (db: Database) => {
  const statement = db
    .select()
    .from(equipmentTypes)
    .where(eq(equipmentTypes.id, sql.placeholder('id')))
    .prepare('find_equipment_type')
  return async (id: string): Promise<EquipmentType | undefined> => {
    const [row] = await statement.execute({ id })
    return row && toEquipmentType(row)
  }
}

const conditions = {
  slug: sql`${eq(equipmentTypes.slug, sql.placeholder('slug'))}`,
  after: sql`${gt(equipmentTypes.id, sql.placeholder('after'))}`,
}

/** Lists the catalogue, in the order it was written. */
export const createListEquipmentTypes = (db: Database) => {
  const statementFor = prepareVariants(conditions, (name, used) =>
    db
      .select()
      .from(equipmentTypes)
      .where(and(...used))
      .orderBy(asc(equipmentTypes.id))
      .limit(sql.placeholder('limit'))
      .prepare(`list_equipment_types_${name}`),
  )
  return async (filter: { slug?: string }, { after, limit }: PageQuery): Promise<EquipmentType[]> => {
    const values = { ...filter, after }
    const rows = await statementFor(values).execute({ ...values, limit })
    return rows.map(toEquipmentType)
  }
}
