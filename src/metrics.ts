import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What is counted and timed of the service. */
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
  const attempts = new Counter({
    name: 'besik_webhook_attempts_total',
    help: 'Attempts at deliveries, by what came of them',
    labelNames: ['code'],
    registers,
  })
  return { registry, seconds, failures, attempts }
}

type Timer = ReturnType<Histogram['labels']>

/** Times each request and logs one line of it, by its route: a path would hold ids, and there is no end of paths. */
export const observeRequests = (app: FastifyInstance, { seconds }: ReturnType<typeof createMetrics>) => {
  // Finding a timer by its labels costs more than using it.
  const timers = new Map<string, Timer>()
  app.addHook('onResponse', (request, reply, done) => {
    const { method } = request
    const route = request.routeOptions.url ?? 'unknown'
    const status = reply.statusCode
    const name = `${method} ${route} ${status}`
    const timer = timers.get(name) ?? seconds.labels({ method, route, status })
    timers.set(name, timer)
    timer.observe(reply.elapsedTime / 1000)
    request.log.info({ method, route, status, ms: Math.round(reply.elapsedTime) }, 'answered')
    done()
  })
}
