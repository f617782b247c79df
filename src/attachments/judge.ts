import { Transformer } from '@napi-rs/image'
import { fileTypeFromBuffer } from 'file-type'
import { readJpeg } from './jpeg.ts'
import { fileLimits, toMegabytes } from './limits.ts'
import { findPdfFault } from './pdf.ts'
import { BrokenPicture, type Picture } from './picture.ts'
import { readPng } from './png.ts'
import type { Refusal, Verdict } from './verdict.ts'
import { isAnimatedWebp, readWebp } from './webp.ts'

const readers = { 'image/jpeg': readJpeg, 'image/png': readPng, 'image/webp': readWebp }
type PhotoType = keyof typeof readers
const isPhotoType = (mime: string): mime is PhotoType => Object.hasOwn(readers, mime)

/** Quality of a photo stored anew: what the first encoder left out comes back in no case, and little more is lost. */
const quality = 88

const encode = (type: PhotoType, picture: Transformer): Promise<Buffer> =>
  type === 'image/jpeg' ? picture.jpeg(quality) : type === 'image/png' ? picture.png() : picture.webp(quality)

const refuse = (refusal: Refusal): Verdict => ({ refusal })

/** Makes the photo anew from its pixels alone: upright, and without whatever else its file held. */
const remake = async (type: PhotoType, { width, height, orientation, image }: Picture): Promise<Verdict> => {
  const picture = new Transformer(image)
  if (orientation > 1) picture.rotate(orientation)
  const bytes = await encode(type, picture)
  const isTurned = orientation >= 5
  const [across, down] = isTurned ? [height, width] : [width, height]
  return { accepted: { mediaType: type, width: across, height: down, bytes } }
}

const isTooBig = ({ width, height }: Picture) =>
  width > fileLimits.side || height > fileLimits.side || width * height > fileLimits.pixels

const judgePhoto = async (type: PhotoType, bytes: Buffer): Promise<Verdict> => {
  if (bytes.length > fileLimits.photo)
    return refuse({ problem: 'file-too-large', values: { limit: toMegabytes(fileLimits.photo) } })
  const { side, pixels } = fileLimits
  try {
    const picture = readers[type](bytes)
    if (isTooBig(picture))
      return refuse({ problem: 'photo-too-many-pixels', values: { side, pixels: toMegabytes(pixels) } })
    if (picture.width === 0 || picture.height === 0) return refuse({ problem: 'photo-unreadable' })
    return await remake(type, picture)
  } catch (error) {
    // The decoder has no class of its own for data that are none of a picture; a slip of ours is a `TypeError`.
    if (error instanceof BrokenPicture || (error instanceof Error && error.name === 'Error'))
      return refuse({ problem: 'photo-unreadable' })
    throw error
  }
}

const judgeDocument = (bytes: Buffer): Verdict => {
  const fault = findPdfFault(bytes)
  if (fault?.kind === 'broken') return refuse({ problem: 'document-unreadable' })
  if (fault) return refuse({ problem: 'document-active', values: { found: fault.found } })
  return { accepted: { mediaType: 'application/pdf', bytes } }
}

/** Enough to tell what a file is. More would let an archive be unfolded before it is refused. */
const sample = 4100

const nameType = async (bytes: Buffer): Promise<{ mime: string; name: string }> => {
  const found = await fileTypeFromBuffer(bytes.subarray(0, sample))
  if (found?.mime === 'image/webp' && isAnimatedWebp(bytes)) return { mime: '', name: 'animated WebP' }
  const head = bytes.toString('latin1', 0, sample)
  if ((!found || found.ext === 'xml') && /<svg[\s>]/i.test(head)) return { mime: '', name: 'SVG' }
  if (found) return { mime: found.mime, name: found.ext.toUpperCase() }
  return { mime: '', name: /<(!doctype|html|script)/i.test(head) ? 'HTML' : '?' }
}

/** Decides by its bytes alone whether a file is taken, and what of it is stored. */
export const judge = async (bytes: Buffer): Promise<Verdict> => {
  const { mime, name } = await nameType(bytes)
  if (isPhotoType(mime)) return judgePhoto(mime, bytes)
  if (mime === 'application/pdf') return judgeDocument(bytes)
  return refuse({ problem: 'file-type-not-supported', values: { found: name } })
}
