import type { FastifyRequest } from 'fastify'
import { Problem, problem } from '../problems/problem.ts'
import { fileLimits, toMegabytes } from './limits.ts'

/** A file as its sender sent it. */
export interface Received {
  bytes: Buffer
  name?: string
}

const most = fileLimits.document

const collect = async (source: AsyncIterable<Buffer>): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of source) {
    length += chunk.length
    // Whatever is still to come is not waited for.
    if (length > most)
      throw problem('file-too-large', {
        values: { limit: toMegabytes(most) },
        headers: { connection: 'close' },
      })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** More than is taken of each, so that it is we who refuse what is too much. */
const limits = { files: 2, fields: 2, parts: 3, fileSize: 2 * most, fieldSize: 1000 }

const readForm = async (request: FastifyRequest): Promise<Received> => {
  let found: Received | undefined
  for await (const part of request.parts({ limits })) {
    if (part.type !== 'file' || found)
      throw problem('one-file-expected', { headers: { connection: 'close' } })
    found = { name: part.filename, bytes: await collect(part.file) }
  }
  if (!found) throw problem('one-file-expected')
  return found
}

/** The parser of forms has errors of many kinds, and all of them say that the form is none or breaks off. */
const toProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error
  const isLimit = error instanceof Error && 'statusCode' in error && error.statusCode === 413
  return problem(isLimit ? 'one-file-expected' : 'malformed-request', { headers: { connection: 'close' } })
}

/** Reads the one file of a request: its whole body, or the only part of a form. What type it says it is says nothing. */
export const receiveFile = async (request: FastifyRequest, name: string | undefined): Promise<Received> => {
  const { bytes, name: own } = request.isMultipart()
    ? await readForm(request).catch((error: unknown) => {
        throw toProblem(error)
      })
    : { bytes: await collect(request.raw), name: undefined }
  if (bytes.length === 0) throw problem('one-file-expected')
  return { bytes, name: name ?? own }
}
