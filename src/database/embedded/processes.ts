import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The code of an error of Node (`ENOENT`) or PostgreSQL (`57P03`). */
export function findCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** Whether the system knows a process of that number, which it does of a zombie too. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return findCode(error) === 'EPERM'
  }
}

/**
 * Whether a process is the live server of this cluster, told by its command line because its number may be another
 * process's by now. A zombie has none.
 */
export function isPostmaster(pid: number, dataDirectory: string): boolean {
  if (pid <= 0) return false
  if (process.platform === 'linux') {
    const words = readIfThere(`/proc/${pid}/cmdline`).split('\0')
    return words[words.indexOf('-D') + 1] === dataDirectory
  }
  try {
    const command = execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
    return command.includes(` -D ${dataDirectory} `)
  } catch {
    return false
  }
}

export function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (findCode(error) === 'ENOENT' || findCode(error) === 'ESRCH') return ''
    throw error
  }
}
