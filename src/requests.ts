import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Answer, Request } from './engine/answer.ts'
import { fingerprint } from './engine/idempotency.ts'
import { getPrincipal } from './keys/principal.ts'
import { problem } from './problems/problem.ts'

// Visible ASCII, bare or as a quoted string of RFC 8941, in which only quotes and backslashes are escaped.
const bareKey = /^(?!")[!-~]{1,255}$/
const quotedKey = /^"(?:[!#-[\]-~]|\\["\\])+"$/

const parseKey = (header: string): string | undefined => {
  const key = quotedKey.test(header) ? header.slice(1, -1).replace(/\\(.)/g, '$1') : header
  return bareKey.test(key) ? key : undefined
}

/** Who asks, under which `Idempotency-Key`, for what; throws where the header is missing or malformed. */
export const readIdempotency = (request: FastifyRequest): Request => {
  const errors = [{ in: 'header' as const, name: 'Idempotency-Key' }]
  const header = request.headers['idempotency-key']
  if (header === undefined) throw problem('missing-idempotency-key', { errors })
  const key = parseKey(String(header))
  if (key === undefined) throw problem('invalid-idempotency-key', { errors })
  const { organization, key: principalKey } = getPrincipal(request)
  return {
    principalId: organization ?? principalKey,
    key,
    fingerprint: fingerprint(request.method, request.url, request.body),
  }
}

/** The version that the sender saw, from a strong `If-Match`; throws where the header is missing or malformed. */
export const readIfMatch = (request: FastifyRequest): number => {
  const errors = [{ in: 'header' as const, name: 'If-Match' }]
  const header = request.headers['if-match']
  if (header === undefined) throw problem('if-match-missing', { errors })
  const [, version] = /^"([1-9]\d{0,8})"$/.exec(header) ?? []
  if (version === undefined) throw problem('invalid-if-match', { errors })
  return Number(version)
}

/** The answer that shows something. */
export const answerOk = (shown: unknown): Answer => ({
  status: 200,
  headers: {},
  body: JSON.stringify(shown),
})

/** The answer that something was made, and where it is. */
export const answerAt = (location: string, made: unknown): Answer => ({
  ...{ status: 201, headers: { location }, body: JSON.stringify(made) },
})

/** Sends an answer as it stands: its text was rendered when it was decided, and is kept for the request made again. */
export const sendAnswer = (reply: FastifyReply, { status, headers, body }: Answer) =>
  reply.code(status).headers(headers).type('application/json; charset=utf-8').send(body)
