import { type Key, Scope } from '../../schemas/key.ts'
import type { apiKeys } from '../database/tables.ts'

export type KeyRow = Omit<typeof apiKeys.$inferSelect, 'hash' | 'organizationId'>

/** The scopes that Besik knows, in the order it names them. */
export const toScopes = (names: readonly string[]): Scope[] =>
  Scope.options.filter((scope) => names.includes(scope))

/** A key as its owner sees it. */
export const toKey = ({ id, name, hint, scopes, rotatedTo, ...row }: KeyRow): Key => ({
  id,
  name,
  hint,
  scopes: toScopes(scopes),
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString(),
  revokedAt: row.revokedAt?.toISOString(),
  rotatedTo: rotatedTo ?? undefined,
  lastUsedAt: row.lastUsedAt?.toISOString(),
})
