import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import t, { type Test } from 'tap'
import { readConfig } from '../src/config.ts'
import { connect as connectTo } from '../src/database/client.ts'
import { workflows } from '../src/database/tables.ts'
import { startService } from '../src/service.ts'
import { operator } from './support/build.ts'
import { leadTo } from './support/lead.ts'
import { useDatabase } from './support/postgres.ts'
import type { Login } from './support/server.ts'

t.setTimeout(180_000)

type Logins = Record<'application' | 'owner', Login>

const configure = async (t: Test, { application, owner }: Logins, mode: string) =>
  readConfig({
    DATABASE_URL: await leadTo(t, application),
    BESIK_OWNER_DATABASE_URL: await leadTo(t, owner),
    BESIK_MODE: mode,
    BESIK_OPERATOR_KEY: operator,
    BESIK_PUBLIC_URL: 'https://besik.example',
    BESIK_SECRET_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    BESIK_ATTACHMENTS_DIR: t.testdir(),
    PORT: '0',
    // On a busy machine a process lags as it starts, and would answer so.
    BESIK_MAX_LAG: '0',
  })

/** Starts the service in a mode on a database of a server that is somebody else's; answers its warnings. */
const startAs = async (t: Test, mode: string, database: Logins) => {
  const warnings: string[] = []
  const write = (line: string) => void warnings.push(JSON.parse(line).msg)
  const config = await configure(t, database, mode)
  const { url, stop } = await startService(config, pino({ level: 'warn' }, { write }))
  t.equal((await fetch(`${url}/v1/organizations`)).status, 401, 'it serves')
  await stop()
  return warnings
}

const superuserSays = /^The database role ".+" is a superuser: it can do anything, whatever its rights\./
const ownerSays = /^The database role ".+" owns tables, or can act as their owner/

t.test('serves in production mode as a role that owns nothing, without a warning', async (t) => {
  t.same(await startAs(t, 'production', await useDatabase(t)), [])
})

t.test('refuses in production mode to serve as a superuser or as the owner of the tables', async (t) => {
  const { superuser, owner } = await useDatabase(t)
  for (const [who, says] of [
    [superuser, superuserSays],
    [owner, ownerSays],
  ] as const)
    await t.rejects(startAs(t, 'production', { application: who, owner: who }), {
      message: new RegExp(`^Not started in production mode\\. ${says.source.slice(1)}`),
    })
})

t.test('warns in development mode of a role that may do too much, and serves', async (t) => {
  const { superuser, owner } = await useDatabase(t)
  for (const [who, says] of [
    [superuser, superuserSays],
    [owner, ownerSays],
  ] as const) {
    const [warning = ''] = await startAs(t, 'development', { application: who, owner: who })
    t.match(warning, says)
    t.match(warning, /Give DATABASE_URL a role of its own\.$/)
  }
})

t.test('starts no service over rows that it can not read', async (t) => {
  const { application, owner } = await useDatabase(t)
  const { db, close } = connectTo(application, { max: 1 })
  t.teardown(close)
  const id = randomUUID()
  await db.insert(workflows).values({
    ...{ id, streamId: id, kind: 'donation', state: 'dreaming', version: 1, machineVersion: 1 },
    ...{ context: {}, updatedAt: new Date(), sequence: 1 },
  })
  const started = startService(
    await configure(t, { application, owner }, 'development'),
    pino({ level: 'silent' }),
  )
  // One that starts after all is ended, else the test would never end.
  await t.rejects(
    started.then(({ stop }) => stop()),
    { message: `donation ${id} is in state "dreaming"` },
  )
})

t.test('ends once what it answered has been read, however slow the line', async (t) => {
  const config = await configure(t, await useDatabase(t), 'development')
  const { url, stop } = await startService(config, pino({ level: 'silent' }))
  const { byteLength } = await (await fetch(`${url}/openapi.json`)).arrayBuffer()
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  t.teardown(() => socket.destroy())
  const ask = 'GET /openapi.json HTTP/1.1\r\nhost: x\r\n\r\n'
  socket.write(ask.repeat(20))
  // The first has come, and nothing is taken of the others.
  await once(socket, 'readable')
  const stopped = stop()
  await sleep(500)
  let read = 0
  for await (const chunk of socket) read += chunk.length
  t.ok(read > 20 * byteLength, `${read} bytes of 20 times ${byteLength}`)
  await stopped
})
