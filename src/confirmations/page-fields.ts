import type { FastifyRequest } from 'fastify'
import { type Problem, problem } from '../problems/problem.ts'
import type { Fields } from './page/model.ts'

/** A file that a form without script brought along. */
export interface SentFile {
  field: string
  name: string
  /** Absent where there was more of it than is taken. */
  bytes?: Buffer
}

const megabyte = 1_000_000

/** Bytes of a form of 500 units with their checks, and of one that brings files along, and of each of these. */
export const most = { form: 8 * megabyte, files: 60 * megabyte, photo: 10 * megabyte }

const fieldsMax = 50_000
const filesMax = 40
export const formLimits = {
  fieldSize: 20_000,
  fieldNameSize: 200,
  fields: fieldsMax,
  files: filesMax,
  parts: fieldsMax + filesMax,
  fileSize: most.photo,
}

/** Collects fields, each with all its values. */
const openFields = () => {
  const values = new Map<string, string[]>()
  let count = 0
  return {
    add: (name: string, sent: string) => {
      // Forms send every line break as two characters, whatever the field held.
      const value = sent.replace(/\r\n?/g, '\n')
      count += 1
      if (count > fieldsMax) throw problem('payload-too-large', { values: { limit: most.form } })
      const known = values.get(name)
      if (known) known.push(value)
      else values.set(name, [value])
    },
    close: (): Fields =>
      Object.fromEntries(
        [...values].map(([name, [first = '', ...more]]) => [
          name,
          more.length > 0 ? [first, ...more] : first,
        ]),
      ),
  }
}

const readUrlEncoded = (body: unknown): Fields => {
  const fields = openFields()
  for (const [name, value] of new URLSearchParams(typeof body === 'string' ? body : ''))
    fields.add(name, value)
  return fields.close()
}

const readMultipart = async (request: FastifyRequest) => {
  const fields = openFields()
  const files: SentFile[] = []
  let size = 0
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const bytes = await part.toBuffer()
      size += bytes.length
      // A file that was not chosen comes as an empty one.
      if (part.file.truncated) files.push({ field: part.fieldname, name: part.filename })
      else if (bytes.length > 0) files.push({ field: part.fieldname, name: part.filename, bytes })
    } else {
      size += String(part.value).length
      fields.add(part.fieldname, String(part.value))
    }
    if (size > most.files) throw problem('payload-too-large', { values: { limit: most.files } })
  }
  return { fields: fields.close(), files }
}

/** The parser of forms has errors of many kinds: the form breaks off, is none, or has more in it than is taken. */
const toProblem = (error: unknown): Problem => {
  const isLimit = error instanceof Error && 'statusCode' in error && error.statusCode === 413
  const headers = { connection: 'close' }
  return isLimit
    ? problem('payload-too-large', { values: { limit: most.files }, headers })
    : problem('malformed-request', { headers })
}

/** The fields and files of a form, however it was sent. */
export const receiveForm = async (
  request: FastifyRequest,
): Promise<{ fields: Fields; files: SentFile[] }> => {
  if (!request.isMultipart()) return { fields: readUrlEncoded(request.body), files: [] }
  return readMultipart(request).catch((error: unknown) => {
    throw error instanceof Error && error.name === 'Problem' ? error : toProblem(error)
  })
}
