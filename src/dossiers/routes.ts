import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { CustomsTimes } from '../../schemas/customs-time.ts'
import { Dossier } from '../../schemas/dossier.ts'
import { Country, Id, line } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import { ProgrammeSlug } from '../../schemas/programme-slug.ts'
import type { Database } from '../database/client.ts'
import type { Details } from '../engine/read.ts'
import { getPrincipal, getSender } from '../keys/principal.ts'
import { createGetDossier } from './dossier.ts'
import { createMeasureTimes } from './times.ts'

interface DossierOptions {
  db: Database
  details: Details
}

const tags = ['shipments']
const filters = z.strictObject({
  origin: Country.optional().describe('Country sent from.'),
  office: line(120).optional().describe('Customs office, as it was named on entry.'),
  programme: ProgrammeSlug.optional().describe('Slug of a programme.'),
})

export const dossierRoutes: FastifyPluginAsyncZod<DossierOptions> = async (app, { db, details }) => {
  const getDossier = createGetDossier(db, details)
  const measureTimes = createMeasureTimes(db)

  app.get(
    '/shipments/:id/dossier',
    {
      schema: {
        operationId: 'getDossier',
        summary: 'Read the customs dossier of a shipment, as of today',
        tags,
        params: z.strictObject({ id: Id }),
        response: { 200: Dossier, ...problems },
      },
    },
    async (request) => getDossier(request.params.id, getPrincipal(request).organization),
  )

  app.get(
    '/customs-times',
    {
      schema: {
        operationId: 'measureCustomsTimes',
        summary: 'Measure how long customs took, by country of origin and office',
        tags,
        querystring: filters,
        response: { 200: CustomsTimes, ...problems },
      },
    },
    async (request) => measureTimes(getSender(request).organization, request.query),
  )
}
