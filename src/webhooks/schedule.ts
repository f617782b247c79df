import { postpone } from './retry-after.ts'

/** Milliseconds that chance adds at most. */
const mostJitter = 15 * 60_000

/**
 * Milliseconds until the next attempt, after so many that failed; undefined after the last. Chance only ever adds to a
 * wait, up to a tenth, and a receiver that asks for a longer one gets it.
 *
 * @param chance from 0 to 1
 */
export const nextWait = (
  retries: readonly number[],
  failures: number,
  chance: number,
  retryAfter?: number,
): number | undefined => {
  const base = retries[failures - 1]
  if (base === undefined) return undefined
  return Math.ceil(postpone(base, retryAfter) + Math.min(base / 10, mostJitter) * chance)
}
