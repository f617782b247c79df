import { randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { kinds } from '../../schemas/event.ts'
import { connect } from '../../src/database/client.ts'
import { machineVersions, workflows } from '../../src/database/tables.ts'
import { checkRows } from '../../src/engine/boot.ts'
import { machineVersion } from '../../src/engine/snapshot.ts'
import { useDatabase } from '../support/postgres.ts'

const setUp = async (t: Test) => {
  const { db, close } = connect((await useDatabase(t)).application, { max: 2 })
  t.teardown(close)
  const insertRow = async (row: Partial<typeof workflows.$inferInsert> = {}) => {
    const id = randomUUID()
    const whole = { kind: 'donation' as const, state: 'pledged', version: 1, machineVersion: 1, ...row }
    await db
      .insert(workflows)
      .values({ id, streamId: id, context: {}, updatedAt: new Date(), sequence: 1, ...whole })
    return id
  }
  return { db, insertRow }
}

const current = kinds.toSorted().map((kind) => ({ kind, version: machineVersion(kind) }))

t.test('lets a database with nothing in it be used, and writes down which versions use it', async (t) => {
  const { db } = await setUp(t)
  await checkRows(db)
  await checkRows(db)
  const { kind, version } = machineVersions
  t.same(await db.select({ kind, version }).from(machineVersions).orderBy(asc(kind)), current)
})

t.test('lets rows of every state be used', async (t) => {
  const { db, insertRow } = await setUp(t)
  for (const state of ['pledged', 'closed', 'accepted']) await insertRow({ state })
  await insertRow({ kind: 'shipment', state: 'customsHold' })
  await insertRow({ kind: 'unit', state: 'inService' })
  await insertRow({ kind: 'endpoint', state: 'removed' })
  await t.resolves(checkRows(db))
})

t.test('refuses rows of a state that no workflow has, and names them', async (t) => {
  const { db, insertRow } = await setUp(t)
  await insertRow()
  const dreaming = await insertRow({ state: 'dreaming' })
  const vanished = await insertRow({ kind: 'unit', state: 'vanished' })
  // A state of another kind is none of this one.
  const packed = await insertRow({ state: 'packed' })
  const error = await checkRows(db).then(
    () => 'nothing',
    (reason: unknown) => String(reason),
  )
  t.ok(error.includes(`\n- donation ${dreaming} is in state "dreaming"`), error)
  t.ok(error.includes(`\n- donation ${packed} is in state "packed"`))
  t.ok(error.includes(`\n- unit ${vanished} is in state "vanished"`))
  t.equal(error.split('\n- ').length, 4, 'and says nothing of the others')
  t.equal(await db.$count(machineVersions), 0, 'nor takes the database into use')
})

t.test('names ten rows of a state at most', async (t) => {
  const { db, insertRow } = await setUp(t)
  for (let n = 0; n < 12; n++) await insertRow({ state: 'dreaming' })
  await t.rejects(checkRows(db), { message: /^This release .*(\n- .*){10}$/ })
})

t.test('refuses rows of a kind that no workflow has', async (t) => {
  const { db, insertRow } = await setUp(t)
  const id = await insertRow()
  await db.execute(`update workflows set kind = 'wish' where id = '${id}'`)
  await t.rejects(checkRows(db), { message: `wish ${id} is in state "pledged"` })
})

t.test('refuses rows that a later release wrote', async (t) => {
  const { db } = await setUp(t)
  const later = machineVersion('shipment') + 1
  await db.insert(machineVersions).values({ kind: 'shipment', version: later })
  await t.rejects(checkRows(db), {
    message: `rows of kind shipment were written by version ${later}, newer than`,
  })
  await db.delete(machineVersions).where(eq(machineVersions.kind, 'shipment'))
  await t.resolves(checkRows(db))
})

t.test('refuses rows that no listed step leads on from', async (t) => {
  const { db } = await setUp(t)
  await db.insert(machineVersions).values([
    { kind: 'donation', version: 0 },
    { kind: 'unit', version: -1 },
  ])
  await t.rejects(checkRows(db), {
    message:
      /kind donation .* step from version 0,.*\n.*kind unit .* version -1,.*\n.*kind unit .* version 0,/,
  })
})
