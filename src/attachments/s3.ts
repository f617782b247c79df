import { Readable } from 'node:stream'
import { AwsClient } from 'aws4fetch'
import { FileMissing, type Storage } from './storage.ts'

export interface S3Options {
  /** Of the service, such as `https://s3.eu-central-1.amazonaws.com`; the bucket follows in the path. */
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  /** Folder in the bucket. */
  prefix: string
}

/** Milliseconds until an answer begins. */
const patience = 10_000

/**
 * Objects in a bucket of S3, or of whatever speaks like it. The path names the bucket, because that is what every such
 * service understands. One PUT stores an object whole or not at all.
 */
export const openS3 = ({ endpoint, bucket, prefix, ...access }: S3Options): Storage => {
  const client = new AwsClient({ ...access, service: 's3', retries: 2 })
  const base = `${endpoint.replace(/\/+$/, '')}/${encodeURIComponent(bucket)}/${prefix}`

  const ask = async (method: string, sha256: string, init: RequestInit = {}): Promise<Response> => {
    const url = `${base}/${sha256.slice(0, 2)}/${sha256}`
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), patience)
    const asked = client.fetch(url, { ...init, method, signal: late.signal })
    // Only until the answer begins: what it carries goes to a reader who may be slow.
    const response = await asked.finally(() => clearTimeout(timer))
    if (response.ok || response.status === 404) return response
    await response.body?.cancel()
    throw new Error(`the object storage answered ${response.status} to ${method}`)
  }
  const has = async (sha256: string) => {
    const { ok } = await ask('HEAD', sha256)
    return ok
  }

  return {
    put: async (sha256, bytes) => {
      if (await has(sha256)) return
      const { status, body } = await ask('PUT', sha256, {
        body: new Uint8Array(bytes),
        // Signed as well, so that the service refuses bytes that were changed on the way.
        headers: { 'x-amz-content-sha256': sha256, 'content-type': 'application/octet-stream' },
      })
      await body?.cancel()
      if (status === 404) throw new Error('the object storage has no such bucket')
    },
    get: async (sha256) => {
      const { ok, body } = await ask('GET', sha256)
      if (ok && body) return Readable.from(body)
      await body?.cancel()
      throw new FileMissing(sha256)
    },
    has,
    remove: async (sha256) => {
      const { body } = await ask('DELETE', sha256)
      await body?.cancel()
    },
    tidy: async () => {},
  }
}
