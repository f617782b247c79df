import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Memorandum, NewMemorandum } from '../../schemas/memorandum.ts'
import { line, page, pageQuery } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import { createListViews } from '../engine/list.ts'
import { getPrincipal, getSender } from '../keys/principal.ts'
import { sendPage } from '../paging.ts'
import { readIdempotency, sendAnswer } from '../requests.ts'
import { addResourceRoutes, type RouteOptions } from '../resource-routes.ts'
import { checkMemorandum } from './check.ts'
import { draftMemorandum } from './create.ts'
import { toMemorandum } from './resource.ts'

const tags = ['memoranda']

export const memorandumRoutes: FastifyPluginAsyncZod<RouteOptions> = async (app, options) => {
  const { db, engine, details } = options
  const listViews = createListViews(db, 'memorandum', details)

  app.post(
    '/memoranda',
    {
      schema: {
        operationId: 'draftMemorandum',
        summary: 'Lay a memorandum before its parties',
        description:
          'Every party signs with the event `memorandum.signed`. One that is not signed by all within its validity expires.',
        tags,
        body: NewMemorandum,
        response: { 201: Memorandum, ...problems },
      },
    },
    async (request, reply) => {
      const sender = getSender(request)
      const { body } = request
      checkMemorandum(body, sender.organization)
      const answer = await engine.answerOnce(readIdempotency(request), (tx) =>
        draftMemorandum(tx, details, sender, body),
      )
      return sendAnswer(reply, answer)
    },
  )

  app.get(
    '/memoranda',
    {
      schema: {
        operationId: 'listMemoranda',
        summary: 'List the memoranda the caller is a party to, newest first',
        tags,
        querystring: z.strictObject({ ...pageQuery, state: line(40).optional() }),
        response: { 200: page(Memorandum), ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getPrincipal(request)
      return sendPage(request, reply, 'memoranda', async (filter, page) =>
        (await listViews(organization, filter, page)).map(toMemorandum),
      )
    },
  )

  addResourceRoutes(app, {
    ...options,
    kind: 'memorandum',
    plural: 'memoranda',
    schema: Memorandum,
    toResource: toMemorandum,
  })
}
