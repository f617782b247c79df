/** A JSON Schema, as far as the document needs to know it. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  const?: unknown
  enum?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  propertyNames?: Schema
  items?: Schema
  allOf?: Schema[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  discriminator?: { propertyName: string; mapping: Record<string, string> }
}

export interface Example {
  $ref?: string
  summary?: string
  value?: unknown
}

export interface Media {
  schema: Schema
  example?: unknown
  examples?: Record<string, Example>
}

export interface Parameter {
  $ref?: string
  in?: string
  name?: string
  required?: boolean
  description?: string
  schema?: Schema
  example?: unknown
}

export interface Response {
  $ref?: string
  description?: string
  headers?: Record<string, { $ref: string }>
  content?: Record<string, Media>
}

export interface Operation {
  operationId: string
  summary?: string
  description?: string
  tags?: string[]
  parameters?: Parameter[]
  requestBody?: { description?: string; required?: boolean; content: Record<string, Media> }
  responses: Record<string, Response>
  security?: Record<string, string[]>[]
}

export const methods = ['get', 'post', 'patch'] as const
type PathItem = Partial<Record<(typeof methods)[number], Operation>>

export interface Components {
  schemas: Record<string, Schema>
  responses: Record<string, Response>
  parameters: Record<string, Parameter>
  examples: Record<string, Example>
  headers: Record<string, { description: string; schema: Schema }>
  securitySchemes: Record<string, unknown>
}

/** The parts of an OpenAPI 3.1 document that Besik uses. */
export interface Document {
  openapi: string
  info: Record<string, unknown>
  servers: { url: string; description: string }[]
  tags: { name: string; 'x-displayName': string; description: string }[]
  security: Record<string, string[]>[]
  paths: Record<string, PathItem>
  webhooks: Record<string, PathItem>
  components: Components
}

export const json = 'application/json'
export const refer = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

/** Every operation of the paths, or of the webhooks. */
export const listOperations = (items: Record<string, PathItem>) =>
  Object.entries(items).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method]
      return operation ? [{ path, method, operation }] : []
    }),
  )

/** `donation.agreed` as part of a component's name: `DonationAgreed`. */
export const toName = (type: string): string =>
  type.replace(/(?:^|\.)(\w)/g, (_, first) => first.toUpperCase())
