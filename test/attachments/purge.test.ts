import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { openDisk } from '../../src/attachments/disk.ts'
import { createJudging } from '../../src/attachments/judging.ts'
import { findMissing } from '../../src/attachments/missing.ts'
import { purgeAttachments, startPurge } from '../../src/attachments/purge.ts'
import { storeUpload } from '../../src/attachments/store.ts'
import { attachments } from '../../src/database/tables.ts'
import { makePdf, makePng } from '../support/files.ts'
import { until } from '../support/hooks.ts'
import { walk } from '../support/walk.ts'
import { listFiles, start, uploadAs } from './uploads.ts'

const begin = async (t: Test) => {
  const started = await start(t)
  const { db } = started.built
  const storage = openDisk(started.folder)
  const purge = () => purgeAttachments({ db, storage })
  /** Lets hours go by since a file was sent. */
  const age = (sha256: string, hours: number) =>
    db
      .update(attachments)
      .set({ createdAt: sql`now() - make_interval(secs => ${hours * 3600})` })
      .where(eq(attachments.sha256, sha256))
  const send = async (bytes: Buffer): Promise<string> => (await started.upload(bytes)).body.sha256
  /** Has an event of the donation name a file, as the text of a contract. */
  const name = async (sha256: string) => {
    const { donor, path, cast } = started
    const signatories = [cast.donor.id, cast.recipient.id]
    const draft = { number: '1', texts: [{ language: 'ru', sha256 }], signatories }
    const { status } = await donor.send(path, 'contract.drafted', draft)
    if (status !== 201) throw new Error(String(status))
  }
  const rows = () => db.select().from(attachments)
  return { ...started, db, storage, purge, age, send, name, rows }
}

t.test('removes what no event named within a day, and nothing younger', async (t) => {
  const { purge, age, send, rows, folder, read } = await begin(t)
  const [old, young] = [await send(makePdf()), await send(makePng())]
  await age(old, 25)
  await age(young, 23)
  t.equal(await purge(), 1)
  t.same(listFiles(folder), [young])
  t.same(
    (await rows()).map(({ sha256 }) => sha256),
    [young],
  )
  t.equal((await read(old)).statusCode, 404)
  t.equal(await purge(), 0)
})

t.test('keeps what an event names, and looks at it once', async (t) => {
  const { purge, age, send, name, rows, read } = await begin(t)
  const sha256 = await send(makePdf())
  await name(sha256)
  await age(sha256, 25)
  t.equal(await purge(), 1)
  t.match(await rows(), [{ sha256, referencedAt: Date }])
  t.equal(await purge(), 0, 'it is done with')
  t.equal((await read(sha256)).statusCode, 200)
})

t.test('keeps the bytes for as long as any donation has them', async (t) => {
  const { purge, age, send, built, cast, folder, db } = await begin(t)
  const other = await walk(built, cast, { until: 'pledged' })
  const sha256 = await send(makePdf())
  t.equal((await uploadAs(built, cast.donor, other.path)(makePdf())).body.sha256, sha256)
  await age(sha256, 25)
  await db.update(attachments).set({ createdAt: sql`now()` }).where(eq(attachments.donationId, other.id))
  await purge()
  t.same(listFiles(folder), [sha256])
  await age(sha256, 25)
  await purge()
  t.same(listFiles(folder), [])
})

t.test('gives a file that is sent again another day', async (t) => {
  const { purge, age, send, folder } = await begin(t)
  const sha256 = await send(makePdf())
  await age(sha256, 25)
  t.equal(await send(makePdf()), sha256)
  t.equal(await purge(), 0)
  t.same(listFiles(folder), [sha256])
})

t.test('clears up after an end between the bytes and their row, in either direction', async (t) => {
  const { purge, age, send, rows, folder, storage, db, donor, path } = await begin(t)
  const announced = await send(makePdf())
  await db.update(attachments).set({ storedAt: null })
  t.same((await donor.get(`${path}/attachments`)).body.items, [], 'what is only announced is not shown')
  const gone = await send(makePng())
  await storage.remove(gone)
  for (const sha256 of [announced, gone]) await age(sha256, 25)
  await purge()
  t.same([...listFiles(folder), ...(await rows())], [])
})

t.test('lets one file that cannot be removed keep none of the others', async (t) => {
  const { age, send, storage, db, rows } = await begin(t)
  const [stuck, free] = [await send(makePdf()), await send(makePng())]
  for (const sha256 of [stuck, free]) await age(sha256, 25)
  const remove = (sha256: string) =>
    sha256 === stuck ? Promise.reject(new Error('stuck')) : storage.remove(sha256)
  await t.rejects(purgeAttachments({ db, storage: { ...storage, remove } }), { message: 'stuck' })
  t.match(await rows(), [{ sha256: stuck }], 'its row stays with it')
})

t.test('never takes the bytes from under a file that is being stored', async (t) => {
  const { purge, age, built, cast, folder, rows, id, db, storage } = await begin(t)
  const other = await walk(built, cast, { until: 'pledged' })
  const bytes = makePdf()
  const judge = async () => ({ mediaType: 'application/pdf' as const, bytes })
  const options = { db, storage, judge, onError: (error: unknown) => t.fail(String(error)) }
  const store = (donation: string) =>
    storeUpload(options, { donation, by: { organization: cast.donor.id }, bytes })
  const { sha256 } = await store(id)
  for (let round = 0; round < 40; round++) {
    await age(sha256, 25)
    await Promise.all([purge(), store(other.id), purge(), store(id), purge()])
    t.same(listFiles(folder), [sha256])
    t.equal((await rows()).length, 2)
  }
})

t.test('runs in the background until it is stopped', async (t) => {
  const { age, send, rows, db, storage } = await begin(t)
  await age(await send(makePdf()), 25)
  const loop = startPurge({ db, storage }, (error) => t.fail(String(error)))
  await until('it is removed', async () => (await rows()).length === 0)
  await loop.stop()
  t.same(await rows(), [])
})

t.test('removes in the background all that is due, however many files, before it rests', async (t) => {
  const { send, rows, db, storage } = await begin(t)
  await send(makePdf())
  const [one] = await rows()
  if (!one) throw new Error('nothing was stored')
  const createdAt = new Date(Date.now() - 25 * 3_600_000)
  // Of these there are no bytes, which lets nobody wait.
  const others = Array.from({ length: 120 }, (_, n) => ({
    ...one,
    createdAt,
    id: uuidv7(),
    sha256: n.toString(16).padStart(64, '0'),
  }))
  await db.insert(attachments).values(others)
  const loop = startPurge({ db, storage }, (error) => t.fail(String(error)))
  await until('they are removed', async () => (await rows()).length <= 1)
  await loop.stop()
  t.same(
    (await rows()).map(({ sha256 }) => sha256),
    [one.sha256],
  )
})

t.test('tells which files an event cannot name', async (t) => {
  const { age, send, name, id, db, built, cast } = await begin(t)
  const [young, late, named] = [await send(makePng(10)), await send(makePng(11)), await send(makePng(12))]
  await name(named)
  for (const sha256 of [late, named]) await age(sha256, 23.5)
  const nobody = 'f'.repeat(64)
  t.same(await findMissing(db, id, [young, late, named, nobody, nobody]), [late, nobody])
  t.same(await findMissing(db, id, []), [])
  const other = await walk(built, cast, { until: 'pledged' })
  t.same(await findMissing(db, other.id, [young]), [young], "another donation's is missing")
  await db.update(attachments).set({ storedAt: null }).where(eq(attachments.sha256, young))
  t.same(await findMissing(db, id, [young]), [young], 'as is one whose bytes are not there yet')
})

t.test('stores a file for other parts of the service, by an organization', async (t) => {
  const { db, storage, id, cast, folder } = await begin(t)
  const options = { db, storage, judge: createJudging(), onError: (error: unknown) => t.fail(String(error)) }
  const by = { organization: cast.recipient.id }
  const stored = await storeUpload(options, { donation: id, by, bytes: makePng(), name: 'a.png' })
  t.match(stored, { mediaType: 'image/png', width: 40, name: 'a.png' })
  t.same(listFiles(folder), [stored.sha256])
  const unknown = { link: uuidv7() }
  await t.rejects(storeUpload(options, { donation: id, by: unknown, bytes: makePng(50) }))
  t.same(listFiles(folder), [stored.sha256], 'and nothing by a link that there is not')
  rmSync(join(folder, 'incoming'), { recursive: true, force: true })
})
