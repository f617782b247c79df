import { connect as open, type Socket } from 'node:net'

/** One request, ready to be written to a socket. */
export type Request = string

export interface Load {
  host: string
  port: number
  connections: number
  /** The next request to send; undefined when there is none left. */
  next: () => Request | undefined
  /** Status that every answer must have: a fast refusal is no result. */
  expect: number
  /** Milliseconds after which no further request is begun. */
  until?: number
}

export interface Result {
  perSecond: number
  /** Milliseconds. */
  median: number
  p99: number
  count: number
}

const quantile = (sorted: Float64Array, q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0

/** Sends one request after the other on a socket; a client that costs little leaves the cores to what is measured. */
const converse = (socket: Socket, { next, expect }: Load, deadline: number, times: number[]) =>
  new Promise<void>((resolve, reject) => {
    let began = 0
    let pending = Buffer.alloc(0)
    const send = () => {
      const request = performance.now() < deadline ? next() : undefined
      if (request === undefined) return void socket.end(() => resolve())
      began = performance.now()
      socket.write(request)
    }
    socket.on('error', reject)
    socket.on('close', () => resolve())
    socket.on('data', (chunk) => {
      pending = pending.length > 0 ? Buffer.concat([pending, chunk]) : chunk
      const head = pending.indexOf('\r\n\r\n')
      if (head < 0) return
      const text = pending.toString('latin1', 0, head)
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
      if (pending.length < head + 4 + length) return
      const status = Number(text.slice(9, 12))
      if (status !== expect)
        return reject(new Error(`${status}: ${pending.toString('utf8', head + 4).slice(0, 500)}`))
      times.push(performance.now() - began)
      pending = Buffer.alloc(0)
      send()
    })
    send()
  })

/** Loads a service from this process until the requests or the time run out. */
export const runLoad = async (load: Load): Promise<Result> => {
  const times: number[] = []
  const start = performance.now()
  const deadline = start + (load.until ?? Number.POSITIVE_INFINITY)
  await Promise.all(
    Array.from({ length: load.connections }, async () => {
      const socket = open(load.port, load.host)
      socket.setNoDelay(true)
      await converse(socket, load, deadline, times)
    }),
  )
  const elapsed = performance.now() - start
  const sorted = Float64Array.from(times).sort()
  return {
    perSecond: (times.length / elapsed) * 1000,
    median: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    count: times.length,
  }
}
