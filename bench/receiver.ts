import { createServer } from 'node:net'

const answer = Buffer.from('HTTP/1.1 204 No Content\r\n\r\n')
const headEnd = Buffer.from('\r\n\r\n')

// As little of a receiver as there can be, in a process of its own: what is measured is the sender.
const server = createServer((socket) => {
  let missing = 0
  let held = Buffer.alloc(0)
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    held = held.length > 0 ? Buffer.concat([held, chunk]) : chunk
    while (held.length > 0) {
      if (missing === 0) {
        const end = held.indexOf(headEnd)
        if (end < 0) return
        const length = /content-length: (\d+)/i.exec(held.toString('latin1', 0, end))?.[1]
        missing = end + headEnd.length + Number(length ?? 0)
      }
      if (held.length < missing) return
      held = held.subarray(missing)
      missing = 0
      socket.write(answer)
    }
  })
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 })
})
process.on('disconnect', () => process.exit(0))
