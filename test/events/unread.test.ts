import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { events, feed, publications } from '../../src/database/tables.ts'
import { createUnread } from '../../src/events/unread.ts'
import { build, speakAs } from '../support/build.ts'
import { until } from '../support/hooks.ts'
import { listen } from '../support/reader.ts'

const [piece, pieces] = [Buffer.alloc(2 ** 14, 'x'), 2 ** 10]

/** More than the buffers of a connection hold, piece by piece as a stream has it. */
const flood = (response: ServerResponse) =>
  Readable.from(Array.from({ length: pieces }, () => piece)).pipe(response, { end: false })

/** A server that watches whoever connects, and gives out the response of each. */
const serve = async (t: Test, longest?: number) => {
  const unread = createUnread(longest)
  const responses: ServerResponse[] = []
  const server = createServer((_, response) => {
    unread.watch(response)
    response.writeHead(200)
    responses.push(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const open = async (): Promise<{ socket: Socket; response: ServerResponse }> => {
    const socket = connect(port, '127.0.0.1')
    t.teardown(() => socket.destroy())
    socket.on('error', () => {})
    const before = responses.length
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    const response = await until('the request arrived', () => responses[before])
    return { socket, response }
  }
  return { unread, open }
}

t.test('drops a reader for whom too much lies unread for too long, and nobody else', async (t) => {
  // Long enough for a busy machine to get on with who reads.
  const { open } = await serve(t, 500)
  const idle = await open()
  const reading = await open()
  reading.socket.resume()
  const stuck = await open()
  stuck.socket.pause()
  const dropped = once(stuck.response, 'close')
  for (const { response } of [reading, stuck]) flood(response)
  await dropped
  t.ok(stuck.response.destroyed)
  await until('who reads has read all', () => reading.socket.bytesRead > piece.length * pieces)
  for (const { response } of [idle, reading]) {
    t.notOk(response.destroyed)
    t.ok(response.write('more'), 'and is written to further on')
  }
})

t.test('goes on with a reader that reads slowly, as long as it reads', async (t) => {
  const { open } = await serve(t, 1500)
  const { socket, response } = await open()
  let read = 0
  socket.pause()
  flood(response)
  // At this pace it takes several times what it may lie unread.
  while (read <= piece.length * pieces && !response.destroyed) {
    for (let part = 0; part < 4; part++) read += socket.read()?.length ?? 0
    await sleep(20)
  }
  t.ok(read > piece.length * pieces)
  t.notOk(response.destroyed)
})

t.test('drops whoever has not taken the rest a moment after the end', async (t) => {
  const { unread, open } = await serve(t)
  const { socket, response } = await open()
  socket.pause()
  const dropped = once(response, 'close')
  flood(response)
  await until('something waits for it', () => response.writableNeedDrain)
  unread.close()
  // Nothing else keeps this process, nor does what drops it.
  const alive = setInterval(() => {}, 1000)
  await dropped
  clearInterval(alive)
  t.ok(response.destroyed)
})

t.test('a service that ends does not wait for a reader of its stream who takes nothing', async (t) => {
  const built = await build(t)
  const { app, db } = built
  const { id: organizationId, key } = await built.makeOrganization()
  const { next } = (await speakAs(built, { key }).get('/v1/events')).body
  // Larger than any event is, so that a single one overflows the buffers of a connection.
  const body = JSON.stringify({ filling: 'x'.repeat(piece.length * pieces) })
  const event = { streamId: uuidv7(), sequence: 1 }
  await db.insert(events).values({ ...event, id: uuidv7(), body, hash: '' })
  await db.insert(publications).values({ ...event, position: 1, type: 'donation.pledged' })
  await db.insert(feed).values({ organizationId, position: 1 })
  let response: ServerResponse | undefined
  app.server.on('request', (_, answer) => {
    response = answer
  })
  const { port } = new URL(await listen(built))
  const socket = connect(Number(port), '127.0.0.1').pause()
  t.teardown(() => socket.destroy())
  socket.on('error', () => {})
  socket.write(
    `GET /v1/events/stream?cursor=${next} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`,
  )
  await until('the event waits for it', () => (response?.writableLength ?? 0) > piece.length)
  const closed = app.close()
  await until('it is dropped', () => response?.destroyed)
  await closed
  t.ok(socket.bytesRead < body.length)
})
