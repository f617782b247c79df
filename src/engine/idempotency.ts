import { hash } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { type Database, limitIdle, type Tx } from '../database/client.ts'
import { idempotencyKeys } from '../database/tables.ts'
import { problem } from '../problems/problem.ts'
import type { Answer, Request } from './answer.ts'
import { isRetryable } from './retry.ts'

/** SHA-256 of what a request asks for; two requests with one key must ask for the same. */
export const fingerprint = (method: string, path: string, body: unknown): string =>
  hash('sha256', `${method} ${path}\n${JSON.stringify(body)}`)

/** The kept answer, where it answers this very request; a problem where the key was used for another one. */
export const replay = (kept: Answer & { fingerprint: string }, request: Request): Answer => {
  if (kept.fingerprint !== request.fingerprint)
    throw problem('idempotency-key-reused', { errors: [{ in: 'header', name: 'Idempotency-Key' }] })
  const { status, headers, body } = kept
  return { status, headers: { ...headers, 'idempotency-replayed': 'true' }, body }
}

/** Lets a key be in use by one request of this process at a time; across processes the primary key of the table does. */
export const createInProgress = () => {
  const keys = new Set<string>()
  return async <Result>({ principalId, key }: Request, work: () => Promise<Result>): Promise<Result> => {
    const id = `${principalId} ${key}`
    if (keys.has(id)) throw problem('idempotency-key-in-progress', { headers: { 'retry-after': '1' } })
    keys.add(id)
    try {
      return await work()
    } finally {
      keys.delete(id)
    }
  }
}

/** The answer that the request has got before; a problem where its key was used for another one. */
export const findAnswer = async (db: Database | Tx, request: Request): Promise<Answer | undefined> => {
  const { principalId, key } = idempotencyKeys
  const mine = and(eq(principalId, request.principalId), eq(key, request.key))
  const [kept] = await db.select().from(idempotencyKeys).where(mine)
  return kept && replay(kept, request)
}

/**
 * Runs an effect and keeps its answer in one transaction. The same request again gets the same answer; a rollback
 * frees the key. For whatever is not an event: those keep their answer in the statement that appends them.
 */
export const createAnswerOnce =
  (db: Database, inProgress: ReturnType<typeof createInProgress>) =>
  (request: Request, effect: (tx: Tx) => Promise<Answer>): Promise<Answer> =>
    inProgress(request, async () => {
      const attempt = () =>
        db.transaction(async (tx) => {
          await limitIdle(tx)
          const kept = await findAnswer(tx, request)
          if (kept) return kept
          const answer = await effect(tx)
          await tx.insert(idempotencyKeys).values({ ...request, ...answer })
          return answer
        })
      for (let tries = 1; ; tries++)
        try {
          return await attempt()
        } catch (error) {
          if (!isRetryable(error)) {
            // What stands in the way may be this very request, carried out by another node in the meantime.
            const kept = await findAnswer(db, request)
            if (kept) return kept
            throw error
          }
          if (tries === 5) throw problem('overloaded', { headers: { 'retry-after': '1' } })
        }
    })

/** Forgets answers older than `days`; a key is promised to be remembered for at least one. */
export const purgeAnswers = (db: Database, days: number) =>
  db.delete(idempotencyKeys).where(sql`${idempotencyKeys.createdAt} < now() - make_interval(days => ${days})`)
