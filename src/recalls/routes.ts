import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Id, line, page, pageQuery } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import { NewRecall, Recall, RecalledUnit, RecallSummary } from '../../schemas/recall.ts'
import { createGetView } from '../engine/find.ts'
import { createListViews } from '../engine/list.ts'
import { getPrincipal, getSender } from '../keys/principal.ts'
import { sendPage } from '../paging.ts'
import { readIdempotency, sendAnswer } from '../requests.ts'
import { addResourceRoutes, answerWith, type RouteOptions } from '../resource-routes.ts'
import { openRecall } from './open.ts'
import { toRecall, toRecallSummary } from './resource.ts'
import { createListRecalledUnits, foundUnit } from './units.ts'

const tags = ['recalls']

export const recallRoutes: FastifyPluginAsyncZod<RouteOptions> = async (app, options) => {
  const { db, engine, details } = options
  const listViews = createListViews(db, 'recall', details, { unit: foundUnit })
  const listUnits = createListRecalledUnits(db)

  app.post(
    '/recalls',
    {
      schema: {
        operationId: 'openRecall',
        summary: 'Call devices back from the hospitals that hold them',
        description:
          'Finds at once the units that hospitals hold, or that are on their way to one, and tells each hospital of its ' +
          'own. Units that come later are not found: make another recall then. For suppliers, health authorities, ' +
          'foundations and clubs.',
        tags,
        body: NewRecall,
        response: { 201: Recall, ...problems },
      },
    },
    async (request, reply) => {
      const sender = getSender(request)
      const answer = await engine.answerOnce(readIdempotency(request), async (tx) => {
        const id = await openRecall(tx, sender, request.body)
        const view = await createGetView(tx, 'recall', details)(id, sender.organization)
        return answerWith(201, toRecall(view), view, `/v1/recalls/${id}`)
      })
      return sendAnswer(reply, answer)
    },
  )

  app.get(
    '/recalls',
    {
      schema: {
        operationId: 'listRecalls',
        summary: 'List the recalls that the own organization issued or is to answer, newest first',
        tags,
        querystring: z.strictObject({
          ...pageQuery,
          state: line(40).optional(),
          unit: Id.optional().describe('Those that found this unit.'),
        }),
        response: { 200: page(RecallSummary), ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getPrincipal(request)
      return sendPage(request, reply, 'recalls', async (filter, page) =>
        (await listViews(organization, filter, page)).map(toRecallSummary),
      )
    },
  )

  app.get(
    '/recalls/:id/units',
    {
      schema: {
        operationId: 'listRecalledUnits',
        summary: 'List the units that a recall found',
        description:
          'Those of donations that the own organization is a party to; a hospital sees all of its own.',
        tags,
        params: z.strictObject({ id: Id }),
        querystring: z.strictObject(pageQuery),
        response: { 200: page(RecalledUnit), ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { organization } = getPrincipal(request)
      return sendPage(
        request,
        reply,
        'recalled-units',
        (_filter, page) => listUnits(organization, id, page),
        { id },
      )
    },
  )

  addResourceRoutes(app, {
    ...options,
    kind: 'recall',
    plural: 'recalls',
    schema: Recall,
    toResource: toRecall,
  })
}
