import type { FastifyPluginAsync } from 'fastify'
import { Id } from '../../schemas/primitives.ts'
import type { Database } from '../database/client.ts'
import { problem } from '../problems/problem.ts'
import { sendAnswer } from '../requests.ts'
import { listPublicKeys } from './public-keys.ts'

/**
 * Where receivers find the public keys of their endpoint: a stable URL that asks for no key of ours, so that whatever
 * verifies can fetch them itself.
 */
export const webhookKeyRoutes: FastifyPluginAsync<{ db: Database }> = async (app, { db }) => {
  app.get<{ Params: { endpoint: string } }>(
    '/webhook-keys/:endpoint',
    { schema: { hide: true } },
    async (request, reply) => {
      const { data: endpoint } = Id.safeParse(request.params.endpoint)
      const keys = endpoint ? await listPublicKeys(db, endpoint) : []
      if (keys.length === 0) throw problem('not-found')
      const headers = { 'cache-control': 'public, max-age=60' }
      return sendAnswer(reply, { status: 200, headers, body: JSON.stringify({ keys }) })
    },
  )
}
