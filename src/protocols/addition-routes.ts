import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Id } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import { AdditionalCheck, NewCheck } from '../../schemas/protocol.ts'
import type { Database } from '../database/client.ts'
import type { Engine } from '../engine/engine.ts'
import { getSender } from '../keys/principal.ts'
import { answerAt, answerOk, readIdempotency, sendAnswer } from '../requests.ts'
import { addCheck, listAdditions, toAdditionalCheck, withdrawCheck } from './additions.ts'

const tags = ['protocols']
const params = z.strictObject({ id: Id })

/** What a hospital checks besides the protocol. */
export const additionRoutes: FastifyPluginAsyncZod<{ db: Database; engine: Engine }> = async (
  app,
  { db, engine },
) => {
  app.post(
    '/equipment-types/:id/checks',
    {
      schema: {
        operationId: 'addCheck',
        summary: 'Add a check of the own hospital to the protocol of an equipment type',
        description: 'It is pinned to units that are planned for the hospital from now on.',
        tags,
        params,
        body: NewCheck,
        response: { 201: AdditionalCheck, ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getSender(request)
      const answer = await engine.answerOnce(readIdempotency(request), async (tx) => {
        const added = await addCheck(tx, organization, request.params.id, request.body.check)
        return answerAt(`/v1/equipment-types/${request.params.id}/checks`, added)
      })
      return sendAnswer(reply, answer)
    },
  )

  app.get(
    '/equipment-types/:id/checks',
    {
      schema: {
        operationId: 'listChecks',
        summary: 'List the checks that the own hospital added to an equipment type',
        tags,
        params,
        response: { 200: z.object({ items: z.array(AdditionalCheck) }), ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getSender(request)
      const rows = await listAdditions(db, organization, request.params.id)
      return sendAnswer(reply, answerOk({ items: rows.map(toAdditionalCheck) }))
    },
  )

  app.post(
    '/checks/:id/withdrawals',
    {
      schema: {
        operationId: 'withdrawCheck',
        summary: 'Withdraw a check of the own hospital',
        description: 'Units to which it was pinned keep it.',
        tags,
        params,
        body: z.strictObject({}),
        response: { 200: AdditionalCheck, ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getSender(request)
      const answer = await engine.answerOnce(readIdempotency(request), async (tx) => {
        const withdrawn = await withdrawCheck(tx, organization, request.params.id)
        return answerOk(withdrawn)
      })
      return sendAnswer(reply, answer)
    },
  )
}
