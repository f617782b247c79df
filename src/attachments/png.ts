import { BrokenPicture, type Picture } from './picture.ts'
import { readOrientation } from './tiff.ts'

const signature = 8
const needed = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])

/** Reads a PNG up to its end and leaves out texts, colour profiles, EXIF and whatever follows the end. */
export const readPng = (bytes: Buffer): Picture => {
  const kept = [bytes.subarray(0, signature)]
  let orientation = 1
  for (let at = signature; ; ) {
    if (at + 12 > bytes.length) throw new BrokenPicture('it breaks off')
    const type = bytes.toString('latin1', at + 4, at + 8)
    const next = at + 12 + bytes.readUInt32BE(at)
    if (next > bytes.length) throw new BrokenPicture('a chunk breaks off')
    if (at === signature && (type !== 'IHDR' || next !== at + 25)) throw new BrokenPicture('it has no head')
    if (type === 'eXIf') orientation = readOrientation(bytes.subarray(at + 8, next - 4))
    if (needed.has(type)) kept.push(bytes.subarray(at, next))
    if (type === 'IEND') break
    at = next
  }
  const [width, height] = [bytes.readUInt32BE(signature + 8), bytes.readUInt32BE(signature + 12)]
  return { width, height, orientation, image: Buffer.concat(kept) }
}
