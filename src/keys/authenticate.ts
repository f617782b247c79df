import { timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { Scope } from '../../schemas/key.ts'
import type { Database } from '../database/client.ts'
import { problem } from '../problems/problem.ts'
import { hashKey, isKey } from './key.ts'
import { createLookup, type Known } from './lookup.ts'
import type { Principal } from './principal.ts'
import { createReadKey } from './read-key.ts'

/** Stands for the operator's key, which comes from the configuration and has no row. */
export const operatorKeyId = '00000000-0000-7000-8000-000000000000'

interface AuthenticateOptions {
  db: Database
  /** Any text of 32 characters or more; without one there is no operator. */
  operatorKey?: string
  now?: () => number
}

/** How long a key may go on working after it was revoked, in milliseconds; less than the 5 s that are promised. */
const life = 4000

// The digest is hexadecimal, so both sides have the same length.
const createIsOperator = (operatorKey: string | undefined) => {
  if (operatorKey === undefined) return () => false
  if (operatorKey.length < 32) throw new Error('The operator key must have 32 characters or more.')
  const expected = Buffer.from(hashKey(operatorKey))
  return (hash: string) => timingSafeEqual(Buffer.from(hash), expected)
}

const readToken = (authorization: string | undefined): string => {
  const [, token] = authorization?.match(/^bearer +(\S+) *$/i) ?? []
  if (!token) throw problem('unauthenticated')
  return token
}

const isExpired = ({ remaining }: Known, age: number) => remaining !== null && remaining <= age

/** Makes the hook that learns from `Authorization: Bearer …` who asks. */
export const createAuthenticate = ({
  db,
  operatorKey,
  now = () => performance.now(),
}: AuthenticateOptions) => {
  const operator: Principal = { key: operatorKeyId, scopes: Scope.options }
  const isOperator = createIsOperator(operatorKey)
  const lookup = createLookup({ load: createReadKey(db), now, life, max: 10_000 })

  return async (request: FastifyRequest) => {
    const token = readToken(request.headers.authorization)
    const hash = hashKey(token)
    if (isOperator(hash)) {
      request.principal = operator
      return
    }
    if (!isKey(token)) throw problem('invalid-key')
    // An index compares hashes in a time that tells how far they agree. Nothing follows from it: who guesses keys
    // can't choose their hashes, and who knew a hash could not turn it into the key.
    const found = lookup(hash)
    const { key, since } = found instanceof Promise ? await found : found
    if (!key) throw problem('invalid-key')
    if (key.isRevoked) throw problem('key-revoked')
    if (isExpired(key, now() - since)) throw problem('key-expired')
    request.principal = key.principal
  }
}
