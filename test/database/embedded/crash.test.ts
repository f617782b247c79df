import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import t, { type Test } from 'tap'
import { choosePlaces } from '../../../src/database/embedded/places.ts'
import { isPostmaster } from '../../../src/database/embedded/processes.ts'
import { type EmbeddedServer, startEmbedded } from '../../../src/database/embedded/start.ts'

// Making a cluster takes a second on an idle machine, and much longer on one that runs every test at once.
t.setTimeout(180_000)

/** A service that writes numbers from four connections, and prints each one once its commit is acknowledged. */
const script = `
  import { startEmbedded } from '${new URL('../../../src/database/embedded/start.ts', import.meta.url)}'
  import postgres from 'postgres'
  import { setTimeout as sleep } from 'node:timers/promises'
  const server = await startEmbedded({ folder: process.argv[1], log: () => {} })
  const sql = postgres({ host: server.socketDirectory, port: server.port, username: 'postgres', database: 'postgres', onnotice() {},
    fetch_types: false, backoff: () => 0.05 })
  await sql\`create table if not exists pledges (n int primary key)\`
  let [{ n }] = await sql\`select coalesce(max(n) + 1, 0) as n from pledges\`
  const write = async () => {
    for (;;) {
      const mine = n++
      try {
        await sql\`insert into pledges values (\${mine})\`
        console.log(mine)
      } catch {
        await sleep(5)
      }
    }
  }
  for (let i = 0; i < 4; i++) write()`

const services: Service[] = []

interface Service {
  child: ChildProcess
  acknowledged: number[]
  exit: Promise<unknown>
}

function makeFolder(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'besik-crash-'))
  chmodSync(folder, 0o711)
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function spawnService(t: Test, folder: string): Service {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
    cwd: join(import.meta.dirname, '../../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.teardown(() => child.kill('SIGKILL'))
  const acknowledged: number[] = []
  createInterface({ input: child.stdout }).on('line', (line) => acknowledged.push(Number(line)))
  const service = { child, acknowledged, exit: once(child, 'close') }
  services.push(service)
  return service
}

async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(2)
}

async function start(t: Test, folder: string): Promise<EmbeddedServer> {
  const server = await startEmbedded({ folder, log: () => {} })
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

/** Finds numbers that some service so far was told to be stored, and that are not. */
async function findLost(server: EmbeddedServer): Promise<number[]> {
  const stored = new Set((await query(server, 'select n from pledges')).map(({ n }) => n))
  return services.flatMap(({ acknowledged }) => acknowledged).filter((n) => !stored.has(n))
}

function readPid(folder: string): number {
  try {
    return Number.parseInt(readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8'), 10)
  } catch {
    return 0
  }
}

/** Starts a shell as the user that the server runs as, and returns the first line that it prints. */
async function runShell(t: Test, folder: string, command: string): Promise<number> {
  const { user } = choosePlaces(folder, () => {})
  const child = spawn('/bin/sh', ['-c', command], { ...user, cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => child.kill('SIGKILL'))
  return Number(String((await once(child.stdout, 'data'))[0]))
}

t.test('begins again after a start that was killed while it made the cluster', async (t) => {
  const folder = makeFolder(t)
  const service = spawnService(t, folder)
  await waitFor(() => readdirSync(folder).some((name) => existsSync(join(folder, name, 'base'))))
  service.child.kill('SIGKILL')
  await service.exit
  t.notOk(existsSync(join(folder, 'cluster')))
  const server = await start(t, folder)
  t.same(await query(server, 'select 1 as one'), [{ one: 1 }])
})

// The other cases fall upon one cluster one after another, as in life, and no row of any of them may be lost.
const folder = makeFolder(t)
t.test('takes over the live server of a killed service, with every acknowledged row', async (t) => {
  const service = spawnService(t, folder)
  await waitFor(() => service.acknowledged.length > 50)
  const pid = readPid(folder)
  service.child.kill('SIGKILL')
  await service.exit
  const server = await start(t, folder)
  t.equal(readPid(folder), pid, 'the server is the same')
  t.same(await findLost(server), [])
  await server.stop()
  t.notOk(existsSync(join(folder, 'cluster', 'postmaster.pid')), 'whoever took it over stops it')
})

t.test('brings back a server that was killed, with every acknowledged row', async (t) => {
  const service = spawnService(t, folder)
  for (let kills = 0; kills < 2; kills++) {
    await waitFor(() => service.acknowledged.length > 50 * kills)
    const pid = readPid(folder)
    process.kill(pid, 'SIGKILL')
    await waitFor(() => readPid(folder) > 0 && readPid(folder) !== pid)
    const before = service.acknowledged.length
    await waitFor(() => service.acknowledged.length > before + 50)
  }
  service.child.kill('SIGKILL')
  await service.exit
  t.same(await findLost(await start(t, folder)), [])
})

t.test('recovers when service and server are killed at once', async (t) => {
  const service = spawnService(t, folder)
  await waitFor(() => service.acknowledged.length > 50)
  process.kill(readPid(folder), 'SIGKILL')
  service.child.kill('SIGKILL')
  await service.exit
  const server = await start(t, folder)
  t.same(await findLost(server), [])
})

t.test('waits for the sessions of a killed server before it starts another', async (t) => {
  const service = spawnService(t, folder)
  await waitFor(() => service.acknowledged.length > 20)
  const { socketDirectory: host } = choosePlaces(folder, () => {})
  const sql = postgres({ host, port: 5432, username: 'postgres', database: 'postgres', max: 2 })
  const readLog = () => readFileSync(join(folder, 'postgres.log'), 'utf8')
  const end = join(folder, 'end')
  // A session that computes does not notice that its server is gone. It goes on until it finds that file.
  const busy = sql.unsafe(`do $$ begin
    while pg_stat_file('${end}', true) is null and clock_timestamp() < now() + interval '2 min' loop end loop; end $$`)
  const ended = busy.catch(() => {})
  while (
    (await sql`select from pg_stat_activity where query like 'do %' and state = 'active'`).length === 0
  ) {}
  service.child.kill('SIGKILL')
  process.kill(readPid(folder), 'SIGKILL')
  await service.exit
  const before = readLog().length
  const started = start(t, folder)
  await waitFor(() => /F0001 FATAL: {2}pre-existing shared memory block/.test(readLog().slice(before)))
  writeFileSync(end, '')
  t.same(await findLost(await started), [])
  await sql.end({ timeout: 0 })
  await ended
})

t.test('is not kept from starting by lock files that name another process', async (t) => {
  const command = { zombie: 'sleep 0.2 & echo $!; exec sleep 60', stranger: 'echo $$; exec sleep 60' }
  for (const [kind, line] of Object.entries(command)) {
    const pid = await runShell(t, folder, line)
    const service = spawnService(t, folder)
    await waitFor(() => service.acknowledged.length > 20)
    service.child.kill('SIGKILL')
    process.kill(readPid(folder), 'SIGKILL')
    await service.exit
    for (const path of ['cluster/postmaster.pid', 'cluster/.s.PGSQL.5432.lock']) {
      const file = join(folder, path)
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(pid)))
    }
    const server = await start(t, folder)
    t.same(await findLost(server), [], kind)
    t.ok(process.kill(pid, 0), 'and it is left alone')
    await server.stop()
  }
})

t.test('is not disturbed by the server of a folder that was deleted and made again', async (t) => {
  const service = spawnService(t, folder)
  await waitFor(() => service.acknowledged.length > 20)
  const old = readPid(folder)
  service.child.kill('SIGKILL')
  await service.exit
  rmSync(folder, { recursive: true })
  const server = await start(t, folder)
  // The old one does so by itself within a minute, when it finds its pid file gone.
  process.kill(old, 'SIGQUIT')
  await waitFor(() => !isPostmaster(old, server.dataDirectory))
  t.same(await query(server, 'select 1 as one'), [{ one: 1 }])
})
