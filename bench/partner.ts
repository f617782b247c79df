import { once } from 'node:events'
import { createServer } from 'node:http'

/** Where a receiver within the service listens, at a port that another has on 127.0.0.1. Linux answers there unasked. */
export const besideHost = '127.0.0.2'

/** A receiver as a partner would write it: it reads the whole body and says that it came. Answers its port. */
export const startReceiver = async (host = '127.0.0.1', port = 0): Promise<number> => {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(204).end())
  }).listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
