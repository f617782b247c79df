import { BrokenPicture, type Picture } from './picture.ts'
import { readOrientation } from './tiff.ts'

const marker = 0xff
const scan = 0xda
const end = 0xd9
const isRestart = (code: number) => code >= 0xd0 && code <= 0xd7
/** Heads of frames; among their numbers are those of tables (C4, CC) and an extension (C8). */
const isFrame = (code: number) => code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code)
const adobe = 0xee
/** Quantization and Huffman tables and restart intervals, and Adobe's word on how colours are coded. */
const isNeeded = (code: number) => isFrame(code) || [0xc4, 0xdb, 0xdd, scan].includes(code)

const exifHead = 'Exif\0\0'

/** Where the coded data of a scan end: at the next marker that is not a part of them. */
const findScanEnd = (bytes: Buffer, from: number): number => {
  for (let at = bytes.indexOf(marker, from); at >= 0; at = bytes.indexOf(marker, at + 1)) {
    const code = bytes[at + 1] ?? 0
    if (code !== 0 && code !== marker && !isRestart(code)) return at
  }
  throw new BrokenPicture('the scan breaks off')
}

/**
 * Reads a JPEG up to its end and leaves out what is no part of the picture: EXIF, XMP, colour profiles, comments,
 * thumbnails, and whatever follows the end, as where a telephone hides a film.
 */
export const readJpeg = (bytes: Buffer): Picture => {
  const kept = [bytes.subarray(0, 2)]
  let size: { width: number; height: number } | undefined
  let orientation = 1
  let scans = 0
  for (let at = 2; ; ) {
    if (bytes[at] !== marker) throw new BrokenPicture('no marker where one has to be')
    const code = bytes[at + 1] ?? 0
    if (code === marker) {
      at += 1
      continue
    }
    if (code === end) break
    if (at + 4 > bytes.length) throw new BrokenPicture('it breaks off')
    const next = at + 2 + bytes.readUInt16BE(at + 2)
    if (next > bytes.length || next < at + 4) throw new BrokenPicture('a segment breaks off')
    const body = bytes.subarray(at + 4, next)
    if (isFrame(code)) {
      if (size || body.length < 6) throw new BrokenPicture('it has two frames')
      size = { height: body.readUInt16BE(1), width: body.readUInt16BE(3) }
    }
    if (code === 0xe1 && body.toString('latin1', 0, exifHead.length) === exifHead)
      orientation = readOrientation(body.subarray(exifHead.length))
    const stop = code === scan ? findScanEnd(bytes, next) : next
    if (code === scan) scans += 1
    if (isNeeded(code) || (code === adobe && body.toString('latin1', 0, 5) === 'Adobe'))
      kept.push(bytes.subarray(at, stop))
    at = stop
  }
  if (!size || scans === 0) throw new BrokenPicture('it holds no picture')
  return { ...size, orientation, image: Buffer.concat([...kept, Buffer.from([marker, end])]) }
}
