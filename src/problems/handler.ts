import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findDatabaseProblem } from './causes.ts'
import { answerClientError } from './client-error.ts'
import { findFrameworkProblem } from './framework-errors.ts'
import { chooseLanguage } from './language.ts'
import { trackMethods } from './methods.ts'
import { registerProblemPages } from './page.ts'
import { Problem, problem } from './problem.ts'
import { problemHeaders, renderProblem } from './render.ts'

/** The problem that answers an error; what nobody expected is logged. */
export const findProblem = (error: unknown, request: FastifyRequest): Problem => {
  if (error instanceof Problem) return error
  const expected = findFrameworkProblem(error, request)
  if (expected) return expected
  const unavailable = findDatabaseProblem(error)
  if (unavailable) request.log.warn({ err: error }, 'the database did not serve a request')
  else request.log.error({ err: error }, 'a request failed')
  return unavailable ?? problem('internal-error')
}

/** Answers any error with a problem, in the reader's language. */
export const answerError = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
  const found = findProblem(error, request)
  const language = chooseLanguage(request.headers)
  const [instance] = request.url.split('?')
  const body = renderProblem(found, language, { instance, requestId: request.id })
  // A plugin that says itself when to come again knows better.
  for (const [name, value] of Object.entries(problemHeaders(found, language)))
    if (name !== 'retry-after' || !reply.hasHeader(name)) reply.header(name, value)
  const vary = reply.getHeader('vary')
  reply.header('vary', vary ? `${vary}, accept-language` : 'accept-language')
  // A string passes by the schemas of the route: an answer to an error must not fail on them in its turn.
  reply.code(body.status).send(JSON.stringify(body))
}

/** Server options without which some errors would be answered in Fastify's or Node's own words. */
export const problemOptions = {
  clientErrorHandler: answerClientError,
  frameworkErrors: answerError,
  return503OnClosing: false,
  http: { requireHostHeader: false },
}

/** Makes every error a problem. Comes before the routes, so that it hears of each of them. */
export const registerProblems = (app: FastifyInstance) => {
  const listMethods = trackMethods(app)
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((request) => {
    const [path = ''] = request.url.split('?')
    const allowed = listMethods(path)
    if (allowed.length === 0 || allowed.includes(request.method)) throw problem('route-not-found')
    throw problem('method-not-allowed', { values: { allowed }, headers: { allow: allowed.join(', ') } })
  })
  // HTTP/1.1 demands the header, and Node would refuse the request without a body.
  app.addHook('onRequest', (request, _reply, done) =>
    done(
      request.headers.host === undefined && request.raw.httpVersion === '1.1'
        ? problem('malformed-request')
        : undefined,
    ),
  )
  // RFC 9110 lets a server pass over an expectation that it does not know; Node would answer 417 without a body.
  app.server.on('checkExpectation', (request, response) => app.routing(request, response))
  registerProblemPages(app)
}
