import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'

const typed = (app: FastifyInstance) => app.withTypeProvider<ZodTypeProvider>()

/** Lets the routes that `add` adds, and no others, take a JSON merge patch. */
export const takeMergePatch = (app: FastifyInstance, add: (app: ReturnType<typeof typed>) => void) =>
  app.register(async (plain) => {
    const parse = plain.getDefaultJsonParser('error', 'error')
    plain.addContentTypeParser('application/merge-patch+json', { parseAs: 'string' }, parse)
    add(typed(plain))
  })
