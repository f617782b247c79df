import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PageQuery } from './database/variants.ts'
import { readForm, sendExport } from './exports/export.ts'
import { type Fault, problem } from './problems/problem.ts'
import { sendAnswer } from './requests.ts'

/** What a list is narrowed to, its name included: a cursor holds only for the list and the filter it was made for. */
type Filter = object

/** What a cursor may hold: the place of a row in the order of its list. */
const places = {
  id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  position: /^\d{1,15}$/,
  region: /^([A-Z]{2}-[A-Z0-9]{1,3})?$/,
}

const sealLength = 12

const seal = (filter: Filter): string => {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined)
  return hash('sha256', JSON.stringify(given.sort()), 'base64url').slice(0, sealLength)
}

/** Makes the opaque place to go on from. */
export const makeCursor = (after: string | number, filter: Filter): string =>
  Buffer.from(seal(filter) + after, 'latin1').toString('base64url')

/**
 * Where to go on from; undefined on the first page. A cursor is no secret and is not signed: whoever makes one up
 * begins at another place of a list that shows them no more than they may see. Only its form matters, since it goes
 * into a query.
 */
export const readCursor = (
  cursor: string | undefined,
  filter: Filter,
  kind: keyof typeof places = 'id',
  fault: Fault = { in: 'query', name: 'cursor' },
): string | undefined => {
  if (cursor === undefined) return undefined
  const text = Buffer.from(cursor, 'base64url').toString('latin1')
  const after = text.slice(sealLength)
  if (!text.startsWith(seal(filter)) || !places[kind].test(after))
    throw problem('invalid-cursor', { errors: [fault] })
  return after
}

/** Adds the link to the next page, as RFC 8288 has it; `next` is absent on the last. */
export const linkNext = (request: FastifyRequest, reply: FastifyReply, next: string | undefined) => {
  if (next === undefined) return
  const [, path, query] = /^([^?]*)\??(.*)$/.exec(request.url) ?? []
  const parameters = new URLSearchParams(query)
  parameters.set('cursor', next)
  reply.header('link', `<${path}?${parameters}>; rel="next"`)
}

/** A stretch of a list: its rows, and the place of the last of them where more may follow. */
interface Stretch {
  items: readonly unknown[]
  last?: string
}
type Read = (page: PageQuery) => Promise<Stretch>

/** Rows that an export reads at once: no statement holds the database for as long as a slow reader takes. */
const stride = 500

async function* readAll(request: FastifyRequest, read: Read, from: string | undefined) {
  let after = from
  do {
    const { items, last } = await read({ after, limit: stride })
    yield* items
    after = last
    // A slow reader may outlast the key, which ends what it reads as it ends all else.
    if (after !== undefined) await request.server.authenticate(request)
  } while (after !== undefined)
}

/** Answers a stretch of a list with the link to the next; or all that follows, where the caller asks for a table. */
export const sendStretch = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { after, limit, filter }: PageQuery & { filter: { list: string } },
  read: Read,
) => {
  const form = readForm(request)
  if (form)
    return sendExport(request, reply, form, { name: filter.list, rows: readAll(request, read, after) })
  const { items, last } = await read({ after, limit })
  const next = last === undefined ? undefined : makeCursor(last, filter)
  linkNext(request, reply, next)
  return sendAnswer(reply, { status: 200, headers: {}, body: JSON.stringify({ items, next }) })
}

/** A stretch of rows of which one more was read than it shows, if there was one. */
export const toStretch = <Row>(rows: Row[], limit: number, placeOf: (row: Row) => string) => {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, last: rows.length > limit && last ? placeOf(last) : undefined }
}

/** Answers a page of a list whose rows stand in the order of their ids; the rest of the query narrows it. */
export const sendPage = async <Query extends { limit: number; cursor?: string }, Row extends { id: string }>(
  request: FastifyRequest & { query: Query },
  reply: FastifyReply,
  list: string,
  find: (filter: Omit<Query, 'limit' | 'cursor'>, page: PageQuery) => Promise<Row[]>,
  within: Record<string, string> = {},
) => {
  const { limit, cursor, ...filter } = request.query
  const sealed = { list, ...within, ...filter }
  const after = readCursor(cursor, sealed)
  return sendStretch(request, reply, { after, limit, filter: sealed }, async (page) =>
    toStretch(await find(filter, { ...page, limit: page.limit + 1 }), page.limit, ({ id }) => id),
  )
}
