import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findCode } from './processes.ts'
import { canEnter, findServerUser, getOwner, type ServerUser } from './server-user.ts'

export interface Places {
  /** The data folder that the caller gave or that was chosen. */
  folder: string
  /** Holds the cluster and the server's log: the folder itself, or a stand-in that the server's user can enter. */
  home: string
  dataDirectory: string
  socketDirectory: string
  logFile: string
  /** Where copied binaries go when the installed ones can't be used. */
  copies: string
  /** Set for root alone, because PostgreSQL refuses to run as root. */
  user?: ServerUser
}

const projectRoot = fileURLToPath(new URL('../../..', import.meta.url))

/** Makes the folder of the socket where it is not the cluster itself, and refuses either if it is somebody else's. */
export function openSocketDirectory({ dataDirectory, socketDirectory, user }: Places): void {
  if (socketDirectory === dataDirectory) checkOwner(dataDirectory, user)
  else takeFolder(socketDirectory, 0o700, user)
}

/** Makes a folder, or takes the one that is there: in a shared place like /tmp somebody else may have put it. */
function takeFolder(path: string, mode: number, owner?: ServerUser): string {
  try {
    mkdirSync(path)
    chmodSync(path, mode)
    if (owner) chownSync(path, owner.uid, owner.gid)
  } catch (error) {
    if (findCode(error) !== 'EEXIST') throw error
  }
  checkOwner(path, owner)
  return path
}

function checkOwner(path: string, owner?: ServerUser): void {
  const found = lstatSync(path)
  if (!found.isDirectory() || found.uid !== (owner?.uid ?? process.getuid?.())) {
    throw new Error(`${path} belongs to somebody else than the embedded database: give another data folder.`)
  }
}

export function choosePlaces(given: string | undefined, log: (message: string) => void): Places {
  if (process.getuid?.() !== 0) {
    const folder = openFolder(given ?? join(projectRoot, '.besik'), 0o700)
    return layOut(folder, folder, folder)
  }
  const base = chooseBase()
  const folder = given ? openFolder(given, 0o711) : takeFolder(join(base, nameAfter(projectRoot)), 0o711)
  const standIn = join(base, nameAfter(folder))
  const inFolder = join(folder, 'cluster')
  if (!existsSync(standIn)) {
    const user = existsSync(inFolder) ? getOwner(inFolder) : findServerUser()
    if (canEnter(folder, user)) return layOut(folder, folder, base, user)
    if (existsSync(inFolder))
      throw new Error(`User ${user.uid}, who owns ${inFolder}, can't enter ${folder}.`)
  }
  takeFolder(standIn, 0o711)
  log(`The database's user can't enter ${folder}: its cluster and socket are in ${standIn}.`)
  const inStandIn = join(standIn, 'cluster')
  return layOut(folder, standIn, base, existsSync(inStandIn) ? getOwner(inStandIn) : findServerUser())
}

function layOut(folder: string, home: string, copies: string, user?: ServerUser): Places {
  const dataDirectory = join(home, 'cluster')
  const logFile = join(home, 'postgres.log')
  return {
    folder,
    home,
    dataDirectory,
    socketDirectory: chooseSocketDirectory(dataDirectory),
    logFile,
    copies,
    user,
  }
}

/**
 * The cluster, which nobody else can enter, unless the socket's path would get too long there (103 bytes on macOS, 14 of
 * them for its name) or has characters that the driver or PostgreSQL would take apart. Then /tmp, and not os.tmpdir(),
 * because all services on one folder must agree on it.
 */
function chooseSocketDirectory(dataDirectory: string): string {
  if (dataDirectory.length <= 88 && /^[\w./-]+$/.test(dataDirectory)) return dataDirectory
  return `/tmp/besik-${process.getuid?.()}-${shorten(dataDirectory)}`
}

function chooseBase(): string {
  try {
    return takeFolder('/var/lib/besik', 0o711)
  } catch {
    return takeFolder(join(realpathSync(tmpdir()), 'besik-root'), 0o711)
  }
}

function openFolder(path: string, mode: number): string {
  if (mkdirSync(path, { recursive: true })) chmodSync(path, mode)
  return realpathSync(path)
}

function nameAfter(path: string): string {
  return `${basename(path).slice(0, 40)}-${shorten(path)}`
}

function shorten(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 10)
}
