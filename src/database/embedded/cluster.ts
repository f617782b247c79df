import { execFile } from 'node:child_process'
import { chown, mkdir } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import type { Places } from './places.ts'
import { makeWholeFolder } from './whole-folder.ts'

export const superuser = 'postgres'

/** Nothing of the caller's environment, where PGDATA, PGTZ, LC_ALL and the like would change what is made. */
export const serverEnvironment = { LC_ALL: 'C', TZ: 'UTC' }

const run = promisify(execFile)

/** Makes the cluster unless it is there. Trust is enough: only who can enter the socket's folder gets to the server. */
export async function makeCluster(
  { initdb }: Binaries,
  { dataDirectory, home, user }: Places,
): Promise<void> {
  await makeWholeFolder(dataDirectory, async (draft) => {
    await mkdir(draft, { mode: 0o700 })
    if (user) await chown(draft, user.uid, user.gid)
    // The builtin locale sorts alike on every machine, whatever locales are installed there.
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    await run(
      initdb,
      ['-D', draft, `--username=${superuser}`, '--auth=trust', '--no-instructions', ...locale],
      { ...user, cwd: home, env: serverEnvironment },
    )
  })
}
