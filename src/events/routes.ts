import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Event } from '../../schemas/event.ts'
import { Id, page, pageQuery } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import type { Database } from '../database/client.ts'
import { getPrincipal } from '../keys/principal.ts'
import { linkNext, makeCursor, readCursor } from '../paging.ts'
import { problem } from '../problems/problem.ts'
import { sendAnswer } from '../requests.ts'
import { createReadFeed, createReadTimeline, type Listed } from './timeline.ts'

const tags = ['events']
const params = z.strictObject({ id: Id })
const Sequence = z.coerce.number().int().min(1).max(2_147_483_647)

// Events are sent as they were hashed, byte for byte, rather than parsed and written anew.
const pageText = (events: Listed[], next: string | undefined) =>
  `{"items":[${events.map(({ text }) => text).join(',')}]${next ? `,"next":${JSON.stringify(next)}` : ''}}`

const ok = (body: string) => ({ status: 200, headers: {}, body })

export const eventRoutes: FastifyPluginAsyncZod<{ db: Database }> = async (app, { db }) => {
  const readTimeline = createReadTimeline(db)
  const readFeed = createReadFeed(db)

  app.get(
    '/donations/:id/events',
    {
      schema: {
        operationId: 'listDonationEvents',
        summary:
          'Read the timeline of a donation: its log, with that of its shipments and units, from the beginning',
        tags,
        params,
        querystring: z.strictObject(pageQuery),
        response: { 200: page(Event), ...problems },
      },
    },
    async (request, reply) => {
      const { limit, cursor } = request.query
      const { id } = request.params
      const list = { list: 'timeline', id }
      const after = readCursor(cursor, list, 'position') ?? '0'
      const rows = await readTimeline(id, getPrincipal(request).organization, after, limit + 1)
      const last = rows[limit - 1]
      const next = rows.length > limit && last ? makeCursor(Number(last.place), list) : undefined
      linkNext(request, reply, next)
      return sendAnswer(reply, ok(pageText(rows.slice(0, limit), next)))
    },
  )

  app.get(
    '/donations/:id/events/:sequence',
    {
      schema: {
        operationId: 'getDonationEvent',
        summary: 'Read one event of a donation',
        tags,
        params: z.strictObject({ id: Id, sequence: Sequence }),
        response: { 200: Event, ...problems },
      },
    },
    async (request, reply) => {
      const { id, sequence } = request.params
      const [event] = await readTimeline(id, getPrincipal(request).organization, String(sequence - 1), 1)
      if (!event) throw problem('not-found')
      return sendAnswer(reply, ok(event.text))
    },
  )

  app.get(
    '/events',
    {
      schema: {
        operationId: 'listEvents',
        summary:
          'Read the feed: every event of the donations the caller is a party to, in the order of their publication',
        tags,
        querystring: z.strictObject(pageQuery),
        response: { 200: page(Event), ...problems },
      },
    },
    async (request, reply) => {
      const { limit, cursor } = request.query
      const { organization } = getPrincipal(request)
      const list = { list: 'feed', organization }
      const after = readCursor(cursor, list, 'position') ?? '0'
      const events = await readFeed(organization, after, limit)
      // The feed goes on: a reader that has come to its end keeps the cursor, and asks again from there.
      const next = makeCursor(Number(events.at(-1)?.place ?? after), list)
      linkNext(request, reply, next)
      return sendAnswer(reply, ok(pageText(events, next)))
    },
  )
}
