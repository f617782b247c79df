import { createServer } from 'node:http'

// A receiver as a partner would write it, in a process of its own: it reads the whole body and says that it came.
const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(204).end())
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 })
})
process.on('disconnect', () => process.exit(0))
