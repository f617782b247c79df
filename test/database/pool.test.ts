import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { connect } from '../../src/database/client.ts'
import { until } from '../support/hooks.ts'
import { useDatabase } from '../support/postgres.ts'

const setUp = async (t: Test, max: number) => {
  const database = await useDatabase(t)
  const { db, close } = connect(database.owner, { max, name: 'pool under test' })
  const other = connect(database.superuser, { max: 1, name: 'somebody else' })
  t.teardown(() => Promise.all([close(), other.close()]))
  await db.execute(sql`create table notes (text text)`)
  const note = (text: string) => db.execute(sql`insert into notes values (${text})`)
  return {
    db,
    note,
    readNotes: async () =>
      (await other.db.execute<{ text: string }>(sql`select text from notes`)).map(({ text }) => text),
    isSleeping: async () =>
      (
        await other.db.execute(sql`select from pg_stat_activity where wait_event = 'PgSleep'
        and application_name = 'pool under test' and datname = current_database()`)
      ).length > 0,
    /** Ends sessions of the pool, as a restart of the database does. */
    cut: (which = sql`true`) =>
      other.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'pool under test' and datname = current_database() and ${which}`),
  }
}

t.test('begins a transaction behind any number of statements', async (t) => {
  const { db, note, readNotes } = await setUp(t, 1)
  // The driver writes a hundred ahead at most.
  const counts = [98, 99, 100, 101, 102]
  for (const ahead of counts) {
    const ask = async (seconds: number) => await db.execute(`select pg_sleep(${seconds})`)
    const waiting = Array.from({ length: ahead }, (_, n) => ask(n === 0 ? 0.2 : 0))
    // Until all of them are written, and none is answered.
    await sleep(50)
    const begun = db.transaction(async (tx) => {
      await tx.execute(sql`insert into notes values ('never')`)
      throw new Error('rolled back')
    })
    const written = note(`after ${ahead}`)
    await t.rejects(begun, { message: 'rolled back' })
    await Promise.all([...waiting, written])
  }
  t.same(
    await readNotes(),
    counts.map((ahead) => `after ${ahead}`),
    'what is acknowledged is committed',
  )
})

t.test('outlives the loss of a connection in the middle of a transaction', async (t) => {
  const { db, note, readNotes, cut, isSleeping } = await setUp(t, 3)
  const busy = db.transaction(async (tx) => {
    await tx.execute(sql`insert into notes values ('lost')`)
    await tx.execute(sql`select pg_sleep(60)`)
  })
  await until('it is in the middle of it', isSleeping)
  await Promise.all([t.rejects(busy), cut()])
  await note('after a statement was cut off')

  const idle = db.transaction(async (tx) => {
    await tx.execute(sql`insert into notes values ('lost')`)
    await cut(sql`state = 'idle in transaction'`)
    await sleep(100)
    await tx.execute(sql`insert into notes values ('lost')`)
  })
  await t.rejects(idle)
  await note('after an idle transaction was cut off')
  await db.transaction((tx) => tx.execute(sql`insert into notes values ('in a transaction')`))
  t.same(await readNotes(), [
    'after a statement was cut off',
    'after an idle transaction was cut off',
    'in a transaction',
  ])
})

t.test('is whole again once its connections were cut off under load', async (t) => {
  const { db, note, cut } = await setUp(t, 6)
  for (let round = 0; round < 15; round++) {
    let under = true
    const load = Array.from({ length: 12 }, async (_, n) => {
      while (under)
        await (n % 3
          ? note(`${round}`)
          : db.transaction(async (tx) => {
              await tx.execute(sql`select 1`)
              await tx.execute(sql`insert into notes values ('in a transaction')`)
            })
        ).catch(() => {})
    })
    await sleep(10 + round)
    await cut()
    under = false
    await Promise.all(load)
    const after = await Promise.allSettled([
      ...Array.from({ length: 12 }, () => note('after')),
      ...Array.from({ length: 4 }, () => db.transaction((tx) => tx.execute(sql`select 1`))),
    ])
    t.same(
      after.filter(({ status }) => status === 'rejected'),
      [],
    )
  }
})

t.test('passes on what goes wrong in a transaction, and takes it back', async (t) => {
  const { db, readNotes } = await setUp(t, 1)
  const wrong = db.transaction(async (tx) => {
    await tx.execute(sql`insert into notes values ('never')`)
    await tx.execute(sql`select 1 / 0`)
  })
  await t.rejects(wrong, { cause: { code: '22012' } })
  t.same(await readNotes(), [])
})
