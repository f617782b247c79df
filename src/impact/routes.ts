import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Impact } from '../../schemas/impact.ts'
import { Id } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import { ProgrammeSlug } from '../../schemas/programme-slug.ts'
import { Region } from '../../schemas/region.ts'
import type { Database } from '../database/client.ts'
import { getSender } from '../keys/principal.ts'
import { createMeasureStates } from './states.ts'
import { createCountUnits } from './units.ts'

const filters = z.strictObject({
  programme: ProgrammeSlug.optional().describe('Slug of a programme.'),
  donor: Id.optional().describe('An organization that gives.'),
  equipmentType: Id.optional().describe('Units of this type, and donations that have any.'),
  region: Region.optional().describe('Region of the hospital, ISO 3166-2.'),
})

export const impactRoutes: FastifyPluginAsyncZod<{ db: Database }> = async (app, { db }) => {
  const countUnits = createCountUnits(db)
  const measureStates = createMeasureStates(db)

  app.get(
    '/impact',
    {
      schema: {
        operationId: 'measureImpact',
        summary: 'Measure what came of the donations that you are a party to',
        tags: ['donations'],
        querystring: filters,
        response: { 200: Impact, ...problems },
      },
    },
    async (request) => {
      const { organization } = getSender(request)
      const [counted, states] = await Promise.all([
        countUnits(organization, request.query),
        measureStates(organization, request.query),
      ])
      return { ...counted, states }
    },
  )
}
