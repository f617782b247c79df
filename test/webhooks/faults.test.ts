import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { inArray } from 'drizzle-orm'
import t from 'tap'
import { deliveries } from '../../src/database/tables.ts'
import { pledgeOne } from '../support/pending.ts'
import { listAttempts, openWebhooks, stateOf, untilQuiet } from '../support/webhooks.ts'
import { holdPort, say, startReceiver } from './receiver.ts'

// A busy machine takes longer than the runner grants a file that is run alone.
t.setTimeout(180_000)

const repeat = (socket: Socket, every: number, piece: string | Buffer) => {
  const timer = setInterval(() => socket.write(piece), every)
  socket.on('close', () => clearInterval(timer))
}
const bomb = gzipSync(Buffer.alloc(50_000_000))

/** What receivers do to an attempt, and what the log says of it. */
const faults: Record<string, { code: string; status?: number; misbehave: (socket: Socket) => void }> = {
  silent: { code: 'answer-late', misbehave: () => {} },
  headers: { code: 'answer-late', misbehave: (socket) => socket.write('HTTP/1.1 200 OK\r\nx-so-far: ') },
  drip: {
    code: 'answer-slow',
    status: 200,
    misbehave: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n')
      repeat(socket, 200, 'x')
    },
  },
  endless: {
    code: 'refused',
    status: 500,
    misbehave: (socket) => {
      socket.write('HTTP/1.1 500 No\r\n\r\n')
      repeat(socket, 1, 'x'.repeat(8000))
    },
  },
  bomb: {
    code: 'refused',
    status: 503,
    misbehave: (socket) => {
      socket.write(`HTTP/1.1 503 No\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`)
      socket.write(bomb)
    },
  },
  interim: {
    code: 'answer-malformed',
    misbehave: (socket) => repeat(socket, 1, 'HTTP/1.1 102 Processing\r\n\r\n'),
  },
  torn: {
    code: 'connection-closed',
    status: 200,
    misbehave: (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhal'),
  },
  garbage: {
    code: 'answer-malformed',
    misbehave: (socket) => socket.end('220 mail.example.org ESMTP\r\n\r\n'),
  },
  closing: { code: 'connection-closed', misbehave: (socket) => socket.destroy() },
  markup: {
    code: 'refused',
    status: 500,
    misbehave: (socket) => socket.write(say('500 No', '<b>\u0000\u001f\u202eold\r\n\tnew</b>')),
  },
}

t.test('whatever a receiver does, the log tells it in a word, and the others are not delayed', async (t) => {
  const raw = await startReceiver(t, (socket, request) => {
    const [, name = ''] = /^POST \/(\w+) /.exec(request) ?? []
    faults[name]?.misbehave(socket)
  })
  const unused = await holdPort(t)
  const ports = [raw.port, unused]
  const { built, cast, receiver, endpoint } = await openWebhooks(t, { ports, retries: '1h' })
  const at = `http://127.0.0.1:${raw.port}`
  const ends = await Promise.all(
    Object.keys(faults).map(async (name) => ({ name, id: (await endpoint({ url: `${at}/${name}` })).id })),
  )
  const plain = await endpoint({ url: `https://127.0.0.1:${receiver.port}/tls` })
  const mute = await endpoint({ url: `https://127.0.0.1:${raw.port}/tls` })
  const closed = await endpoint({ url: `https://127.0.0.1:${unused}/closed` })
  const healthy = await endpoint()
  await pledgeOne(built, cast)
  await receiver.untilCount(healthy.path, 1)
  const slow = ends.filter(({ name }) => ['silent', 'headers', 'drip'].includes(name)).map(({ id }) => id)
  const waiting = await built.db.select().from(deliveries).where(inArray(deliveries.endpointId, slow))
  t.match(waiting, [{ leasedUntil: Date }, { leasedUntil: Date }, { leasedUntil: Date }], 'they hang still')
  const untilLogged = async (id: string) => {
    for (;;) {
      const [attempt] = await listAttempts(built, id)
      if (attempt) return attempt
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  for (const { name, id } of ends) {
    const { code, status = null } = faults[name] ?? { code: '' }
    t.match(await untilLogged(id), { number: 1, code, status }, name)
    t.equal(await stateOf(built, id), 'active')
  }
  t.match(await untilLogged(plain.id), { code: 'tls-failed', status: null, excerpt: null })
  t.match(await untilLogged(mute.id), { code: 'connect-timeout', status: null })
  t.match(await untilLogged(closed.id), { code: 'connect-refused', status: null })
  const markup = ends.find(({ name }) => name === 'markup')
  t.match(await untilLogged(markup?.id ?? ''), { excerpt: '‹b› old new‹/b›' })
})

t.test(
  'what was not allowed when it was entered in the database is not when it is sent either',
  async (t) => {
    const environment = { BESIK_WEBHOOK_ALLOW_CIDRS: '127.0.0.2/32' }
    const { built, cast, receiver, endpoint } = await openWebhooks(t, { environment, retries: '10ms' })
    const { port } = receiver
    const urls: Record<string, string> = {
      [`http://127.0.0.1:${port}/a`]: 'address-forbidden',
      [`https://127.0.0.1:${port}/a`]: 'address-forbidden',
      [`https://localhost:${port}/a`]: 'address-forbidden',
      [`http://[::ffff:127.0.0.1]:${port}/a`]: 'address-forbidden',
      [`http://2130706433:${port}/a`]: 'address-forbidden',
      'http://169.254.169.254/latest/meta-data': 'port-forbidden',
      'https://169.254.169.254/latest/meta-data': 'address-forbidden',
      'https://[64:ff9b::a9fe:a9fe]/latest/meta-data': 'address-forbidden',
      'https://10.0.0.1/a': 'address-forbidden',
      [`http://example.org:${port}/a`]: 'scheme-forbidden',
      'https://127.0.0.2:22/a': 'port-forbidden',
    }
    const ends = await Promise.all(
      Object.keys(urls).map(async (url) => ({ url, id: (await endpoint({ url, isUnchecked: true })).id })),
    )
    await pledgeOne(built, cast)
    await untilQuiet(built)
    for (const { url, id } of ends) {
      const logged = await listAttempts(built, id)
      t.match(
        logged,
        [1, 2].map((number) => ({ number, code: urls[url], status: null, excerpt: null })),
        url,
      )
    }
    t.equal(receiver.countConnections(), 0, 'nothing was connected')
  },
)
