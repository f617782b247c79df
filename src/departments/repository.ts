import { and, asc, eq, gt, ne, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Department, NewDepartment } from '../../schemas/department.ts'
import type { Database, Tx } from '../database/client.ts'
import { departments } from '../database/field-tables.ts'
import { createList, type List } from '../database/list.ts'
import { organizations } from '../database/tables.ts'
import { createGet } from '../get-by-id.ts'
import { problem } from '../problems/problem.ts'

const toDepartment = ({
  organizationId,
  opensOn,
  createdAt,
  updatedAt,
  ...row
}: typeof departments.$inferSelect): Department => ({
  ...row,
  organization: organizationId,
  opensOn: opensOn ?? undefined,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})

/** Throws unless the organization is a hospital, which from here on names its departments one after the other. */
export const lockHospital = async (tx: Tx, id: string): Promise<void> => {
  const [found] = await tx
    .select({ kind: organizations.kind })
    .from(organizations)
    .where(eq(organizations.id, id))
    .for('no key update')
  if (found?.kind !== 'hospital') throw problem('hospital-only')
}

const checkName = async (tx: Tx, organization: string, name: string, id: string) => {
  const isTaken = and(
    eq(departments.organizationId, organization),
    eq(departments.name, name),
    ne(departments.id, id),
  )
  if ((await tx.$count(departments, isTaken)) > 0) throw problem('department-name-taken')
}

export const insertDepartment = async (
  tx: Tx,
  organization: string,
  department: NewDepartment,
): Promise<Department> => {
  const id = uuidv7()
  await checkName(tx, organization, department.name, id)
  const [row] = await tx
    .insert(departments)
    .values({ id, organizationId: organization, ...department })
    .returning()
  if (!row) throw new Error('a department was not stored')
  return toDepartment(row)
}

/** Reads a department of the hospital's, which the transaction has to itself from here on. */
export const lockDepartment = async (tx: Tx, organization: string, id: string): Promise<Department> => {
  const [row] = await tx.select().from(departments).where(eq(departments.id, id)).for('no key update')
  if (!row) throw problem('not-found')
  if (row.organizationId !== organization) throw problem('department-not-own')
  return toDepartment(row)
}

export const updateDepartment = async (
  tx: Tx,
  { id, organization, version }: Department,
  { name, profile, opensOn }: Pick<Department, 'name' | 'profile' | 'opensOn'>,
): Promise<Department> => {
  await checkName(tx, organization, name, id)
  const [row] = await tx
    .update(departments)
    .set({ name, profile, opensOn: opensOn ?? null, version: version + 1, updatedAt: sql`now()` })
    .where(eq(departments.id, id))
    .returning()
  if (!row) throw new Error('a department was not stored')
  return toDepartment(row)
}

export const createGetDepartment = (db: Database) => {
  const found = db
    .select()
    .from(departments)
    .where(eq(departments.id, sql.placeholder('id')))
  return createGet(found.prepare('find_department'), toDepartment)
}

// A hospital has tens of departments, which the index behind their names finds; without a hospital the list is one walk
// along the primary key.
const conditions = {
  organization: sql`${eq(departments.organizationId, sql.placeholder('organization'))}`,
  after: sql`${gt(departments.id, sql.placeholder('after'))}`,
}

/** Lists departments in the order in which they were made. */
export const createListDepartments = (db: Database): List<{ organization?: string }, Department> =>
  createList(
    conditions,
    (name, used) =>
      db
        .select()
        .from(departments)
        .where(and(...used))
        .orderBy(asc(departments.id))
        .limit(sql.placeholder('limit'))
        .prepare(`list_departments_${name}`),
    toDepartment,
  )
