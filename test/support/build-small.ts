import type { ServerOptions } from 'node:http'
import Fastify, { type FastifyBaseLogger } from 'fastify'
import { type FastifyPluginAsyncZod, serializerCompiler } from 'fastify-type-provider-zod'
import { pino } from 'pino'
import type { Test } from 'tap'
import { errorLogging } from '../../src/problems/error-log.ts'
import { problemOptions, registerProblems } from '../../src/problems/handler.ts'
import { validatorCompiler } from '../../src/problems/validator.ts'

/** A service of the given routes and nothing but the error layer around them, and the lines it logs. */
export const buildSmall = async (
  t: Test,
  routes: FastifyPluginAsyncZod,
  options: { bodyLimit?: number; requestTimeout?: number; http?: ServerOptions } = {},
) => {
  const lines: string[] = []
  const stream = { write: (line: string) => void lines.push(line) }
  const logger: FastifyBaseLogger = pino({ ...errorLogging, level: 'warn' }, stream)
  const app = Fastify({
    ...problemOptions,
    ...options,
    http: { ...problemOptions.http, ...options.http },
    loggerInstance: logger,
  })
  t.teardown(() => app.close())
  registerProblems(app)
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  await app.register(routes)
  return { app, lines }
}
