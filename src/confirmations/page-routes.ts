import multipart from '@fastify/multipart'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { Language } from '../../schemas/primitives.ts'
import type { Details } from '../engine/read.ts'
import { readerLanguage, type Served, sendPage, servePages } from '../pages/serve.ts'
import { filePatience } from '../patience.ts'
import { Problem, problem } from '../problems/problem.ts'
import { createFindOpenLink, type OpenLink, tellOfLink } from './open-link.ts'
import { contentSecurityPolicy } from './page/assets.ts'
import type { Fields, Problems } from './page/model.ts'
import { isPhotoField } from './page/read-form.ts'
import { renderDone, renderError, renderForm } from './page/render.ts'
import { formLimits, most, receiveForm, type SentFile } from './page-fields.ts'
import { type Place, toDoneModel, toFormModel } from './page-model.ts'
import { say } from './page-problems.ts'
import { createSteps, type StepOptions, showNotice } from './page-steps.ts'
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

/** The pages behind a confirmation link. */
export const confirmationPages: FastifyPluginAsync<PageOptions> = async (app, options) => {
  const { db, details, storePhoto, makeAct } = options
  const findOpenLink = createFindOpenLink(db, details)

  const countGuess = await servePages(app, {
    ...{ root: '/c', rateLimit: options.rateLimit, formLimit: most.form, contentSecurityPolicy, renderError },
    permissionsPolicy: 'camera=(self)',
  })
  // What is too much of a photo is told at its field, with the rest of the form as it was.
  await app.register(multipart, { limits: formLimits, throwFileSizeLimit: false })
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: most.photo }, (_request, body, done) =>
    done(null, body),
  )

  const pathOf = ({ params }: LinkRequest) => `/c/${params.token}`
  const languageOf = (request: FastifyRequest, link?: OpenLink) => readerLanguage(request, link?.language)
  const placeOf = (request: LinkRequest, link?: OpenLink): Place => ({
    language: languageOf(request, link),
    path: pathOf(request),
  })

  /** The link of a request; undefined where there is none, of which only so many are told. */
  const receive = async (request: LinkRequest) => {
    const link = await findOpenLink(request.params.token)
    if (link) return link
    await countGuess(request)
  }

  const showEnded = async (link: OpenLink, place: Place): Promise<Served> => {
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

  app.get<{ Params: { token: string }; Querystring: { lang?: string } }>(
    '/:token',
    hide,
    async (request, reply) => {
      const link = await receive(request)
      const place = placeOf(request, link)
      if (!link) return sendPage(reply, showNotice('unknown', place))
      // A program that only asks whether there is a page has not opened it.
      const isSeen = request.method === 'GET' && (link.state === 'live' || link.state === 'expired')
      if (isSeen && !link.isOpened) await tellOfLink(db, details, link, { type: 'link.opened' })
      if (link.state !== 'live') return sendPage(reply, await showEnded(link, place))
      return sendPage(reply, {
        status: 200,
        html: renderForm(toFormModel(link.dossier, place, link.expiresAt)),
      })
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
      if (!link) return sendPage(reply, showNotice('unknown', place))
      const { fields, files } = await receiveForm(request)
      const problems = link.state === 'live' ? await keepFiles(link, place, fields, files) : {}
      return sendPage(reply, await steps({ link, place, sent: fields, problems }))
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
