import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'

export interface ServerUser {
  uid: number
  gid: number
}

export function getOwner(path: string): ServerUser {
  const { uid, gid } = statSync(path)
  return { uid, gid }
}

export function findServerUser(): ServerUser {
  try {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      Number(execFileSync('id', [flag, 'nobody'], { stdio: 'pipe' })),
    )
    // macOS gives nobody the number -2, which can't be passed on; 65534 needs no entry to run under.
    if (uid && gid && uid < 2 ** 31) return { uid, gid }
  } catch {}
  return { uid: 65534, gid: 65534 }
}

export function canEnter(folder: string, user: ServerUser): boolean {
  try {
    execFileSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, cwd: '/', stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
