import type { FastifyRequest } from 'fastify'
import type { Scope } from '../../schemas/key.ts'
import { problem } from '../problems/problem.ts'

/** Whoever a request comes from, as its key says. */
export interface Principal {
  /** The key. */
  key: string
  /** The organization; absent for the operator, who runs the system and is party to nothing. */
  organization?: string
  scopes: readonly Scope[]
}

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null
  }
}

/** Who asks; throws where the route let nobody in. */
export const getPrincipal = ({ principal }: FastifyRequest): Principal => {
  if (!principal) throw problem('unauthenticated')
  return principal
}

/** The organization that asks, as a sender of events; the operator is none. */
export const getSender = (request: FastifyRequest): { organization: string; key: string } => {
  const { organization, key } = getPrincipal(request)
  if (!organization) throw problem('operator-not-a-party')
  return { organization, key }
}
