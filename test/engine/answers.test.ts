import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import t from 'tap'
import { connect } from '../../src/database/client.ts'
import { idempotencyKeys } from '../../src/database/tables.ts'
import { createInProgress, fingerprint, purgeAnswers } from '../../src/engine/idempotency.ts'
import { useDatabase } from '../support/postgres.ts'

t.test('forgets answers that are older than told, and no others', async (t) => {
  const { db, close } = connect((await useDatabase(t)).application, { max: 1 })
  t.teardown(close)
  const keep = (key: string, days: number) =>
    db.insert(idempotencyKeys).values({
      ...{
        principalId: randomUUID(),
        key,
        fingerprint: 'a'.repeat(64),
        status: 201,
        headers: {},
        body: '{}',
      },
      createdAt: sql`now() - make_interval(days => ${days})`,
    })
  await keep('old', 8)
  await keep('young', 6)
  await purgeAnswers(db, 7)
  t.same(await db.select({ key: idempotencyKeys.key }).from(idempotencyKeys), [{ key: 'young' }])
})

t.test('tells requests apart by method, path and body', async (t) => {
  const path = '/v1/donations'
  const prints = [
    fingerprint('POST', path, { title: 'Incubators' }),
    fingerprint('PUT', path, { title: 'Incubators' }),
    fingerprint('POST', `${path}/1`, { title: 'Incubators' }),
    fingerprint('POST', path, { title: 'Ventilators' }),
  ]
  t.equal(new Set(prints).size, prints.length)
  t.equal(fingerprint('POST', path, { title: 'Incubators' }), prints[0], 'the same request is the same')
})

t.test('keeps a key in use from its own organization alone', async (t) => {
  const inProgress = createInProgress()
  const by = (principalId: string) => ({ principalId, key: 'one', fingerprint: 'a'.repeat(64) })
  const [mine, theirs] = [by(randomUUID()), by(randomUUID())]
  const held = Promise.withResolvers<string>()
  const first = inProgress(mine, () => held.promise)
  t.equal(await inProgress(theirs, async () => 'theirs'), 'theirs')
  await t.rejects(
    inProgress(mine, async () => 'again'),
    { message: 'idempotency-key-in-progress' },
  )
  held.resolve('mine')
  t.equal(await first, 'mine')
  t.equal(await inProgress(mine, async () => 'later'), 'later', 'and only as long as it is in use')
})
