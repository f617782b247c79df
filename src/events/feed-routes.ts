import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Event } from '../../schemas/event.ts'
import { page, pageQuery } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import { createTurns } from '../engine/turns.ts'
import { getPrincipal, getSender } from '../keys/principal.ts'
import { linkNext, makeCursor, readCursor } from '../paging.ts'
import { problem } from '../problems/problem.ts'
import { sendAnswer } from '../requests.ts'
import { createReadFeed, type FeedPage, type FeedQuestion } from './feed.ts'
import { feedFilters, toFeedFilter } from './feed-filter.ts'
import { createIsAllowed, type FeedOptions } from './feed-options.ts'
import { createFindNews } from './news.ts'
import { pageText } from './page-text.ts'
import { streamFeed } from './stream.ts'
import { createUnread } from './unread.ts'
import { createWaiting, type Place } from './waiting.ts'

const tags = ['events']

/** Seconds that a request may wait for something to happen. */
const longestWait = 25

/** Events that a stream reads at a time. */
const handful = 20

const empty = (after: string): FeedPage => ({ events: [], end: after, isMore: false })

const filterSays = [
  'A filter means what it means to an endpoint; an event of an endpoint passes by its type, and not at all where',
  'donations, roles or campaigns are asked for.',
].join(' ')

/** Who left while the key was looked up does not say so again, and would keep a place for good. */
const checkThere = ({ raw }: FastifyReply) => {
  if (raw.destroyed) throw problem('malformed-request')
}

export const feedRoutes: FastifyPluginAsyncZod<FeedOptions> = async (app, options) => {
  const { db, engine, onError, beat = 15_000 } = options
  const readFeed = createReadFeed(db)
  const findNews = createFindNews(db)
  const waiting = createWaiting({ findNews, engine, onError })
  const unread = createUnread()
  const isAllowed = createIsAllowed(app.authenticate)
  // However many are woken at once, most connections to the database stay with those who do not wait.
  const takeTurn = createTurns(3)
  app.addHook('preClose', async () => {
    waiting.close()
    unread.close()
  })

  /** Reads until something is found, or the time is up, or nobody is there to be answered. */
  const readOn = async (question: FeedQuestion, place: Place, until: number): Promise<FeedPage> => {
    let found = empty(question.after)
    for (let after = question.after; ; after = found.end) {
      found = await takeTurn(() => readFeed({ ...question, after }))
      const left = until - performance.now()
      if (found.events.length > 0 || found.isMore || left <= 0 || place.isOver()) return found
      await place.pause(left)
    }
  }

  app.get(
    '/events',
    {
      // A request that waits is answered when its time is up; what is left is for the database.
      config: { patience: (longestWait + 15) * 1000 },
      schema: {
        operationId: 'listEvents',
        summary:
          'Read the feed: every event of the donations the caller is a party to, in the order of their publication',
        description: [
          filterSays,
          'One request looks at 2000 events of the feed at most: behind a filter a page may be short, or empty, though',
          'there is more. `next` is on every page and leads on; at the end of the feed it leads to what is yet to come,',
          'and `wait` keeps the request open until something comes.',
        ].join(' '),
        tags,
        querystring: z.strictObject({
          ...pageQuery,
          ...feedFilters,
          wait: z.coerce
            .number()
            .int()
            .min(0)
            .max(longestWait)
            .default(0)
            .describe('Seconds to wait for an event where there is none yet.'),
        }),
        response: { 200: page(Event), ...problems },
      },
    },
    async (request, reply) => {
      const { limit, cursor, wait, ...query } = request.query
      const { organization } = getPrincipal(request)
      const filter = toFeedFilter(query)
      const list = { list: 'feed', organization, ...filter }
      const after = readCursor(cursor, list, 'position') ?? '0'
      const until = performance.now() + wait * 1000
      checkThere(reply)
      const place = wait > 0 ? waiting.enter(getSender(request).organization) : undefined
      if (place) reply.raw.once('close', place.leave)
      try {
        const question = organization && { organization, filter, after, limit }
        let found = question ? await readFeed(question) : empty(after)
        if (question && wait > 0 && found.events.length === 0 && !found.isMore) {
          if (!place) throw problem('too-many-waiting')
          await place.pause(until - performance.now())
          found = await readOn({ ...question, after: found.end }, place, until)
          // Throws where the key was revoked, or ran out, meanwhile.
          await app.authenticate(request)
        }
        // The feed goes on: a reader that has come to its end keeps the cursor, and asks again from there.
        const next = makeCursor(Number(found.end), list)
        linkNext(request, reply, next)
        // A connection that is kept would keep a service that ends.
        if (place?.isOver()) reply.header('connection', 'close')
        return sendAnswer(reply, { status: 200, headers: {}, body: pageText(found.events, next) })
      } finally {
        place?.leave()
      }
    },
  )

  app.get(
    '/events/stream',
    {
      schema: {
        operationId: 'streamEvents',
        summary: 'Follow the feed as server-sent events',
        description: [
          'Begins after `Last-Event-ID` or `cursor`, else with what is published from now on. Of each event `id` is the',
          'cursor to go on from, `event` its type, and `data` the event as the feed has it.',
          filterSays,
          'A comment every 15 seconds says that the stream is alive. A reader that does not read is dropped, and the',
          'stream ends when its key does.',
        ].join(' '),
        tags,
        querystring: z.strictObject({ ...feedFilters, cursor: pageQuery.cursor }),
        // Loose: what is left of the headers says, later on, whether the reader is still allowed to.
        headers: z.looseObject({
          'last-event-id': pageQuery.cursor.describe('The `id` that came last; it goes before `cursor`.'),
        }),
        response: {
          200: {
            description: 'Events.',
            content: { 'text/event-stream': { schema: z.any() } },
          },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { cursor, ...query } = request.query
      const { organization } = getSender(request)
      const filter = toFeedFilter(query)
      const list = { list: 'feed', organization, ...filter }
      const last = request.headers['last-event-id']
      const given = last
        ? readCursor(last, list, 'position', { in: 'header', name: 'Last-Event-ID' })
        : readCursor(cursor, list, 'position')
      checkThere(reply)
      const place = waiting.enter(organization)
      if (!place) throw problem('too-many-waiting')
      reply.raw.once('close', place.leave)
      unread.watch(reply.raw)
      const stream = streamFeed({
        place,
        after: given ?? (await findNews([], '0')).head,
        read: (after) => takeTurn(() => readFeed({ organization, filter, after, limit: handful })),
        toCursor: (position) => makeCursor(Number(position), list),
        isAllowed: () => isAllowed(request),
        beat,
      })
      return reply
        .headers({
          'content-type': 'text/event-stream',
          'cache-control': 'no-store, no-transform',
          // Proxies would keep events back until they fill a buffer.
          'x-accel-buffering': 'no',
          connection: 'close',
        })
        .send(Readable.from(stream))
    },
  )
}
