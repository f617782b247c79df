import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import reference from '@scalar/fastify-api-reference'
import Fastify, { type FastifyBaseLogger } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import { v7 as uuidv7 } from 'uuid'
import type { Config } from './config.ts'
import type { Database } from './database/client.ts'
import { details } from './details.ts'
import { donationRoutes } from './donations/routes.ts'
import { createEngine } from './engine/engine.ts'
import { equipmentTypeRoutes } from './equipment-types/routes.ts'
import { eventRoutes } from './events/routes.ts'
import { createAuthenticate } from './keys/authenticate.ts'
import { keyRoutes } from './keys/routes.ts'
import { requireScope } from './keys/scope.ts'
import { limits } from './limits.ts'
import { createMetrics, observeRequests } from './metrics.ts'
import { registerOpenapi } from './openapi.ts'
import { operationRoutes } from './operations.ts'
import { organizationRoutes } from './organizations/routes.ts'
import { problemOptions, registerProblems } from './problems/handler.ts'
import { validatorCompiler } from './problems/validator.ts'
import { shipmentRoutes } from './shipments/routes.ts'
import { unitRoutes } from './units/routes.ts'

export interface AppOptions {
  config: Config
  db: Database
  operatorKey?: string
  logger: FastifyBaseLogger
}

/** The whole service: every plugin and every route, in the order in which a request meets them. */
export const buildApp = async ({ config, db, operatorKey, logger }: AppOptions) => {
  const app = Fastify({
    ...limits,
    ...problemOptions,
    http: { ...limits.http, ...problemOptions.http },
    loggerInstance: logger,
    genReqId: () => uuidv7(),
    trustProxy: config.trustProxy,
  })
  const engine = createEngine({
    db,
    details,
    groupWriter: config.groupWriter,
    onError: (error) => {
      metrics.failures.inc()
      logger.error({ err: error }, 'background work failed')
    },
  })
  const metrics = createMetrics(engine.waiting)

  app.setValidatorCompiler(validatorCompiler)
  registerProblems(app)
  observeRequests(app, metrics)
  await app.register(helmet)
  await app.register(underPressure, { maxEventLoopDelay: 1000, retryAfter: 2 })
  await registerOpenapi(app)
  await app.register(operationRoutes, { db, metrics: metrics.registry })
  await app.register(reference, { routePrefix: '/docs' })

  await app.register(
    async (v1) => {
      v1.setSerializerCompiler(serializerCompiler)
      v1.decorateRequest('principal', null)
      v1.addHook('onRequest', createAuthenticate({ db, operatorKey }))
      v1.addHook('onRequest', requireScope)
      await v1.register(rateLimit, {
        max: config.rateLimit,
        timeWindow: 60_000,
        keyGenerator: ({ principal, ip }) => principal?.key ?? ip,
      })
      await v1.register(organizationRoutes, { db, engine })
      await v1.register(keyRoutes, { db, engine })
      await v1.register(equipmentTypeRoutes, { db, engine })
      await v1.register(donationRoutes, { db, engine, details })
      await v1.register(shipmentRoutes, { db, engine, details })
      await v1.register(unitRoutes, { db, engine, details })
      await v1.register(eventRoutes, { db })
    },
    { prefix: '/v1' },
  )
  return { app, engine }
}
