import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Delivery, DeliveryState, DeliverySummary } from '../../schemas/delivery.ts'
import { EventPattern } from '../../schemas/endpoint.ts'
import { Id, page, pageQuery } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import { isEventPattern } from '../../workflows/catalogue.ts'
import { getPrincipal, getSender } from '../keys/principal.ts'
import { readCursor, sendStretch } from '../paging.ts'
import { chooseLanguage } from '../problems/language.ts'
import { problem } from '../problems/problem.ts'
import { readIdempotency, sendAnswer } from '../requests.ts'
import { checkOwner, getDelivery, listDeliveries, resendDelivery } from './deliveries.ts'
import type { EndpointOptions } from './options.ts'

const tags = ['deliveries']
const params = z.strictObject({ id: Id, event: Id })
const body = z.strictObject({}).nullable().describe('Nothing; a body is not needed.')

export const deliveryRoutes: FastifyPluginAsyncZod<Pick<EndpointOptions, 'db' | 'engine'>> = async (
  app,
  { db, engine },
) => {
  app.get(
    '/endpoints/:id/deliveries',
    {
      schema: {
        operationId: 'listDeliveries',
        summary: 'List the deliveries of an endpoint, newest first',
        description:
          'A page looks at a bounded number of deliveries for those that its filter asks for: it may hold fewer than its ' +
          'limit, even none, while `next` leads on.',
        tags,
        params: z.strictObject({ id: Id }),
        querystring: z.strictObject({
          ...pageQuery,
          state: DeliveryState.optional(),
          type: EventPattern.optional(),
        }),
        response: { 200: page(DeliverySummary), ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { limit, cursor, ...filter } = request.query
      await checkOwner(db, getPrincipal(request).organization, id)
      if (filter.type && !isEventPattern(filter.type))
        throw problem('unknown-event-pattern', { errors: [{ in: 'query', name: 'type' }] })
      const list = { list: 'deliveries', id, ...filter }
      const after = readCursor(cursor, list)
      return sendStretch(request, reply, { after, limit, filter: list }, (page) =>
        listDeliveries(db, id, filter, page),
      )
    },
  )

  app.get(
    '/endpoints/:id/deliveries/:event',
    {
      schema: {
        operationId: 'getDelivery',
        summary: 'Read a delivery with its attempts',
        tags,
        params,
        response: { 200: Delivery, ...problems },
      },
    },
    async (request, reply) => {
      const { id, event } = request.params
      await checkOwner(db, getPrincipal(request).organization, id)
      const language = chooseLanguage(request.headers)
      reply.headers({ 'content-language': language, vary: 'accept-language' })
      return getDelivery(db, id, event, language)
    },
  )

  app.post(
    '/endpoints/:id/deliveries/:event/resends',
    {
      schema: {
        operationId: 'resendDelivery',
        summary: 'Deliver an event to an endpoint again',
        description:
          'At once, with the whole schedule of retries before it, and under the same `webhook-id`. It does not matter ' +
          'whether it was delivered before.',
        tags,
        params,
        body,
        response: { 200: Delivery, ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getSender(request)
      const { id, event } = request.params
      const language = chooseLanguage(request.headers)
      const answer = await engine.answerOnce(readIdempotency(request), async (tx) => {
        await resendDelivery(tx, organization, id, event)
        const delivery = await getDelivery(tx, id, event, language)
        const headers = { 'content-language': language, vary: 'accept-language' }
        return { status: 200, headers, body: JSON.stringify(delivery) }
      })
      return sendAnswer(reply, answer)
    },
  )
}
