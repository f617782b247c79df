import type { FastifyInstance } from 'fastify'
import { attachmentExamples } from './attachment-examples.ts'
import { completeOperation } from './complete.ts'
import { withNames } from './components.ts'
import { confirmationExamples } from './confirmation-examples.ts'
import { departmentExamples } from './department-examples.ts'
import { type Document, listOperations } from './document.ts'
import { donationExamples } from './donation-examples.ts'
import { dossierExamples } from './dossier-examples.ts'
import { endpointExamples } from './endpoint-examples.ts'
import { describeEvents } from './event-schemas.ts'
import { followUpExamples } from './follow-up-examples.ts'
import { gateExamples } from './gate-examples.ts'
import { headers, parameters } from './headers.ts'
import { impactExamples } from './impact-examples.ts'
import { introduction, tags } from './introduction.ts'
import { memorandumExamples } from './memorandum-examples.ts'
import { needExamples } from './need-examples.ts'
import { operationNotes } from './operations.ts'
import { describeProblemExamples } from './problems.ts'
import { programmeExamples } from './programme-examples.ts'
import { mergeForms, pruneComponents } from './prune.ts'
import { recallExamples } from './recall-examples.ts'
import { registryExamples } from './registry-examples.ts'
import { reportPackExamples } from './report-pack-examples.ts'
import { shipmentExamples } from './shipment-examples.ts'
import { tidySchema } from './tidy.ts'
import { unitExamples } from './unit-examples.ts'

const examples = {
  ...registryExamples,
  ...donationExamples,
  ...shipmentExamples,
  ...unitExamples,
  ...attachmentExamples,
  ...confirmationExamples,
  ...followUpExamples,
  ...dossierExamples,
  ...gateExamples,
  ...impactExamples,
  ...needExamples,
  ...memorandumExamples,
  ...programmeExamples,
  ...reportPackExamples,
  ...recallExamples,
  ...departmentExamples,
  ...endpointExamples,
}

const getEntry = <Entry>(entries: Record<string, Entry>, id: string, what: string): Entry => {
  const entry = entries[id]
  if (!entry) throw new Error(`the operation ${id} has no ${what}`)
  return entry
}

const completePaths = ({ paths, components }: Pick<Document, 'paths' | 'components'>): Document['paths'] => {
  const complete: Document['paths'] = {}
  const operations = listOperations(paths)
  const ids = new Set(operations.map(({ operation }) => operation.operationId))
  const stray = [...Object.keys(operationNotes), ...Object.keys(examples)].find((id) => !ids.has(id))
  if (stray) throw new Error(`there is no operation ${stray}`)
  for (const { path, method, operation } of operations) {
    const id = operation.operationId
    const notes = getEntry(operationNotes, id, 'notes')
    const completion = { method, notes, examples: getEntry(examples, id, 'examples'), components }
    complete[path] = { ...complete[path], [method]: completeOperation(operation, completion) }
  }
  return complete
}

const tidySchemas = (schemas: Document['components']['schemas']) =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      tidySchema(schema, name.endsWith('Input') ? 'request' : 'reply'),
    ]),
  )

/** The OpenAPI document, from the routes that were collected. */
const makeDocument = (app: FastifyInstance): Document => {
  const { collected, events } = withNames(() => {
    const collected: Document = JSON.parse(JSON.stringify(app.swagger()))
    return { collected, events: describeEvents() }
  })
  const components: Document['components'] = {
    schemas: { ...tidySchemas(collected.components.schemas), ...events.schemas },
    responses: {},
    parameters,
    examples: describeProblemExamples(),
    headers,
    securitySchemes: {
      key: { type: 'http', scheme: 'bearer', bearerFormat: 'API key', description: 'An API key of Besik.' },
    },
  }
  const document = {
    openapi: '3.1.1',
    info: {
      title: 'Besik',
      version: '1',
      summary: 'Medical donations from pledge to a device that works.',
      description: introduction,
    },
    servers: [{ url: '/', description: 'This installation.' }],
    tags,
    security: [{ key: [] }],
    paths: completePaths({ paths: collected.paths, components }),
    webhooks: events.webhooks,
    components,
  }
  return pruneComponents(mergeForms(pruneComponents(document)))
}

/** The document as it is committed to `openapi/openapi.json`, and served from there. */
export const renderOpenapi = (app: FastifyInstance): string =>
  `${JSON.stringify(makeDocument(app), null, 2)}\n`
