import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { NewOrganization, Organization, OrganizationKind } from '../../schemas/organization.ts'
import type { Database, Tx } from '../database/client.ts'
import { createList, type List } from '../database/list.ts'
import { organizations } from '../database/tables.ts'
import { createGet } from '../get-by-id.ts'

const toOrganization = ({ region, createdAt, ...row }: typeof organizations.$inferSelect): Organization => ({
  ...row,
  region: region ?? undefined,
  createdAt: createdAt.toISOString(),
})

// Registering is rare, and done by the operator alone: one after another is fast enough, and no two of them can then
// both find a number free.
const lockRegister = (tx: Tx) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtext('besik organizations'))`)

/** Place of the first identifier that another organization has; undefined where all are free. */
export const findTaken = async (tx: Tx, { identifiers }: NewOrganization): Promise<number | undefined> => {
  await lockRegister(tx)
  for (const [place, identifier] of identifiers.entries()) {
    const has = sql`${organizations.identifiers} @> ${JSON.stringify([identifier])}::text::jsonb`
    const rows = await tx.select({ id: organizations.id }).from(organizations).where(has).limit(1)
    if (rows.length > 0) return place
  }
}

export const insertOrganization = async (tx: Tx, organization: NewOrganization): Promise<Organization> => {
  const [row] = await tx
    .insert(organizations)
    .values({ id: uuidv7(), ...organization })
    .returning()
  if (!row) throw new Error('an organization was not stored')
  return toOrganization(row)
}

export const createGetOrganization = (db: Database) => {
  const found = db
    .select()
    .from(organizations)
    .where(eq(organizations.id, sql.placeholder('id')))
  return createGet(found.prepare('find_organization'), toOrganization)
}

export interface OrganizationFilter {
  kind?: OrganizationKind
  country?: string
  q?: string
}

// Filters are tried on each row in the order of ids, without an index of their own: the directory holds hospitals and
// donors, thousands and not millions. Over 20 000 of them the worst search, one that finds nothing, took 30 ms and a
// usual one 0.5 ms; an index over parts of names would need an extension that not every server has.
const conditions = {
  kind: sql`${eq(organizations.kind, sql.placeholder('kind'))}`,
  country: sql`${eq(organizations.country, sql.placeholder('country'))}`,
  // Not `ilike`, in which a `%` or a `_` of the text would mean something else.
  q: sql`strpos(lower(${organizations.name}), lower(${sql.placeholder('q')}::text)) > 0`,
  after: sql`${gt(organizations.id, sql.placeholder('after'))}`,
}

/** Lists the directory, in the order of registration. */
export const createListOrganizations = (db: Database): List<OrganizationFilter, Organization> =>
  createList(
    conditions,
    (name, used) =>
      db
        .select()
        .from(organizations)
        .where(and(...used))
        .orderBy(asc(organizations.id))
        .limit(sql.placeholder('limit'))
        .prepare(`list_organizations_${name}`),
    toOrganization,
  )
