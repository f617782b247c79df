import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Checklist } from '../../schemas/checklist.ts'
import { findChecklist, listChecklists } from '../../schemas/checklist-catalogue.ts'
import { ShipmentGates } from '../../schemas/gate.ts'
import { Id } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import type { Database } from '../database/client.ts'
import { getPrincipal } from '../keys/principal.ts'
import { chooseLanguage } from '../problems/language.ts'
import { problem } from '../problems/problem.ts'
import { answerOk, sendAnswer } from '../requests.ts'
import { describeGates } from './describe.ts'
import { createExamine } from './read.ts'

const tags = ['gates']

/** What must hold before a shipment leaves, and what people are asked for it. */
export const gateRoutes: FastifyPluginAsyncZod<{ db: Database }> = async (app, { db }) => {
  const examine = createExamine(db)

  app.get(
    '/shipments/:id/gates',
    {
      schema: {
        operationId: 'getShipmentGates',
        summary: 'Read whether a shipment may leave today, and why not',
        tags,
        params: z.strictObject({ id: Id }),
        response: { 200: ShipmentGates, ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getPrincipal(request)
      const examined = await examine(request.params.id)
      if (!examined || examined.rolesOf(organization).length === 0) throw problem('not-found')
      const language = chooseLanguage(request.headers)
      const gates = describeGates(examined, examined.factsOn(examined.now), language)
      const headers = { 'content-language': language, vary: 'accept-language' }
      return sendAnswer(reply, { status: 200, headers, body: JSON.stringify(gates) })
    },
  )

  app.get(
    '/checklists',
    {
      schema: {
        operationId: 'listChecklists',
        summary: 'List the checklists, the newest version of each',
        tags,
        response: { 200: z.object({ items: z.array(Checklist) }), ...problems },
      },
    },
    async (_request, reply) => sendAnswer(reply, answerOk({ items: listChecklists() })),
  )

  app.get(
    '/checklists/:slug',
    {
      schema: {
        operationId: 'getChecklist',
        summary: 'Read a checklist',
        tags,
        params: z.strictObject({ slug: z.string().max(60) }),
        querystring: z.strictObject({
          version: z.coerce.number().int().min(1).max(10_000).optional().describe('The newest by default.'),
        }),
        response: { 200: Checklist, ...problems },
      },
    },
    async (request, reply) => {
      const checklist = findChecklist(request.params.slug, request.query.version)
      if (!checklist) throw problem('not-found')
      return sendAnswer(reply, answerOk(checklist))
    },
  )
}
