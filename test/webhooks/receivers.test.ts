import { spawn, spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import t, { type Test } from 'tap'
import { Event } from '../../schemas/event.ts'
import { makeKeyPair, makeSecret, parseSecret } from '../../src/webhooks/secret.ts'
import { sign } from '../../src/webhooks/signature.ts'
import { until } from '../support/hooks.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

const languages = [
  { file: 'docs/receivers/receiver.mjs', fence: 'js', command: process.execPath },
  { file: 'docs/receivers/receiver.py', fence: 'python', command: 'python3' },
]

const canRun = (command: string) => spawnSync(command, ['--version']).status === 0

interface Starting {
  command: string
  file: string
  args?: (port: number) => string[]
  secret: string
}

/** A free port, of those that no system gives out by itself: what asks for any port must not get it meanwhile. */
const findFreePort = async (): Promise<number> => {
  const port = randomInt(20_000, 30_000)
  const server = createServer()
  const isFree = await new Promise<boolean>((resolve) =>
    server
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true))),
  )
  return isFree ? port : findFreePort()
}

const isAnswering = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true))
    socket.on('error', () => resolve(false)).on('connect', () => socket.end())
  })

/** Starts a receiver as its page says, and gathers the lines it prints of what comes. */
const startReceiver = async (t: Test, { command, file, args = () => [], secret }: Starting) => {
  const port = await findFreePort()
  const child = spawn(command, [join(root, file), ...args(port)], {
    env: { PATH: process.env.PATH, PORT: String(port), WEBHOOK_SECRET: secret },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  t.teardown(async () => {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
  })
  const lines: string[] = []
  createInterface(child.stdout).on('line', (line) => {
    if (!/^listening/i.test(line)) lines.push(line)
  })
  await until('the receiver listens', () => isAnswering(port))
  return {
    lines,
    url: `http://127.0.0.1:${port}/besik`,
    /** Ends it, so that nothing it still had to print is missed. */
    stop: async (signal: NodeJS.Signals = 'SIGTERM') => {
      const ended = once(child, 'close')
      child.kill(signal)
      const [status] = await ended
      return status
    },
  }
}

const makeEvent = (sequence: number): Event => ({
  id: `0193f0c1-7a3b-7cc2-9f00-${String(sequence).padStart(12, '0')}`,
  type: 'unit.accepted',
  stream: '0193f0c1-7a3b-7cc2-9f00-3b1c5d2e4f60',
  sequence,
  subject: { kind: 'unit', id: '0193f0c1-7a3b-7cc2-9f00-3b1c5d2e4f61' },
  from: 'arrived',
  to: 'accepted',
  occurredAt: '2023-01-10T05:00:00.000Z',
  recordedAt: '2023-01-10T05:00:31.233Z',
  actor: { deadline: 'sample' },
  cause: null,
  data: { note: 'Қабылданды №3' },
  hash: '0'.repeat(64),
})

const now = () => Math.floor(Date.now() / 1000)

const makeMessage = (sequence: number, secrets: string[], timestamp = now()) => {
  const event = makeEvent(sequence)
  const body = Buffer.from(JSON.stringify(event))
  const headers = sign({ id: event.id, timestamp, body, secrets: secrets.map(parseSecret) })
  return { body, headers: { 'content-type': 'application/json', ...headers } }
}
type Message = ReturnType<typeof makeMessage>

const post = async (
  url: string,
  { body, headers }: { body: Buffer<ArrayBuffer>; headers: Record<string, string> },
) => {
  const { status } = await fetch(url, { method: 'POST', headers, body })
  return status
}

const alter = (message: Message, headers: Record<string, string>) => ({
  body: message.body,
  headers: { ...message.headers, ...headers },
})

const handled = (sequence: number) => `unit.accepted ${makeEvent(sequence).id}`

t.test('the page shows a message that its secret verifies', (t) => {
  const shown = read('docs/webhooks.md')
  const headers = Object.fromEntries(
    Array.from(shown.matchAll(/^(webhook-[a-z]+): (.+)$/gm), ([, name, value]) => [name, value]),
  )
  const [secret = ''] = /whsec_[\w+/=]+/.exec(shown) ?? []
  const [, block = ''] = /^```json\n([\s\S]*?)^```$/m.exec(shown) ?? []
  const event = Event.parse(JSON.parse(block))
  const body = Buffer.from(JSON.stringify(JSON.parse(block)))
  const timestamp = Number(headers['webhook-timestamp'])
  t.strictSame(sign({ id: event.id, timestamp, body, secrets: [parseSecret(secret)] }), headers)
  t.end()
})

for (const { file, fence, command } of languages) {
  const skip = !canRun(command) && `${command} is not on this machine`

  t.test(`the page shows ${file} as it runs`, async (t) => {
    const blocks = Array.from(
      read('docs/webhooks.md').matchAll(new RegExp(`^\`\`\`${fence}\n([\\s\\S]*?)^\`\`\`$`, 'gm')),
      ([, block]) => block,
    )
    t.strictSame(blocks, [read(file)])
    t.ok((read(file).match(/.+/g) ?? []).length <= 20, 'in twenty lines')
  })

  t.test(`${file} takes what Besik signs, once, and nothing else`, { skip }, async (t) => {
    const secret = makeSecret()
    const { url, lines, stop } = await startReceiver(t, { command, file, secret })
    const first = makeMessage(1, [secret])

    t.equal(await post(url, first), 204)
    t.equal(await post(url, first), 204, 'the same again is taken')
    const retry = makeMessage(1, [secret], now() - 5)
    t.equal(await post(url, retry), 204, 'and so is another attempt at it')

    const rotated = [makeKeyPair().privateKey, makeSecret(), secret]
    t.equal(await post(url, makeMessage(2, rotated)), 204, 'one signature of several is enough')
    t.equal(await post(url, makeMessage(3, [secret], now() - 290)), 204, 'clocks may differ a little')

    const fourth = makeMessage(4, [secret])
    const other = makeMessage(4, [makeSecret(), makeKeyPair().privateKey])
    const { 'webhook-signature': given = '' } = fourth.headers
    const refused = {
      'signed by somebody else': other,
      'with another body': { ...fourth, body: Buffer.concat([fourth.body, Buffer.from(' ')]) },
      'with another id': alter(fourth, { 'webhook-id': makeEvent(5).id }),
      'with another time': alter(fourth, { 'webhook-timestamp': `${now() + 2}` }),
      'too old': makeMessage(4, [secret], now() - 302),
      'of the future': makeMessage(4, [secret], now() + 310),
      'with a time that is none': alter(fourth, { 'webhook-timestamp': 'now' }),
      'with an empty signature': alter(fourth, { 'webhook-signature': '' }),
      'with half a signature': alter(fourth, { 'webhook-signature': given.slice(0, 20) }),
      'with a signature of another kind': alter(fourth, {
        'webhook-signature': given.replace('v1,', 'v1a,'),
      }),
      'with letters that are none of base64': alter(fourth, {
        'webhook-signature': given.replace(/.$/, 'é'),
      }),
    }
    for (const [what, message] of Object.entries(refused)) t.equal(await post(url, message), 401, what)
    const { 'webhook-id': _, ...anonymous } = fourth.headers
    t.equal(await post(url, { ...fourth, headers: anonymous }), 401, 'without an id')

    const together = await Promise.all(Array.from({ length: 10 }, () => post(url, fourth)))
    t.strictSame(new Set(together), new Set([204]), 'what was refused before is taken when it is genuine')
    t.equal(await post(url, { ...fourth, body: Buffer.alloc(100_001) }), 413)
    await stop()
    t.strictSame(lines, [1, 2, 3, 4].map(handled), 'and each is handled once')
  })
}

t.test('npm run receiver prints what it verified, and misbehaves when it is told to', async (t) => {
  const [secret, pair] = [makeSecret(), makeKeyPair()]
  const { url, lines, stop } = await startReceiver(t, {
    command: process.execPath,
    file: 'scripts/receiver.ts',
    args: (port) => ['--port', String(port), '--fail', '1'],
    secret: `${secret},${pair.publicKey}`,
  })
  const first = makeMessage(1, [secret])
  t.equal(await post(url, makeMessage(1, [makeSecret()])), 401)
  t.equal(await post(url, first), 503)
  t.equal(await post(url, first), 204)
  t.equal(await post(url, first), 204)
  t.equal(await post(url, makeMessage(2, [pair.privateKey])), 204)
  t.equal(await post(url, makeMessage(3, [makeKeyPair().privateKey])), 401)
  t.equal(await post(url, makeMessage(3, [secret], now() - 302)), 401)
  t.equal(await stop('SIGINT'), 0)
  const place = (sequence: number) =>
    `unit arrived → accepted +#${sequence} of donation ${makeEvent(1).stream}`
  const expected = [
    'refused, for it was not signed with this secret',
    `unit\\.accepted +${place(1)} {2}answered 503`,
    `unit\\.accepted +${place(1)}`,
    `unit\\.accepted +${place(1)} {2}again`,
    `unit\\.accepted +${place(2)}`,
    'refused, for it was not signed with this secret',
    'refused, for it was signed 30\\d seconds ago',
  ]
  t.equal(lines.length, expected.length)
  for (const [index, line] of lines.entries())
    t.match(line, new RegExp(`^\\d\\d:\\d\\d:\\d\\d {2}${expected[index]}$`))
})

t.test('npm run receiver says what it lacks', async (t) => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'scripts/receiver.ts'), ...args], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    })
  const sentences = {
    'It needs --url and a key to register itself, or --secret. --help says more.': [],
    'To register, it needs --key or BESIK_KEY as well.': ['--url', 'http://127.0.0.1:1'],
    'A secret begins with whsec_, a public key with whpk_, and base64 follows.': ['--secret', 'whsec_short'],
    '--delay takes a number from 0 to 3600.': ['--secret', makeSecret(), '--delay', 'long'],
  }
  for (const [sentence, args] of Object.entries(sentences)) {
    const { status, stderr } = run(...args)
    t.strictSame({ status, stderr }, { status: 1, stderr: `${sentence}\n` })
  }
  const help = run('--help')
  t.equal(help.status, 0)
  for (const option of ['--url', '--key', '--secret', '--port', '--types', '--ordered', '--fail', '--delay'])
    t.match(help.stdout, option)
})
