import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import {
  Endpoint,
  EndpointChange,
  MadeEndpoint,
  MadeSecret,
  NewEndpoint,
  SecretRotation,
} from '../../schemas/endpoint.ts'
import { Id, line, page, pageQuery } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import { createListViews } from '../engine/list.ts'
import { getPrincipal, getSender } from '../keys/principal.ts'
import { takeMergePatch } from '../merge-patch.ts'
import { sendPage } from '../paging.ts'
import { readIdempotency, readIfMatch, sendAnswer } from '../requests.ts'
import { addResourceRoutes } from '../resource-routes.ts'
import { answerMade } from '../secret-answer.ts'
import { changeEndpoint } from './change.ts'
import { checkSettings } from './check.ts'
import { checkReachable } from './check-url.ts'
import { createEndpoint } from './create.ts'
import type { EndpointOptions } from './options.ts'
import { toEndpoint } from './resource.ts'
import { rotateSecret } from './rotate.ts'
import { getKeyring } from './secrets.ts'

const tags = ['endpoints']
const params = z.strictObject({ id: Id })

export const endpointRoutes: FastifyPluginAsyncZod<EndpointOptions> = async (app, options) => {
  const { db, engine, details, keyring } = options
  const listViews = createListViews(db, 'endpoint', details)

  /**
   * Looks a URL up before the transaction, which must not wait for a name server. What is wrong with it is told inside:
   * the same request made again gets its kept answer whatever its name leads to by then.
   */
  const prepareUrl = async (url: string | undefined) => {
    if (url === undefined) return () => {}
    const [outcome] = await Promise.allSettled([checkReachable(url, options)])
    return () => {
      if (outcome.status === 'rejected') throw outcome.reason
    }
  }

  app.post(
    '/endpoints',
    {
      schema: {
        operationId: 'createEndpoint',
        summary: 'Register a URL that events are delivered to',
        tags,
        body: NewEndpoint,
        response: { 201: MadeEndpoint, ...problems },
      },
    },
    async (request, reply) => {
      const sender = getSender(request)
      const { body } = request
      checkSettings(body)
      const keys = getKeyring(keyring)
      const idempotency = readIdempotency(request)
      const checkUrl = await prepareUrl(body.url)
      const answer = await answerMade(engine, idempotency, (tx) => {
        checkUrl()
        return createEndpoint(tx, { details, keyring: keys }, sender, body)
      })
      return sendAnswer(reply, answer)
    },
  )

  app.get(
    '/endpoints',
    {
      schema: {
        operationId: 'listEndpoints',
        summary: 'List the endpoints of the own organization, newest first',
        tags,
        querystring: z.strictObject({ ...pageQuery, state: line(40).optional() }),
        response: { 200: page(Endpoint), ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getPrincipal(request)
      return sendPage(request, reply, 'endpoints', async (filter, page) =>
        (await listViews(organization, filter, page)).map(toEndpoint),
      )
    },
  )

  addResourceRoutes(app, {
    ...options,
    kind: 'endpoint',
    plural: 'endpoints',
    schema: Endpoint,
    toResource: toEndpoint,
  })

  await takeMergePatch(app, (patching) =>
    patching.patch(
      '/endpoints/:id',
      {
        schema: {
          operationId: 'changeEndpoint',
          summary: 'Change settings of an endpoint',
          description:
            'A JSON merge patch (RFC 7396). What is delivered from now on goes by the new settings, attempts that were ' +
            'waiting included. Where nothing changes, nothing is noted.',
          tags,
          params,
          body: EndpointChange,
          response: { 200: Endpoint, ...problems },
        },
      },
      async (request, reply) => {
        const sender = getSender(request)
        const { body: change } = request
        const [ifMatch, idempotency] = [readIfMatch(request), readIdempotency(request)]
        checkSettings(change)
        const checkUrl = await prepareUrl(change.url)
        const changing = { sender, id: request.params.id, ifMatch, change, checkUrl }
        const answer = await engine.answerOnce(idempotency, (tx) =>
          changeEndpoint(tx, { details, keyring }, changing),
        )
        return sendAnswer(reply, answer)
      },
    ),
  )

  app.post(
    '/endpoints/:id/secrets',
    {
      schema: {
        operationId: 'rotateEndpointSecret',
        summary: 'Give an endpoint a new secret',
        description: 'The old secret goes on signing beside the new one for the overlap.',
        tags,
        params,
        body: SecretRotation,
        response: { 201: MadeSecret, ...problems },
      },
    },
    async (request, reply) => {
      const sender = getSender(request)
      const keys = getKeyring(keyring)
      const rotating = { sender, id: request.params.id, rotation: request.body }
      const answer = await answerMade(engine, readIdempotency(request), (tx) =>
        rotateSecret(tx, { details, keyring: keys }, rotating),
      )
      return sendAnswer(reply, answer)
    },
  )
}
