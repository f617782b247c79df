import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import postgres from 'postgres'
import { superuser } from './cluster.ts'
import { readIdentity } from './pid-file.ts'
import type { Places } from './places.ts'
import { port } from './postmaster.ts'
import { findCode } from './processes.ts'

export interface Registration {
  /** Gives up the server; if nobody else is registered, runs `stop` while nobody else can register. */
  release(stop: () => Promise<void>): Promise<'stopped' | 'shared'>
}

/** Nobody listens yet, the server is starting or stopping, or every connection is taken: worth another try. */
const passing = new Set([
  ...['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EAGAIN', 'CONNECTION_CLOSED', 'CONNECT_TIMEOUT'],
  ...['57P01', '57P02', '57P03', '53300', '58P01'],
])

/**
 * Registers this service as a user of the server, by a shared advisory lock on a connection kept for that. The kernel
 * and PostgreSQL drop it with the process, however that ends, so no list of users can go stale. Who stops needs the
 * lock alone: a service arriving at that moment waits for it, is cut off with the server, and starts another.
 *
 * Returns undefined if no server of this cluster answers at the moment.
 */
export async function register(places: Places, onLost: () => void): Promise<Registration | undefined> {
  let registered = false
  let isOpen = true
  const sql = postgres({
    host: places.socketDirectory,
    port,
    database: 'postgres',
    username: superuser,
    ssl: false,
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 5,
    fetch_types: false,
    connection: { application_name: 'besik registration' },
    onclose: () => {
      isOpen = false
      if (registered) onLost()
      registered = false
    },
  })
  try {
    const [row] =
      await sql`select pg_advisory_lock_shared(1112363849), pg_read_file('postmaster.pid') as pid_file`
    const ours = await readFile(join(places.dataDirectory, 'postmaster.pid'), 'utf8')
    // The server may have been killed while the file was read.
    registered = isOpen && readIdentity(row?.pid_file) === readIdentity(ours)
  } catch (error) {
    if (!passing.has(findCode(error) ?? '')) throw error
  } finally {
    if (!registered) await sql.end({ timeout: 0 })
  }
  if (!registered) return undefined
  return {
    async release(stop) {
      registered = false
      try {
        const [row] = await sql`
          select pg_advisory_unlock_shared(1112363849), pg_try_advisory_lock(1112363849) as alone`
        if (!row?.alone) return 'shared'
        await stop()
      } catch (error) {
        if (!passing.has(findCode(error) ?? '')) throw error
      } finally {
        await sql.end({ timeout: 0 })
      }
      return 'stopped'
    },
  }
}
