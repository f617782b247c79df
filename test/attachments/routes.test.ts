import { createHash, randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect as openSocket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Transformer } from '@napi-rs/image'
import t from 'tap'
import { Attachment } from '../../schemas/attachment.ts'
import { fileLimits } from '../../src/attachments/limits.ts'
import { attachments } from '../../src/database/tables.ts'
import { speakAs } from '../support/build.ts'
import { html, makeJpeg, makePdf, makePhoto, makePng, makePngBomb, svg, traces } from '../support/files.ts'
import { until } from '../support/hooks.ts'
import { walk } from '../support/walk.ts'
import { listFiles, makeForm, start, uploadAs } from './uploads.ts'

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

t.test('attaches a photo, and gives it back to every party without what was around it', async (t) => {
  const { upload, read, path, cast, folder, donor } = await start(t)
  const { status, headers, body } = await upload(await makePhoto(6), {}, { name: '../фото 1.jpeg' })
  t.equal(status, 201)
  t.same(Attachment.strict().parse(body), body)
  t.match(body, { mediaType: 'image/jpeg', width: 48, height: 64, name: 'фото 1.jpg' })
  t.equal(headers.location, `${path}/attachments/${body.sha256}`)
  for (const party of [cast.donor, cast.recipient, cast.authority]) {
    const response = await read(body.sha256, party)
    t.equal(response.statusCode, 200)
    t.equal(hash(response.rawPayload), body.sha256)
    t.equal(response.rawPayload.length, body.bytes)
    t.same(
      traces.filter((trace) => response.rawPayload.includes(trace)),
      [],
    )
    t.match(await new Transformer(response.rawPayload).metadata(), { width: 48, height: 64 })
    t.match(response.headers, {
      'content-type': 'image/jpeg',
      'content-disposition': /^attachment; filename="____ 1.jpg"; filename\*=UTF-8''/,
      'content-security-policy': /\bsandbox\b/,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
      etag: `"${body.sha256}"`,
    })
  }
  t.same(listFiles(folder), [body.sha256], 'it lies under its hash, and nothing else does')
  t.same((await donor.get(`${path}/attachments`)).body, { items: [body] })
})

t.test('takes the file out of a form, whatever it is called and said to be', async (t) => {
  const { upload } = await start(t)
  const send = (filename: string, type: string, content: Buffer) => {
    const { payload, headers } = makeForm([{ filename, type, content }])
    return upload(payload, headers)
  }
  t.match(await send('scan.exe', 'text/html', makePdf()), {
    status: 201,
    body: { mediaType: 'application/pdf', name: 'scan.exe.pdf' },
  })
  t.match(await send('a\u202egpj.png', 'image/jpeg', makePng()), {
    status: 201,
    body: { mediaType: 'image/png', name: 'agpj.png' },
  })
  t.match(await send('photo.jpg', 'image/jpeg', html), {
    status: 415,
    body: { code: 'file-type-not-supported', detail: /What came: HTML/ },
  })
  t.match(await upload(svg, { 'content-type': 'image/png' }), { status: 415, body: { detail: /SVG/ } })
})

t.test('refuses bombs, broken files and what is too large, and keeps nothing of them', async (t) => {
  const { upload, built, folder } = await start(t)
  const photo = await makeJpeg()
  const refused = async (bytes: Buffer, status: number, code: string) =>
    t.match(await upload(bytes), { status, body: { code } })
  await refused(makePngBomb(), 413, 'photo-too-many-pixels')
  await refused(photo.subarray(0, photo.length - 50), 400, 'photo-unreadable')
  await refused(makePdf({ hidden: '<< /S /JavaScript >>' }), 400, 'document-active')
  await refused(Buffer.concat([photo, Buffer.alloc(fileLimits.photo)]), 413, 'file-too-large')
  await refused(Buffer.alloc(fileLimits.document + 1, '%PDF-'), 413, 'file-too-large')
  await refused(Buffer.alloc(0), 400, 'one-file-expected')
  t.same(listFiles(folder), [])
  t.same(await built.db.select().from(attachments), [])
})

t.test('takes one file a form, and nothing besides', async (t) => {
  const { upload } = await start(t)
  const file = { filename: 'a.pdf', content: makePdf() }
  const send = (parts: Parameters<typeof makeForm>[0]) => {
    const { payload, headers } = makeForm(parts)
    return upload(payload, headers)
  }
  const refusal = { status: 400, body: { code: 'one-file-expected' } }
  t.match(await send([file, file]), refusal)
  t.match(await send([file, file, file, file]), refusal)
  t.match(await send([{ name: 'note', content: 'hello' }, file]), refusal)
  t.match(await send([file, { name: 'note', content: 'hello' }]), refusal)
  t.match(await send([]), { status: 400 })
  const { payload, headers } = makeForm([file])
  const malformed = { status: 400, body: { code: 'malformed-request' } }
  t.match(await upload(payload.subarray(0, 300), headers), malformed)
  t.match(await upload(payload, { 'content-type': 'multipart/form-data' }), malformed)
})

t.test('is the same attachment when the same file comes again, at once or later', async (t) => {
  const { upload, built, folder, path, hospital, cast } = await start(t)
  const photo = await makePhoto()
  const answers = await Promise.all([1, 2, 3, 4].map(() => upload(photo)))
  const ids = new Set(answers.map(({ status, body }) => `${status} ${body.id} ${body.sha256}`))
  t.equal(ids.size, 1)
  t.equal((await uploadAs(built, cast.recipient, path)(photo)).status, 201)
  t.equal((await hospital.get(`${path}/attachments`)).body.items.length, 1)
  t.equal(listFiles(folder).length, 1)
})

t.test('answers a request made again as before, and another file under its key with a refusal', async (t) => {
  const { upload } = await start(t)
  const once = { 'idempotency-key': 'once' }
  const first = await upload(makePng(), once)
  const again = await upload(makePng(), once)
  t.equal(again.headers['idempotency-replayed'], 'true')
  t.same(again.body, first.body)
  t.match(await upload(makePng(20, 20), once), { status: 422, body: { code: 'idempotency-key-reused' } })
  t.match(await upload(makePng(), { 'idempotency-key': '' }), { status: 400 })
})

t.test('is there for the parties of its donation alone', async (t) => {
  const { upload, read, built, cast, path, folder } = await start(t)
  const { body } = await upload(makePdf())
  const stranger = await built.makeOrganization()
  const missing = { status: 404, body: { code: 'not-found' } }
  t.match(await uploadAs(built, stranger, path)(makePng()), missing)
  t.equal((await read(body.sha256, stranger)).statusCode, 404)
  t.match(await speakAs(built, stranger).get(`${path}/attachments`), missing)
  const other = await walk(built, cast, { until: 'pledged' })
  t.equal((await read(body.sha256, cast.donor, other.path)).statusCode, 404, 'nor by another donation')
  t.match(await uploadAs(built, { key: built.operator }, path)(makePng()), {
    status: 403,
    body: { code: 'operator-not-a-party' },
  })
  t.same(listFiles(folder), [body.sha256])
})

t.test('lists page by page, the newest first', async (t) => {
  const { upload, path, donor } = await start(t)
  const made: string[] = []
  for (const width of [10, 11, 12]) made.unshift((await upload(makePng(width))).body.id)
  const first = (await donor.get(`${path}/attachments?limit=2`)).body
  const second = (await donor.get(`${path}/attachments?limit=2&cursor=${first.next}`)).body
  t.same(
    [...first.items, ...second.items].map(({ id }: { id: string }) => id),
    made,
  )
  t.equal(second.next, undefined)
})

t.test('leaves nothing behind of uploads that break off, however many', async (t) => {
  const { built, cast, path, folder, upload } = await start(t)
  const url = await built.app.listen({ port: 0, host: '127.0.0.1' })
  const photo = await makePhoto()
  const breakOff = async () => {
    const socket = openSocket(Number(new URL(url).port), '127.0.0.1')
    const head = [
      `POST ${path}/attachments HTTP/1.1`,
      'host: besik',
      `authorization: Bearer ${cast.donor.key}`,
      `idempotency-key: ${randomUUID()}`,
      'content-length: 1000000',
    ]
    socket.write(`${head.join('\r\n')}\r\n\r\n`)
    socket.write(photo.subarray(0, 500))
    await sleep(300)
    socket.destroy()
  }
  await Promise.all(Array.from({ length: 40 }, breakOff))
  t.same(listFiles(folder), [])
  t.same(await built.db.select().from(attachments), [])
  t.notOk(
    built.lines.some((line) => JSON.parse(line).level > 40),
    'and none of it is a failure',
  )
  const status = await until('there is a place again', async () => {
    const { status } = await upload(photo)
    return status !== 503 && status
  })
  t.equal(status, 201, 'nor is a place taken for good')
})

t.test('answers 503 while the storage does not serve, and stores nothing by halves', async (t) => {
  const { upload, read, built, folder } = await start(t)
  const first = await upload(makePdf())
  t.equal(first.status, 201)
  rmSync(folder, { recursive: true })
  const refusal = { status: 503, headers: { 'retry-after': '5' }, body: { code: 'storage-unavailable' } }
  t.match(await upload(makePng()), refusal, 'the folder is gone')
  writeFileSync(folder, 'a file in its place')
  t.match(await upload(makePng()), refusal, 'no folder at all')
  t.equal((await built.db.select().from(attachments)).length, 1, 'no row of what was not stored')
  rmSync(folder)
  mkdirSync(`${folder}/incoming`, { recursive: true })
  if (process.getuid?.() !== 0) {
    chmodSync(`${folder}/incoming`, 0o500)
    t.match(await upload(makePng()), refusal, 'read-only')
    chmodSync(`${folder}/incoming`, 0o700)
  }
  t.equal((await upload(makePng())).status, 201, 'and goes on when it serves again')
  t.equal((await read(first.body.sha256)).statusCode, 404, 'what was lost before an event named it')
  await built.db.update(attachments).set({ referencedAt: new Date() })
  t.equal((await read(first.body.sha256)).statusCode, 503, 'what was lost after')
})

t.test('goes on answering others while it looks into the largest photo', async (t) => {
  const { upload, donor, path } = await start(t)
  const large = makePng(7000, 5700)
  const sent = upload(large)
  let answered = 0
  let isOver = false
  void sent.finally(() => {
    isOver = true
  })
  while (!isOver) {
    t.equal((await donor.get(path)).status, 200)
    answered += 1
  }
  t.match(await sent, { status: 201, body: { width: 7000, height: 5700 } })
  t.ok(answered > 20, `answered ${answered} others meanwhile`)
})
