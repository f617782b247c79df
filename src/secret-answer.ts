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
export const answerShowing = async (
  engine: Engine,
  request: Request,
  make: (tx: Tx) => Promise<{ answer: Answer; shown: object }>,
): Promise<Answer> => {
  let shown = {}
  const kept = await engine.answerOnce(request, async (tx) => {
    const made = await make(tx)
    shown = made.shown
    return made.answer
  })
  // An attempt may have made a secret, lost the race for the idempotency key, and been rolled back.
  if (kept.headers['idempotency-replayed']) return kept
  return { ...kept, body: JSON.stringify({ ...JSON.parse(kept.body), ...shown }) }
}

/** As `answerShowing`, of one secret, in an answer that nothing on its way may store. */
export const answerMade = (engine: Engine, request: Request, make: (tx: Tx) => Promise<Made>) =>
  answerShowing(engine, request, async (tx) => {
    const { answer, secret } = await make(tx)
    const headers = { ...answer.headers, 'cache-control': 'no-store' }
    return { answer: { ...answer, headers }, shown: { secret } }
  })
