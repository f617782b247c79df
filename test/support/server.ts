import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { findPostmaster } from '../../src/database/embedded/pid-file.ts'
import { isRunning } from '../../src/database/embedded/processes.ts'
import { startEmbedded } from '../../src/database/embedded/start.ts'

/** Where to enter PostgreSQL, and as whom. */
export interface Login {
  host: string
  port: number
  database: string
  username: string
  password?: string
}

export interface TestServer {
  /** The superuser's URL, as in BESIK_TEST_DATABASE_URL. A socket's folder stands in its parameter `host`. */
  url: string
  stop(): Promise<void>
}

/** Starts a server of its own, with every setting that decides whether a commit is kept as in production. */
export async function startTestServer(): Promise<TestServer> {
  const base = chooseBase()
  removeAbandoned(base)
  const folder = mkdtempSync(join(base, `besik-test-${process.pid}-`))
  chmodSync(folder, 0o711)
  const settings = { max_connections: '300' }
  const server = await startEmbedded({ folder, settings, log: () => {} })
  const { socketDirectory, port, superuser, dataDirectory } = server
  return {
    url: `postgres://${superuser}@localhost:${port}/postgres?host=${encodeURIComponent(socketDirectory)}`,
    async stop() {
      await server.stop()
      for (const path of [folder, dirname(dataDirectory)]) rmSync(path, { recursive: true, force: true })
    },
  }
}

/** In memory an fsync is real and costs nothing: dropping a database took 5 ms there, and 450 ms on a disk. */
function chooseBase(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    if (bavail * bsize > 4 * 2 ** 30) return '/dev/shm'
  } catch {}
  return tmpdir()
}

/** A run that was killed leaves its server behind: the next one ends it. Another user's it has to leave alone. */
function removeAbandoned(base: string): void {
  for (const name of readdirSync(base)) {
    const pid = Number(/^besik-test-(\d+)-/.exec(name)?.[1])
    if (Number.isNaN(pid) || isRunning(pid)) continue
    try {
      const postmaster = findPostmaster(join(base, name, 'cluster'))
      if (postmaster) process.kill(postmaster, 'SIGQUIT')
      rmSync(join(base, name), { recursive: true, force: true, maxRetries: 5 })
    } catch {}
  }
}

export function readUrl(url: string): Login {
  const { hostname, port, pathname, username, password, searchParams } = new URL(url)
  return {
    host: searchParams.get('host') ?? hostname,
    port: Number(port || 5432),
    database: pathname.slice(1) || 'postgres',
    username: decodeURIComponent(username),
    password: decodeURIComponent(password),
  }
}

/** The beginning of the name of every database of one run, which lets the run drop what a killed test left. */
export function makePrefix(): string {
  return `besik_test_${randomBytes(4).toString('hex')}`
}

export async function withSuperuser<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres({ ...readUrl(url), max: 1, onnotice: () => {} })
  return work(sql).finally(() => sql.end())
}

export async function dropDatabases(url: string, prefix: string): Promise<void> {
  await withSuperuser(url, async (sql) => {
    const rows = await sql`select datname as name from pg_database where starts_with(datname, ${prefix})`
    for (const { name } of rows) await sql`drop database if exists ${sql(name)} with (force)`
  })
}
