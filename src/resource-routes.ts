import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { type Kind, loneKinds } from '../schemas/event.ts'
import { Id } from '../schemas/primitives.ts'
import { problems } from '../schemas/problem.ts'
import { eventRequest } from '../workflows/event-request.ts'
import type { Database, Tx } from './database/client.ts'
import type { Answer } from './engine/answer.ts'
import type { Sender } from './engine/dispatch.ts'
import type { Engine } from './engine/engine.ts'
import { createGetView } from './engine/find.ts'
import type { Details } from './engine/read.ts'
import { etag, type View } from './engine/view.ts'
import { getPrincipal, getSender } from './keys/principal.ts'
import { readIdempotency, readIfMatch, sendAnswer } from './requests.ts'

export interface RouteOptions {
  db: Database
  engine: Engine
  details: Details
}

/** Throws where what else is in the stream stands against the data of an event to a row. */
export type CheckEvent = (tx: Tx, id: string, data: Record<string, unknown>) => Promise<void>

interface ResourceOptions<Extra> extends RouteOptions {
  kind: Kind
  /** Path segment, and tag in the API reference. */
  plural: string
  schema: z.ZodType
  toResource: (view: View, extra?: Extra) => unknown
  /** Whether every organization sees the row `t` of `workflows`, be it a party or not. */
  isShown?: Parameters<typeof createGetView>[3]
  /** Looks up, before an event is sent, what its answer needs besides; throws where the event names what is not. */
  prepare?: (
    event: { type: string; data: Record<string, unknown>; occurredAt?: string },
    id: string,
    sender: Sender,
  ) => Promise<Extra | undefined>
  /** By type of event, where nobody else may change the stream between a check and the event. */
  checks?: Readonly<Record<string, CheckEvent>>
}

const params = z.strictObject({ id: Id })
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** The answer that shows a resource: its JSON, its ETag, and where it made something, where that is. */
export const answerWith = (status: number, resource: unknown, view: View, location?: string): Answer => ({
  status,
  headers: { etag: etag(view.row.version), ...(location && { location }) },
  body: JSON.stringify(resource),
})

/** The two routes that every resource with a workflow has: read it, and send it an event. */
export const addResourceRoutes = <Extra>(
  instance: FastifyInstance,
  { db, engine, details, kind, plural, schema, toResource, isShown, prepare, checks }: ResourceOptions<Extra>,
) => {
  const app = instance.withTypeProvider<ZodTypeProvider>()
  const getView = createGetView(db, kind, details, isShown)
  const tags = [plural]
  // An event is found in the timeline of its stream: a donation's is that of its shipments and units as well.
  const streams = loneKinds.some((lone) => lone === kind) ? plural : 'donations'

  app.get(
    `/${plural}/:id`,
    {
      schema: {
        operationId: `get${capital(kind)}`,
        summary: `Read a ${kind}`,
        tags,
        params,
        response: { 200: schema, ...problems },
      },
    },
    async (request, reply) => {
      const view = await getView(request.params.id, getPrincipal(request).organization)
      return sendAnswer(reply, answerWith(200, toResource(view), view))
    },
  )

  app.post(
    `/${plural}/:id/events`,
    {
      schema: {
        operationId: `append${capital(kind)}Event`,
        summary: `Send an event to a ${kind}`,
        tags,
        params,
        body: eventRequest(kind),
        response: { 201: schema, ...problems },
      },
    },
    async (request, reply) => {
      const event = request.body
      // What it misses is told only to a sender who may send the event: the reply is made last of all.
      const sender = getSender(request)
      const [prepared] = await Promise.allSettled([prepare?.(event, request.params.id, sender)])
      const check = checks?.[event.type]
      const answer = await engine.dispatch({
        kind,
        id: request.params.id,
        event,
        sender,
        ifMatch: readIfMatch(request),
        request: readIdempotency(request),
        check: check && ((tx) => check(tx, request.params.id, event.data)),
        reply: (after) => {
          if (prepared.status === 'rejected') throw prepared.reason
          const location = `/v1/${streams}/${after.row.streamId}/events/${after.sequence}`
          return answerWith(201, toResource(after, prepared.value), after, location)
        },
      })
      return sendAnswer(reply, answer)
    },
  )
}
