import { createReadStream } from 'node:fs'
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { FileMissing, type Storage } from './storage.ts'

/** Milliseconds after which a file that was not finished never will be. */
const stale = 3_600_000

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

const ignoreMissing = (error: unknown) => {
  if (!isMissing(error)) throw error
}

/** Makes names in a folder last through a loss of power, where the system lets a folder be synchronized. */
const syncFolder = async (folder: string) => {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Files in a folder, spread over subfolders by the first two characters of their names. A file is written elsewhere,
 * synchronized and only then given its name, so that under a name there is a whole file or none.
 */
export const openDisk = (folder: string): Storage => {
  const incoming = join(folder, 'incoming')
  const placeOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)
  let opened: Promise<unknown> | undefined
  // Once only: a folder that is gone later was unmounted, and its mount point is no place for files.
  const prepare = async () => {
    opened ??= mkdir(incoming, { recursive: true, mode: 0o700 })
    await opened.catch((error: unknown) => {
      opened = undefined
      throw error
    })
  }
  const write = async (path: string, bytes: Buffer) => {
    const handle = await open(path, 'wx', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
  const has = (sha256: string) =>
    access(placeOf(sha256)).then(
      () => true,
      (error: unknown) => {
        if (isMissing(error)) return false
        throw error
      },
    )

  return {
    put: async (sha256, bytes) => {
      await prepare()
      if (await has(sha256)) return
      const [place, draft] = [placeOf(sha256), join(incoming, uuidv7())]
      try {
        await write(draft, bytes)
        const made = await mkdir(dirname(place), { recursive: true, mode: 0o700 })
        await rename(draft, place)
        await syncFolder(dirname(place))
        if (made) await syncFolder(folder)
      } catch (error) {
        await rm(draft, { force: true }).catch(() => {})
        throw error
      }
    },
    get: (sha256) =>
      new Promise((resolve, reject) => {
        const stream = createReadStream(placeOf(sha256))
        stream.once('open', () => resolve(stream))
        stream.once('error', (error) => reject(isMissing(error) ? new FileMissing(sha256) : error))
      }),
    has,
    remove: async (sha256) => {
      const place = placeOf(sha256)
      await rm(place).then(() => syncFolder(dirname(place)), ignoreMissing)
    },
    tidy: async () => {
      const names = await readdir(incoming).catch((error: unknown) => {
        ignoreMissing(error)
        return []
      })
      for (const name of names) {
        const path = join(incoming, name)
        const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
        if (mtimeMs < Date.now() - stale) await rm(path, { force: true })
      }
    },
  }
}
