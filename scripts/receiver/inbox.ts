import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Event } from '../../schemas/event.ts'
import { findFault } from './verify.ts'

/** What came of one request. */
export type Arrival =
  | { event: Event; isRepeated: boolean; status: number }
  | { refused: string; status: number }

export interface InboxOptions {
  /** What messages are verified with, any of them: `whsec_…` or `whpk_…`. More may be added while it is open. */
  secrets: string[]
  onArrival: (arrival: Arrival) => void
  /** Requests that are answered with 503 before any is taken. */
  fail?: number
  /** Milliseconds before each answer. */
  delay?: number
}

/** No event comes near it. */
const mostBytes = 1_000_000

const read = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length > mostBytes) return
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const parseEvent = (body: Buffer) => {
  try {
    return Event.safeParse(JSON.parse(body.toString())).data
  } catch {
    return
  }
}

/**
 * A receiver as a partner may have one: verifies, takes each event once however often it comes, and answers. It can be
 * closed and opened again on the same port, and then still knows what it has.
 */
export const createInbox = ({ secrets, onArrival, fail = 0, delay = 0 }: InboxOptions) => {
  const seen = new Set<string>()
  let toFail = fail
  let port = 0
  let server: Server | undefined

  const judge = (request: IncomingMessage, body: Buffer): Arrival => {
    const header = (name: string) => String(request.headers[`webhook-${name}`] ?? '')
    if (request.method !== 'POST') return { refused: `it is a ${request.method}`, status: 405 }
    const id = header('id')
    const message = { id, timestamp: header('timestamp'), signature: header('signature'), body }
    const fault = findFault(message, secrets)
    if (fault) return { refused: fault, status: 401 }
    const event = parseEvent(body)
    if (event?.id !== id) return { refused: 'it is no event of that id', status: 400 }
    const isRepeated = seen.has(id)
    if (toFail > 0) {
      toFail -= 1
      return { event, isRepeated, status: 503 }
    }
    seen.add(id)
    return { event, isRepeated, status: 204 }
  }

  const open = async (wanted = port): Promise<number> => {
    server = createServer(async (request, response) => {
      const body = await read(request).catch(() => undefined)
      // Whoever breaks off, or never ends, has said nothing.
      if (!body) return request.destroy()
      const arrival = judge(request, body)
      onArrival(arrival)
      if (delay > 0) await sleep(delay)
      response.writeHead(arrival.status).end()
    }).listen(wanted, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    port = typeof address === 'object' && address ? address.port : 0
    return port
  }

  const close = async () => {
    if (!server?.listening) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }

  return { open, close, url: () => `http://127.0.0.1:${port}/` }
}
