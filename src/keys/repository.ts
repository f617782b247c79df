import { and, asc, eq, getTableColumns, gt, type SQL, sql } from 'drizzle-orm'
import { v7 as makeId } from 'uuid'
import type { Key, Scope } from '../../schemas/key.ts'
import type { Database, Tx } from '../database/client.ts'
import { apiKeys, organizations } from '../database/tables.ts'
import { type PageQuery, prepareVariants } from '../database/variants.ts'
import { hashKey, makeKey } from './key.ts'
import { type KeyRow, toKey } from './resource.ts'

// No query hands out the hash.
const { hash: _, organizationId, ...columns } = getTableColumns(apiKeys)

const ownedBy = (organization: string, id: string) =>
  and(eq(apiKeys.id, id), eq(organizationId, organization))

const conditions = { after: sql`${gt(apiKeys.id, sql.placeholder('after'))}` }

/** The keys of an organization, in the order they were made. */
export const createListKeys = (db: Database) => {
  const statementFor = prepareVariants(conditions, (name, used) =>
    db
      .select(columns)
      .from(apiKeys)
      .where(and(eq(organizationId, sql.placeholder('organization')), ...used))
      .orderBy(asc(apiKeys.id))
      .limit(sql.placeholder('limit'))
      .prepare(`list_keys_${name}`),
  )
  return async (organization: string, { after, limit }: PageQuery): Promise<Key[]> => {
    const rows = await statementFor({ after }).execute({ organization, after, limit })
    return rows.map(toKey)
  }
}

export const findKey = async (
  db: Database,
  organization: string,
  id: string,
): Promise<KeyRow | undefined> => {
  const [row] = await db.select(columns).from(apiKeys).where(ownedBy(organization, id))
  return row
}

/** The key, locked until the transaction ends, and whether it still works and has no successor. */
export const lockKey = async (tx: Tx, organization: string, id: string) => {
  const isRotatable = sql<boolean>`${apiKeys.revokedAt} is null and ${apiKeys.rotatedTo} is null
    and coalesce(${apiKeys.expiresAt} > now(), true)`
  const [row] = await tx
    .select({ ...columns, isRotatable })
    .from(apiKeys)
    .where(ownedBy(organization, id))
    .for('update')
  return row
}

export const isOrganization = async (tx: Tx, id: string): Promise<boolean> => {
  const rows = await tx.select({ id: organizations.id }).from(organizations).where(eq(organizations.id, id))
  return rows.length > 0
}

interface KeyToMake {
  organization: string
  name: string
  scopes: readonly Scope[]
  expiresAt: Date | SQL | null
}

export interface Made {
  row: KeyRow
  secret: string
}

/** Makes a key; only its hash is stored. */
export const insertKey = async (tx: Tx, { organization, scopes, ...key }: KeyToMake): Promise<Made> => {
  const secret = makeKey()
  const hash = hashKey(secret)
  const hint = secret.slice(-4)
  const [row] = await tx
    .insert(apiKeys)
    .values({ id: makeId(), organizationId: organization, hash, hint, scopes: [...scopes], ...key })
    .returning(columns)
  if (!row) throw new Error('a key was not stored')
  return { row, secret }
}

/** Lets a key expire once its successor has taken over; never later than it would have by itself. */
export const retireKey = async (tx: Tx, id: string, successor: string, overlapMinutes: number) => {
  const end = sql`least(${apiKeys.expiresAt}, now() + make_interval(mins => ${overlapMinutes}))`
  await tx.update(apiKeys).set({ rotatedTo: successor, expiresAt: end }).where(eq(apiKeys.id, id))
}

/** Revokes a key; one that was revoked before stays as it is. */
export const revokeKey = async (tx: Tx, organization: string, id: string): Promise<KeyRow | undefined> => {
  const [row] = await tx
    .update(apiKeys)
    .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, now())` })
    .where(ownedBy(organization, id))
    .returning(columns)
  return row
}
