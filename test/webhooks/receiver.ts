import { once } from 'node:events'
import { connect, createServer as createPlain, type Server, type Socket } from 'node:net'
import { createServer as createTls, type TlsOptions } from 'node:tls'
import type { Test } from 'tap'

type Teardown = Pick<Test, 'teardown'>
/** What a receiver does with a connection once a whole request has come; the text is that request. */
export type Misbehave = (socket: Socket, request: string) => void

const isWhole = (request: string): boolean => {
  const end = request.indexOf('\r\n\r\n')
  const length = Number(/^content-length: (\d+)/im.exec(request)?.[1] ?? 0)
  return end >= 0 && Buffer.byteLength(request.slice(end + 4)) >= length
}

const read = (socket: Socket, whenWhole: (request: string) => void) => {
  let request = ''
  socket.on('data', (chunk) => {
    request += chunk
    if (!isWhole(request)) return
    whenWhole(request)
    request = ''
  })
}

const listen = async (t: Teardown, server: Server, event: string, answer: Misbehave) => {
  const requests: string[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  })
  server.on(event, (socket: Socket) => {
    socket.on('error', () => {})
    read(socket, (request) => {
      requests.push(request)
      answer(socket, request)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { port, requests, sockets, countConnections: () => connections }
}

/** A receiver that speaks bytes, not HTTP, so that it can say whatever is wrong. */
export const startReceiver = (t: Teardown, answer: Misbehave) =>
  listen(t, createPlain(), 'connection', answer)

/** The same behind TLS. */
export const startTlsReceiver = (t: Teardown, options: TlsOptions, answer: Misbehave) =>
  listen(
    t,
    createTls(options).on('tlsClientError', () => {}),
    'secureConnection',
    answer,
  )

/** A port at which nobody listens, nor comes to listen meanwhile: a connection has it. */
export const holdPort = async (t: Teardown): Promise<number> => {
  const { port } = await startReceiver(t, () => {})
  const socket = connect(port, '127.0.0.1')
  t.teardown(() => socket.destroy())
  await once(socket, 'connect')
  return socket.localPort ?? 0
}

/** A whole answer. */
export const say = (status: string, body = '', headers = ''): string =>
  `HTTP/1.1 ${status}\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
