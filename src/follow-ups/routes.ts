import { toSVG } from '@bwip-js/node'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { FollowUpLink, NewFollowUpLink, OpenFollowUp } from '../../schemas/follow-up.ts'
import { Id, page, pageQuery } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import { getPrincipal, getSender } from '../keys/principal.ts'
import { sendPage } from '../paging.ts'
import { answerAt, answerOk, readIdempotency, sendAnswer } from '../requests.ts'
import type { RouteOptions } from '../resource-routes.ts'
import { answerShowing } from '../secret-answer.ts'
import { endLink, issueLink } from './links.ts'
import { createListFollowUps } from './list.ts'

export interface FollowUpOptions extends RouteOptions {
  /** The address at which people reach a path of the service. */
  linkTo: (path: string) => string
}

const filters = z.strictObject({
  state: z.enum(['due', 'overdue']).optional(),
  donation: Id.optional().describe('The donation whose they are.'),
})

const tags = ['follow-ups']
const params = z.strictObject({ id: Id })

export const followUpRoutes: FastifyPluginAsyncZod<FollowUpOptions> = async (app, options) => {
  const { db, engine, details, linkTo } = options
  const listFollowUps = createListFollowUps(db)

  app.get(
    '/follow-ups',
    {
      schema: {
        operationId: 'listFollowUps',
        summary: 'List the units with a follow-up that awaits its answer',
        tags,
        querystring: z.strictObject({ ...pageQuery, ...filters.shape }),
        response: { 200: page(OpenFollowUp), ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getPrincipal(request)
      return sendPage(request, reply, 'follow-ups', (filter, page) =>
        listFollowUps(organization, filter, page),
      )
    },
  )

  app.post(
    '/donations/:id/follow-up-links',
    {
      schema: {
        operationId: 'issueFollowUpLink',
        summary: 'Make a link by which the hospital answers follow-ups without an account',
        tags,
        params,
        body: NewFollowUpLink,
        response: { 201: FollowUpLink, ...problems },
      },
    },
    async (request, reply) => {
      const sender = getSender(request)
      const answer = await answerShowing(engine, readIdempotency(request), async (tx) => {
        const { token, ...link } = await issueLink(tx, details, sender, request.params.id, request.body)
        const url = linkTo(`/f/${token}`)
        return {
          answer: answerAt(`/v1/donations/${link.donation}`, link),
          shown: { url, qr: toSVG({ bcid: 'qrcode', text: url }) },
        }
      })
      return sendAnswer(reply, answer)
    },
  )

  app.post(
    '/follow-up-links/:id/revocations',
    {
      schema: {
        operationId: 'revokeFollowUpLink',
        summary: 'End a follow-up link, for good',
        tags,
        params,
        body: z.strictObject({}),
        response: { 200: FollowUpLink, ...problems },
      },
    },
    async (request, reply) => {
      const sender = getSender(request)
      const answer = await engine.answerOnce(readIdempotency(request), async (tx) =>
        answerOk(await endLink(tx, details, sender, request.params.id)),
      )
      return sendAnswer(reply, answer)
    },
  )
}
