import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Key, MadeKey, NewKey, Revocation, Rotation } from '../../schemas/key.ts'
import { Id, page, pageQuery } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import type { Database } from '../database/client.ts'
import type { Engine } from '../engine/engine.ts'
import { sendPage } from '../paging.ts'
import { problem } from '../problems/problem.ts'
import { answerOk, readIdempotency, sendAnswer } from '../requests.ts'
import { answerMade } from '../secret-answer.ts'
import { checkGrant, createKey, rotateKey, toMade } from './make.ts'
import { getPrincipal, getSender } from './principal.ts'
import { createListKeys, findKey, isOrganization, revokeKey } from './repository.ts'
import { toKey } from './resource.ts'

const params = z.strictObject({ id: Id })
const tags = ['keys']
const config = { scope: 'keys' } as const

export const keyRoutes: FastifyPluginAsyncZod<{ db: Database; engine: Engine }> = async (
  app,
  { db, engine },
) => {
  const listKeys = createListKeys(db)

  app.post(
    '/organizations/:id/keys',
    {
      config: { operator: true },
      schema: {
        operationId: 'createOrganizationKey',
        summary: 'Make a key for an organization, such as its first',
        tags,
        params,
        body: NewKey,
        response: { 201: MadeKey, ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const answer = await answerMade(engine, readIdempotency(request), async (tx) => {
        if (!(await isOrganization(tx, id))) throw problem('not-found')
        return toMade(await createKey(tx, id, request.body))
      })
      return sendAnswer(reply, answer)
    },
  )

  app.get(
    '/keys',
    {
      config,
      schema: {
        operationId: 'listKeys',
        summary: 'List the keys of the own organization',
        tags,
        querystring: z.strictObject(pageQuery),
        response: { 200: page(Key), ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getSender(request)
      return sendPage(request, reply, 'keys', (_filter, page) => listKeys(organization, page))
    },
  )

  app.post(
    '/keys',
    {
      config,
      schema: {
        operationId: 'createKey',
        summary: 'Make a key of the own organization',
        description: 'A key hands out only scopes that it has itself.',
        tags,
        body: NewKey,
        response: { 201: MadeKey, ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getSender(request)
      const answer = await answerMade(engine, readIdempotency(request), async (tx) => {
        checkGrant(getPrincipal(request).scopes, request.body.scopes)
        return toMade(await createKey(tx, organization, request.body))
      })
      return sendAnswer(reply, answer)
    },
  )

  app.get(
    '/keys/:id',
    {
      config,
      schema: {
        operationId: 'getKey',
        summary: 'Read a key of the own organization',
        tags,
        params,
        response: { 200: Key, ...problems },
      },
    },
    async (request) => {
      const row = await findKey(db, getSender(request).organization, request.params.id)
      if (!row) throw problem('not-found')
      return toKey(row)
    },
  )

  app.post(
    '/keys/:id/rotations',
    {
      config,
      schema: {
        operationId: 'rotateKey',
        summary: 'Replace a key by a new one',
        description:
          'The successor has the same name and scopes, and as long a life. The old key goes on working for the overlap.',
        tags,
        params,
        body: Rotation,
        response: { 201: MadeKey, ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getSender(request)
      const held = getPrincipal(request).scopes
      const answer = await answerMade(engine, readIdempotency(request), async (tx) =>
        toMade(await rotateKey(tx, { organization, id: request.params.id, held, ...request.body })),
      )
      return sendAnswer(reply, answer)
    },
  )

  // Not a DELETE: the key stays in the list, since what it did is signed with its id, and the request is made under an
  // `Idempotency-Key` like every other change.
  app.post(
    '/keys/:id/revocations',
    {
      config,
      schema: {
        operationId: 'revokeKey',
        summary: 'Revoke a key',
        description: 'It stops working everywhere within 5 seconds, for good. A key can revoke itself.',
        tags,
        params,
        body: Revocation,
        response: { 200: Key, ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getSender(request)
      const answer = await engine.answerOnce(readIdempotency(request), async (tx) => {
        const row = await revokeKey(tx, organization, request.params.id)
        if (!row) throw problem('not-found')
        return answerOk(toKey(row))
      })
      return sendAnswer(reply, answer)
    },
  )
}
