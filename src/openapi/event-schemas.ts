import * as z from 'zod'
import { type Kind, kinds } from '../../schemas/event.ts'
import { workflows } from '../../workflows/catalogue.ts'
import type { EventDeclaration, EventDeclarations } from '../../workflows/declaration.ts'
import { type Document, json, refer, type Schema, toName } from './document.ts'
import { makeEventExample } from './event-examples.ts'
import { tidySchema } from './tidy.ts'

/** What an event of the type carries, as the log has it: with every default filled in. */
const renderData = (data: EventDeclaration['data']): Schema => {
  const { $schema, $defs, ...schema } = z.toJSONSchema(data, { io: 'output', unrepresentable: 'any' })
  const text = JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')
  return tidySchema(JSON.parse(text), 'reply')
}

const renderEvent = (kind: Kind, type: string, { says, data }: EventDeclaration): Schema => ({
  description: says,
  allOf: [
    refer('Event'),
    {
      properties: {
        type: { const: type },
        subject: { properties: { kind: { const: kind } } },
        data: renderData(data),
      },
    },
  ],
})

const listDeclared = () =>
  kinds.flatMap((kind) => {
    const events: EventDeclarations = workflows[kind].events
    return Object.entries(events).map(([type, declaration]) => ({ kind, type, declaration }))
  })

/** A schema for each declared type of event, and a webhook that brings one. */
export const describeEvents = (): Pick<Document, 'webhooks'> & { schemas: Record<string, Schema> } => {
  const schemas: Record<string, Schema> = {}
  const webhooks: Document['webhooks'] = {}
  for (const { kind, type, declaration } of listDeclared()) {
    const name = `${toName(type)}Event`
    if (schemas[name]) throw new Error(`two events are named ${name}`)
    schemas[name] = renderEvent(kind, type, declaration)
    const example = makeEventExample(kind, type)
    webhooks[type] = {
      post: {
        operationId: `on${toName(type)}`,
        summary: type,
        description: declaration.says,
        tags: [`${kind}-events`],
        requestBody: { required: true, content: { [json]: { schema: refer(name), example } } },
        responses: { '2XX': { description: 'The event has arrived.' } },
        security: [],
      },
    }
  }
  return { schemas, webhooks }
}

/** Names each form of the body of `POST …/events`, and tells them apart by their type. */
export const nameRequests = (kind: Kind, { oneOf = [] }: Schema) => {
  const schemas: Record<string, Schema> = {}
  const mapping: Record<string, string> = {}
  for (const form of oneOf) {
    const type = String(form.properties?.type?.const)
    const name = `${toName(type)}Request`
    schemas[name] = form
    mapping[type] = `#/components/schemas/${name}`
  }
  const union = `${toName(kind)}EventRequest`
  schemas[union] = {
    oneOf: Object.values(mapping).map(($ref) => ({ $ref })),
    discriminator: { propertyName: 'type', mapping },
  }
  return { union, schemas }
}
