import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { openDisk } from '../../src/attachments/disk.ts'
import { openStorage } from '../../src/attachments/open-storage.ts'
import { openS3 } from '../../src/attachments/s3.ts'
import { FileMissing, type Storage } from '../../src/attachments/storage.ts'
import { startObjectStorage } from '../support/object-storage.ts'

const bytes = Buffer.from('a file of the tests')
const sha256 = createHash('sha256').update(bytes).digest('hex')
const nobody = '0'.repeat(64)

const makeFolder = (t: Test) => {
  const folder = mkdtempSync(join(tmpdir(), 'besik-files-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** What every storage promises. */
const tryStorage = async (t: Test, storage: Storage) => {
  t.equal(await storage.has(sha256), false)
  await t.rejects(storage.get(sha256), FileMissing)
  await storage.put(sha256, bytes)
  await storage.put(sha256, bytes)
  t.equal(await storage.has(sha256), true)
  t.equal(await storage.has(nobody), false)
  t.ok((await buffer(await storage.get(sha256))).equals(bytes), 'gives back what it was given')
  await Promise.all([storage.remove(sha256), storage.remove(nobody)])
  t.equal(await storage.has(sha256), false)
  await storage.remove(sha256)
  await Promise.all([storage.put(sha256, bytes), storage.put(sha256, bytes), storage.put(sha256, bytes)])
  t.ok((await buffer(await storage.get(sha256))).equals(bytes), 'also where several store it at once')
  await storage.tidy()
  t.equal(await storage.has(sha256), true)
}

t.test('keeps files on disk under their hash', async (t) => {
  const folder = join(makeFolder(t), 'deep', 'down')
  await tryStorage(t, openDisk(folder))
  const place = join(folder, sha256.slice(0, 2), sha256)
  t.equal(statSync(place).mode & 0o777, 0o600, 'for its owner alone')
  t.same(readdirSync(join(folder, 'incoming')), [], 'and leaves no drafts')
})

t.test('clears away drafts that were never finished, and none that is being written', async (t) => {
  const folder = makeFolder(t)
  const storage = openDisk(folder)
  await storage.tidy()
  await storage.put(sha256, bytes)
  const [old, young] = ['old', 'young'].map((name) => join(folder, 'incoming', name))
  for (const path of [old, young]) writeFileSync(path ?? '', 'half a fi')
  const before = new Date(Date.now() - 7_200_000)
  utimesSync(old ?? '', before, before)
  await storage.tidy()
  t.same(readdirSync(join(folder, 'incoming')), ['young'])
})

t.test('does not write into the place where a folder was', async (t) => {
  const folder = join(makeFolder(t), 'mount')
  const storage = openDisk(folder)
  await storage.put(sha256, bytes)
  rmSync(folder, { recursive: true })
  await t.rejects(storage.put(nobody, bytes), { code: 'ENOENT' })
  t.throws(() => statSync(folder), 'nothing was made in its stead')
})

t.test('keeps files in an object storage that checks signatures', async (t) => {
  const { objects, options } = await startObjectStorage(t)
  await tryStorage(t, openS3({ ...options, prefix: 'attachments' }))
  t.same([...objects.keys()], [`/files/attachments/${sha256.slice(0, 2)}/${sha256}`])
})

t.test('says that an object storage does not serve, without a word of the key to it', async (t) => {
  const { options, state } = await startObjectStorage(t)
  const open = (more: object) => openS3({ ...options, prefix: 'attachments', ...more })
  await t.rejects(open({ secretAccessKey: 'wrong' }).put(sha256, bytes), {
    message: 'the object storage answered 403 to HEAD',
  })
  await t.rejects(open({ bucket: 'none' }).put(sha256, bytes), { message: /no such bucket/ })
  state.isBroken = true
  await t.rejects(open({}).has(sha256), { message: /answered 500/ })
  await t.rejects(open({ endpoint: 'http://127.0.0.1:1' }).has(sha256))
})

t.test('opens what is configured, each collection by itself', async (t) => {
  const folder = makeFolder(t)
  const acts = openStorage({ attachmentsDir: folder }, { collection: 'acts' })
  await acts.put(sha256, bytes)
  t.equal(await openStorage({ attachmentsDir: folder }, { collection: 'attachments' }).has(sha256), false)
  t.same(readdirSync(folder), ['acts'])
  const dataFolder = makeFolder(t)
  await openStorage({}, { collection: 'attachments', dataFolder }).put(sha256, bytes)
  t.same(readdirSync(dataFolder), ['files'])
  const { options, objects } = await startObjectStorage(t)
  await openStorage({ attachmentsDir: folder, s3: options }, { collection: 'attachments' }).put(sha256, bytes)
  t.equal(objects.size, 1)
})
