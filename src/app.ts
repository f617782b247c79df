import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  LogController,
  type onRequestHookHandler,
} from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import { createJudging } from './attachments/judging.ts'
import { findMissing } from './attachments/missing.ts'
import { openStorage } from './attachments/open-storage.ts'
import { attachmentRoutes } from './attachments/routes.ts'
import type { Storage } from './attachments/storage.ts'
import type { Config } from './config.ts'
import { confirmationPages } from './confirmations/page-routes.ts'
import { confirmationRoutes } from './confirmations/routes.ts'
import type { Database } from './database/client.ts'
import { departmentRoutes } from './departments/routes.ts'
import { details } from './details.ts'
import { documentRoutes } from './documents/routes.ts'
import { verificationPages } from './documents/verification.ts'
import { donationRoutes } from './donations/routes.ts'
import { checkLeave, createCheckDossier } from './dossiers/check.ts'
import { dossierRoutes } from './dossiers/routes.ts'
import { deliveryRoutes } from './endpoints/delivery-routes.ts'
import { fanOut } from './endpoints/fan-out.ts'
import { webhookKeyRoutes } from './endpoints/key-routes.ts'
import { recoveryRoutes } from './endpoints/recovery-routes.ts'
import { endpointRoutes } from './endpoints/routes.ts'
import { createEngine } from './engine/engine.ts'
import { equipmentTypeRoutes } from './equipment-types/routes.ts'
import { feedRoutes } from './events/feed-routes.ts'
import { eventRoutes } from './events/routes.ts'
import { followUpPages } from './follow-ups/page-routes.ts'
import { followUpRoutes } from './follow-ups/routes.ts'
import { createCheckGates } from './gates/check.ts'
import { gateRoutes } from './gates/routes.ts'
import { saySite } from './gates/say-finding.ts'
import { keepUnsent } from './idle.ts'
import { impactRoutes } from './impact/routes.ts'
import { createAuthenticate } from './keys/authenticate.ts'
import { createGuard } from './keys/guard.ts'
import { keyRoutes } from './keys/routes.ts'
import { requireScope } from './keys/scope.ts'
import { limits } from './limits.ts'
import { createCheckCovering } from './memoranda/covering.ts'
import { memorandumRoutes } from './memoranda/routes.ts'
import { createMetrics, observeRequests } from './metrics.ts'
import { matchRoutes } from './needs/match-routes.ts'
import { createReserveNeeds } from './needs/reserve.ts'
import { needRoutes } from './needs/routes.ts'
import { createNotifying } from './notifying.ts'
import { operationRoutes } from './operations.ts'
import { organizationRoutes } from './organizations/routes.ts'
import { createPapers } from './papers.ts'
import { limitPatience } from './patience.ts'
import { problemOptions, registerProblems } from './problems/handler.ts'
import { validatorCompiler } from './problems/validator.ts'
import { checkPledging } from './programmes/pledging.ts'
import { programmeRoutes } from './programmes/routes.ts'
import { additionRoutes } from './protocols/addition-routes.ts'
import { protocolRoutes } from './protocols/routes.ts'
import { recallRoutes } from './recalls/routes.ts'
import { referenceRoutes } from './reference.ts'
import { registerRoutes } from './registers/routes.ts'
import { reportPackRoutes } from './report-packs/routes.ts'
import { createRequestIds } from './request-id.ts'
import { shipmentRoutes } from './shipments/routes.ts'
import { unitRoutes } from './units/routes.ts'

// Answers are data, never a page; the reference sets a policy of its own.
const securityHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
}
const secure: onRequestHookHandler = (_request, reply, done) => {
  reply.headers(securityHeaders)
  done()
}

export interface AppOptions {
  config: Config
  db: Database
  /** Where attachments lie; by default where the configuration says. */
  storage?: Storage
  /** Where handover acts lie, likewise. */
  acts?: Storage
  operatorKey?: string
  logger: FastifyBaseLogger
  /** Awaited before the first route: makes the OpenAPI document possible. A service serves the one that is committed. */
  collect?: (app: FastifyInstance) => Promise<void>
}

/** The whole service: every plugin and every route, in the order in which a request meets them. */
export const buildApp = async ({
  config,
  db,
  storage = openStorage(config, { collection: 'attachments' }),
  acts = openStorage(config, { collection: 'acts' }),
  operatorKey,
  logger,
  collect,
}: AppOptions) => {
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
  const onError = (error: unknown) => {
    metrics.failures.inc()
    logger.error({ err: error }, 'background work failed')
  }
  const engine = createEngine({ db, details, fanOut, groupWriter: config.groupWriter, onError })
  const metrics = createMetrics(engine.waiting)
  const attaching = {
    db,
    storage,
    judge: createJudging(),
    onError: (error: unknown) => logger.error({ err: error }, 'the storage of attachments failed'),
  }

  // Links and QR codes lead to where the service listens, unless it is told where people reach it.
  const linkTo = (path: string) => `${config.publicUrl ?? app.listeningOrigin}${path}`
  const papers = createPapers({ db, engine, details, acts, attaching, linkTo })
  app.addHook('onClose', papers.close)

  const onAttempt = (code: string) => metrics.attempts.inc({ code })
  const notifying = createNotifying({ app, config, db, engine, details, onAttempt, onError })

  app.setValidatorCompiler(validatorCompiler)
  app.removeContentTypeParser('text/plain')
  registerProblems(app)
  observeRequests(app, metrics)
  limitPatience(app)
  keepUnsent(app.server)
  app.addHook('onRequest', secure)
  await app.register(underPressure, { maxEventLoopDelay: config.maxLag, retryAfter: 2 })
  await collect?.(app)
  await app.register(operationRoutes, { db, metrics: metrics.registry })
  await app.register(referenceRoutes)
  await app.register(verificationPages, { db })
  await app.register(webhookKeyRoutes, { db })
  await app.register(confirmationPages, { ...papers.confirming, rateLimit: config.rateLimit, prefix: '/c' })
  await app.register(followUpPages, { db, details, rateLimit: config.rateLimit, prefix: '/f' })

  await app.register(
    async (v1) => {
      v1.setSerializerCompiler(serializerCompiler)
      v1.decorateRequest('principal', null)
      await v1.register(rateLimit, {
        max: config.rateLimit,
        timeWindow: 60_000,
        keyGenerator: ({ principal, ip }) => principal?.key ?? ip,
      })
      v1.decorate('authenticate', createAuthenticate({ db, operatorKey }))
      v1.addHook('onRequest', createGuard(v1, config.rateLimit))
      v1.addHook('onRequest', requireScope)
      await v1.register(organizationRoutes, { db, engine })
      await v1.register(keyRoutes, { db, engine })
      await v1.register(equipmentTypeRoutes, { db, engine })
      await v1.register(departmentRoutes, { db, engine })
      await v1.register(registerRoutes, { db, engine })
      await v1.register(recallRoutes, { db, engine, details })
      const checkMemorandum = createCheckCovering(db)
      const reserveNeeds = createReserveNeeds(details)
      await v1.register(donationRoutes, {
        db,
        engine,
        details,
        checkProgramme: checkPledging,
        checkMemorandum,
        reserveNeeds,
      })
      await v1.register(needRoutes, { db, engine, details })
      await v1.register(matchRoutes, { db, details, saySite })
      const checkPapers = createCheckDossier({ db, findMissing })
      const checkGates = createCheckGates({ db, findMissing })
      await v1.register(shipmentRoutes, { db, engine, details, checkPapers, checkLeave, checkGates })
      await v1.register(gateRoutes, { db })
      await v1.register(dossierRoutes, { db, details })
      await v1.register(impactRoutes, { db })
      await v1.register(unitRoutes, { db, engine, details, findMissing })
      await v1.register(followUpRoutes, { db, engine, details, linkTo })
      await v1.register(protocolRoutes)
      await v1.register(additionRoutes, { db, engine })
      await v1.register(confirmationRoutes, papers.confirming)
      await v1.register(attachmentRoutes, { ...attaching, engine })
      await v1.register(documentRoutes, papers.documents)
      await v1.register(reportPackRoutes, papers.reporting)
      await v1.register(memorandumRoutes, { db, engine, details })
      await v1.register(programmeRoutes, { db, engine, details })
      await v1.register(endpointRoutes, notifying.endpoints)
      await v1.register(deliveryRoutes, notifying.endpoints)
      await v1.register(recoveryRoutes, notifying.endpoints)
      await v1.register(eventRoutes, { db })
      await v1.register(feedRoutes, { db, engine, onError })
    },
    { prefix: '/v1' },
  )
  return { app, engine, notifying }
}
