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
import { pageText } from './page-text.ts'
import { createReadTimeline } from './timeline.ts'

const tags = ['events']
const params = z.strictObject({ id: Id })
const Sequence = z.coerce.number().int().min(1).max(2_147_483_647)

const ok = (body: string) => ({ status: 200, headers: {}, body })

const timelines = [
  {
    kind: 'donation',
    plural: 'donations',
    noun: 'a donation',
    listId: 'listDonationEvents',
    getId: 'getDonationEvent',
    summary:
      'Read the timeline of a donation: its log, with that of its shipments and units, from the beginning',
  },
  {
    kind: 'need',
    plural: 'needs',
    noun: 'a need',
    listId: 'listNeedEvents',
    getId: 'getNeedEvent',
    summary: 'Read the timeline of a need: what happened to it, from the beginning',
  },
  {
    kind: 'memorandum',
    plural: 'memoranda',
    noun: 'a memorandum',
    listId: 'listMemorandumEvents',
    getId: 'getMemorandumEvent',
    summary: 'Read the timeline of a memorandum: what happened to it, from the beginning',
  },
  {
    kind: 'programme',
    plural: 'programmes',
    noun: 'a programme',
    listId: 'listProgrammeEvents',
    getId: 'getProgrammeEvent',
    summary: 'Read the timeline of a programme: what happened to it, from the beginning',
  },
  {
    kind: 'recall',
    plural: 'recalls',
    noun: 'a recall',
    listId: 'listRecallEvents',
    getId: 'getRecallEvent',
    summary: 'Read the timeline of a recall: what happened to it, from the beginning',
  },
  {
    kind: 'endpoint',
    plural: 'endpoints',
    noun: 'an endpoint',
    listId: 'listEndpointEvents',
    getId: 'getEndpointEvent',
    summary: 'Read the timeline of an endpoint: what happened to it, from the beginning',
  },
] as const

export const eventRoutes: FastifyPluginAsyncZod<{ db: Database }> = async (app, { db }) => {
  for (const { kind, plural, noun, listId, getId, summary } of timelines) {
    const readTimeline = createReadTimeline(db, kind)

    app.get(
      `/${plural}/:id/events`,
      {
        schema: {
          operationId: listId,
          summary,
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
      `/${plural}/:id/events/:sequence`,
      {
        schema: {
          operationId: getId,
          summary: `Read one event of ${noun}`,
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
  }
}
