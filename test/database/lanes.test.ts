import { sql } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { connect } from '../../src/database/client.ts'
import { enterAsSuperuser, useDatabase } from '../support/postgres.ts'

const setUp = async (t: Test, max: number) => {
  const database = await useDatabase(t)
  const { db, close } = connect(database.application, { max })
  t.teardown(close)
  /** Lets whoever asks for a lock wait, until it is released. */
  const hold = async () => {
    const holder = enterAsSuperuser(t, database)
    await holder`select pg_advisory_lock(1)`
    return () => holder`select pg_advisory_unlock(1)`
  }
  const askPid = async (more = sql``) => {
    const [row] = await db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid${more}`)
    return row?.pid
  }
  const count = async (asked: Promise<number | undefined>[]) => new Set(await Promise.all(asked)).size
  return { askPid, count, hold }
}

t.test('sends down one connection what one turn asks for alike, sixteen at most', async (t) => {
  const { askPid, count } = await setUp(t, 6)
  const ask = (times: number) => Array.from({ length: times }, () => askPid())
  t.equal(await count(ask(16)), 1)
  t.equal(await count(ask(17)), 2)
  t.equal(await count(ask(200)), 4, 'all but those of transactions take part')
  t.equal(await count([askPid(), askPid(sql`, 1`)]), 2, 'what differs goes apart')
})

t.test('lets nothing wait behind a statement that takes long', async (t) => {
  const { askPid, hold } = await setUp(t, 4)
  const answered: string[] = []
  const release = await hold()
  const slow = askPid(sql`, pg_advisory_lock_shared(1)`).then(() => answered.push('slow'))
  // Turn after turn, more of them than there are connections left, and each of another text.
  for (let turn = 0; turn < 20; turn++)
    await Promise.all(Array.from({ length: 5 }, (_, n) => askPid(sql.raw(`, ${n}`))))
  answered.push('all others')
  await release()
  await slow
  t.same(answered, ['all others', 'slow'])
})

t.test('goes on after statements that failed', async (t) => {
  const { askPid, count } = await setUp(t, 4)
  const failing = Array.from({ length: 20 }, () => askPid(sql`, 1 / (random() * 0)::int`))
  t.equal((await Promise.allSettled(failing)).filter(({ status }) => status === 'rejected').length, 20)
  t.equal(await count([askPid(), askPid()]), 1)
})
