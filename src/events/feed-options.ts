import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Database } from '../database/client.ts'
import type { Engine } from '../engine/engine.ts'
import { Problem } from '../problems/problem.ts'

export interface FeedOptions {
  db: Database
  engine: Pick<Engine, 'onPublished'>
  onError: (error: unknown) => void
  /** Milliseconds between the signs of life of a stream, 15 s by default. */
  beat?: number
}

/** Whether who asked may still be answered. A database that can't be asked sends nobody away. */
export const createIsAllowed =
  (authenticate: FastifyInstance['authenticate']) =>
  async (request: FastifyRequest): Promise<boolean> => {
    try {
      await authenticate(request)
      return true
    } catch (error) {
      return !(error instanceof Problem)
    }
  }
