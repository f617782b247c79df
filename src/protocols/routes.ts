import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { problems } from '../../schemas/problem.ts'
import { Protocol } from '../../schemas/protocol.ts'
import { findProtocol, protocols } from '../../schemas/protocol-catalogue.ts'
import { problem } from '../problems/problem.ts'
import { answerOk, sendAnswer } from '../requests.ts'

const tags = ['protocols']

/** Acceptance protocols: shipped with the service, every version of them. */
export const protocolRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/protocols',
    {
      schema: {
        operationId: 'listProtocols',
        summary: 'List the acceptance protocols, the newest version of each',
        tags,
        response: { 200: z.object({ items: z.array(Protocol) }), ...problems },
      },
    },
    async (_request, reply) => {
      const slugs = [...new Set(protocols.map(({ slug }) => slug))]
      const items = slugs.flatMap((slug) => findProtocol(slug) ?? [])
      return sendAnswer(reply, answerOk({ items }))
    },
  )

  app.get(
    '/protocols/:slug',
    {
      schema: {
        operationId: 'getProtocol',
        summary: 'Read an acceptance protocol',
        tags,
        params: z.strictObject({ slug: z.string().max(60) }),
        querystring: z.strictObject({
          version: z.coerce.number().int().min(1).max(10_000).optional().describe('The newest by default.'),
        }),
        response: { 200: Protocol, ...problems },
      },
    },
    async (request, reply) => {
      const protocol = findProtocol(request.params.slug, request.query.version)
      if (!protocol) throw problem('not-found')
      return sendAnswer(reply, answerOk(protocol))
    },
  )
}
