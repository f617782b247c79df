import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { findHookFaults } from '../support/hooks.ts'

/** A request that came to a receiver, and what became of it there. */
export interface Arrival {
  /** `webhook-id`. */
  id: string
  /** `besik-request-id`. */
  request: string
  body: Buffer
  /** On the test's own clock. */
  came: number
  /** Set once it is answered, or once its sender is found to be gone by then. It counts where it was accepted. */
  fate?: 'accepted' | 'refused' | 'cut'
  decided: number
}

export interface Manner {
  /** Milliseconds that an answer takes at most. */
  slowness: number
  /** The share of requests, from 0 to 1, that is answered 503, and of those whose connection is dropped. */
  refuses?: number
  drops?: number
  /** Whether this one, of all that came so far, is never answered. */
  hangs?: (count: number) => boolean
}

const note = (arrival: Arrival, fate: Arrival['fate']) => {
  arrival.fate = fate
  arrival.decided = performance.now()
}

const read = (value: string | string[] | undefined) => String(value ?? '')

/** Starts a receiver that keeps all that comes. */
export const startRecorder = async (t: Test, { slowness, refuses = 0, drops = 0, hangs }: Manner) => {
  const arrivals: Arrival[] = []
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const { headers } = request
    const body = await buffer(request)
    const arrival: Arrival = {
      id: read(headers['webhook-id']),
      request: read(headers['besik-request-id']),
      body,
      came: performance.now(),
      decided: Number.POSITIVE_INFINITY,
    }
    arrivals.push(arrival)
    if (hangs?.(arrivals.length)) return response.once('close', () => note(arrival, 'cut'))
    await sleep(Math.random() * slowness)
    const fate = Math.random()
    // The end of a process closes its half of the connection alone.
    if (!request.socket.writable) return note(arrival, 'cut')
    if (fate < drops) {
      note(arrival, 'refused')
      return request.socket.destroy()
    }
    response.statusCode = fate < drops + refuses ? 503 : 204
    note(arrival, response.statusCode === 204 ? 'accepted' : 'refused')
    response.end()
  }
  // A request that breaks off before it is whole never came.
  const server = createServer((request, response) => void take(request, response).catch(() => {}))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
    const faults = arrivals.flatMap(findHookFaults)
    if (faults.length > 0) throw new Error([...new Set(faults)].join('\n'))
  })
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('a receiver has no port')
  return { port: address.port, url: `http://127.0.0.1:${address.port}/hooks`, arrivals }
}
export type Recorder = Awaited<ReturnType<typeof startRecorder>>
