import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { NewOrganization, Organization, OrganizationKind } from '../../schemas/organization.ts'
import { Country, Id, line, page, pageQuery } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import type { Database } from '../database/client.ts'
import type { Engine } from '../engine/engine.ts'
import { getSender } from '../keys/principal.ts'
import { sendPage } from '../paging.ts'
import { problem } from '../problems/problem.ts'
import { answerAt, readIdempotency, sendAnswer } from '../requests.ts'
import {
  createGetOrganization,
  createListOrganizations,
  findTaken,
  insertOrganization,
} from './repository.ts'

const tags = ['organizations']
const filters = z.strictObject({
  kind: OrganizationKind.optional(),
  country: Country.optional(),
  q: line(100).optional().describe('Part of the name, in whatever case.'),
})

export const organizationRoutes: FastifyPluginAsyncZod<{ db: Database; engine: Engine }> = async (
  app,
  { db, engine },
) => {
  const getOrganization = createGetOrganization(db)
  const listOrganizations = createListOrganizations(db)

  app.post(
    '/organizations',
    {
      config: { operator: true },
      schema: {
        operationId: 'createOrganization',
        summary: 'Register an organization',
        tags,
        body: NewOrganization,
        response: { 201: Organization, ...problems },
      },
    },
    async (request, reply) => {
      const answer = await engine.answerOnce(readIdempotency(request), async (tx) => {
        const taken = await findTaken(tx, request.body)
        if (taken !== undefined) throw problem('identifier-taken', { pointer: `/identifiers/${taken}` })
        const organization = await insertOrganization(tx, request.body)
        return answerAt(`/v1/organizations/${organization.id}`, organization)
      })
      return sendAnswer(reply, answer)
    },
  )

  app.get(
    '/organizations',
    {
      schema: {
        operationId: 'listOrganizations',
        summary: 'Search the directory of organizations',
        tags,
        querystring: z.strictObject({ ...pageQuery, ...filters.shape }),
        response: { 200: page(Organization), ...problems },
      },
    },
    async (request, reply) =>
      sendPage(request, reply, 'organizations', (filter, page) => listOrganizations(filter, page)),
  )

  app.get(
    '/organizations/me',
    {
      schema: {
        operationId: 'getOwnOrganization',
        summary: 'Read the organization that the key belongs to',
        tags,
        response: { 200: Organization, ...problems },
      },
    },
    async (request) => getOrganization(getSender(request).organization),
  )

  app.get(
    '/organizations/:id',
    {
      schema: {
        operationId: 'getOrganization',
        summary: 'Read an organization',
        tags,
        params: z.strictObject({ id: Id }),
        response: { 200: Organization, ...problems },
      },
    },
    async (request) => getOrganization(request.params.id),
  )
}
