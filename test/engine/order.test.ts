import { and, eq, sql } from 'drizzle-orm'
import t from 'tap'
import type { Database } from '../../src/database/client.ts'
import { deadlines } from '../../src/database/tables.ts'
import { build } from '../support/build.ts'
import { fireAll } from '../support/deadlines.ts'
import { findBreaks, parseEvent, readStored } from '../support/log.ts'
import { makeCast, walk } from '../support/walk.ts'

/** Stores a deadline anew, after all others, as one that fell due so many seconds ago. */
const storeAnew = async (db: Database, streamId: string, name: string, seconds: number) => {
  const [deadline] = await db
    .delete(deadlines)
    .where(and(eq(deadlines.streamId, streamId), eq(deadlines.name, name)))
    .returning()
  if (!deadline) throw new Error(`there is no deadline ${name}`)
  const dueAt = sql`now() - make_interval(secs => ${seconds})`
  await db.insert(deadlines).values({ ...deadline, dueAt })
}

t.test('fires what is due of a donation in the order of its due times, however it is stored', async (t) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const [reminder, escalation] = ['signatureReminder', 'signatureEscalation']
  for (const names of [
    [reminder, escalation],
    [escalation, reminder],
  ]) {
    const { id } = await walk(built, cast, { until: 'contracting' })
    // Each that is stored later was due earlier.
    for (const [place, name] of names.entries()) await storeAnew(built.db, id, name, 60 * (place + 1))
    await fireAll(built.db)
    const stored = await readStored(built.db, id)
    const passed = stored.log
      .map(parseEvent)
      .flatMap(({ actor }) => ('deadline' in actor ? [actor.deadline] : []))
    t.same(passed, names.toReversed())
    t.same(findBreaks(stored), [])
  }
})
