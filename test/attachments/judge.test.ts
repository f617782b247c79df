import { Transformer } from '@napi-rs/image'
import t from 'tap'
import { judge } from '../../src/attachments/judge.ts'
import { fileLimits } from '../../src/attachments/limits.ts'
import type { Accepted } from '../../src/attachments/verdict.ts'
import {
  chunk,
  gif,
  heic,
  html,
  makeExif,
  makeJpeg,
  makePdf,
  makePhoto,
  makePng,
  makePngBomb,
  makeWebp,
  svg,
  tiff,
  traces,
} from '../support/files.ts'

const accept = async (bytes: Buffer): Promise<Accepted> => {
  const verdict = await judge(bytes)
  if ('accepted' in verdict) return verdict.accepted
  throw new Error(`refused: ${verdict.refusal.problem}`)
}

const refused = async (bytes: Buffer) => {
  const verdict = await judge(bytes)
  return 'refusal' in verdict ? verdict.refusal : undefined
}

const listTraces = ({ bytes }: Accepted) => traces.filter((trace) => bytes.includes(trace))

t.test('stores a photo without a trace of where it was taken, or of anything else around it', async (t) => {
  for (const [name, bytes] of [
    ['JPEG', await makePhoto()],
    ['PNG', makePng(40, 30, [chunk('eXIf', makeExif(1))])],
    ['WebP', await makeWebp()],
  ] as const) {
    t.ok(
      traces.some((trace) => bytes.includes(trace)),
      `the ${name} that is sent has some`,
    )
    const accepted = await accept(bytes)
    t.same(listTraces(accepted), [], `the ${name} that is stored has none`)
    t.notOk(accepted.bytes.includes('PK\x03\x04'), `nor an archive`)
    t.notOk(accepted.bytes.includes('<script'))
    const { width, height } = await new Transformer(accepted.bytes).metadata()
    t.match(accepted, { width, height }, `and is a ${name} of the measures that are said`)
  }
})

/** The colour at a corner and at the opposite one. */
const corners = async ({ bytes, width = 0, height = 0 }: Accepted) => {
  const pixels = await new Transformer(bytes).rawPixels()
  const depth = pixels.length / (width * height)
  const at = (x: number, y: number) => {
    const place = (y * width + x) * depth
    return (pixels[place] ?? 0) > (pixels[place + 2] ?? 0) ? 'red' : 'blue'
  }
  return [at(1, 1), at(width - 2, 1), at(1, height - 2), at(width - 2, height - 2)]
}

t.test('turns a photo upright, as its EXIF says', async (t) => {
  const expected: [number, number, string[]][] = [
    [1, 64, ['red', 'blue', 'red', 'blue']],
    [2, 64, ['blue', 'red', 'blue', 'red']],
    [3, 64, ['blue', 'red', 'blue', 'red']],
    [4, 64, ['red', 'blue', 'red', 'blue']],
    [5, 48, ['red', 'red', 'blue', 'blue']],
    [6, 48, ['red', 'red', 'blue', 'blue']],
    [7, 48, ['blue', 'blue', 'red', 'red']],
    [8, 48, ['blue', 'blue', 'red', 'red']],
    [9, 64, ['red', 'blue', 'red', 'blue']],
  ]
  for (const [orientation, width, colours] of expected) {
    const accepted = await accept(await makePhoto(orientation))
    t.equal(accepted.width, width, `${orientation} is ${width} wide`)
    t.same(await corners(accepted), colours, `${orientation} is upright`)
  }
  t.match(await accept(makePng(40, 30, [chunk('eXIf', makeExif(6, true))])), { width: 30, height: 40 })
  t.match(await accept(await makeWebp(8)), { width: 24, height: 32 })
})

t.test('makes the same bytes of the same photo', async (t) => {
  const photo = await makePhoto(6)
  t.ok((await accept(photo)).bytes.equals((await accept(photo)).bytes))
})

t.test('refuses, by the head alone, what would unfold to too many pixels', async (t) => {
  t.match(await refused(makePngBomb()), { problem: 'photo-too-many-pixels' })
  t.match(await refused(makePngBomb(12_001, 1)), { problem: 'photo-too-many-pixels' })
  t.match(await refused(makePngBomb(8000, 5001)), { problem: 'photo-too-many-pixels' })
  t.match(await refused(makePngBomb(0, 10)), { problem: 'photo-unreadable' })
  const jpeg = await makeJpeg()
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0])) >= 0 ? 0xc0 : 0xc2
  const at = jpeg.indexOf(Buffer.from([0xff, frame]))
  jpeg.writeUInt16BE(65_000, at + 5)
  t.match(await refused(jpeg), { problem: 'photo-too-many-pixels' })
})

t.test('refuses photos that break off, wherever they do', async (t) => {
  for (const bytes of [await makeJpeg(), makePng(), await makeWebp()]) {
    const end = bytes.includes('PK\x03\x04') ? bytes.indexOf('PK\x03\x04') : bytes.length
    for (const share of [0.3, 0.6, 0.9, 0.99]) {
      const cut = bytes.subarray(0, Math.floor(end * share))
      t.match(await refused(cut), { problem: /photo-unreadable|file-type-not-supported/ }, `at ${share}`)
    }
    t.match(await refused(bytes.subarray(0, end - 1)), { problem: 'photo-unreadable' }, 'at the last byte')
  }
})

t.test('refuses a head of a photo with something else behind it', async (t) => {
  const noise = Buffer.alloc(5000, 'not a photo ')
  for (const bytes of [await makeJpeg(), makePng(), await makeWebp()])
    t.match(await refused(Buffer.concat([bytes.subarray(0, 40), noise])), { problem: 'photo-unreadable' })
  const damaged = makePng()
  damaged.fill(0, damaged.indexOf('IDAT') + 4, damaged.indexOf('IDAT') + 14)
  t.match(await refused(damaged), { problem: 'photo-unreadable' })
})

t.test('says of other kinds of file what they are', async (t) => {
  const found = async (bytes: Buffer) => (await refused(bytes)) ?? {}
  const problem = 'file-type-not-supported'
  t.match(await found(svg), { problem, values: { found: 'SVG' } })
  t.match(await found(html), { problem, values: { found: 'HTML' } })
  t.match(await found(gif), { problem, values: { found: 'GIF' } })
  t.match(await found(tiff), { problem, values: { found: 'TIF' } })
  t.match(await found(heic), { problem, values: { found: 'HEIC' } })
  t.match(await found(Buffer.from('PK\x03\x04'.padEnd(60, '\0'), 'latin1')), { problem })
  t.match(await found(Buffer.from('nothing at all')), { problem, values: { found: '?' } })
  const animated = await makeWebp()
  animated.writeUInt8(0x02, 20)
  t.match(await found(animated), { problem, values: { found: 'animated WebP' } })
  const apng = makePng(10, 10, [chunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]))])
  t.match(await found(apng), { problem, values: { found: /A?PNG/ } })
})

t.test('takes a photo of ten megabytes, and not one byte more', async (t) => {
  const photo = await makeJpeg()
  const sized = (length: number) => Buffer.concat([photo, Buffer.alloc(length - photo.length)])
  t.match(await accept(sized(fileLimits.photo)), { mediaType: 'image/jpeg' })
  t.match(await refused(sized(fileLimits.photo + 1)), { problem: 'file-too-large', values: { limit: 10 } })
})

t.test('stores a PDF of pages as it is', async (t) => {
  const pdf = makePdf()
  const accepted = await accept(pdf)
  t.match(accepted, { mediaType: 'application/pdf', width: undefined })
  t.ok(accepted.bytes.equals(pdf))
  await accept(makePdf({ hidden: '<< /Type /Font /BaseFont /Helvetica >>' }))
})

t.test('refuses a PDF that does more than show pages, however it hides that', async (t) => {
  const active: [string, Parameters<typeof makePdf>[0]][] = [
    ['JavaScript', { objects: ['<< /S /JavaScript /JS (app.alert(1)) >>'] }],
    ['JavaScript', { objects: ['<< /S /J#61va#53cript /JS (app.alert(1)) >>'] }],
    ['JavaScript', { hidden: '<< /S /JavaScript /JS (app.alert(1)) >>' }],
    ['Launch', { objects: ['<< /S /Launch /F (calc.exe) >>'] }],
    ['EmbeddedFile', { objects: ['<< /Type /EmbeddedFile /Length 0 >>'] }],
    ['EmbeddedFiles', { hidden: '<< /Names << /EmbeddedFiles 7 0 R >> >>' }],
    ['RichMedia', { objects: ['<< /Subtype /RichMedia >>'] }],
    ['XFA', { objects: ['<< /AcroForm << /XFA [(a) 8 0 R] >> >>'] }],
    ['Encrypt', { objects: ['<< /Encrypt 9 0 R >>'] }],
    ['HTML', { objects: ['(<script>alert(1)</script>)'] }],
  ]
  for (const [found, content] of active)
    t.match(await refused(makePdf(content)), { problem: 'document-active', values: { found } }, found)
})

t.test('refuses a PDF that breaks off, begins late or goes on after its end', async (t) => {
  const pdf = makePdf()
  const problem = 'document-unreadable'
  t.match(await refused(pdf.subarray(0, pdf.length - 30)), { problem })
  t.match(await refused(Buffer.concat([pdf, Buffer.from('PK\x03\x04 an archive PK\x05\x06')])), { problem })
  t.ok(await refused(Buffer.concat([html, pdf])), 'HTML before it')
  const odd = makePdf({ objects: ['<< /Type /ObjStm /Filter /ASCIIHexDecode >>\nstream\n00>\nendstream'] })
  t.match(await refused(odd), { problem }, 'objects folded in a way that cannot be looked into')
})

t.test('unfolds a PDF no further than it has to', async (t) => {
  t.match(await refused(makePdf({ hidden: 'x'.repeat(80_000_000) })), { problem: 'document-unreadable' })
})
