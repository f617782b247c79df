import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import t, { type Test } from 'tap'
import { Problem } from '../../schemas/problem.ts'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { connect as open } from '../../src/database/client.ts'
import { openDatabase } from '../../src/database/open.ts'
import { donations } from '../../src/database/tables.ts'
import { limits } from '../../src/limits.ts'
import { patience, sweepEvery } from '../../src/patience.ts'
import { catalogue } from '../../src/problems/catalogue.ts'
import { errorLogging } from '../../src/problems/error-log.ts'
import { type Built, build, operator, speakAs } from '../support/build.ts'
import { until } from '../support/hooks.ts'
import { enterAsSuperuser } from '../support/postgres.ts'
import { makeCast, newDonation } from '../support/walk.ts'

t.setTimeout(180_000)
t.jobs = 4

const listen = async ({ app }: Pick<Built, 'app'>): Promise<number> =>
  Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port)

/** A connection, with all that came over it, and whether the service has closed it. */
const dial = (port: number) => {
  const socket: Socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', () => {})
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const said = () => Buffer.concat(chunks).toString('utf8')
  return { socket, said, closed }
}

/** Sends bytes, and waits until the service closes the connection; answers all that it said. */
const exchange = async (port: number, ...bytes: (string | Buffer)[]) => {
  const { socket, said, closed } = dial(port)
  for (const part of bytes) socket.write(part)
  await closed
  return said()
}

const request = (method: string, path: string, headers: Record<string, string> = {}, body = '') => {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}`)
  return `${[`${method} ${path} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n${body}`
}

/** The answers on one connection, each with its head and body, as their lengths divide them. */
const split = (text: string) => {
  const answers: { status: number; head: string; body: string }[] = []
  let rest = Buffer.from(text)
  while (rest.length > 0) {
    const end = rest.indexOf('\r\n\r\n')
    const head = rest.subarray(0, end).toString()
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    const body = rest.subarray(end + 4, end + 4 + length).toString()
    answers.push({ status: Number(head.split(' ')[1]), head, body })
    rest = rest.subarray(end + 4 + length)
  }
  return answers
}

const mustBe = (t: Pick<Test, 'match'>, text: string, code: keyof typeof catalogue, message: string) => {
  const [answer = { status: 0, head: '', body: '{}' }] = split(text)
  const { status } = catalogue[code]
  t.match(answer, { status, head: /content-type: application\/problem\+json/i }, message)
  t.match(Problem.parse(JSON.parse(answer.body)), { code, status }, message)
}

t.test('cuts whoever sends too slowly within 15 seconds', { buffered: true }, async (t) => {
  const built = await build(t)
  // What decides when, rather than a clock: a busy machine gets to it late.
  const { headersTimeout, connectionsCheckingInterval } = limits.http
  t.equal(built.app.server.headersTimeout, headersTimeout)
  t.ok(headersTimeout + connectionsCheckingInterval < 15_000, 'headers')
  t.ok(patience.body + sweepEvery < 15_000, 'bodies')
  const { key } = await built.makeOrganization()
  const port = await listen(built)
  const headers = {
    authorization: `Bearer ${key}`,
    'idempotency-key': 'slow',
    'content-type': 'application/json',
  }
  const long = request('POST', '/v1/donations', { ...headers, 'content-length': '1000' })
  const chunked = request('POST', '/v1/donations', { ...headers, 'transfer-encoding': 'chunked' })
  const senders: [string, string, string][] = [
    ['says nothing after its first line', 'GET /v1/donations HTTP/1.1\r\n', ''],
    ['sends its headers drop by drop', 'GET /v1/donations HTTP/1.1\r\nhost: localhost\r\nx: ', 'x'],
    ['sends its body drop by drop', long, ' '],
    ['sends its body in ever more pieces', chunked, '1\r\n \r\n'],
    ['never sends its body', long, ''],
  ]
  const cut = senders.map(async ([what, begin, drop]) => {
    const { socket, said } = dial(port)
    socket.write(begin)
    const dripping = drop ? setInterval(() => socket.write(drop), 300) : undefined
    t.teardown(() => {
      clearInterval(dripping)
      socket.destroy()
    })
    await until(`one was cut who ${what}`, () => socket.closed, 120)
    mustBe(t, said(), 'request-timeout', `tells one who ${what}`)
  })
  const silent = dial(port)
  await Promise.all(cut)
  silent.socket.destroy()
  t.equal(await built.db.$count(donations), 0)
  t.equal((await built.app.inject('/health/ready')).statusCode, 200, 'and goes on serving others')
})

t.test('does not wait for the body of a stranger', { buffered: true }, async (t) => {
  const built = await build(t)
  const port = await listen(built)
  const { socket, said } = dial(port)
  const headers = { 'content-type': 'application/json', 'content-length': '500000' }
  socket.write(request('POST', '/v1/donations', headers))
  await once(socket, 'data')
  mustBe(t, said(), 'unauthenticated', 'answers before a byte of it has come')
  const dripping = setInterval(() => socket.write(' '), 300)
  t.teardown(() => {
    clearInterval(dripping)
    socket.destroy()
  })
  await until('it reads on for no longer', () => socket.closed, 120)
})

t.test('answers what is too large before it has all come', { buffered: true }, async (t) => {
  const built = await build(t)
  const { key } = await built.makeOrganization()
  const port = await listen(built)
  const headers = {
    authorization: `Bearer ${key}`,
    'idempotency-key': 'large',
    'content-type': 'application/json',
  }
  const large = 600 * 1024
  const first = async (bytes: string) => {
    const { socket, said } = dial(port)
    socket.write(bytes)
    await once(socket, 'data')
    socket.destroy()
    return said()
  }
  const declared = request('POST', '/v1/donations', { ...headers, 'content-length': String(large) })
  mustBe(t, await first(declared), 'payload-too-large', 'a body that says it is')
  const chunk = `${(64 * 1024).toString(16)}\r\n${' '.repeat(64 * 1024)}\r\n`
  const chunked = request('POST', '/v1/donations', { ...headers, 'transfer-encoding': 'chunked' })
  mustBe(t, await first(chunked + chunk.repeat(9)), 'payload-too-large', 'a body that turns out to be')
  mustBe(
    t,
    await exchange(port, request('GET', '/v1/donations', { ...headers, x: 'x'.repeat(17_000) })),
    'header-fields-too-large',
    'headers',
  )
  const many = Object.fromEntries(Array.from({ length: 1500 }, (_, n) => [`x-${n}`, 'xxxx']))
  mustBe(
    t,
    await exchange(port, request('GET', '/v1/donations', many)),
    'header-fields-too-large',
    'many of them',
  )
  mustBe(
    t,
    await exchange(port, `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`),
    'header-fields-too-large',
    'an address',
  )
})

t.test(
  'answers each request on a connection in turn, and closes it at the first noise',
  { buffered: true },
  async (t) => {
    const built = await build(t)
    const { key } = await built.makeOrganization()
    const port = await listen(built)
    const authorization = `Bearer ${key}`
    const list = (n: number) => request('GET', `/v1/donations?limit=${n}`, { authorization })
    const { socket, said, closed } = dial(port)
    socket.write(Array.from({ length: 50 }, (_, n) => list(n + 1)).join(''))
    while (split(said()).length < 50) await once(socket, 'data')
    socket.write('\x16\x03\x01 noise\r\n\r\n')
    await closed
    const answers = split(said())
    t.same(
      answers.slice(0, 50).map(({ status, body }) => [status, body]),
      Array.from({ length: 50 }, () => [200, '{"items":[]}']),
      'every request has its answer',
    )
    t.match(answers.slice(50), [{ status: 400, head: /connection: close/i }], 'and the noise a problem')

    const smuggled = [
      request(
        'POST',
        '/v1/keys',
        { authorization, 'content-length': '4', 'transfer-encoding': 'chunked' },
        `0\r\n\r\n`,
      ),
      request('POST', '/v1/keys', { authorization, 'transfer-encoding': 'xchunked' }, '0\r\n\r\n'),
      request('POST', '/v1/keys', { authorization, 'content-length': '+4' }, '{}{}'),
      `GET /v1/keys HTTP/1.1\nhost: localhost\n\tfolded: x\n\n`,
      `GET /v1/keys HTTP/9.9\r\nhost: localhost\r\n\r\n`,
    ]
    for (const bytes of smuggled) {
      const [answer, ...more] = split(await exchange(port, bytes + list(1)))
      t.match(answer, { status: 400, head: /connection: close/i })
      t.same(more, [], 'nothing that follows is taken for a request')
    }
    t.equal((await built.app.inject({ url: '/v1/donations', headers: { authorization } })).statusCode, 200)
    t.notOk(built.lines.some((line) => JSON.parse(line).level >= 50))
  },
)

t.test('counts requests by key, and strangers by address', { buffered: true }, async (t) => {
  const built = await build(t, { environment: { BESIK_RATE_LIMIT: '5' } })
  const [busy, calm] = [await built.makeOrganization(), await built.makeOrganization()]
  const ask = (organization: { key: string }, language?: string) =>
    speakAs(built, organization, language).get('/v1/donations')
  const statuses: number[] = []
  for (let n = 0; n < 5; n++) statuses.push((await ask(busy)).status)
  t.same(statuses, [200, 200, 200, 200, 200])
  for (const language of ['kk', 'ru', 'en'] as const) {
    const { status, headers, body } = await ask(busy, language)
    t.equal(status, 429)
    t.match(Problem.parse(body), { code: 'rate-limited', title: catalogue['rate-limited'].title[language] })
    t.equal(headers['content-type'], 'application/problem+json; charset=utf-8')
    const wait = Number(headers['retry-after'])
    t.ok(wait > 0 && wait <= 60, 'says when to come again')
  }
  t.equal((await ask(calm)).status, 200, 'another key has requests of its own')
  const refused: number[] = []
  for (let n = 0; n < 8; n++) refused.push((await ask({ key: `besik_${n}` })).status)
  t.same(refused, [401, 401, 401, 401, 401, 429, 429, 429], 'invented keys are counted together')
  t.equal((await ask(calm)).status, 200, 'and use up nothing of those that fit')
  t.equal((await built.app.inject('/health/live')).statusCode, 200)
})

t.test(
  'lets no more of an organization wait for events than twenty, and says so',
  { buffered: true },
  async (t) => {
    const built = await build(t)
    const [crowd, calm] = [await built.makeOrganization(), await built.makeOrganization()]
    const url = `http://127.0.0.1:${await listen(built)}`
    const stop = new AbortController()
    t.teardown(() => stop.abort())
    const follow = ({ key }: { key: string }, signal?: AbortSignal) =>
      fetch(`${url}/v1/events/stream`, { headers: { authorization: `Bearer ${key}` }, signal })
    const streams = await Promise.all(Array.from({ length: 20 }, () => follow(crowd, stop.signal)))
    t.ok(streams.every(({ status }) => status === 200))
    for (const language of ['kk', 'ru', 'en'] as const)
      for (const path of ['/v1/events/stream', '/v1/events?wait=1']) {
        const { status, headers, body } = await speakAs(built, crowd, language).get(path)
        const { title } = catalogue['too-many-waiting']
        t.match(Problem.parse(body), { status, code: 'too-many-waiting', title: title[language] })
        t.match({ status, headers }, { status: 429, headers: { 'retry-after': '5' } })
      }
    t.equal((await speakAs(built, crowd).get('/v1/events')).status, 200, 'who does not wait is answered')
    t.equal((await speakAs(built, calm).get('/v1/events?wait=1')).status, 200, 'and so is anybody else')
    stop.abort()
    await until('the places of those who go are free again', async () => {
      const again = await follow(crowd)
      await again.body?.cancel()
      return again.status === 200
    })
  },
)

t.test(
  'answers 503 while the database is stuck, and goes on when it is not',
  { buffered: true },
  async (t) => {
    const built = await build(t)
    const cast = await makeCast(built)
    const donor = speakAs(built, cast.donor)
    const { body: donation } = await donor.post('/v1/donations', newDonation(cast))
    const path = `/v1/donations/${donation.id}`
    const sql = enterAsSuperuser(t, built.database)
    const event = { type: 'donation.withdrawn', data: { reason: 'other' } }
    const ask = () =>
      Promise.all([
        // More than the pool has connections.
        ...Array.from({ length: 15 }, () => donor.get(path)),
        donor.post(`${path}/events`, event, { 'if-match': '"1"' }),
        donor.post('/v1/donations', newDonation(cast)),
      ])
    let answers: Awaited<ReturnType<typeof ask>>[number][] = []
    // Until all are answered, nothing that they wait for goes on.
    await sql.begin(async (locked) => {
      await locked`lock table workflows in access exclusive mode`
      answers = await ask()
    })
    t.equal(answers.length, 17)
    t.ok(patience.answer + sweepEvery < 30_000, 'nobody waits for half a minute')
    for (const { status, headers, body } of answers) {
      t.match(
        { status, code: body.code },
        { status: 503, code: /^(timed-out|overloaded|database-unavailable)$/ },
      )
      t.ok(Number(headers['retry-after']) > 0)
    }
    t.match(await donor.get(path), { status: 200 }, 'serves again')
    t.match(await donor.post('/v1/donations', newDonation(cast)), { status: 201 })
  },
)

t.test('loses connections without losing or doubling a change', { buffered: true }, async (t) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const donor = speakAs(built, cast.donor)
  const sql = enterAsSuperuser(t, built.database)
  const keys = Array.from({ length: 40 }, () => randomUUID())
  const pledge = (key: string) => donor.post('/v1/donations', newDonation(cast), { 'idempotency-key': key })
  const asked = keys.map(async (key, n) => {
    await sleep(n * 5)
    return { key, ...(await pledge(key)) }
  })
  const ended: number[] = []
  for (let n = 0; n < 8; n++) {
    const sessions = await sql<{ pid: number }[]>`select pid, pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`
    ended.push(...sessions.map(({ pid }) => pid))
    await sleep(25)
  }
  const answers = await Promise.all(asked)
  // One that has been told to end, and has not got to it, would take what is asked next with it.
  await until(
    'all of them have ended',
    async () => (await sql`select from pg_stat_activity where pid = any(${ended}::int[])`).length === 0,
  )
  const failed = answers.filter(({ status }) => status !== 201)
  for (const { status, headers, body } of failed) {
    t.match({ status, code: body.code }, { status: 503, code: 'database-unavailable' })
    t.ok(headers['retry-after'])
  }
  t.ok(failed.length > 0, `cut off ${failed.length} of ${answers.length}`)
  for (const { key } of failed)
    t.match(await pledge(key), { status: 201 }, 'is made when it is asked for again')
  const { body } = await donor.get('/v1/donations?limit=100')
  t.equal(body.items.length, keys.length, 'and made once')
  t.notOk(
    built.lines.some((line) => JSON.parse(line).level >= 50),
    'none of it is a failure of the service',
  )
})

t.test(
  'says that the database is gone, and serves again by itself once it is back',
  { buffered: true },
  async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'besik-limits-'))
    chmodSync(folder, 0o711)
    t.teardown(() => rmSync(folder, { recursive: true, force: true }))
    let database = await openDatabase({ dataDir: folder }, () => {})
    t.teardown(() => database.stop())
    const { db, close } = open(database.place)
    const lines: string[] = []
    const logger = pino(
      { ...errorLogging, level: 'info' },
      { write: (line: string) => void lines.push(line) },
    )
    // Stopping and starting the server takes the machine, and a loop that lags would answer for the database.
    const config = readConfig({ BESIK_MAX_LAG: '0' })
    const { app, engine } = await buildApp({ config, db, operatorKey: operator, logger })
    await app.ready()
    const background = engine.start()
    t.teardown(async () => {
      await app.close()
      await background.stop()
      await close()
    })
    const speaker = speakAs({ app }, { key: operator })
    const club = { kind: 'club', name: 'A club', country: 'KZ' }
    const { body: registered } = await speaker.post('/v1/organizations', club)
    const key = { name: 'A key', scopes: ['read', 'write'] }
    const { body: made } = await speaker.post(`/v1/organizations/${registered.id}/keys`, key)
    const organization = speakAs({ app }, { key: made.secret })
    t.match(await organization.get('/v1/donations'), { status: 200 })

    await database.stop()
    const once = { 'idempotency-key': 'once' }
    const asked = [
      await organization.get('/v1/donations'),
      await organization.get('/v1/organizations'),
      await speaker.post('/v1/organizations', club, once),
      await speaker.get('/health/ready'),
    ]
    for (const { status, headers, body } of asked) {
      t.match({ status, code: body.code }, { status: 503, code: 'database-unavailable' })
      t.ok(Number(headers['retry-after']) > 0)
    }
    t.match(await speaker.get('/health/live'), { status: 200 }, 'the process is alive all the same')

    database = await openDatabase({ dataDir: folder }, () => {})
    await until('it is ready', async () => (await speaker.get('/health/ready')).status === 200)
    t.match(await organization.get('/v1/donations'), { status: 200 })
    t.match(await speaker.post('/v1/organizations', club, once), { status: 201 })
    const { body } = await speaker.get('/v1/organizations')
    t.equal(body.items.length, 2, 'what was not answered is made once, when asked for again')
    t.notOk(lines.some((line) => line.includes('a request failed')))
  },
)

t.test('answers 503 while the event loop is blocked, and goes on when it is not', async (t) => {
  const built = await build(t, { environment: { BESIK_MAX_LAG: '1000' } })
  const { key } = await built.makeOrganization()
  const speaker = speakAs(built, { key }, 'kk')
  // Building it takes the machine as well.
  await until('it serves', async () => (await speaker.get('/v1/donations')).status === 200)
  const still = new Int32Array(new SharedArrayBuffer(4))
  let pressed = await speaker.get('/v1/donations')
  for (let tries = 0; pressed.status === 200 && tries < 5; tries++) {
    // The delay is a mean over a second or so: one long pause among short ones goes unnoticed.
    for (let pauses = 0; pauses < 3; pauses++) {
      Atomics.wait(still, 0, 0, 1500)
      await nextTurn()
    }
    pressed = await speaker.get('/v1/donations')
  }
  t.match(Problem.parse(pressed.body), {
    status: 503,
    code: 'overloaded',
    title: catalogue.overloaded.title.kk,
  })
  t.equal(pressed.headers['retry-after'], '2')
  t.equal((await built.app.inject('/health/live')).statusCode, 200, 'but it is alive')
  await until('it serves again', async () => (await speaker.get('/v1/donations')).status === 200)
})
