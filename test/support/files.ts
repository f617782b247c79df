import { crc32, deflateSync } from 'node:zlib'
import { Transformer } from '@napi-rs/image'

/** Real files, made from nothing, each of a kind that somebody might send. */

const marker = (code: number, body: Buffer) => {
  const head = Buffer.from([0xff, code, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

/** Words in the metadata of the photos, which nobody is to find again. */
export const traces = ['TRACE-OF-PLACE', 'TRACE-OF-XMP', 'TRACE-OF-COLOUR', 'TRACE-OF-COMMENT', 'Exif', 'GPS']

/** EXIF with an orientation, a place and a word in it, as a TIFF of little or big endian. */
export const makeExif = (orientation: number, isBig = false): Buffer => {
  const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4)
  tiff.write(isBig ? 'MM\0*' : 'II*\0', 0, 'latin1')
  const put16 = (value: number, at: number) =>
    isBig ? tiff.writeUInt16BE(value, at) : tiff.writeUInt16LE(value, at)
  const put32 = (value: number, at: number) =>
    isBig ? tiff.writeUInt32BE(value, at) : tiff.writeUInt32LE(value, at)
  put32(8, 4)
  put16(2, 8)
  const entries = [
    { tag: 0x0112, type: 3, count: 1 },
    { tag: 0x8825, type: 4, count: 1 },
  ]
  for (const [place, { tag, type, count }] of entries.entries()) {
    const at = 10 + place * 12
    put16(tag, at)
    put16(type, at + 2)
    put32(count, at + 4)
  }
  put16(orientation, 10 + 8)
  put32(34, 22 + 8)
  return Buffer.concat([tiff, Buffer.from('GPS TRACE-OF-PLACE 43.238949,76.889709')])
}

/** A picture whose halves differ, left red and right blue, so that it shows how it was turned. */
const draw = (width: number, height: number) => {
  const pixels = new Uint8Array(width * height * 4)
  for (let at = 0; at < width * height; at++)
    pixels.set(at % width < width / 2 ? [220, 20, 20, 255] : [20, 20, 220, 255], at * 4)
  return Transformer.fromRgbaPixels(pixels, width, height)
}

export const makeJpeg = async (width = 64, height = 48): Promise<Buffer> => draw(width, height).jpeg(90)

/** A photo as a telephone makes it: EXIF with a place, XMP, a colour profile, a comment, and a film after its end. */
export const makePhoto = async (orientation = 1): Promise<Buffer> => {
  const plain = await makeJpeg()
  return Buffer.concat([
    plain.subarray(0, 2),
    marker(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), makeExif(orientation)])),
    marker(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>TRACE-OF-XMP</x:xmpmeta>', 'latin1')),
    marker(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01TRACE-OF-COLOUR', 'latin1')),
    marker(0xfe, Buffer.from('TRACE-OF-COMMENT', 'latin1')),
    plain.subarray(2),
    Buffer.from('<script>alert(1)</script>PK\x03\x04', 'latin1'),
  ])
}

export const chunk = (type: string, body: Buffer): Buffer => {
  const whole = Buffer.alloc(body.length + 12)
  whole.writeUInt32BE(body.length, 0)
  whole.write(type, 4, 'latin1')
  body.copy(whole, 8)
  whole.writeUInt32BE(crc32(whole.subarray(4, -4)), body.length + 8)
  return whole
}

const pngSignature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

const pngHead = (width: number, height: number) => {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0])
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  return chunk('IHDR', head)
}

/** A PNG with texts, EXIF and a ZIP archive after its end. */
export const makePng = (width = 40, height = 30, extra: Buffer[] = []): Buffer => {
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x55)])
  const rows = Buffer.concat(Array.from({ length: height }, () => row))
  return Buffer.concat([
    pngSignature,
    pngHead(width, height),
    chunk('tEXt', Buffer.from('Comment\0TRACE-OF-COMMENT', 'latin1')),
    ...extra,
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
    Buffer.from('PK\x03\x04TRACE-OF-PLACE.html PK\x05\x06', 'latin1'),
  ])
}

/** A few hundred bytes that say they are a picture of 2 500 megapixels. */
export const makePngBomb = (width = 50_000, height = 50_000): Buffer =>
  Buffer.concat([
    pngSignature,
    pngHead(width, height),
    chunk('IDAT', deflateSync(Buffer.alloc(100_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])

/** A WebP with EXIF. */
export const makeWebp = async (orientation = 1): Promise<Buffer> => {
  const plain = await draw(32, 24).webp(90)
  const frame = plain.subarray(12)
  const part = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8)
    head.write(type, 'latin1')
    head.writeUInt32LE(body.length, 4)
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
  }
  const head = part('VP8X', Buffer.from([0x08, 0, 0, 0, 31, 0, 0, 23, 0, 0]))
  const chunks = Buffer.concat([head, frame, part('EXIF', makeExif(orientation, true))])
  const riff = Buffer.alloc(8)
  riff.write('RIFF', 'latin1')
  riff.writeUInt32LE(chunks.length + 4, 4)
  return Buffer.concat([riff, Buffer.from('WEBP'), chunks])
}

/** A PDF of one empty page, with more objects where wanted; `hidden` ones lie folded in an object stream. */
export const makePdf = ({ objects = [], hidden }: { objects?: string[]; hidden?: string } = {}): Buffer => {
  const folded = hidden === undefined ? undefined : deflateSync(Buffer.from(`9 0 ${hidden}`, 'latin1'))
  const bodies = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
    ...objects,
    ...(folded
      ? [
          `<< /Type /Obj#53tm /N 1 /First 4 /Filter /FlateDecode /Length ${folded.length} >>\nstream\n${folded.toString('latin1')}\nendstream`,
        ]
      : []),
  ]
  let text = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'
  const places = bodies.map((body, n) => {
    const at = text.length
    text += `${n + 1} 0 obj\n${body}\nendobj\n`
    return at
  })
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const start = text.length
  text += `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${table}`
  text += `trailer\n<< /Size ${places.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

export const svg = Buffer.from(
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
)
export const html = Buffer.from('<!doctype html><html><script>alert(1)</script></html>')
export const gif = Buffer.from(
  'GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;',
  'latin1',
)
export const tiff = Buffer.concat([Buffer.from('II*\0\x08\0\0\0\0\0\0\0\0\0', 'latin1'), Buffer.alloc(200)])
export const heic = Buffer.concat([
  Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
  Buffer.alloc(200),
])
