import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Id, line, page, pageQuery } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import { Unit, UnitSummary } from '../../schemas/unit.ts'
import { getPrincipal } from '../keys/principal.ts'
import { linkNext, readCursor, toPage } from '../paging.ts'
import { sendAnswer } from '../requests.ts'
import { addResourceRoutes, type RouteOptions } from '../resource-routes.ts'
import { createListUnits } from './list.ts'
import { toUnit } from './resource.ts'

const filters = z.strictObject({
  donation: Id.describe('The donation whose they are.'),
  shipment: Id.optional(),
  state: line(40).optional(),
})

export const unitRoutes: FastifyPluginAsyncZod<RouteOptions> = async (app, options) => {
  const listUnits = createListUnits(options.db)

  app.get(
    '/units',
    {
      schema: {
        operationId: 'listUnits',
        summary: 'List the units of a donation, newest first',
        tags: ['units'],
        querystring: z.strictObject({ ...pageQuery, ...filters.shape }),
        response: { 200: page(UnitSummary), ...problems },
      },
    },
    async (request, reply) => {
      const { limit, cursor, ...filter } = request.query
      const list = { list: 'units', ...filter }
      const after = readCursor(cursor, list)
      const rows = await listUnits(getPrincipal(request).organization, filter, { after, limit: limit + 1 })
      const found = toPage(rows, limit, list)
      linkNext(request, reply, found.next)
      return sendAnswer(reply, { status: 200, headers: {}, body: JSON.stringify(found) })
    },
  )

  addResourceRoutes(app, { ...options, kind: 'unit', plural: 'units', schema: Unit, toResource: toUnit })
}
