import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Id, line, page, pageQuery } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import { Unit, UnitSummary } from '../../schemas/unit.ts'
import type { FindMissing } from '../inspection-photos.ts'
import { getPrincipal } from '../keys/principal.ts'
import { sendPage } from '../paging.ts'
import { addResourceRoutes, type RouteOptions } from '../resource-routes.ts'
import { createListUnits } from './list.ts'
import { createCheckPhotos } from './photos.ts'
import { toUnit } from './resource.ts'

const filters = z.strictObject({
  donation: Id.describe('The donation whose they are.'),
  shipment: Id.optional(),
  state: line(40).optional(),
})

interface UnitOptions extends RouteOptions {
  findMissing: FindMissing
}

export const unitRoutes: FastifyPluginAsyncZod<UnitOptions> = async (app, options) => {
  const listUnits = createListUnits(options.db)
  const checkPhotos = createCheckPhotos(options)

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
      const { organization } = getPrincipal(request)
      return sendPage(request, reply, 'units', (filter, page) => listUnits(organization, filter, page))
    },
  )

  addResourceRoutes(app, {
    ...options,
    kind: 'unit',
    plural: 'units',
    schema: Unit,
    toResource: toUnit,
    prepare: checkPhotos,
  })
}
