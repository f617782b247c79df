import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Lets a server that ends close connections with nothing under way, and no others. Node's own takes an answer for given
 * once it is written, and cuts off what a slow line has not carried yet.
 */
export const keepUnsent = (server: Server) => {
  /** Requests of each connection whose answers are not sent whole. */
  const underWay = new Map<Socket, number>()
  const count = (socket: Socket, by: number) => {
    const before = underWay.get(socket)
    if (before !== undefined) underWay.set(socket, before + by)
  }
  server.on('connection', (socket) => {
    underWay.set(socket, 0)
    socket.once('close', () => underWay.delete(socket))
  })
  server.on('request', ({ socket }, response) => {
    count(socket, 1)
    response.once('close', () => count(socket, -1))
  })
  server.closeIdleConnections = () => {
    for (const [socket, requests] of underWay) if (requests === 0) socket.destroy()
  }
}
