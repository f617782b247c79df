import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { pino } from 'pino'
import { type AppOptions, buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { connect } from '../../src/database/client.ts'
import type { Document } from '../../src/openapi/document.ts'

const path = join(import.meta.dirname, '../../openapi/openapi.json')

/** The document as it is committed. */
export const readDocument = (): { text: string; document: Document } => {
  const text = readFileSync(path, 'utf8')
  return { text, document: JSON.parse(text) }
}

/** The application without a database: nothing connects before the first query. */
export const buildUnconnected = async ({ collect }: Pick<AppOptions, 'collect'> = {}) => {
  const { db, close } = connect({ url: 'postgres://localhost/none' })
  const { app } = await buildApp({ config: readConfig({}), db, logger: pino({ level: 'silent' }), collect })
  await app.ready()
  return { app, close: () => app.close().then(close) }
}

const isObject = (part: unknown): part is Record<string, unknown> =>
  typeof part === 'object' && part !== null && !Array.isArray(part)

/**
 * The document with every object closed that it leaves open for members to come: an answer of this very version has
 * none but those that it declares. A part without a type only narrows down another.
 */
const closeObjects = (part: unknown): unknown => {
  if (Array.isArray(part)) return part.map(closeObjects)
  if (!isObject(part)) return part
  const closed = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, closeObjects(value)]))
  const isOpen =
    part.type === 'object' && isObject(part.properties) && part.additionalProperties === undefined
  return isOpen ? { ...closed, unevaluatedProperties: false } : closed
}

/** Says what in a value is not as the place of the document demands, such as `#/components/schemas/Unit`. */
export const createFindFaults = (document: Document, { closed = false } = {}) => {
  const ajv = new Ajv2020({ allErrors: true, strict: false })
  addFormats.default(ajv)
  ajv.addSchema(closed ? (closeObjects(document) as Document) : document, 'besik')
  return (place: string, value: unknown): string[] => {
    const validate = ajv.getSchema(`besik${place}`)
    if (!validate) throw new Error(`the document has no ${place}`)
    validate(value)
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
    )
  }
}
export type FindFaults = ReturnType<typeof createFindFaults>

/** A step of a JSON pointer. */
export const step = (name: string) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))
