import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { NewRecovery, Recovery } from '../../schemas/delivery.ts'
import { Id } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import { getPrincipal, getSender } from '../keys/principal.ts'
import { answerAt, readIdempotency, sendAnswer } from '../requests.ts'
import { checkOwner } from './deliveries.ts'
import type { EndpointOptions } from './options.ts'
import { getRecovery, insertRecovery } from './recoveries.ts'

const tags = ['deliveries']

type Options = Pick<EndpointOptions, 'db' | 'engine' | 'retentionDays'>

export const recoveryRoutes: FastifyPluginAsyncZod<Options> = async (app, { db, engine, retentionDays }) => {
  app.post(
    '/endpoints/:id/recoveries',
    {
      schema: {
        operationId: 'createRecovery',
        summary: 'Deliver all that was missed in a span of time',
        description:
          'Deliveries that were given up are made again, and events that were never noted for the endpoint are delivered ' +
          'after all, as if it had been there with its present settings. What was delivered stays as it is.',
        tags,
        params: z.strictObject({ id: Id }),
        body: NewRecovery,
        response: { 201: Recovery, ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getSender(request)
      const { id } = request.params
      const answer = await engine.answerOnce(readIdempotency(request), async (tx) => {
        const recovering = { organization, endpoint: id, window: request.body, retentionDays }
        const recovery = await insertRecovery(tx, recovering)
        return answerAt(`/v1/endpoints/${id}/recoveries/${recovery.id}`, recovery)
      })
      return sendAnswer(reply, answer)
    },
  )

  app.get(
    '/endpoints/:id/recoveries/:recovery',
    {
      schema: {
        operationId: 'getRecovery',
        summary: 'Read how far a recovery is',
        tags,
        params: z.strictObject({ id: Id, recovery: Id }),
        response: { 200: Recovery, ...problems },
      },
    },
    async (request) => {
      const { id, recovery } = request.params
      await checkOwner(db, getPrincipal(request).organization, id)
      return getRecovery(db, id, recovery)
    },
  )
}
