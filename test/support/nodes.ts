import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import packageJson from '../../package.json' with { type: 'json' }
import { connect } from '../../src/database/client.ts'
import { findPostmaster } from '../../src/database/embedded/pid-file.ts'
import { choosePlaces } from '../../src/database/embedded/places.ts'
import { stopPostmaster } from '../../src/database/embedded/postmaster.ts'
import { applicationRole } from '../../src/database/roles.ts'

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

/** What `npm start` gives to Node. */
const [, ...command] = packageJson.scripts.start.split(' ')

const operatorKey = 'operator-key-of-the-tests-0123456789abcdef'

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

/** Starts a service as a process, from the project's folder or a copy of it. */
export const startNode = async (
  environment: Record<string, string>,
  cwd = join(import.meta.dirname, '../..'),
) => {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, command, {
    cwd,
    env: {
      PATH,
      HOME,
      PORT: '0',
      BESIK_RATE_LIMIT: '1000000',
      // On a busy machine a process lags as it starts, and would answer so.
      BESIK_MAX_LAG: '0',
      BESIK_OPERATOR_KEY: operatorKey,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => lines.push(line))
  const end = (signal: NodeJS.Signals) => async () => {
    if (!hasEnded(child)) {
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
    }
    return child.exitCode
  }
  const node = {
    url: '',
    /** Ends it as a crash of its machine would. */
    kill: end('SIGKILL'),
    /** Asks it to end, as a deployment does; answers its exit code, which is not 0 where its grace was not enough. */
    stop: end('SIGTERM'),
    hasEnded: () => hasEnded(child),
    lines,
  }
  node.url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, found] = /listening at (http:[^" ]+)/.exec(line) ?? []
      if (found) resolve(found)
      if (!line.includes('"answered"')) lines.push(line)
    })
    child.once('exit', () => reject(new Error(`the service ended:\n${lines.slice(-20).join('\n')}`)))
  })
  return {
    ...node,
    /** Sends a request; throws where no whole answer comes. */
    call: async ({ key = operatorKey, path, body, headers }: Call): Promise<Answer> => {
      const response = await fetch(`${node.url}${path}`, {
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
        headers: {
          authorization: `Bearer ${key}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        signal: AbortSignal.timeout(30_000),
      })
      return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) }
    },
  }
}
export type Node = Awaited<ReturnType<typeof startNode>>

/** Waits until it answers that it can serve. */
export const waitUntilReady = async ({ call, lines, hasEnded }: Node) => {
  for (;;) {
    const ready = await call({ path: '/health/ready' }).catch(() => undefined)
    if (ready?.status === 200) return
    if (hasEnded()) throw new Error(`the service ended:\n${lines.slice(-20).join('\n')}`)
    await sleep(50)
  }
}

/** One embedded database, and services on it, each a process of its own. */
export const runNodes = (t: Test, environment: Record<string, string> = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'besik-nodes-'))
  chmodSync(folder, 0o711)
  const places = choosePlaces(folder, () => {})
  const nodes: Node[] = []
  const entered: (() => Promise<void>)[] = []
  t.teardown(async () => {
    await Promise.all(entered.map((close) => close()))
    await Promise.all(nodes.map(({ kill }) => kill()))
    await stopPostmaster(places)
    for (const path of new Set([folder, dirname(places.dataDirectory)]))
      rmSync(path, { recursive: true, force: true, maxRetries: 5 })
  })
  return {
    folder,
    start: async (): Promise<Node> => {
      const node = await startNode({ BESIK_DATA_DIR: folder, ...environment })
      nodes.push(node)
      return node
    },
    /** Ends the database server, with all its sessions, in the middle of whatever they do. */
    killDatabase: () => {
      const pid = findPostmaster(places.dataDirectory)
      if (pid === undefined) throw new Error('there is no database to kill')
      process.kill(pid, 'SIGKILL')
    },
    /** Enters the database past the services. */
    enter: () => {
      const { socketDirectory: host } = places
      const { db, close } = connect(
        { host, port: 5432, database: 'besik', username: applicationRole },
        { max: 2, name: 'test' },
      )
      entered.push(close)
      return db
    },
    /** What went wrong in any of them, as they logged it. */
    failures: () => nodes.flatMap(({ lines }) => lines.filter((line) => line.includes('"level":50'))),
  }
}
export type Nodes = ReturnType<typeof runNodes>
