import type { Tx } from './database/client.ts'
import type { Answer, Request } from './engine/answer.ts'
import type { Engine } from './engine/engine.ts'

/** What was made, and what its owner is shown of it this once. */
export interface Made {
  answer: Answer
  secret: string
}

/**
 * Makes something with a secret once, and shows the secret in the first answer alone: the answer that is kept for the same
 * request made again is without it, since whoever reads the database must not find secrets there.
 */
export const answerMade = async (
  engine: Engine,
  request: Request,
  make: (tx: Tx) => Promise<Made>,
): Promise<Answer> => {
  let secret: string | undefined
  const kept = await engine.answerOnce(request, async (tx) => {
    const made = await make(tx)
    secret = made.secret
    return { ...made.answer, headers: { ...made.answer.headers, 'cache-control': 'no-store' } }
  })
  // An attempt may have made a secret, lost the race for the idempotency key, and been rolled back.
  if (kept.headers['idempotency-replayed']) return kept
  return { ...kept, body: JSON.stringify({ ...JSON.parse(kept.body), secret }) }
}
