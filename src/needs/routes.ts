import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Need, NeedChange, NeedSummary, NewNeed, Urgency } from '../../schemas/need.ts'
import { Id, line, page, pageQuery } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import { Region } from '../../schemas/region.ts'
import { getPrincipal, getSender } from '../keys/principal.ts'
import { takeMergePatch } from '../merge-patch.ts'
import { sendPage } from '../paging.ts'
import { readIdempotency, readIfMatch, sendAnswer } from '../requests.ts'
import { addResourceRoutes, type RouteOptions } from '../resource-routes.ts'
import { changeNeed } from './change.ts'
import { createNeed } from './create.ts'
import { isShown } from './find.ts'
import { createListNeeds, createListOpenNeeds } from './list.ts'
import { toNeed } from './resource.ts'

const tags = ['needs']
const params = z.strictObject({ id: Id })
const filters = { equipmentType: Id.optional(), region: Region.optional(), urgency: Urgency.optional() }

export const needRoutes: FastifyPluginAsyncZod<RouteOptions> = async (app, options) => {
  const { db, engine, details } = options
  const [listNeeds, listOpenNeeds] = [createListNeeds(db), createListOpenNeeds(db)]

  app.post(
    '/needs',
    {
      schema: {
        operationId: 'createNeed',
        summary: 'Write down what a hospital needs',
        description: 'It is a draft: the hospital submits it to its health authority, which endorses it.',
        tags,
        body: NewNeed,
        response: { 201: Need, ...problems },
      },
    },
    async (request, reply) => {
      const sender = getSender(request)
      const answer = await engine.answerOnce(readIdempotency(request), (tx) =>
        createNeed(tx, details, sender, request.body),
      )
      return sendAnswer(reply, answer)
    },
  )

  app.get(
    '/needs',
    {
      schema: {
        operationId: 'listNeeds',
        summary: 'List the needs the caller is a party to, newest first',
        description: 'As the hospital that asks, the authority that endorses, or a donor that covers a part.',
        tags,
        querystring: z.strictObject({ ...pageQuery, state: line(40).optional(), ...filters }),
        response: { 200: page(NeedSummary), ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getPrincipal(request)
      return sendPage(request, reply, 'needs', (filter, page) => listNeeds(organization, filter, page))
    },
  )

  app.get(
    '/open-needs',
    {
      schema: {
        operationId: 'listOpenNeeds',
        summary: 'Browse what hospitals need, the most urgent first',
        description:
          'Endorsed needs of all hospitals of which pledges do not cover everything yet; of the same urgency the oldest first.',
        tags,
        querystring: z.strictObject({ ...pageQuery, ...filters, hospital: Id.optional() }),
        response: { 200: page(NeedSummary), ...problems },
      },
    },
    async (request, reply) =>
      sendPage(request, reply, 'open-needs', (filter, page) => listOpenNeeds(filter, page)),
  )

  addResourceRoutes(app, {
    ...options,
    kind: 'need',
    plural: 'needs',
    schema: Need,
    toResource: toNeed,
    isShown,
  })

  await takeMergePatch(app, (patching) =>
    patching.patch(
      '/needs/:id',
      {
        schema: {
          operationId: 'changeNeed',
          summary: 'Change what a hospital needs',
          description:
            'A JSON merge patch (RFC 7396) by the hospital. A draft can be changed as a whole; of what is endorsed the ' +
            'contact, the day, and the quantity downwards, as far as pledges leave room. Where nothing changes, nothing is noted.',
          tags,
          params,
          body: NeedChange,
          response: { 200: Need, ...problems },
        },
      },
      async (request, reply) => {
        const sender = getSender(request)
        const [ifMatch, idempotency] = [readIfMatch(request), readIdempotency(request)]
        const changing = { sender, id: request.params.id, ifMatch, change: request.body }
        const answer = await engine.answerOnce(idempotency, (tx) => changeNeed(tx, details, changing))
        return sendAnswer(reply, answer)
      },
    ),
  )
}
