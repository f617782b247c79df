import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { type Document, json, listOperations, type Operation, toName } from '../../src/openapi/document.ts'
import type { Built } from './build.ts'
import { createFindFaults, type FindFaults, readDocument, step } from './openapi.ts'
import { isEndless, readStream } from './streams.ts'

const problemType = 'application/problem+json'
/** Headers that an answer may have only where they are documented. */
const documentedHeaders = [
  'etag',
  'location',
  'link',
  'retry-after',
  'www-authenticate',
  'idempotency-replayed',
]

interface Exchange {
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, unknown>
  payload: unknown
  response: LightMyRequestResponse
  /** All of the body, or of a stream what was read. */
  text: string
}

const toPattern = (path: string) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`)

/** Operations of the document, those with a fixed path before those it would match as well. */
const listRoutes = (document: Document) =>
  listOperations(document.paths)
    .map((one) => ({ ...one, pattern: toPattern(one.path) }))
    .sort((one, other) => one.path.split('{').length - other.path.split('{').length)

const readJson = (text: string): unknown => (text === '' ? undefined : JSON.parse(text))

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const streamType = 'text/event-stream'
const isStream = ({ headers }: LightMyRequestResponse) =>
  String(headers['content-type']).startsWith(streamType)

/** The events of a stream; a message that is none of server-sent events throws. */
const readMessages = (text: string): unknown[] =>
  text.split('\n').flatMap((line) => {
    const [, name, value = ''] = /^(|data|event|id|retry):(?: (.*))?$/.exec(line) ?? []
    if (line !== '' && name === undefined) throw new Error(`a stream has the line ${line}`)
    return name === 'data' ? [JSON.parse(value)] : []
  })

/** The events that a body holds. */
const findEvents = (body: unknown): Record<string, unknown>[] => {
  if (Array.isArray(body)) return body.flatMap(findEvents)
  if (!isRecord(body)) return []
  if (Array.isArray(body.items)) return body.items.flatMap(findEvents)
  return 'hash' in body && 'subject' in body ? [body] : []
}

const checkRequest = (place: string, operation: Operation, exchange: Exchange, findFaults: FindFaults) => {
  const { headers, payload, query } = exchange
  const faults: string[] = []
  const given = new Set(Object.keys(headers).map((name) => name.toLowerCase()))
  for (const { $ref = '' } of operation.parameters ?? []) {
    const name = $ref.split('/').at(-1) ?? ''
    if (/Key$|Match$/.test(name) && !given.has(name.toLowerCase())) faults.push(`was taken without ${name}`)
  }
  for (const name of query.keys())
    if (!operation.parameters?.some((one) => one.in === 'query' && one.name === name))
      faults.push(`takes the parameter ${name}, which is not documented`)
  if (payload !== undefined && operation.requestBody)
    faults.push(...findFaults(`${place}/requestBody/content/${step(json)}/schema`, payload))
  return faults.map((fault) => `request: ${fault}`)
}

const checkHeaders = (named: object, status: number, { headers }: LightMyRequestResponse, body: unknown) => {
  const documented = new Set(Object.keys(named).map((name) => name.toLowerCase()))
  const faults = documentedHeaders
    .filter((name) => headers[name] !== undefined && !documented.has(name))
    .map((name) => `has the header ${name}, which is not documented`)
  for (const name of ['etag', 'location', 'content-language', 'www-authenticate'])
    if (documented.has(name) && headers[name] === undefined) faults.push(`lacks the header ${name}`)
  if (status < 300 && documented.has('link')) {
    const isNext = isRecord(body) && body.next !== undefined
    if (isNext !== (headers.link !== undefined))
      faults.push('has a link to the next page without one, or none to one')
  }
  return faults
}

/**
 * Compares every answer of the application with the committed document: status, media type, headers, each member of
 * the body, codes of problems, and events by their type. An answer, or a request taken, that differs throws.
 */
export const watch = (built: Built) => {
  const { document } = readDocument()
  const routes = listRoutes(document)
  const findFaults = createFindFaults(document)
  const findClosedFaults = createFindFaults(document, { closed: true })
  /** Answers seen, as `operationId status`, codes of problems, types of events, and states as `kind state`. */
  const seen = new Set<string>()

  const checkBody = (place: string, operation: Operation, { response }: Exchange, body: unknown) => {
    const { statusCode } = response
    const { $ref, ...inline } = operation.responses[statusCode] ?? {}
    const [, shared = ''] = $ref?.split('#/components/responses/') ?? []
    const documented = $ref ? document.components.responses[shared] : inline
    const [type = '', media] = Object.entries(documented?.content ?? {})[0] ?? []
    if (!documented || !media) return [`answers ${statusCode}, which is not documented`]
    const at = $ref ?? `${place}/responses/${statusCode}`
    const faults = checkHeaders(documented.headers ?? {}, statusCode, response, body)
    const [sent] = String(response.headers['content-type']).split(';')
    if (sent !== type) faults.push(`has the type ${sent} in place of ${type}`)
    faults.push(...findClosedFaults(`${at}/content/${step(type)}/schema`, body))
    if (type === problemType && isRecord(body)) {
      seen.add(String(body.code))
      if (!(String(body.code) in (media.examples ?? {})))
        faults.push(`has the undocumented code ${body.code}`)
    }
    return faults
  }

  const checkEvents = (body: unknown) =>
    findEvents(body).flatMap((event) => {
      seen.add(String(event.type))
      return findClosedFaults(`#/components/schemas/${toName(String(event.type))}Event`, event).map(
        (fault) => `${event.type}: ${fault}`,
      )
    })

  const check = (exchange: Exchange) => {
    const { method, path, response, text } = exchange
    if (!path.startsWith('/v1/')) return
    const route = routes.find((one) => one.method === method && one.pattern.test(path))
    const body = isStream(response) ? readMessages(text) : readJson(text)
    if (!route) {
      if (response.statusCode === 404 || response.statusCode === 405) return
      throw new Error(`${method} ${path} answers ${response.statusCode} and is not documented`)
    }
    const { operation } = route
    const place = `#/paths/${step(route.path)}/${method}`
    seen.add(`${operation.operationId} ${response.statusCode}`)
    const noun =
      /^(?:get|append)(Donation|Shipment|Unit|Need|Memorandum|Programme|Recall|Endpoint)(?:Event)?$/.exec(
        operation.operationId,
      )?.[1]
    if (noun && isRecord(body) && 'availableEvents' in body) seen.add(`${noun.toLowerCase()} ${body.state}`)
    const faults = [
      ...(response.statusCode < 300 ? checkRequest(place, operation, exchange, findFaults) : []),
      ...checkBody(place, operation, exchange, body),
      ...checkEvents(body),
    ]
    if (faults.length > 0)
      throw new Error(
        `${operation.operationId} ${response.statusCode}: ${faults.join('; ')}\n${text.slice(0, 2000)}`,
      )
  }

  const inject = async (options: InjectOptions) => {
    const { pathname, searchParams } = new URL(String(options.url), 'http://localhost')
    const payloadAsStream = isEndless(pathname)
    const response = await built.app.inject({ ...options, payloadAsStream })
    const text = payloadAsStream ? await readStream(response, 1) : response.body
    const { headers = {}, payload } = options
    const method = (options.method ?? 'get').toLowerCase()
    const sent = response.statusCode < 300 && typeof payload === 'string' ? readJson(payload) : undefined
    check({ method, path: pathname, query: searchParams, headers, payload: sent, response, text })
    return payloadAsStream ? Object.assign(response, { body: text }) : response
  }
  const app = Object.assign(Object.create(built.app), { inject }) as FastifyInstance as Built['app']
  return { watched: { ...built, app }, seen }
}
