import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { EquipmentType, NewEquipmentType } from '../../schemas/equipment-type.ts'
import type { Database, Tx } from '../database/client.ts'
import { createList, type List } from '../database/list.ts'
import { equipmentTypes } from '../database/tables.ts'
import { createGet } from '../get-by-id.ts'

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

export const createGetEquipmentType = (db: Database) => {
  const found = db
    .select()
    .from(equipmentTypes)
    .where(eq(equipmentTypes.id, sql.placeholder('id')))
  return createGet(found.prepare('find_equipment_type'), toEquipmentType)
}

const conditions = {
  slug: sql`${eq(equipmentTypes.slug, sql.placeholder('slug'))}`,
  after: sql`${gt(equipmentTypes.id, sql.placeholder('after'))}`,
}

/** Lists the catalogue, in the order it was written. */
export const createListEquipmentTypes = (db: Database): List<{ slug?: string }, EquipmentType> =>
  createList(
    conditions,
    (name, used) =>
      db
        .select()
        .from(equipmentTypes)
        .where(and(...used))
        .orderBy(asc(equipmentTypes.id))
        .limit(sql.placeholder('limit'))
        .prepare(`list_equipment_types_${name}`),
    toEquipmentType,
  )
