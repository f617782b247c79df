import type { FastifyRequest } from 'fastify'
import { readCode } from './causes.ts'
import { type Problem, problem } from './problem.ts'

const readStatus = (error: Error): unknown => ('statusCode' in error ? error.statusCode : undefined)

/** The problem behind an error of Fastify or one of its plugins; undefined for others. */
export const findFrameworkProblem = (error: unknown, request: FastifyRequest): Problem | undefined => {
  if (!(error instanceof Error)) return
  // The sender hung up before the request was whole; nobody reads the answer.
  if (error === request.raw.errored) return problem('malformed-request')
  const code = readCode(error)
  switch (code) {
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return problem('malformed-json')
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem('payload-too-large', { values: { limit: request.routeOptions.bodyLimit } })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem('unsupported-media-type')
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_BAD_URL':
      return problem('malformed-request')
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return problem('uri-too-long')
    case 'FST_ERR_VALIDATION':
      return problem('invalid-request')
    case 'FST_UNDER_PRESSURE':
      return problem('overloaded')
    case 'FST_ERR_HANDLER_TIMEOUT':
      return problem('timed-out')
  }
  // The JSON parser refuses a key such as `__proto__` with an error that has a status and no code.
  if (error instanceof SyntaxError && readStatus(error) === 400) return problem('malformed-json')
  if (readStatus(error) === 429) return problem('rate-limited')
  if (code.startsWith('FST_') && readStatus(error) === 400) return problem('malformed-request')
}
