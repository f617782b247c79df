import { databaseError } from '../engine/retry.ts'
import type { Result } from './settle.ts'

/** Results in one statement at most. */
const mostAtOnce = 500

// What is wrong with a row itself, by SQLSTATE: class 22, data that no column takes; class 23, what a constraint forbids.
const isRefused = (error: unknown) => /^2[23]/.test(String(databaseError(error).code))

/**
 * Results on their way to the database. What could not be written stays. What the database refuses is tried in ever
 * smaller batches, so that the one at fault is in the end by itself, where it holds up no other. It is then given up: its
 * lease ends, and the delivery is made again.
 */
export const createStore = (write: (batch: Result[]) => Promise<void>) => {
  const results: Result[] = []
  let atOnce = mostAtOnce
  return {
    add: (result: Result) => void results.push(result),
    count: () => results.length,
    /** Writes one batch; answers how many still wait where there were more than it could take. */
    writeSome: async (): Promise<number> => {
      const batch = results.splice(0, atOnce)
      if (batch.length === 0) return 0
      const wasFull = batch.length === atOnce
      try {
        await write(batch)
      } catch (error) {
        const isAtFault = isRefused(error)
        if (batch.length > 1 || !isAtFault) results.unshift(...batch)
        if (isAtFault) atOnce = Math.ceil(batch.length / 2)
        throw error
      }
      atOnce = Math.min(mostAtOnce, 2 * atOnce)
      return wasFull ? results.length : 0
    },
  }
}
