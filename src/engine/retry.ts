import { DrizzleQueryError } from 'drizzle-orm/errors'

/** A stream's head moved between the read and the write of a decision. */
export class StreamMoved extends Error {
  override name = 'StreamMoved'
}

const field = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined

/** SQLSTATE of a database error, and the constraint it names. */
export const databaseError = (error: unknown): { code?: unknown; constraint?: unknown } => {
  const cause = error instanceof DrizzleQueryError ? error.cause : error
  return { code: field(cause, 'code'), constraint: field(cause, 'constraint_name') }
}

// Serialization failure, deadlock.
const transient = new Set<unknown>(['40001', '40P01'])

/**
 * Whether the same work, done again from the start, may well succeed: somebody else was faster with the stream, with
 * the idempotency key, or with a row, or a human code was already taken by chance.
 */
export const isRetryable = (error: unknown): boolean => {
  if (error instanceof StreamMoved) return true
  const { code, constraint } = databaseError(error)
  return (
    transient.has(code) ||
    (code === '23505' &&
      (constraint === 'idempotency_keys_principal_id_key_pk' || String(constraint).endsWith('_code_key')))
  )
}
