import { asc, eq, sql } from 'drizzle-orm'
import { toLocalDay } from '../../schemas/local-day.ts'
import type { NewRegister, Register } from '../../schemas/register.ts'
import type { Database, Tx } from '../database/client.ts'
import { departments, holdings } from '../database/field-tables.ts'
import { equipmentTypes, organizations } from '../database/tables.ts'
import { utc } from '../database/utc.ts'
import { checkEquipmentTypes } from '../named.ts'
import { problem } from '../problems/problem.ts'

/** Throws unless the department is the organization's own; answers its hospital's today. */
const checkOwn = async (tx: Tx, organization: string, id: string): Promise<string> => {
  // Two registers of one department are written one after the other.
  const [found] = await tx
    .select({
      owner: departments.organizationId,
      zone: organizations.timeZone,
      now: sql<string>`${utc(sql`now()`)}`,
    })
    .from(departments)
    .innerJoin(organizations, eq(organizations.id, departments.organizationId))
    .where(eq(departments.id, id))
    .for('no key update', { of: departments })
  if (!found) throw problem('not-found')
  if (found.owner !== organization) throw problem('department-not-own')
  return toLocalDay(found.now, found.zone)
}

/** Throws the problem of a register that contradicts itself. No I/O. */
const checkRegister = ({ countedOn, holdings: lines }: NewRegister, today: string) => {
  if (countedOn > today) throw problem('counted-in-future')
  const seen = new Set<string>()
  for (const [place, { equipmentType, present, working }] of lines.entries()) {
    const pointer = `/holdings/${place}`
    if (seen.has(equipmentType)) throw problem('duplicate-entry', { pointer: `${pointer}/equipmentType` })
    seen.add(equipmentType)
    if (working > present)
      throw problem('working-exceeds-present', { pointer: `${pointer}/working`, values: { present } })
  }
}

/** Replaces what a department of the hospital's has. */
export const replaceRegister = async (
  tx: Tx,
  organization: string,
  department: string,
  register: NewRegister,
): Promise<void> => {
  checkRegister(register, await checkOwn(tx, organization, department))
  await checkEquipmentTypes(
    tx,
    register.holdings.map(({ equipmentType: id }, n) => ({ id, pointer: `/holdings/${n}/equipmentType` })),
  )
  await tx.delete(holdings).where(eq(holdings.departmentId, department))
  await tx.insert(holdings).values(
    register.holdings.map(({ equipmentType, ...line }) => ({
      ...line,
      departmentId: department,
      equipmentTypeId: equipmentType,
      countedOn: register.countedOn,
    })),
  )
}

/** Reads what a department of the hospital's has. */
export const readRegister = async (
  db: Database | Tx,
  organization: string,
  department: string,
): Promise<Register> => {
  const { id, slug, names } = equipmentTypes
  const { present, working, norm, countedOn } = holdings
  const rows = await db
    .select({
      owner: departments.organizationId,
      countedOn,
      line: { present, working, norm },
      equipmentType: { id, slug, names },
    })
    .from(departments)
    .leftJoin(holdings, eq(holdings.departmentId, departments.id))
    .leftJoin(equipmentTypes, eq(equipmentTypes.id, holdings.equipmentTypeId))
    .where(eq(departments.id, department))
    .orderBy(asc(slug))
  const [first] = rows
  if (!first) throw problem('not-found')
  if (first.owner !== organization) throw problem('department-not-own')
  return {
    department,
    countedOn: first.countedOn ?? undefined,
    holdings: rows.flatMap(({ line, equipmentType }) =>
      line && equipmentType ? [{ equipmentType, ...line }] : [],
    ),
  }
}
