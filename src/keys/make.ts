import { sql } from 'drizzle-orm'
import type { NewKey, Scope } from '../../schemas/key.ts'
import type { Tx } from '../database/client.ts'
import { problem } from '../problems/problem.ts'
import { answerAt } from '../requests.ts'
import { insertKey, lockKey, type Made, retireKey } from './repository.ts'
import { type KeyRow, toKey, toScopes } from './resource.ts'

/** Makes the key that was asked for. */
export const createKey = (
  tx: Tx,
  organization: string,
  { name, scopes, expiresAt }: NewKey,
): Promise<Made> => {
  const now = new Date()
  if (expiresAt && new Date(expiresAt) <= now)
    throw problem('invalid-request', {
      errors: [{ pointer: '/expiresAt', code: 'not-above', values: { limit: now.toISOString() } }],
    })
  return insertKey(tx, {
    organization,
    name,
    scopes: toScopes(scopes),
    expiresAt: expiresAt ? new Date(expiresAt) : null,
  })
}

/** Throws where a key means to hand out what it does not have itself. */
export const checkGrant = (held: readonly Scope[], given: readonly Scope[]) => {
  const scope = given.find((one) => !held.includes(one))
  if (scope) throw problem('missing-scope', { values: { scope } })
}

const repeatLife = ({ createdAt, expiresAt }: Pick<KeyRow, 'createdAt' | 'expiresAt'>) => {
  if (!expiresAt) return null
  const seconds = (expiresAt.getTime() - createdAt.getTime()) / 1000
  return sql`least(now() + make_interval(secs => ${seconds}), '9999-12-31')`
}

interface Rotating {
  organization: string
  id: string
  /** Scopes of the key that asks. */
  held: readonly Scope[]
  overlapMinutes: number
}

/** Makes a key's successor: the same name and scopes, and as long a life as the key was given. */
export const rotateKey = async (
  tx: Tx,
  { organization, id, held, overlapMinutes }: Rotating,
): Promise<Made> => {
  const old = await lockKey(tx, organization, id)
  if (!old) throw problem('not-found')
  if (!old.isRotatable) throw problem('key-not-rotatable')
  const scopes = toScopes(old.scopes)
  checkGrant(held, scopes)
  const made = await insertKey(tx, { organization, name: old.name, scopes, expiresAt: repeatLife(old) })
  await retireKey(tx, id, made.row.id, overlapMinutes)
  return made
}

/** A key just made, as its answer shows it. */
export const toMade = ({ row, secret }: Made) => ({
  answer: answerAt(`/v1/keys/${row.id}`, toKey(row)),
  secret,
})
