import { BrokenPicture, type Picture } from './picture.ts'
import { readOrientation } from './tiff.ts'

interface Chunk {
  type: string
  body: Buffer
  whole: Buffer
}

const listChunks = (bytes: Buffer): Chunk[] => {
  const end = 8 + bytes.readUInt32LE(4)
  if (end > bytes.length) throw new BrokenPicture('it breaks off')
  const chunks: Chunk[] = []
  for (let at = 12; at + 8 <= end; ) {
    const length = bytes.readUInt32LE(at + 4)
    const next = at + 8 + length + (length % 2)
    if (at + 8 + length > end) throw new BrokenPicture('a chunk breaks off')
    const type = bytes.toString('latin1', at, at + 4)
    chunks.push({ type, body: bytes.subarray(at + 8, at + 8 + length), whole: bytes.subarray(at, next) })
    at = next
  }
  return chunks
}

/** Measures of a frame: coded with loss, its head is that of a VP8 key frame; without, 28 bits after a signature. */
const measure = ({ type, body }: Chunk) => {
  if (body.length < 10) throw new BrokenPicture('it holds no picture')
  if (type === 'VP8 ') return { width: body.readUInt16LE(6) & 0x3fff, height: body.readUInt16LE(8) & 0x3fff }
  const bits = body.readUInt32LE(1)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

const alpha = 0x10
const animation = 0x02

/** The head of an extended file, with nothing left of what it announces but transparency. */
const toPlainHead = ({ whole }: Chunk): Buffer => {
  const head = Buffer.from(whole)
  head.writeUInt8(head.readUInt8(8) & alpha, 8)
  return head
}

export const isAnimatedWebp = (bytes: Buffer): boolean =>
  bytes.toString('latin1', 12, 16) === 'VP8X' && ((bytes[20] ?? 0) & animation) !== 0

/** Reads a WebP and leaves out EXIF, XMP, colour profiles, unknown chunks and whatever follows the end. */
export const readWebp = (bytes: Buffer): Picture => {
  const chunks = listChunks(bytes)
  const frames = chunks.filter(({ type }) => type === 'VP8 ' || type === 'VP8L')
  const [frame] = frames
  if (!frame || frames.length > 1) throw new BrokenPicture('it holds no picture, or several')
  const exif = chunks.find(({ type }) => type === 'EXIF')?.body ?? Buffer.alloc(0)
  const head = chunks.find(({ type, body }) => type === 'VP8X' && body.length === 10)
  const transparency = chunks.find(({ type }) => type === 'ALPH')
  const kept = [
    ...(head ? [toPlainHead(head)] : []),
    ...(head && transparency ? [transparency.whole] : []),
    frame.whole,
  ]
  const image = Buffer.concat([bytes.subarray(0, 12), ...kept])
  image.writeUInt32LE(image.length - 8, 4)
  const tiff = exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif
  return { ...measure(frame), orientation: readOrientation(tiff), image }
}
