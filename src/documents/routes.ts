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
import { answerAt, readIdempotency, sendAnswer } from '../requests.ts'
import { sendPdf } from '../send-pdf.ts'
import { getAct, toAct } from './act-repository.ts'
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
      const issue = () =>
        issueAct(db, options, wanted, (store) =>
          engine.answerOnce(asked, async (tx) => {
            const act = await store(tx)
            return answerAt(`/v1/acts/${act.id}`, toAct(act, linkTo))
          }),
        )
      const answer = (await engine.findAnswer(asked)) ?? (await issue())
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
      const act = await getAct(db, request.params.id, getPrincipal(request).organization)
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
      const act = await getAct(db, request.params.id, getPrincipal(request).organization)
      return sendPdf(reply, await fetchAct(act.sha256), `act-${act.id}.pdf`)
    },
  )

  const papers = [
    {
      path: 'packing-list',
      operationId: 'getPackingList',
      summary: 'Read the packing list of a shipment as a PDF',
      draw: (...paper: Parameters<typeof toPackingList>) =>
        renderer.renderDocument('packingList', toPackingList(...paper)),
      suffix: '',
    },
    {
      path: 'labels',
      operationId: 'getLabels',
      summary: 'Read the labels of a shipment, one a page, as a PDF',
      draw: (...paper: Parameters<typeof toLabels>) => renderer.renderDocument('labels', toLabels(...paper)),
      suffix: '-labels',
    },
  ]
  for (const { path, operationId, summary, draw, suffix } of papers)
    app.get(
      `/shipments/:id/${path}`,
      {
        schema: {
          operationId,
          summary,
          tags,
          params,
          querystring: query,
          response: { 200: pdf, ...problems },
        },
      },
      async (request, reply) => {
        const dossier = await getDossier(request.params.id, getPrincipal(request).organization)
        const { bytes } = await draw(dossier, { languages: [request.query.language], linkTo })
        return sendPdf(reply, bytes, `${dossier.shipment.code}${suffix}.pdf`)
      },
    )
}
