import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem, problem } from '../problems/problem.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Learns who asks, again where a request goes on for long; throws where that is over. */
    authenticate: (request: FastifyRequest) => Promise<void>
  }
}

/**
 * Lets the instance's `authenticate` decide, and counts by address those it refuses: a flood of invented keys is
 * answered 429 after a while. Requests whose keys fit are counted by key, later.
 */
export const createGuard = (app: FastifyInstance, max: number) => {
  const countRefused = app.createRateLimit({ max, timeWindow: 60_000, keyGenerator: ({ ip }) => ip })
  return async (request: FastifyRequest) => {
    try {
      await app.authenticate(request)
    } catch (error) {
      // A database that can't be asked refuses nobody.
      if (!(error instanceof Problem)) throw error
      const count = await countRefused(request)
      if (count.isAllowed || !count.isExceeded) throw error
      throw problem('rate-limited', { headers: { 'retry-after': String(count.ttlInSeconds) } })
    }
  }
}
