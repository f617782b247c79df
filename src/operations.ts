import { sql } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import type { Registry } from 'prom-client'
import type { Database } from './database/client.ts'
import { problem } from './problems/problem.ts'

export interface OperationsOptions {
  db: Database
  metrics: Registry
}

/** What those who run the service ask: is it alive, can it serve, how is it doing. Needs no key; tells no party's data. */
export const operationRoutes: FastifyPluginAsync<OperationsOptions> = async (app, { db, metrics }) => {
  // A busy process is alive: whoever restarts it for that makes it worse. And it is when it is busy that its figures count.
  const quiet = { logLevel: 'warn' as const, schema: { hide: true }, config: { pressureHandler: () => {} } }

  app.get('/health/live', quiet, async () => ({ status: 'live' }))

  app.get('/health/ready', { logLevel: 'warn', schema: { hide: true } }, async () => {
    try {
      await db.execute(sql`select 1`)
    } catch {
      throw problem('database-unavailable', { headers: { 'retry-after': '2' } })
    }
    return { status: 'ready' }
  })

  app.get('/metrics', quiet, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  )
}
