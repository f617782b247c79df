import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import Fastify, { type FastifyBaseLogger, LogController, type onRequestHookHandler } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import type { Config } from './config.ts'
import type { Database } from './database/client.ts'
import { details } from './details.ts'
import { donationRoutes } from './donations/routes.ts'
import { createEngine } from './engine/engine.ts'
import { equipmentTypeRoutes } from './equipment-types/routes.ts'
import { eventRoutes } from './events/routes.ts'
import { createAuthenticate } from './keys/authenticate.ts'
import { createGuard } from './keys/guard.ts'
import { keyRoutes } from './keys/routes.ts'
import { requireScope } from './keys/scope.ts'
import { limits } from './limits.ts'
import { createMetrics, observeRequests } from './metrics.ts'
import { collectRoutes } from './openapi/collect.ts'
import { renderOpenapi } from './openapi/render.ts'
import { operationRoutes } from './operations.ts'
import { organizationRoutes } from './organizations/routes.ts'
import { limitPatience } from './patience.ts'
import { problemOptions, registerProblems } from './problems/handler.ts'
import { validatorCompiler } from './problems/validator.ts'
import { referenceRoutes } from './reference.ts'
import { createRequestIds } from './request-id.ts'
import { shipmentRoutes } from './shipments/routes.ts'
import { unitRoutes } from './units/routes.ts'

const forbidAll: onRequestHookHandler = (_request, reply, done) => {
  reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  done()
}

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
    genReqId: createRequestIds(),
    // `observeRequests` logs one line a request, rather than two.
    logController: new LogController({ disableRequestLogging: true }),
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
  app.removeContentTypeParser('text/plain')
  registerProblems(app)
  observeRequests(app, metrics)
  limitPatience(app)
  // Answers are data, never a page; the reference sets a policy of its own. Said plainly, since helmet would put a
  // policy together anew for each answer.
  await app.register(helmet, { contentSecurityPolicy: false })
  app.addHook('onRequest', forbidAll)
  await app.register(underPressure, { maxEventLoopDelay: config.maxLag, retryAfter: 2 })
  await collectRoutes(app)
  await app.register(operationRoutes, { db, metrics: metrics.registry })
  await app.register(referenceRoutes, { render: () => renderOpenapi(app) })

  await app.register(
    async (v1) => {
      v1.setSerializerCompiler(serializerCompiler)
      v1.decorateRequest('principal', null)
      await v1.register(rateLimit, {
        max: config.rateLimit,
        timeWindow: 60_000,
        keyGenerator: ({ principal, ip }) => principal?.key ?? ip,
      })
      v1.addHook('onRequest', createGuard(v1, createAuthenticate({ db, operatorKey }), config.rateLimit))
      v1.addHook('onRequest', requireScope)
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
