import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Act, NewAct } from '../../schemas/act.ts'
import { Id, Language } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import type { Database } from '../database/client.ts'
import { createReadShipment, readDossier } from '../dossier.ts'
import { rolesOf } from '../engine/decide.ts'
import type { Engine } from '../engine/engine.ts'
import { getPrincipal, getSender } from '../keys/principal.ts'
import { problem } from '../problems/problem.ts'
import { readIdempotency, sendAnswer } from '../requests.ts'
import { sendPdf } from '../send-pdf.ts'
import { findAct, toAct } from './act-repository.ts'
import { type Issuing, issueAct } from './issue-act.ts'
import { toLabels, toPackingList } from './paper-data.ts'
import type { Renderer } from './renderer.ts'

export interface DocumentOptions extends Issuing {
  db: Database
  engine: Engine
  renderer: Renderer
  /** Reads the bytes of an act by their hash. */
  fetchAct: (sha256: string) => Promise<Buffer>
}

const tags = ['documents']
const params = z.strictObject({ id: Id })
const query = z.strictObject({ language: Language.default('ru').describe('Language of the document.') })
const pdf = { description: 'The PDF.', content: { 'application/pdf': { schema: z.any() } } }

export const documentRoutes: FastifyPluginAsyncZod<DocumentOptions> = async (app, options) => {
  const { db, engine, details, renderer, linkTo, fetchAct } = options
  const readShipment = createReadShipment(db, details)

  const getDossier = async (shipment: string, organization: string | undefined) => {
    const found = await readShipment(shipment)
    if (!found || rolesOf(found.stream, organization).length === 0) throw problem('not-found')
    return readDossier(db, found)
  }

  app.post(
    '/shipments/:id/acts',
    {
      schema: {
        operationId: 'issueAct',
        summary: 'Make the handover act of what the hospital confirmed so far',
        description:
          'Its hash goes into the log. Where nothing changed since the last one, that one is answered.',
        tags,
        params,
        body: NewAct,
        response: { 201: Act, ...problems },
      },
    },
    async (request, reply) => {
      const sender = getSender(request)
      const asked = readIdempotency(request)
      const wanted = { sender, shipment: request.params.id, languages: request.body.languages }
      const answer = await issueAct(db, options, wanted, (store) =>
        engine.answerOnce(asked, async (tx) => {
          const act = await store(tx)
          const headers = { location: `/v1/acts/${act.id}` }
          return { status: 201, headers, body: JSON.stringify(toAct(act, linkTo)) }
        }),
      )
      return sendAnswer(reply, answer)
    },
  )

  app.get(
    '/acts/:id',
    {
      schema: {
        operationId: 'getAct',
        summary: 'Read about a handover act',
        tags,
        params,
        response: { 200: Act, ...problems },
      },
    },
    async (request) => {
      const act = await findAct(db, request.params.id, getPrincipal(request).organization)
      if (!act) throw problem('not-found')
      return toAct(act, linkTo)
    },
  )

  app.get(
    '/acts/:id/document',
    {
      schema: {
        operationId: 'getActDocument',
        summary: 'Read the PDF of a handover act',
        tags,
        params,
        response: { 200: pdf, ...problems },
      },
    },
    async (request, reply) => {
      const act = await findAct(db, request.params.id, getPrincipal(request).organization)
      if (!act) throw problem('not-found')
      return sendPdf(reply, await fetchAct(act.sha256), `act-${act.id}.pdf`)
    },
  )

  app.get(
    '/shipments/:id/packing-list',
    {
      schema: {
        operationId: 'getPackingList',
        summary: 'Read the packing list of a shipment as a PDF',
        tags,
        params,
        querystring: query,
        response: { 200: pdf, ...problems },
      },
    },
    async (request, reply) => {
      const dossier = await getDossier(request.params.id, getPrincipal(request).organization)
      const data = toPackingList(dossier, { languages: [request.query.language], linkTo })
      const { bytes } = await renderer.renderDocument('packingList', data)
      return sendPdf(reply, bytes, `${dossier.shipment.code}.pdf`)
    },
  )

  app.get(
    '/shipments/:id/labels',
    {
      schema: {
        operationId: 'getLabels',
        summary: 'Read the labels of a shipment, one a page, as a PDF',
        tags,
        params,
        querystring: query,
        response: { 200: pdf, ...problems },
      },
    },
    async (request, reply) => {
      const dossier = await getDossier(request.params.id, getPrincipal(request).organization)
      const data = toLabels(dossier, { languages: [request.query.language], linkTo })
      const { bytes } = await renderer.renderDocument('labels', data)
      return sendPdf(reply, bytes, `${dossier.shipment.code}-labels.pdf`)
    },
  )
}
