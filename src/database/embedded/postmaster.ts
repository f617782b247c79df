import { spawn } from 'node:child_process'
import { closeSync, fchownSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { serverEnvironment } from './cluster.ts'
import { findPostmaster } from './pid-file.ts'
import type { Places } from './places.ts'
import { findCode, isPostmaster } from './processes.ts'

/** Only names the socket's file: no TCP port is opened. */
export const port = 5432

export interface Launch {
  /** Undefined as long as the server runs; `held` says that something else still holds the cluster. */
  findEnd(): 'held' | 'failed' | 'stopped' | undefined
  readLog(): string
}

/** Starts a server that outlives this process, in a session of its own, so that Ctrl-C in a terminal doesn't reach it. */
export function launchPostmaster(
  { postgres }: Binaries,
  { dataDirectory, home, logFile, socketDirectory, user }: Places,
  settings: Record<string, string>,
): Launch {
  const all = {
    // Failed statements stay out: the service logs them, without people's data.
    log_min_messages: 'log',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    ...settings,
    // The end of a launch is told by its SQLSTATE.
    log_line_prefix: '%m [%p] %e ',
    listen_addresses: '',
    // A server whose folder was deleted removes its socket when it notices. Named from within the cluster, that is never
    // the socket of a server in a new cluster at the same place.
    unix_socket_directories: socketDirectory === dataDirectory ? '.' : socketDirectory,
    unix_socket_permissions: '0700',
    port,
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
  }
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(logFile, 'a', 0o600)
  if (user) fchownSync(log, user.uid, user.gid)
  const from = fstatSync(log).size
  const child = spawn(postgres, ['-D', dataDirectory, ...options], {
    ...user,
    cwd: home,
    env: serverEnvironment,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  let fault = ''
  child.on('error', (error) => {
    fault = error.message
  })
  const readLog = () => `${fault}${readFileSync(logFile).subarray(from)}`.trim()
  return {
    readLog,
    findEnd() {
      if (fault) return 'failed'
      if (child.exitCode === null && child.signalCode === null) return undefined
      if (child.exitCode !== 1) return 'stopped'
      return readLog().includes(`[${child.pid}] F0001 `) ? 'held' : 'failed'
    },
  }
}

/** Ends the sessions of everybody and waits until the files are closed. Does nothing to a server in another container. */
export async function stopPostmaster({ dataDirectory }: Places): Promise<void> {
  const pid = findPostmaster(dataDirectory)
  if (!pid) return
  try {
    process.kill(pid, 'SIGINT')
  } catch (error) {
    if (findCode(error) !== 'ESRCH') throw error
  }
  while (isPostmaster(pid, dataDirectory)) await sleep(10)
}
