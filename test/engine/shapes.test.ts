import { eq } from 'drizzle-orm'
import t from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { parties } from '../../src/database/tables.ts'
import type { Row } from '../../src/engine/snapshot.ts'
import { createAppend, type Write } from '../../src/engine/write.ts'
import { build } from '../support/build.ts'

/** A donation by itself, and how it comes to another state, or to the one that it is in. */
const openCase = () => {
  const id = uuidv7()
  const row = (state: string, sequence: number): Row => ({
    ...{ id, kind: 'donation', streamId: id, parentId: null, state, version: sequence, machineVersion: 1 },
    ...{ context: {}, updatedAt: '2022-10-20T10:15:00.000Z', sequence, hash: 'a'.repeat(64) },
  })
  const write = (before: Row, after: Row, made: string[] = []): Write => ({
    decision: {
      ...{ before, rows: new Map([[id, after]]), changed: new Set([id]), made: new Set(made) },
      ...{ entries: [], deadlinesSet: [], deadlinesCancelled: [] },
    },
  })
  const made = write(row('', 0), row('pledged', 1), [id])
  return { id, made, moveTo: (state: string) => write(row('pledged', 1), row(state, 2)) }
}

t.test('tells the parties a state that changed beside one that did not', async (t) => {
  const { db, makeOrganization } = await build(t)
  const { id: organizationId } = await makeOrganization()
  const append = createAppend(db)
  const [moving, staying] = [openCase(), openCase()]
  await append([moving.made, staying.made])
  const join = { organizationId, kind: 'donation' as const, state: 'pledged', roles: ['donor' as const] }
  await db.insert(parties).values([moving, staying].map(({ id }) => ({ ...join, streamId: id })))
  const written = await append([moving.moveTo('contracting'), staying.moveTo('pledged')])
  t.same(written, new Set([moving.id, staying.id]))
  const readTold = (id: string) =>
    db.select({ state: parties.state }).from(parties).where(eq(parties.streamId, id))
  t.same(await readTold(moving.id), [{ state: 'contracting' }])
  t.same(await readTold(staying.id), [{ state: 'pledged' }])
})
