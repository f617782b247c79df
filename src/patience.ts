import type { FastifyInstance, FastifyReply } from 'fastify'
import { problem } from './problems/problem.ts'

/** Milliseconds that a caller is left waiting for an answer. */
const patience = 15_000

/**
 * Answers 503 to requests that have waited for too long, as when every connection to the database is stuck. One timer
 * for all of them: Fastify's `handlerTimeout` makes a timer and an abort signal for each, a fifth of an append's cost.
 */
export const limitPatience = (app: FastifyInstance) => {
  const waiting = new Map<FastifyReply, number>()
  app.addHook('onRequest', (_request, reply, done) => {
    waiting.set(reply, performance.now())
    done()
  })
  app.addHook('onResponse', (_request, reply, done) => {
    waiting.delete(reply)
    done()
  })
  const sweep = setInterval(() => {
    const latest = performance.now() - patience
    // In the order in which they came.
    for (const [reply, since] of waiting) {
      if (since > latest) break
      waiting.delete(reply)
      if (!reply.sent) reply.send(problem('timed-out'))
    }
  }, 1000)
  sweep.unref()
  app.addHook('onClose', (_app, done) => {
    clearInterval(sweep)
    done()
  })
}
