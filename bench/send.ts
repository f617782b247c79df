import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Agent, request } from 'undici'
import { createAgent } from '../src/webhooks/egress.ts'
import { readRules } from '../src/webhooks/egress-rules.ts'
import { makeKeyPair, makeSecret, parseSecret } from '../src/webhooks/secret.ts'
import { send } from '../src/webhooks/send.ts'
import { sign } from '../src/webhooks/signature.ts'
import { createTable } from './table.ts'

const runs = 5
const seconds = 1.5

const receiver = fork(fileURLToPath(new URL('receiver.ts', import.meta.url)))
const port = await new Promise<number>((resolve) => {
  receiver.once('message', (message: { port: number }) => resolve(message.port))
})
const url = new URL(`http://127.0.0.1:${port}/hooks/besik`)
const body = Buffer.from(
  JSON.stringify({
    type: 'unit.accepted',
    timestamp: '2022-10-20T10:15:00.000Z',
    data: {
      id: '0192f0c1-7a3b-7cc2-9f00-3b1c5d2e4f60',
      sequence: 42,
      state: 'accepted',
      note: 'x'.repeat(300),
    },
  }),
)
const shared = parseSecret(makeSecret())
const owned = parseSecret(makeKeyPair().privateKey)

const bare = new Agent()
const floor = async () => {
  const { statusCode, body: answer } = await request(url, {
    dispatcher: bare,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  await answer.dump()
  if (statusCode !== 204) throw new Error(`the receiver answered ${statusCode}`)
}

const agent = createAgent({
  rules: readRules({ allowCidrs: ['127.0.0.0/8'], allowHttp: true, ports: [port] }),
  connections: 128,
})
let count = 0
const deliver = (secrets: Parameters<typeof sign>[0]['secrets']) => async () => {
  count += 1
  const timestamp = Math.floor(Date.now() / 1000)
  const headers = sign({ id: `evt_${count}`, timestamp, body, secrets })
  const { outcome, code } = await send({ agent, url, headers, body })
  if (outcome !== 'delivered') throw new Error(code)
}

/** Runs `work` over and over on so many tracks, and tells how often a second it was done. */
const measure = async (work: () => Promise<void>, tracks: number) => {
  const start = performance.now()
  const end = start + seconds * 1000
  let done = 0
  const track = async () => {
    while (performance.now() < end) {
      await work()
      done += 1
    }
  }
  await Promise.all(Array.from({ length: tracks }, track))
  return (done * 1000) / (performance.now() - start)
}

const plain = async () => {
  const { outcome, code } = await send({ agent, url, headers: {}, body })
  if (outcome !== 'delivered') throw new Error(code)
}

const kinds = [
  ['nothing', plain],
  ['v1', deliver([shared])],
  ['v1, two secrets', deliver([shared, shared])],
  ['v1 and v1a', deliver([shared, owned])],
] as const

const table = createTable()
await measure(floor, 16)
await measure(deliver([shared]), 16)
for (let run = 0; run < runs; run++) {
  for (const tracks of [1, 16, 64]) {
    const perSecond = await measure(floor, tracks)
    table.note(`undici.request, ${tracks} at a time`, 'per second', perSecond)
    for (const [name, work] of kinds) {
      const reached = await measure(work, tracks)
      table.note(`send signed with ${name}, ${tracks} at a time`, 'per second', reached)
      table.note(`send signed with ${name}, ${tracks} at a time`, 'ratio to floor', reached / perSecond)
    }
  }
}
process.stdout.write(table.render())
receiver.disconnect()
await Promise.all([bare.close(), agent.close()])
