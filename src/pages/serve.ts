import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Language } from '../../schemas/primitives.ts'
import { findProblem } from '../problems/handler.ts'
import { chooseLanguage } from '../problems/language.ts'
import { problem } from '../problems/problem.ts'
import { problemHeaders, renderProblem } from '../problems/render.ts'
import type { PageModel } from './render.ts'

/** A page as it is answered. */
export interface Served {
  status: number
  html: string
}

/** A problem that no field of a form caused, such as a service that is not ready. */
export interface ErrorModel extends PageModel {
  title: string
  detail: string
  /** Number under which the log knows the request. */
  requestId?: string
}

interface ServeOptions {
  /** First segment of the path, such as `/c`. */
  root: string
  /** Requests a minute from one address. */
  rateLimit: number
  /** Bytes of a form. */
  formLimit: number
  contentSecurityPolicy: string
  permissionsPolicy: string
  renderError: (model: ErrorModel) => string
}

export const sendPage = (reply: FastifyReply, { status, html }: Served) =>
  reply.code(status).type('text/html; charset=utf-8').send(html)

/** The language a reader asks for, in the address or by the browser; else the link's own. */
export const readerLanguage = (request: FastifyRequest, own?: Language): Language => {
  const { data } = Language.safeParse(Object(request.query).lang)
  if (data) return data
  // Nobody who reads none of the three asks for one: the link's own is a better guess than English.
  return request.headers['accept-language'] || !own ? chooseLanguage(request.headers) : own
}

/**
 * What all pages behind a link have in common. Whoever has the link is let in, so it is in no log and goes to no other
 * site. Answers the guard that counts guesses at links.
 */
export const servePages = async (app: FastifyInstance, options: ServeOptions) => {
  app.removeAllContentTypeParsers()
  // On a slow line it is the bytes that cost: a form of a dozen units is 170 kB, and a tenth of that compressed.
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } },
  })
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: options.formLimit },
    (_request, body, done) => done(null, body),
  )
  await app.register(rateLimit, { max: options.rateLimit, timeWindow: 60_000, keyGenerator: ({ ip }) => ip })
  // Whoever has a link finds it; a few mistakes in typing one are no search for others.
  const guesses = { max: Math.ceil(options.rateLimit / 50), timeWindow: 60_000 }
  const countGuesses = app.createRateLimit({ ...guesses, keyGenerator: ({ ip }) => `guesses of ${ip}` })
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers({
      'content-security-policy': options.contentSecurityPolicy,
      'referrer-policy': 'no-referrer',
      'permissions-policy': options.permissionsPolicy,
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
      vary: 'accept-language',
    })
    done()
  })
  // A page answers with a page, whatever is wrong; what a script sends is answered as the API would.
  app.setErrorHandler((error, request, reply) => {
    const found = findProblem(error, request)
    const language = readerLanguage(request)
    const body = renderProblem(found, language, { requestId: request.id })
    reply.headers(problemHeaders(found, language)).code(body.status)
    if (!request.headers.accept?.includes('text/html')) return reply.send(JSON.stringify(body))
    const [, , token = ''] = (request.url.split('?')[0] ?? '').split('/')
    const { title, detail, status } = body
    const path = `${options.root}/${token}`
    const html = options.renderError({ language, path, title, detail, requestId: request.id })
    return sendPage(reply, { status, html })
  })
  /** Throws where an address has asked for too many links that there are not. */
  return async (request: FastifyRequest) => {
    const count = await countGuesses(request)
    if (!count.isAllowed && count.isExceeded)
      throw problem('rate-limited', { headers: { 'retry-after': String(count.ttlInSeconds) } })
  }
}
