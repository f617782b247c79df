import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import packageJson from '../package.json' with { type: 'json' }
import { startEmbedded } from '../src/database/embedded/start.ts'
import { migrate } from '../src/database/migrate.ts'
import { applicationRole, createDatabase, ownerRole } from '../src/database/roles.ts'
import { hashKey, makeKey } from '../src/keys/key.ts'
import { seed } from './seed.ts'

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))

/** A database server of its own, durable as in production, with one seeded database. */
export const openLab = async (donations: number, measured: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'besik-bench-'))
  // As root, the database runs as somebody else, who has to get in.
  chmodSync(folder, 0o711)
  const server = await startEmbedded({
    folder,
    // Long enough for the statements that benches look up.
    settings: { max_connections: '300', track_activity_query_size: '32768', track_commit_timestamp: 'on' },
    log: () => {},
  })
  const as = (username: string, database = 'bench') => ({
    host: server.socketDirectory,
    port: server.port,
    database,
    username,
  })
  await createDatabase(as(server.superuser, 'postgres'), 'bench')
  await migrate(as(ownerRole), applicationRole)
  const sql = postgres({ ...as(server.superuser), max: 1, onnotice: () => {} })
  const keys = await seed({ sql, donations, hash: hashKey, makeKey }, measured)
  const children: ChildProcess[] = []
  return {
    sql,
    keys,
    place: as(applicationRole),
    /** Starts a process of this folder that listens; answers its port and what ends it. */
    start: async (file: string, args: string[]) => {
      // With the flags of `npm start`.
      const execArgv = packageJson.scripts.start.match(/--\S+/g) ?? []
      const child = fork(here(file), [server.socketDirectory, String(server.port), 'bench', ...args], {
        execArgv,
      })
      children.push(child)
      const port = await new Promise<number>((resolve, reject) => {
        child.once('message', (message: { port: number }) => resolve(message.port))
        child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)))
      })
      return {
        port,
        stop: async () => {
          child.kill('SIGTERM')
          await once(child, 'exit')
        },
      }
    },
    close: async () => {
      for (const child of children) child.kill('SIGKILL')
      await sql.end()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type Lab = Awaited<ReturnType<typeof openLab>>
