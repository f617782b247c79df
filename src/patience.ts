import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problem } from './problems/problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes files, which come slowly over a bad line: milliseconds that it waits for one. */
    patience?: number
  }
}

/** Milliseconds that a body may take to come in, and that a caller is left waiting for an answer. */
export const patience = { body: 10_000, answer: 15_000 }

/** Milliseconds between two looks at who has come to the end of it. */
export const sweepEvery = 1000

/** As long as anybody may take to send a file: two minutes carry a photo of a megabyte over a line of 70 kbit/s. */
export const filePatience = 120_000

const findProblem = ({ raw, routeOptions }: FastifyRequest, age: number) => {
  const longer = routeOptions.config.patience ?? 0
  // What is left of a request that comes too slowly is not waited for.
  if (raw.complete === false && age >= Math.max(patience.body, longer))
    return problem('request-timeout', { headers: { connection: 'close' } })
  return age >= Math.max(patience.answer, longer) ? problem('timed-out') : undefined
}

/**
 * Cuts senders of slow bodies, and answers 503 to requests that have waited for too long, as when every connection to
 * the database is stuck. One timer for all of them: Fastify's `handlerTimeout` makes a timer and an abort signal for
 * each, a fifth of an append's cost, and Node's own limit on a request knows no route.
 */
export const limitPatience = (app: FastifyInstance) => {
  /** When each began, in the order in which they came. */
  const waiting = new Map<FastifyReply, number>()
  app.addHook('onRequest', (_request, reply, done) => {
    waiting.set(reply, performance.now())
    done()
  })
  app.addHook('onResponse', ({ raw }, reply, done) => {
    // Who was answered before the body had come, as a stranger is, may not drip on for as long as a file may take.
    if (raw.complete) waiting.delete(reply)
    done()
  })
  const sweep = setInterval(() => {
    for (const [reply, began] of waiting) {
      const age = performance.now() - began
      if (age < patience.body) break
      const { raw } = reply.request
      // A stream has been answered, and goes on for as long as it likes.
      if (reply.raw.headersSent) {
        waiting.delete(reply)
        if (!raw.complete) raw.destroy()
        continue
      }
      const found = findProblem(reply.request, age)
      if (!found) continue
      waiting.delete(reply)
      if (!reply.sent) reply.send(found)
    }
  }, sweepEvery)
  sweep.unref()
  app.addHook('onClose', (_app, done) => {
    clearInterval(sweep)
    done()
  })
}
