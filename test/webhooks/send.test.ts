import type { Socket } from 'node:net'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { Webhook } from 'standardwebhooks'
import t, { type Test } from 'tap'
import { createAgent } from '../../src/webhooks/egress.ts'
import { readRules } from '../../src/webhooks/egress-rules.ts'
import { makeSecret, parseSecret } from '../../src/webhooks/secret.ts'
import { send } from '../../src/webhooks/send.ts'
import { sign } from '../../src/webhooks/signature.ts'
import { until } from '../support/hooks.ts'
import { makeCertificate } from './certificate.ts'
import { type Misbehave, say, startReceiver, startTlsReceiver } from './receiver.ts'

const body = Buffer.from('{"type":"unit.accepted","data":{"note":"Қабылданды"}}')
type Teardown = Pick<Test, 'teardown'>

const openAgent = (t: Teardown, port: number, rest: { ca?: string; connections?: number } = {}) => {
  const rules = readRules({ allowCidrs: ['127.0.0.0/8'], allowHttp: true, ports: [port] })
  const agent = createAgent({ rules, ...rest })
  t.teardown(() => agent.destroy())
  return agent
}

/** Milliseconds for an attempt that is to be late. A busy machine needs some of them to send it, and to read what comes. */
const hasty = 500

const open = async (t: Teardown, answer: Misbehave, deadline = 5_000) => {
  const receiver = await startReceiver(t, answer)
  const agent = openAgent(t, receiver.port)
  const url = new URL(`http://127.0.0.1:${receiver.port}/hooks/besik?key=1`)
  const headers = { 'webhook-id': 'evt_1' }
  return { ...receiver, agent, url, attempt: () => send({ agent, url, headers, body, deadline }) }
}

/** What comes of one attempt at a receiver that behaves so. */
const tryOnce = async (t: Teardown, answer: Misbehave, deadline?: number) => {
  const { attempt } = await open(t, answer, deadline)
  return attempt()
}

// `once` of `node:events` would reject where the connection is reset, which is a way to be closed as well.
const untilClosed = (sockets: Set<Socket>) =>
  Promise.all([...sockets].map((socket) => new Promise((done) => socket.once('close', done))))

const lines = (request = '') => request.split('\r\n\r\n')[0]?.toLowerCase().split('\r\n') ?? []

t.test(
  'posts the very bytes with the headers of the contract, signed so that the receiver verifies',
  async (t) => {
    const { port, requests } = await startReceiver(t, (socket) => socket.write(say('204 No Content')))
    const secret = makeSecret()
    const timestamp = Math.floor(Date.now() / 1000)
    const signature = sign({ id: 'evt_1', timestamp, body, secrets: [parseSecret(secret)] })
    const url = new URL(`http://127.0.0.1:${port}/hooks/besik?key=1`)
    const result = await send({ agent: openAgent(t, port), url, headers: signature, body })
    t.match(result, { status: 204, outcome: 'delivered', code: 'delivered', ms: Number })
    const [request = ''] = requests
    const [head, ...rest] = lines(request)
    t.equal(head, 'post /hooks/besik?key=1 http/1.1')
    for (const line of [
      `host: 127.0.0.1:${port}`,
      'content-type: application/json',
      'user-agent: besik-webhooks/1',
      'accept-encoding: identity',
      `content-length: ${body.length}`,
      'webhook-id: evt_1',
    ])
      t.equal(rest.filter((one) => one === line).length, 1, line)
    const sent = request.slice(request.indexOf('\r\n\r\n') + 4)
    t.equal(sent, body.toString())
    t.ok(new Webhook(secret).verify(sent, signature))
  },
)

t.test('judges an answer by the contract', async (t) => {
  for (const [status, outcome, code] of [
    ['200 OK', 'delivered', 'delivered'],
    ['201 Created', 'delivered', 'delivered'],
    ['299 Odd', 'delivered', 'delivered'],
    ['410 Gone', 'gone', 'gone'],
    ['300 Multiple Choices', 'failed', 'redirected'],
    ['304 Not Modified', 'failed', 'redirected'],
    ['400 Bad Request', 'failed', 'refused'],
    ['404 Not Found', 'failed', 'refused'],
    ['429 Too Many Requests', 'failed', 'refused'],
    ['500 Internal Server Error', 'failed', 'refused'],
    ['999 Odd', 'failed', 'refused'],
  ] as const) {
    const result = await tryOnce(t, (socket) => socket.write(say(status)))
    t.match(result, { status: Number(status.slice(0, 3)), outcome, code }, status)
  }
})

t.test('never follows a redirect', async (t) => {
  for (const status of ['301 Moved', '302 Found', '303 See Other', '307 Temporary', '308 Permanent']) {
    const { attempt, url, requests, agent } = await open(t, (socket) =>
      socket.write(say(status, '', `location: ${url.origin}/internal\r\n`)),
    )
    t.match(await attempt(), { outcome: 'failed', code: 'redirected' }, status)
    await agent.close()
    t.equal(requests.length, 1, 'the second URL is never visited')
  }
})

t.test('lets no header of an endpoint change the contract or the receiver', async (t) => {
  const { port, requests } = await startReceiver(t, (socket) => socket.write(say('200 OK')))
  const headers = {
    Host: 'internal.example.org',
    'Content-Type': 'text/plain',
    'USER-AGENT': 'other',
    'Accept-Encoding': 'gzip',
    'content-length': '1',
    'transfer-encoding': 'chunked',
    connection: 'close',
    Expect: '100-continue',
    Upgrade: 'h2c',
    'proxy-authorization': 'Basic x',
    'X-Partner': 'Lions',
  }
  const url = new URL(`http://127.0.0.1:${port}/`)
  t.match(await send({ agent: openAgent(t, port), url, headers, body }), { outcome: 'delivered' })
  const sent = lines(requests[0])
  t.ok(sent.includes('x-partner: lions'))
  t.ok(sent.includes(`host: 127.0.0.1:${port}`))
  t.equal(sent.filter((line) => /^(host|content-type|user-agent|accept-encoding):/.test(line)).length, 4)
  t.notMatch(sent.join('\n'), /internal|text\/plain|gzip|chunked|upgrade|expect|proxy|other/)
})

t.test('fails, and throws nothing, where a header is none', async (t) => {
  const { agent, url } = await open(t, (socket) => socket.write(say('200 OK')))
  const wrong: Record<string, string>[] = [{ 'x-a': 'b\r\nx-c: d' }, { 'x a': 'b' }, { 'x-a': 'b\0' }]
  for (const headers of wrong)
    t.match(await send({ agent, url, headers, body }), { outcome: 'failed', code: 'request-invalid' })
})

t.test('hands on what a failing receiver asks and says, and nothing of one that took it', async (t) => {
  const said = 'retry-after: 120\r\nset-cookie: a=secret\r\n'
  const busy = await tryOnce(t, (socket) => socket.write(say('503 Busy', '{"error":"<b>later</b>"}', said)))
  t.match(busy, { status: 503, retryAfter: 120_000, excerpt: '{"error":"‹b›later‹/b›"}' })
  t.notMatch(JSON.stringify(busy), /secret/)
  const garbage = await tryOnce(t, (socket) => socket.write(say('503 Busy', '', 'retry-after: soon\r\n')))
  t.strictSame(Object.keys(garbage).sort(), ['code', 'ms', 'outcome', 'status'])
  const fine = await tryOnce(t, (socket) => socket.write(say('200 OK', 'thanks', said)))
  t.strictSame(Object.keys(fine).sort(), ['code', 'ms', 'outcome', 'status'])
})

t.test('decompresses nothing: a bomb is so many bytes and no excerpt', async (t) => {
  const bomb = gzipSync(Buffer.alloc(8_000_000))
  const head = `HTTP/1.1 500 Bomb\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`
  const result = await tryOnce(t, (socket) => {
    socket.write(head)
    socket.write(bomb)
  })
  t.match(result, { status: 500, outcome: 'failed', code: 'refused' })
  t.notOk(result.excerpt)
})

t.test('gives up on a receiver that hangs, at whatever point it does', async (t) => {
  const late = { outcome: 'failed', code: 'answer-late' }
  const slow = { outcome: 'failed', code: 'answer-slow' }
  const points = [
    ['before headers', '', late],
    ['in the first line', 'HTTP/1.', late],
    ['in headers', 'HTTP/1.1 200 OK\r\ncontent-le', late],
    ['after headers', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n', slow],
    ['in the body', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab', slow],
    ['between chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n', slow],
    ['in trailers', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\nx-a: ', slow],
    ['at a body without end', 'HTTP/1.1 200 OK\r\n\r\nab', slow],
  ] as const
  await Promise.all(
    points.map(async ([where, beginning, expected]) => {
      const { attempt, sockets } = await open(t, (socket) => socket.write(beginning), hasty)
      t.match(await attempt(), expected, where)
      await untilClosed(sockets)
      t.equal(sockets.size, 0, 'and the connection is gone')
    }),
  )
})

const drip = (text: string, socket: Socket) => {
  let at = 0
  const timer = setInterval(() => socket.write(text[at++ % text.length] ?? ''), 5)
  socket.on('close', () => clearInterval(timer))
}

t.test('gives up on a receiver that drips bytes, in time for the whole', async (t) => {
  const headers = await tryOnce(
    t,
    (socket) => drip(`HTTP/1.1 200 OK\r\nx-a: ${'a'.repeat(5_000)}`, socket),
    hasty,
  )
  t.match(headers, { outcome: 'failed', code: 'answer-late' })
  const dripped = await tryOnce(
    t,
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9000\r\n\r\n')
      drip('x', socket)
    },
    hasty,
  )
  t.match(dripped, { status: 200, outcome: 'failed', code: 'answer-slow' })
})

const flood = (socket: Socket, first: string, piece: string) => {
  socket.write(first)
  const more = () => {
    while (!socket.destroyed && socket.write(piece));
  }
  socket.on('drain', more)
  more()
}

t.test('reads a little of an endless answer, judges it by its status and lets go', async (t) => {
  for (const [head, outcome] of [
    ['HTTP/1.1 200 OK\r\n\r\n', 'delivered'],
    ['HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n', 'delivered'],
    ['HTTP/1.1 500 No\r\n\r\n', 'failed'],
    ['HTTP/1.1 410 Gone\r\n\r\n', 'gone'],
  ] as const) {
    const { attempt, sockets } = await open(t, (socket) => flood(socket, head, 'x'.repeat(65_536)))
    t.match(await attempt(), { outcome, status: Number(head.slice(9, 12)) }, head)
    await untilClosed(sockets)
    t.equal(sockets.size, 0)
  }
})

t.test('takes a 410 for what it is, though the rest of the answer never comes', async (t) => {
  const head = 'HTTP/1.1 410 Gone\r\ncontent-length: 10\r\n\r\n'
  const gone = { status: 410, outcome: 'gone', code: 'gone' }
  t.match(await tryOnce(t, (socket) => socket.write(head), hasty), gone, 'it hangs')
  t.match(await tryOnce(t, (socket) => socket.end(`${head}x`)), gone, 'it breaks off')
})

t.test('does not grow while floods of every kind come in', async (t) => {
  const kinds: [string, string, string][] = [
    ['body', 'HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(65_536)],
    ['chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', '1\r\nx\r\n'.repeat(5_000)],
    ['extensions', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;a=', 'x'.repeat(65_536)],
    ['headers', 'HTTP/1.1 200 OK\r\n', 'x-a: b\r\n'.repeat(5_000)],
    ['one header', 'HTTP/1.1 200 OK\r\nx-a: ', 'x'.repeat(65_536)],
    ['reason', 'HTTP/1.1 200 ', 'x'.repeat(65_536)],
    ['trailers', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n', 'x-a: b\r\n'.repeat(5_000)],
    ['interim', '', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(500)],
    ['processing', '', 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(500)],
    ['continue', '', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(500)],
    ['garbage', '', '\0\xff'.repeat(30_000)],
    ['empty lines', '', '\r\n'.repeat(30_000)],
  ]
  for (const [kind, first, piece] of kinds) {
    const { attempt } = await open(t, (socket) => flood(socket, first, piece), 150)
    await attempt()
    const before = process.memoryUsage().rss
    for (let n = 0; n < 3; n++) t.match((await attempt()).outcome, /^(failed|delivered)$/, kind)
    const growth = (process.memoryUsage().rss - before) / 1e6
    // The flood's own buffers are in this process too; kept by the receiver, they would be several times as much.
    t.ok(growth < 150, `${kind} adds ${growth.toFixed(0)} MB`)
  }
})

t.test('names what is wrong with an answer', async (t) => {
  const malformed = { outcome: 'failed', code: 'answer-malformed' }
  const closed = { outcome: 'failed', code: 'connection-closed' }
  for (const [what, text, expected] of [
    ['garbage', 'hello\r\n\r\n', malformed],
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n', malformed],
    ['no status', 'HTTP/1.1 OK\r\n\r\n', malformed],
    ['a length that is none', 'HTTP/1.1 200 OK\r\ncontent-length: abc\r\n\r\n', malformed],
    ['a negative length', 'HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n', malformed],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab', malformed],
    ['a length too long', `HTTP/1.1 200 OK\r\ncontent-length: ${'9'.repeat(40)}\r\n\r\n`, malformed],
    ['a chunk that is none', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n', malformed],
    ['an upgrade', 'HTTP/1.1 101 Switching\r\nupgrade: ws\r\nconnection: upgrade\r\n\r\n', malformed],
    ['a continue', 'HTTP/1.1 100 Continue\r\n\r\n', malformed],
    ['an interim flood', 'HTTP/1.1 103 Early\r\n\r\n'.repeat(20), malformed],
    ['many headers', `HTTP/1.1 200 OK\r\n${'x-a: b\r\n'.repeat(9_000)}`, { code: 'headers-too-large' }],
    ['a long header', `HTTP/1.1 200 OK\r\nx-a: ${'b'.repeat(20_000)}`, { code: 'headers-too-large' }],
  ] as const) {
    const result = await tryOnce(t, (socket) => socket.write(text))
    t.match(result, expected, what)
  }
  for (const [what, text] of [
    ['nothing', ''],
    ['half of the headers', 'HTTP/1.1 200 OK\r\nx-a'],
    ['half of the body', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'],
    ['half of a chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\nabc'],
  ] as const) {
    t.match(await tryOnce(t, (socket) => socket.end(text)), { outcome: 'failed' }, `ends after ${what}`)
    const reset = await tryOnce(t, (socket) => {
      socket.write(text)
      setTimeout(20).then(() => socket.resetAndDestroy())
    })
    t.match(reset, closed, `resets after ${what}`)
  }
})

t.test('takes interim answers, trailers and an end by closing for what they are', async (t) => {
  for (const text of [
    `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n${say('200 OK', 'done')}`,
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nx-a: b\r\n\r\n',
  ])
    t.match(await tryOnce(t, (socket) => socket.write(text)), { status: 200, outcome: 'delivered' })
  t.match(await tryOnce(t, (socket) => socket.end('HTTP/1.0 200 OK\r\n\r\ndone')), { outcome: 'delivered' })
})

t.test('keeps a connection for the next attempt, and none that an answer spoiled', async (t) => {
  const { attempt, countConnections, sockets } = await open(t, (socket) => socket.write(say('200 OK', 'ok')))
  for (let n = 0; n < 3; n++) {
    await attempt()
    await setImmediate()
  }
  t.equal(countConnections(), 1)
  const closed = untilClosed(sockets)
  for (const socket of sockets) socket.write(say('200 OK', 'not asked for'))
  await closed
  t.match(await attempt(), { outcome: 'delivered' })
  t.equal(countConnections(), 2, 'an answer that nobody asked for ends a connection')
})

t.test('never sends an attempt that it reported late while that still waited for a connection', async (t) => {
  const { port, requests } = await startReceiver(t, () => {})
  const agent = openAgent(t, port, { connections: 1 })
  const url = new URL(`http://127.0.0.1:${port}/`)
  const holding = send({ agent, url, headers: { 'x-turn': 'first' }, body, deadline: hasty })
  const waiting = await send({ agent, url, headers: { 'x-turn': 'second' }, body, deadline: 50 })
  t.match(waiting, { outcome: 'failed', code: 'connect-timeout' })
  t.match(await holding, { outcome: 'failed', code: 'answer-late' })
  await setTimeout(100)
  t.notMatch(requests.join(), 'x-turn: second')
})

t.test('hands on why no connection came about', async (t) => {
  const { port } = await startReceiver(t, () => {})
  const agent = openAgent(t, port)
  const ask = (url: string) => send({ agent, url: new URL(url), headers: {}, body })
  t.match(await ask('https://10.0.0.1/'), { outcome: 'failed', code: 'address-forbidden' })
  t.match(await ask(`http://example.org:${port}/`), { outcome: 'failed', code: 'scheme-forbidden' })
  t.match(await ask('https://127.0.0.1:22/'), { outcome: 'failed', code: 'port-forbidden' })
})

t.test('goes through TLS, and tells a certificate that does not fit', async (t) => {
  const identity = makeCertificate(['127.0.0.1'])
  const { port, requests } = await startTlsReceiver(t, identity, (socket) => socket.write(say('200 OK')))
  const url = new URL(`https://127.0.0.1:${port}/`)
  const trusting = openAgent(t, port, { ca: identity.cert })
  t.match(await send({ agent: trusting, url, headers: {}, body }), { outcome: 'delivered', status: 200 })
  const wary = openAgent(t, port)
  t.match(await send({ agent: wary, url, headers: {}, body }), { code: 'certificate-invalid' })
  t.equal(requests.length, 1)
})

t.test('serves others while one receiver hangs', async (t) => {
  const hanging = await open(t, () => {})
  const stuck = Array.from({ length: 50 }, hanging.attempt)
  await until('all of them hang', () => hanging.requests.length === stuck.length)
  const fine = await open(t, (socket) => socket.write(say('200 OK')))
  const order: string[] = []
  Promise.race(stuck).then(() => order.push('hanging'))
  for (let n = 0; n < 5; n++) t.match(await fine.attempt(), { outcome: 'delivered' })
  order.push('fine')
  for (const socket of hanging.sockets) socket.destroy()
  await Promise.all(stuck)
  t.strictSame(order.slice(0, 2), ['fine', 'hanging'])
})
