import type { Readable } from 'node:stream'

/** Where the bytes of files lie, each under the SHA-256 of its bytes. What lies there is never changed. */
export interface Storage {
  /** Stores bytes durably: whole or not at all. Does nothing where they lie there already. */
  put: (sha256: string, bytes: Buffer) => Promise<void>
  /** Throws `FileMissing` where nothing lies under the name. */
  get: (sha256: string) => Promise<Readable>
  has: (sha256: string) => Promise<boolean>
  /** Does nothing where nothing lies under the name. */
  remove: (sha256: string) => Promise<void>
  /** Clears away what an end in the middle of a `put` left behind. */
  tidy: () => Promise<void>
}

/** The storage holds no file under a name. */
export class FileMissing extends Error {
  override readonly name = 'FileMissing'
}
