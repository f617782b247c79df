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
import { readIdempotency, sendAnswer } from '../requests.ts'
import {
  createFindOrganization,
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
  const findOrganization = createFindOrganization(db)
  const listOrganizations = createListOrganizations(db)

  const getOrganization = async (id: string) => {
    const organization = await findOrganization(id)
    if (!organization) throw problem('not-found')
    return organization
  }

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
        const headers = { location: `/v1/organizations/${organization.id}` }
        return { status: 201, headers, body: JSON.stringify(organization) }
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
    async (request, reply) => {
      const { limit, cursor, ...filter } = request.query
      const list = { limit, cursor, filter: { list: 'organizations', ...filter } }
      return sendPage(request, reply, list, (page) => listOrganizations(filter, page))
    },
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
