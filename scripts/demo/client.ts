import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { Problem } from '../../schemas/problem.ts'
import { Deviation } from './deviation.ts'

export interface Ask {
  key: string
  /** What is posted, as JSON or as the bytes of a file; without one the request reads. */
  body?: unknown
  ifMatch?: string
  /** Sent again with the same one, a request changes nothing and gets the same answer. */
  idempotencyKey?: string
}

interface Answer {
  method: string
  status: number
  headers: Headers
  body: unknown
}

const toSent = (body: unknown) =>
  body instanceof Uint8Array
    ? { type: 'application/octet-stream', content: new Uint8Array(body) }
    : { type: 'application/json', content: JSON.stringify(body) }

const readBody = async (response: Response): Promise<unknown> =>
  response.headers.get('content-type')?.includes('json') ? response.json() : response.bytes()

const describe = (method: string, path: string, status: number, body: unknown) => {
  const { data } = Problem.safeParse(body)
  return `${method} ${path} answered ${status}${data ? ` ${data.code}: ${data.detail}` : ''}`
}

/** A service that is busy says when to come back; on a small machine a neighbour's work is enough to make it so. */
const patience = 10

/** A stranger to the code: knows the service by its URL alone. Once the signal comes it begins nothing more. */
export const createClient = (url: string, signal: AbortSignal) => {
  const ask = async (
    path: string,
    { idempotencyKey = randomUUID(), ...options }: Ask,
    attempt = 1,
  ): Promise<Answer> => {
    signal.throwIfAborted()
    const { key, body, ifMatch } = options
    const sent = body === undefined ? undefined : toSent(body)
    const method = sent ? 'POST' : 'GET'
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(sent && { 'content-type': sent.type, 'idempotency-key': idempotencyKey }),
        ...(ifMatch && { 'if-match': ifMatch }),
      },
      ...(sent && { body: sent.content }),
    }).catch((error: Error) => {
      const { message } = error.cause instanceof Error ? error.cause : error
      throw new Deviation(`${method} ${path} got no answer: ${message}`)
    })
    const { status, headers } = response
    const answer = { method, status, headers, body: await readBody(response) }
    const wait = Number(headers.get('retry-after'))
    if (status !== 503 || !wait || attempt > patience) return answer
    await sleep(wait * 1000, undefined, { signal })
    return ask(path, { idempotencyKey, ...options }, attempt + 1)
  }

  /** Asks for what must be granted, and reads the answer by its schema. */
  const obtain = async <Body extends z.ZodType>(path: string, schema: Body, options: Ask) => {
    const { method, status, headers, body } = await ask(path, options)
    const { data, error } = status < 300 ? schema.safeParse(body) : {}
    if (data === undefined) {
      const reason = error ? ` with an unexpected body: ${z.prettifyError(error)}` : ''
      throw new Deviation(describe(method, path, status, body) + reason)
    }
    return { body: data, headers }
  }

  /** Reads a document, whatever its type. */
  const download = async (path: string, options: Ask): Promise<Uint8Array> => {
    const { body } = await obtain(path, z.instanceof(Uint8Array), options)
    return body
  }

  /** Asks for what must be refused; answers how it was. */
  const provoke = async (path: string, options: Ask) => {
    const { method, status, headers, body } = await ask(path, options)
    const { data } = Problem.safeParse(body)
    const isProblem = headers.get('content-type')?.startsWith('application/problem+json')
    if (status < 400 || !isProblem || !data) throw new Deviation(describe(method, path, status, body))
    return data
  }

  return { obtain, download, provoke }
}
export type Client = ReturnType<typeof createClient>
