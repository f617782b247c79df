import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'

/** Registers what collects the OpenAPI document; awaited before the first route, or the route is missing from it. */
export const registerOpenapi = async (app: FastifyInstance) => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Besik',
        version: '1',
        description:
          'Carries donated medical equipment from a pledge to a device that works, and proves every step.',
      },
      components: {
        securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key.' } },
      },
      security: [{ key: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
}

/** The OpenAPI document as it is committed to `openapi/openapi.json`. */
export const renderOpenapi = (app: FastifyInstance): string => `${JSON.stringify(app.swagger(), null, 2)}\n`
