import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { connect } from '../../src/database/client.ts'
import { findPostmaster } from '../../src/database/embedded/pid-file.ts'
import { choosePlaces } from '../../src/database/embedded/places.ts'
import { stopPostmaster } from '../../src/database/embedded/postmaster.ts'
import { applicationRole } from '../../src/database/roles.ts'

const operatorKey = 'operator-key-of-the-tests-0123456789abcdef'

export interface Answer {
  status: number
  headers: Headers
  body: { id: string; [name: string]: unknown }
}

export interface Call {
  key?: string
  path: string
  /** Sent with POST. */
  body?: unknown
  headers?: Record<string, string>
}

/** A service of its own process on an embedded database, which can be killed and started again, as can the database. */
export const runService = async (t: Test) => {
  const folder = mkdtempSync(join(tmpdir(), 'besik-service-'))
  chmodSync(folder, 0o711)
  const places = choosePlaces(folder, () => {})
  const lines: string[] = []
  let child: ChildProcess | undefined
  let url = ''

  const start = async () => {
    const { PATH, HOME } = process.env
    const started = spawn(process.execPath, ['src/server.ts'], {
      cwd: join(import.meta.dirname, '../..'),
      env: {
        ...{ PATH, HOME, PORT: '0', BESIK_DATA_DIR: folder, BESIK_RATE_LIMIT: '1000000' },
        // On a busy machine a process lags as it starts, and would answer so.
        ...{ BESIK_OPERATOR_KEY: operatorKey, BESIK_MAX_LAG: '0' },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = started
    createInterface({ input: started.stderr }).on('line', (line) => lines.push(line))
    const listening = new Promise<string>((resolve, reject) => {
      createInterface({ input: started.stdout }).on('line', (line) => {
        const [, found] = /listening at (http:[^" ]+)/.exec(line) ?? []
        if (found) resolve(found)
        if (!line.includes('"answered"')) lines.push(line)
      })
      started.once('exit', () => reject(new Error(`the service ended:\n${lines.slice(-20).join('\n')}`)))
    })
    url = await listening
  }

  /** Sends a request; throws where no whole answer comes. */
  const call = async ({ key = operatorKey, path, body, headers }: Call): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      signal: AbortSignal.timeout(30_000),
    })
    return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) }
  }

  const kill = async () => {
    const ended = child && once(child, 'exit')
    child?.kill('SIGKILL')
    await ended
  }

  const end = async (): Promise<number | null> => {
    const ended = child && once(child, 'exit')
    child?.kill('SIGTERM')
    await ended
    return child?.exitCode ?? null
  }

  t.teardown(async () => {
    if (child?.exitCode === null && child.signalCode === null) await kill()
    await stopPostmaster(places)
    for (const path of new Set([folder, dirname(places.dataDirectory)]))
      rmSync(path, { recursive: true, force: true, maxRetries: 5 })
  })
  await start()
  return {
    call,
    /** Ends the service as a crash of its machine would, and leaves its database running. */
    kill,
    /** Tells the service to end, as whoever deploys it does; answers the code that it exits with. */
    end,
    start,
    /** Where it listens. */
    url: () => url,
    /** Ends the database server, with all its sessions, in the middle of whatever they do. */
    killDatabase: () => {
      const pid = findPostmaster(places.dataDirectory)
      if (pid === undefined) throw new Error('there is no database to kill')
      process.kill(pid, 'SIGKILL')
    },
    /** Waits until the service answers that it can serve. */
    waitUntilReady: async () => {
      for (;;) {
        const ready = await call({ path: '/health/ready' }).catch(() => undefined)
        if (ready?.status === 200) return
        if (child?.exitCode !== null || child.signalCode !== null)
          throw new Error(`the service ended:\n${lines.slice(-20).join('\n')}`)
        await sleep(50)
      }
    },
    /** Enters the database past the service. */
    enter: () => {
      const { socketDirectory: host } = places
      return connect({ host, port: 5432, database: 'besik', username: applicationRole }, { max: 2 })
    },
    lines,
  }
}
export type Service = Awaited<ReturnType<typeof runService>>
