import { createHash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'

const slice = 1_000_000

/** SHA-256 of bytes, hexadecimal; others have their turn after each slice, for the whole of a file would be felt. */
export const hashBytes = async (bytes: Buffer): Promise<string> => {
  const hash = createHash('sha256')
  for (let at = 0; at < bytes.length; at += slice) {
    hash.update(bytes.subarray(at, at + slice))
    await breathe()
  }
  return hash.digest('hex')
}
