import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { link, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Places } from './places.ts'
import { findCode, isPostmaster, isRunning, readIfThere } from './processes.ts'

/** Finds the live server of a cluster, by the number in its pid file. */
export function findPostmaster(dataDirectory: string): number | undefined {
  const pid = Number.parseInt(readIfThere(join(dataDirectory, 'postmaster.pid')), 10)
  return isPostmaster(pid, dataDirectory) ? pid : undefined
}

/** The pid, cluster and start time in a pid file: what tells one run of one cluster from any other. */
export function readIdentity(content: string): string {
  return content.split('\n').slice(0, 3).join('\n')
}

/**
 * PostgreSQL replaces the lock files of a process that is gone, but not those whose number belongs to a zombie or to
 * some other process, or that are empty. These may go, because it also checks by shared memory that no session of a
 * killed server is left in the cluster.
 */
export async function removeForeignLocks(
  { dataDirectory, socketDirectory }: Places,
  port: number,
): Promise<void> {
  for (const path of [
    join(dataDirectory, 'postmaster.pid'),
    join(socketDirectory, `.s.PGSQL.${port}.lock`),
  ]) {
    const content = readIfThere(path)
    // The number is negative while somebody repairs the cluster in single-user mode.
    const pid = Math.abs(Number.parseInt(content, 10))
    const isForeign = pid > 0 ? isRunning(pid) && !isPostmaster(pid, dataDirectory) : isOld(path)
    if (isForeign) await removeUnlessReplaced(path, content)
  }
}

/** A server that starts writes its number right after it has made the file. */
function isOld(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  return found !== undefined && Date.now() - found.mtimeMs > 5_000
}

/** Another service may have started the server since the file was read: then its file is put back. */
async function removeUnlessReplaced(path: string, content: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
    if ((await readFile(aside, 'utf8')) !== content) await link(aside, path)
    await rm(aside)
  } catch (error) {
    if (findCode(error) !== 'ENOENT' && findCode(error) !== 'EEXIST') throw error
  }
}
