import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, watch } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import t, { type Test } from 'tap'
import { choosePlaces } from '../../../src/database/embedded/places.ts'
import { type EmbeddedServer, startEmbedded } from '../../../src/database/embedded/start.ts'

// Making a cluster takes a second on an idle machine, and much longer on one that runs every test at once.
t.setTimeout(180_000)

const isRoot = process.getuid?.() === 0

/** A folder that the database's user can enter, unless `mode` closes it. */
function makeFolder(t: Test, mode = 0o711): string {
  const folder = mkdtempSync(join(tmpdir(), 'besik-start-'))
  chmodSync(folder, mode)
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function start(t: Test, folder: string, settings?: Record<string, string>, log = (_: string) => {}) {
  const server = await startEmbedded({ folder, settings, log })
  t.teardown(() => server.stop())
  return server
}

async function query(server: EmbeddedServer, text: string): Promise<postgres.Row[]> {
  const { socketDirectory: host, port, superuser: username } = server
  const sql = postgres({ host, port, username, database: 'postgres', max: 1 })
  try {
    return await sql.unsafe(text)
  } finally {
    await sql.end()
  }
}

// Making a cluster takes a second, so the first ones use one, each with a server of its own.
const folder = makeFolder(t)

t.test('makes a durable UTF-8 cluster behind a private socket, without a port', async (t) => {
  const server = await start(t, folder, { max_connections: '23', fsync: 'off', listen_addresses: '*' })
  const [row] = await query(
    server,
    `select current_setting('max_connections') as connections, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as commit, current_setting('listen_addresses') as addresses,
       current_setting('TimeZone') as zone, pg_encoding_to_char(encoding) as encoding, datlocale as locale
     from pg_database where datname = 'postgres'`,
  )
  t.same(row, {
    connections: '23',
    fsync: 'on',
    commit: 'on',
    addresses: '',
    zone: 'UTC',
    encoding: 'UTF8',
    locale: 'C.UTF-8',
  })
  t.equal(statSync(server.socketDirectory).mode & 0o777, 0o700)
  t.equal(statSync(server.dataDirectory).mode & 0o777, 0o700)
})

t.test('keeps the rows over a stop, and stops more than once without harm', async (t) => {
  const first = await start(t, folder)
  await query(first, 'create table pledges as select 7 as units')
  await Promise.all([first.stop(), first.stop()])
  await t.rejects(query(first, 'select 1'), { code: 'ENOENT' })
  const second = await start(t, folder)
  t.same(await query(second, 'select units from pledges'), [{ units: 7 }])
})

t.test('leaves a shared server up until its last user stops', async (t) => {
  const first = await start(t, folder)
  const lines: string[] = []
  const second = await start(t, folder, {}, (line) => lines.push(line))
  const began = 'select pg_postmaster_start_time()::text as at'
  t.same(await query(first, began), await query(second, began))
  await first.stop()
  t.equal((await query(second, 'select 1')).length, 1)
  await second.stop()
  t.same(lines, [])
  await t.rejects(query(second, 'select 1'), { code: 'ENOENT' })
})

t.test('says at once what PostgreSQL says when it does not start', async (t) => {
  await t.rejects(start(t, folder, { max_connections: 'many' }), {
    message: /invalid value for parameter "max_connections"/,
  })
  const server = await start(t, folder)
  t.same(await query(server, 'select 1 as one'), [{ one: 1 }])
})

t.test(
  "refuses to begin anew when the cluster's owner can't enter the folder any more",
  { skip: !isRoot },
  async (t) => {
    chmodSync(folder, 0o700)
    await t.rejects(start(t, folder), { message: /can't enter/ })
  },
)

t.test('makes one cluster and one server when several processes start at once', async (t) => {
  const folder = makeFolder(t)
  const drafts = new Set<string | null>()
  const watcher = watch(folder, (_, name) => name?.includes('draft') && drafts.add(name))
  t.teardown(() => watcher.close())
  const script = `
    import { startEmbedded } from '${new URL('../../../src/database/embedded/start.ts', import.meta.url)}'
    import postgres from 'postgres'
    const server = await startEmbedded({ folder: process.argv[1], log: () => {} })
    const sql = postgres({ host: server.socketDirectory, port: server.port, username: 'postgres', database: 'postgres' })
    const [row] = await sql\`select pg_postmaster_start_time()::text as at\`
    console.log(row.at)
    await new Promise((resolve) => process.stdin.once('data', resolve))
    await sql\`select 1\`
    await sql.end()
    await server.stop()
    process.exit()`
  const processes = [1, 2, 3].map(() => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
      cwd: join(import.meta.dirname, '../../..'),
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    return { child, exit: once(child, 'exit') }
  })
  const starts = await Promise.all(
    processes.map(async ({ child }) => String((await once(child.stdout, 'data'))[0])),
  )
  t.equal(new Set(starts).size, 1, 'all talk to one server')
  t.equal(drafts.size, 1, 'one ran initdb')
  for (const { child, exit } of processes) {
    child.stdin.write('\n')
    t.same(await exit, [0, null], 'the others keep their server when one stops')
  }
  t.notOk(existsSync(join(folder, 'cluster', 'postmaster.pid')), 'the last one stopped it')
  t.same(readdirSync(folder).sort(), ['cluster', 'postgres.log'])
})

t.test('keeps the socket elsewhere if its path would be too long or odd', async (t) => {
  const elsewhere = /^\/tmp\/besik-\d+-\w{10}$/
  t.match(choosePlaces(join(makeFolder(t), 'd'.repeat(90)), () => {}).socketDirectory, elsewhere)
  const server = await start(t, join(makeFolder(t), 'тұсау, кесер'))
  t.teardown(() => rmSync(server.socketDirectory, { recursive: true }))
  t.match(server.socketDirectory, elsewhere)
  t.equal(server.dataDirectory, join(server.folder, 'cluster'))
  t.same(await query(server, 'select 1 as one'), [{ one: 1 }])
})

t.test('finds a place for the cluster of a folder that only root can enter', { skip: !isRoot }, async (t) => {
  const closed = makeFolder(t, 0o700)
  const folder = join(closed, 'data')
  mkdirSync(folder)
  const lines: string[] = []
  const first = await start(t, folder, {}, (line) => lines.push(line))
  const standIn = dirname(first.dataDirectory)
  t.teardown(() => rmSync(standIn, { recursive: true }))
  t.equal(first.folder, folder)
  t.same(lines, [`The database's user can't enter ${folder}: its cluster and socket are in ${standIn}.`])
  await query(first, 'create table pledges as select 7 as units')
  await first.stop()
  chmodSync(closed, 0o711)
  const second = await start(t, folder)
  t.same(await query(second, 'select units from pledges'), [{ units: 7 }], 'also once the folder is open')
})
