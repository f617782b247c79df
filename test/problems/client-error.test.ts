import { once } from 'node:events'
import { connect } from 'node:net'
import { PassThrough } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import t, { type Test } from 'tap'
import * as z from 'zod'
import { Problem } from '../../schemas/problem.ts'
import { catalogue } from '../../src/problems/catalogue.ts'
import { buildSmall } from '../support/build-small.ts'

const routes: FastifyPluginAsyncZod = async (app) => {
  app.post('/things', { schema: { body: z.unknown() } }, async () => ({ done: true }))
  app.get('/endless', (_request, reply) => {
    const stream = new PassThrough()
    stream.write('begun')
    return reply.send(stream)
  })
}

/** Waits for what does not come for a minute, within which a busy machine gets to whatever has come. */
const listen = async (t: Test, patience = 60_000) => {
  const http = { headersTimeout: patience, connectionsCheckingInterval: 50 }
  const { app, lines } = await buildSmall(t, routes, { requestTimeout: patience, http })
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  return { app, lines, port: Number(port) }
}

/** Sends bytes, and waits until the service closes the connection. */
const exchange = async (port: number, bytes: string) => {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', () => {})
  socket.write(bytes)
  await once(socket, 'close')
  const [head = '', body = ''] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n')
  return { head, body, status: Number(head.split(' ')[1]) }
}

const request = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`

t.test('what is not HTTP is answered with a problem, and the connection closed', async (t) => {
  const { port, lines } = await listen(t)
  const quick = await listen(t, 200)
  const cases: [string, string, number, string][] = [
    ['noise', '\x16\x03\x01\x02\x00 noise\r\n\r\n', 400, 'malformed-request'],
    ['a header without a colon', request('GET / HTTP/1.1', 'Host: x', 'broken'), 400, 'malformed-request'],
    ['no Host', request('GET / HTTP/1.1', 'Connection: close'), 400, 'malformed-request'],
    [
      'two lengths',
      request('POST /things HTTP/1.1', 'Host: x', 'Content-Length: 1', 'Content-Length: 2'),
      400,
      'malformed-request',
    ],
    [
      'headers without end',
      request('GET / HTTP/1.1', 'Host: x', `X: ${'x'.repeat(20_000)}`),
      431,
      'header-fields-too-large',
    ],
    ['headers that do not come', 'GET / HTTP/1.1\r\nHost: x\r\n', 408, 'request-timeout'],
    [
      'a body that does not come',
      request('POST /things HTTP/1.1', 'Host: x', 'Content-Type: application/json', 'Content-Length: 9'),
      408,
      'request-timeout',
    ],
    [
      'an unknown method',
      request('BREW /things HTTP/1.1', 'Host: x', 'Connection: close'),
      400,
      'malformed-request',
    ],
    [
      'a method that no route has',
      request('PROPFIND /things HTTP/1.1', 'Host: x', 'Connection: close'),
      405,
      'method-not-allowed',
    ],
  ]
  for (const [what, bytes, status, code] of cases) {
    const answer = await exchange(status === 408 ? quick.port : port, bytes)
    t.equal(answer.status, status, what)
    t.match(answer.head, /content-type: application\/problem\+json; charset=utf-8/i)
    t.match(answer.head, /connection: close/i)
    t.match(Problem.parse(JSON.parse(answer.body)), { code, status })
  }
  t.same([...lines, ...quick.lines], [], 'and none of it is an error of the service')
})

t.test('the language is read from headers that could not be parsed', async (t) => {
  const { port } = await listen(t)
  const bytes = request('GET / HTTP/1.1', 'Host: x', 'Accept-Language: kk, ru;q=0.5', 'broken')
  const { head, body } = await exchange(port, bytes)
  t.match(head, 'content-language: kk')
  t.equal(JSON.parse(body).title, catalogue['malformed-request'].title.kk)
  t.equal(
    Number(/content-length: (\d+)/.exec(head)?.[1]),
    Buffer.byteLength(body),
    'and the length is in bytes',
  )
})

t.test('an expectation that nobody knows is passed over', async (t) => {
  const { port } = await listen(t)
  const { status, body } = await exchange(
    port,
    `${request('POST /things HTTP/1.1', 'Host: x', 'Connection: close', 'Expect: tea', 'Content-Type: application/json', 'Content-Length: 2')}{}`,
  )
  t.equal(status, 200)
  t.match(body, /"done":true/)
})

t.test('a sender that hangs up within the body leaves no error in the log', async (t) => {
  const { app, port, lines } = await listen(t)
  const ended = new Promise<void>((resolve) => {
    app.server.prependOnceListener('request', (_request, response) => response.once('close', resolve))
  })
  const socket = connect(port, '127.0.0.1')
  socket.write(
    `${request('POST /things HTTP/1.1', 'Host: x', 'Content-Type: application/json', 'Content-Length: 9')}{`,
    () => setImmediate(() => socket.destroy()),
  )
  await ended
  await new Promise(setImmediate)
  t.same(lines, [])
})

t.test('an answer that has begun is not written into', async (t) => {
  const { port } = await listen(t)
  const socket = connect(port, '127.0.0.1')
  let received = ''
  socket.on('data', (chunk) => {
    received += chunk
    if (received.includes('begun')) socket.write('noise\r\n\r\n')
  })
  socket.on('error', () => {})
  socket.write(request('GET /endless HTTP/1.1', 'Host: x'))
  await once(socket, 'close')
  t.equal(received.match(/HTTP\/1\.1/g)?.length, 1)
  t.match(received, 'begun')
})
