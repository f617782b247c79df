import type { FastifyRequest } from 'fastify'
import type { Scope } from '../../schemas/key.ts'
import { problem } from '../problems/problem.ts'
import { getPrincipal } from './principal.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Scope that the route asks of a key; without one, reading asks for `read` and all else for `write`. */
    scope?: Scope
    /** The route is for the operator alone. */
    operator?: true
  }
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Lets in only keys that the route is for. Runs before the body is read, so a stranger learns nothing of its rules. */
export const requireScope = async (request: FastifyRequest) => {
  if (request.is404) return
  const { scope = reading.has(request.method) ? 'read' : 'write', operator } = request.routeOptions.config
  const { organization, scopes } = getPrincipal(request)
  if (operator && organization) throw problem('operator-only')
  if (!scopes.includes(scope)) throw problem('missing-scope', { values: { scope } })
}
