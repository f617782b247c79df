import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { type BuildOptions, type Built, build, type Organization } from '../support/build.ts'
import { makeCast, walk } from '../support/walk.ts'

export type Part = { name?: string; filename?: string; type?: string; content: Buffer | string }

/** A form as a browser sends it. */
export const makeForm = (parts: Part[]) => {
  const boundary = `----${randomUUID()}`
  const body = parts.flatMap(({ name = 'file', filename, type = 'application/octet-stream', content }) => [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${
        filename === undefined ? '' : `; filename="${filename}"\r\ncontent-type: ${type}`
      }\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ])
  return {
    payload: Buffer.concat([...body, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

/** Sends files to a donation as an organization. */
export const uploadAs =
  ({ app }: Pick<Built, 'app'>, { key }: Pick<Organization, 'key'>, path: string) =>
  async (payload: Buffer, headers: Record<string, string> = {}, query: Record<string, string> = {}) => {
    const response = await app.inject({
      method: 'POST',
      url: `${path}/attachments`,
      query,
      headers: {
        authorization: `Bearer ${key}`,
        'idempotency-key': randomUUID(),
        'content-type': 'application/octet-stream',
        ...headers,
      },
      payload,
    })
    return { status: response.statusCode, headers: response.headers, body: response.json() }
  }

/** Names of all files that a storage on disk holds, drafts among them. */
export const listFiles = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
        .sort()
    : []

/** A service with a donation under way, and what is needed to attach files to it. */
export const start = async (t: Test, options: BuildOptions = {}) => {
  const built = await build(t, options)
  const cast = await makeCast(built)
  const walked = await walk(built, cast, { until: 'contracting' })
  const upload = uploadAs(built, cast.donor, walked.path)
  const read = (sha256: string, { key }: Organization = cast.donor, path = walked.path) =>
    built.app.inject({
      url: `${path}/attachments/${sha256}`,
      headers: { authorization: `Bearer ${key}` },
    })
  return { built, cast, ...walked, upload, read, folder: join(built.files, 'attachments') }
}
