import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Id, line, page, pageQuery } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import { NewShipment, Shipment, ShipmentSummary } from '../../schemas/shipment.ts'
import { createGetView } from '../engine/find.ts'
import { getPrincipal, getSender } from '../keys/principal.ts'
import { sendPage } from '../paging.ts'
import { readIdempotency, sendAnswer } from '../requests.ts'
import { addResourceRoutes, answerWith, type CheckEvent, type RouteOptions } from '../resource-routes.ts'
import { createListShipments } from './list.ts'
import { planShipment } from './plan.ts'
import { toShipment } from './resource.ts'
import { checkPacked } from './serial-numbers.ts'

const tags = ['shipments']
const params = z.strictObject({ id: Id })
const filters = z.strictObject({
  donation: Id.describe('The donation whose they are.'),
  state: line(40).optional(),
})

interface ShipmentOptions extends RouteOptions {
  /** Throws where a paper that an event records names what is not there. */
  checkPapers: (
    event: { type: string; data: Record<string, unknown> },
    shipment: string,
  ) => Promise<undefined>
  /** Throws where a permit that a paper names is used already. */
  checkLeave: CheckEvent
  /** Throws where a gate keeps the shipment back, or the sender may not open it. */
  checkGates: (
    event: { type: string; data: Record<string, unknown>; occurredAt?: string; organization: string },
    shipment: string,
  ) => Promise<undefined>
}

export const shipmentRoutes: FastifyPluginAsyncZod<ShipmentOptions> = async (app, options) => {
  const { db, engine, details, checkPapers, checkLeave, checkGates } = options
  const listShipments = createListShipments(db)

  app.post(
    '/donations/:id/shipments',
    {
      schema: {
        operationId: 'planShipment',
        summary: 'Plan a shipment of a donation, with the units it will carry',
        tags,
        params,
        body: NewShipment,
        response: { 201: Shipment, ...problems },
      },
    },
    async (request, reply) => {
      const sender = getSender(request)
      const { body, params } = request
      const answer = await engine.answerOnce(readIdempotency(request), async (tx) => {
        const id = await planShipment(tx, details, sender, params.id, body)
        const view = await createGetView(tx, 'shipment', details)(id, sender.organization)
        return answerWith(201, toShipment(view), view, `/v1/shipments/${id}`)
      })
      return sendAnswer(reply, answer)
    },
  )

  app.get(
    '/shipments',
    {
      schema: {
        operationId: 'listShipments',
        summary: 'List the shipments of a donation, newest first',
        tags,
        querystring: z.strictObject({ ...pageQuery, ...filters.shape }),
        response: { 200: page(ShipmentSummary), ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getPrincipal(request)
      return sendPage(request, reply, 'shipments', (filter, page) =>
        listShipments(organization, filter, page),
      )
    },
  )

  addResourceRoutes(app, {
    ...options,
    kind: 'shipment',
    plural: 'shipments',
    schema: Shipment,
    toResource: toShipment,
    prepare: async (event, id, { organization }) => {
      await checkPapers(event, id)
      await checkGates({ ...event, organization }, id)
    },
    checks: { 'shipment.packed': checkPacked, 'document.recorded': checkLeave },
  })
}
