import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { Language } from '../../schemas/primitives.ts'
import type { Details } from '../engine/read.ts'
import { filePatience } from '../patience.ts'
import { findProblem } from '../problems/handler.ts'
import { chooseLanguage } from '../problems/language.ts'
import { Problem, problem } from '../problems/problem.ts'
import { problemHeaders, renderProblem } from '../problems/render.ts'
import { createFindOpenLink, type OpenLink, tellOfLink } from './open-link.ts'
import { contentSecurityPolicy } from './page/assets.ts'
import type { Fields, Problems } from './page/model.ts'
import { isPhotoField } from './page/read-form.ts'
import { renderDone, renderError, renderForm } from './page/render.ts'
import { formLimits, most, receiveForm, type SentFile } from './page-fields.ts'
import { type Place, toDoneModel, toFormModel } from './page-model.ts'
import { say } from './page-problems.ts'
import { createSteps, type Page, type StepOptions, showNotice } from './page-steps.ts'
import { findLast, toConfirmation } from './repository.ts'

export interface PageOptions extends StepOptions {
  details: Details
  /** Stores a photo for a donation; answers its hash. */
  storePhoto: (link: OpenLink, file: { bytes: Buffer; name?: string }) => Promise<{ sha256: string }>
  /** The handover act of what is confirmed so far, as a PDF. */
  makeAct: (link: OpenLink, languages: Language[]) => Promise<Uint8Array>
  /** Requests a minute from one address. */
  rateLimit: number
}

type LinkRequest = FastifyRequest<{ Params: { token: string }; Querystring: { lang?: string } }>

const hide = { schema: { hide: true } }
const takesFiles = { ...hide, config: { patience: filePatience } }

const send = (reply: FastifyReply, { status, html }: Page) =>
  reply.code(status).type('text/html; charset=utf-8').send(html)

/** The pages behind a confirmation link. Whoever has the link is let in, so it is in no log and goes to no other site. */
export const confirmationPages: FastifyPluginAsync<PageOptions> = async (app, options) => {
  const { db, details, storePhoto, makeAct } = options
  const findOpenLink = createFindOpenLink(db, details)

  app.removeAllContentTypeParsers()
  // On a slow line it is the bytes that cost: a form of a dozen units is 170 kB, and a tenth of that compressed.
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } },
  })
  // What is too much of a photo is told at its field, with the rest of the form as it was.
  await app.register(multipart, { limits: formLimits, throwFileSizeLimit: false })
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: most.form },
    (_request, body, done) => done(null, body),
  )
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: most.photo }, (_request, body, done) =>
    done(null, body),
  )
  await app.register(rateLimit, { max: options.rateLimit, timeWindow: 60_000, keyGenerator: ({ ip }) => ip })
  // Whoever has a link finds it; a few mistakes in typing one are no search for others.
  const guesses = { max: Math.ceil(options.rateLimit / 50), timeWindow: 60_000 }
  const countGuesses = app.createRateLimit({ ...guesses, keyGenerator: ({ ip }) => `guesses of ${ip}` })
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers({
      'content-security-policy': contentSecurityPolicy,
      'referrer-policy': 'no-referrer',
      'permissions-policy': 'camera=(self)',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
      vary: 'accept-language',
    })
    done()
  })

  const pathOf = ({ params }: LinkRequest) => `/c/${params.token}`
  const languageOf = (request: FastifyRequest, link?: OpenLink) => {
    const { data } = Language.safeParse(Object(request.query).lang)
    if (data) return data
    // Nobody who reads none of the three asks for one: the link's own is a better guess than English.
    return request.headers['accept-language'] || !link ? chooseLanguage(request.headers) : link.language
  }
  const placeOf = (request: LinkRequest, link?: OpenLink): Place => ({
    language: languageOf(request, link),
    path: pathOf(request),
  })

  /** The link of a request; undefined where there is none, of which only so many are told. */
  const receive = async (request: LinkRequest) => {
    const link = await findOpenLink(request.params.token)
    if (link) return link
    const count = await countGuesses(request)
    if (!count.isAllowed && count.isExceeded)
      throw problem('rate-limited', { headers: { 'retry-after': String(count.ttlInSeconds) } })
  }

  const showEnded = async (link: OpenLink, place: Place): Promise<Page> => {
    const { state, dossier } = link
    if (state !== 'used')
      return showNotice(state === 'replaced' || state === 'live' ? 'revoked' : state, place)
    const last = await findLast(db, link.link.id)
    if (!last) return showNotice('used', place)
    return { status: 200, html: renderDone(toDoneModel(dossier, place, toConfirmation(last))) }
  }

  // Read anew: what was live a moment ago may have been ended by another phone.
  const steps = createSteps(options, async (token, place) => {
    const link = await findOpenLink(token)
    return link ? showEnded(link, place) : showNotice('unknown', place)
  })

  // A page answers with a page, whatever is wrong; the photos that a script sends are answered as the API would.
  app.setErrorHandler((error, request, reply) => {
    const found = findProblem(error, request)
    const language = languageOf(request)
    const body = renderProblem(found, language, { requestId: request.id })
    reply.headers(problemHeaders(found, language)).code(body.status)
    if (!request.headers.accept?.includes('text/html')) return reply.send(JSON.stringify(body))
    const [, , token = ''] = (request.url.split('?')[0] ?? '').split('/')
    const { title, detail } = body
    const html = renderError({ language, path: `/c/${token}`, title, detail, requestId: request.id })
    return send(reply, { status: body.status, html })
  })

  app.get<{ Params: { token: string }; Querystring: { lang?: string } }>(
    '/:token',
    hide,
    async (request, reply) => {
      const link = await receive(request)
      const place = placeOf(request, link)
      if (!link) return send(reply, showNotice('unknown', place))
      // A program that only asks whether there is a page has not opened it.
      const isSeen = request.method === 'GET' && (link.state === 'live' || link.state === 'expired')
      if (isSeen && !link.isOpened) await tellOfLink(db, details, link, { type: 'link.opened' })
      if (link.state !== 'live') return send(reply, await showEnded(link, place))
      return send(reply, { status: 200, html: renderForm(toFormModel(link.dossier, place, link.expiresAt)) })
    },
  )

  /** Stores the photos of a form; its fields then hold their hashes. What is no photo is told at its field. */
  const keepFiles = async (link: OpenLink, place: Place, fields: Fields, files: SentFile[]) => {
    const model = toFormModel(link.dossier, place, link.expiresAt)
    const problems: Problems = {}
    for (const { field, name, bytes } of files.filter((one) => isPhotoField(one.field, model)))
      try {
        if (!bytes) throw problem('file-too-large', { values: { limit: most.photo / 1_000_000 } })
        const { sha256 } = await storePhoto(link, { name, bytes })
        fields[field] = [fields[field] ?? [], sha256].flat()
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        problems[field] = say(error, place.language)
      }
    return problems
  }

  app.post<{ Params: { token: string }; Querystring: { lang?: string } }>(
    '/:token',
    takesFiles,
    async (request, reply) => {
      const link = await receive(request)
      const place = placeOf(request, link)
      if (!link) return send(reply, showNotice('unknown', place))
      const { fields, files } = await receiveForm(request)
      const problems = link.state === 'live' ? await keepFiles(link, place, fields, files) : {}
      return send(reply, await steps({ link, place, sent: fields, problems }))
    },
  )

  app.post<{ Params: { token: string }; Querystring: { lang?: string } }>(
    '/:token/photos',
    takesFiles,
    async (request, reply) => {
      const link = await receive(request)
      if (!link) throw problem('link-unknown')
      if (link.state !== 'live') throw problem('link-ended', { values: { state: link.state } })
      if (!Buffer.isBuffer(request.body) || request.body.length === 0) throw problem('one-file-expected')
      const { sha256 } = await storePhoto(link, { bytes: request.body })
      return reply.code(201).type('application/json').send(JSON.stringify({ sha256 }))
    },
  )

  app.get<{ Params: { token: string }; Querystring: { lang?: string } }>(
    '/:token/act.pdf',
    hide,
    async (request, reply) => {
      const link = await receive(request)
      if (!link) throw problem('link-unknown')
      if (link.state !== 'live' && link.state !== 'used')
        throw problem('link-ended', { values: { state: link.state } })
      const bytes = await makeAct(link, [languageOf(request, link)])
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="act-${link.dossier.shipment.code}.pdf"`)
        .send(Buffer.from(bytes))
    },
  )
}
