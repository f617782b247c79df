import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Counts and times requests by route, never by path: a path would hold ids. */
export const createMetrics = (waiting: () => number) => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  new Gauge({
    name: 'besik_events_waiting',
    help: 'Events that wait for the group writer',
    registers,
    collect() {
      this.set(waiting())
    },
  })
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from request to answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  })
  const failures = new Counter({
    name: 'besik_background_failures_total',
    help: 'Rounds of background work that failed',
    registers,
  })
  return { registry, seconds, failures }
}

export const observeRequests = (app: FastifyInstance, { seconds }: ReturnType<typeof createMetrics>) => {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown'
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    done()
  })
}
