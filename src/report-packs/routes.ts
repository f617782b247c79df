import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Id } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import { NewReportPack, ReportPack } from '../../schemas/report-pack.ts'
import type { Engine } from '../engine/engine.ts'
import { getPrincipal, getSender } from '../keys/principal.ts'
import { problem } from '../problems/problem.ts'
import { readIdempotency, sendAnswer } from '../requests.ts'
import { sendPdf } from '../send-pdf.ts'
import { type Making, makeReportPack } from './make.ts'
import { findReportPack, insertReportPack } from './repository.ts'

export interface ReportPackOptions extends Making {
  engine: Engine
  /** Reads the bytes of a PDF by their hash. */
  fetch: (sha256: string) => Promise<Buffer>
}

const tags = ['report-packs']
const params = z.strictObject({ id: Id })
const pdf = { description: 'The PDF.', content: { 'application/pdf': { schema: z.any() } } }

export const reportPackRoutes: FastifyPluginAsyncZod<ReportPackOptions> = async (app, options) => {
  const { db, engine, fetch } = options

  app.post(
    '/programmes/:id/report-packs',
    {
      schema: {
        operationId: 'makeReportPack',
        summary: 'Make a report of a programme, as data and as a PDF',
        description:
          'For a party of the programme: objectives, measures, spending, the parts of partners and sustainability, from ' +
          'the donations that it sees. Follow-ups and tranches are those of the period; all else is as it stands now.',
        tags,
        params,
        body: NewReportPack,
        response: { 201: ReportPack, ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getSender(request)
      const asked = readIdempotency(request)
      const make = async () => {
        const under = { programme: request.params.id, organization }
        const stored = await makeReportPack(options, under, request.body)
        return engine.answerOnce(asked, async (tx) => {
          const pack = await insertReportPack(tx, stored)
          const headers = { location: `/v1/report-packs/${pack.id}` }
          return { status: 201, headers, body: JSON.stringify(pack) }
        })
      }
      return sendAnswer(reply, (await engine.findAnswer(asked)) ?? (await make()))
    },
  )

  app.get(
    '/report-packs/:id',
    {
      schema: {
        operationId: 'getReportPack',
        summary: 'Read a report as data',
        tags,
        params,
        response: { 200: ReportPack, ...problems },
      },
    },
    async (request) => {
      const pack = await findReportPack(db, request.params.id, getPrincipal(request).organization)
      if (!pack) throw problem('not-found')
      return pack
    },
  )

  app.get(
    '/report-packs/:id/document',
    {
      schema: {
        operationId: 'getReportPackDocument',
        summary: 'Read the PDF of a report',
        tags,
        params,
        response: { 200: pdf, ...problems },
      },
    },
    async (request, reply) => {
      const pack = await findReportPack(db, request.params.id, getPrincipal(request).organization)
      if (!pack) throw problem('not-found')
      return sendPdf(reply, await fetch(pack.sha256), `report-${pack.id}.pdf`)
    },
  )
}
