import { sql } from 'drizzle-orm'
import t from 'tap'
import { connect } from '../../src/database/client.ts'
import { createClaim } from '../../src/webhooks/claim.ts'
import { freshWidth } from '../../src/webhooks/lane.ts'
import { speakAs } from '../support/build.ts'
import { startHooks, until } from '../support/hooks.ts'
import { addPending, pledgeOne } from '../support/pending.ts'
import { openWebhooks, untilQuiet } from '../support/webhooks.ts'

// A busy machine takes longer than the runner grants a file that is run alone.
t.setTimeout(180_000)

t.test('an endpoint that hangs, with 100 000 waiting, keeps no other waiting for its first', async (t) => {
  const hanging = await startHooks(t, { answer: () => 'hang' })
  const { built, cast, receiver, endpoint } = await openWebhooks(t, { ports: [hanging.port] })
  const donation = await pledgeOne(built, cast)
  await untilQuiet(built)
  const dead = await endpoint({ url: `http://127.0.0.1:${hanging.port}/dead`, types: ['unit.*'] })
  await addPending(built, dead.id, donation, 100_000)
  await until('it hangs', () => hanging.countOpen() === freshWidth)
  const { path } = await endpoint({ of: cast.recipient })
  await pledgeOne(built, cast)
  await receiver.untilCount(path, 1)
  t.equal(hanging.countOpen(), freshWidth, 'the hanging ones all hang still')
  t.equal(hanging.hooks.length, freshWidth, 'and no more of them were begun')
  hanging.stop()
})

t.test(
  'many endpoints that hang, new ones and known ones, keep no other waiting for its first',
  async (t) => {
    const { built, cast, receiver, endpoint } = await openWebhooks(t)
    const donation = await pledgeOne(built, cast)
    const make = (count: number) =>
      Promise.all(Array.from({ length: count }, () => endpoint({ isUnchecked: true, types: ['unit.*'] })))
    const [known, fresh] = [await make(10), await make(60)]
    for (const { id } of known) await addPending(built, id, donation, 1)
    await untilQuiet(built)
    for (const { path } of known) t.equal(receiver.at(path).length, 1)
    const { promise: isOver, resolve: end } = Promise.withResolvers<void>()
    receiver.change(({ type }) => (type === 'donation.agreed' ? 204 : isOver.then(() => 204)))
    // More to each than may be under way there, and no more than a busy machine delivers in time at the end.
    for (const { id } of [...known, ...fresh]) await addPending(built, id, donation, 20)
    // Of all that may be under way nothing is left but what is kept for the first at each.
    await until('they take all that they may', () => receiver.countOpen() >= 128 + 64)
    const { path } = await endpoint({ of: cast.recipient })
    const open = receiver.countOpen()
    const agreed = await speakAs(built, cast.recipient).send(`/v1/donations/${donation}`, 'donation.agreed')
    t.equal(agreed.status, 201)
    await receiver.untilCount(path, 1)
    t.ok(receiver.countOpen() >= open, 'while all of them hang')
    end()
    await untilQuiet(built)
  },
)

t.test('a claim reads no more rows the more there are waiting, or done', async (t) => {
  const { built, cast, endpoint } = await openWebhooks(t, { background: false })
  const ends = [await endpoint(), await endpoint(), await endpoint()]
  const donation = await pledgeOne(built, cast)
  // One connection, so that what it has read is counted before it is asked: another counts when it has time.
  const { db, close } = connect(built.database.application, { max: 1 })
  for (const { id } of ends) await addPending({ db }, id, donation, 40_000)
  const [, done] = ends
  await db.execute(sql`update deliveries set state = 'delivered' where endpoint_id = ${done?.id}::uuid`)
  const owner = connect(built.database.owner, { max: 1 })
  await owner.db.execute(sql`vacuum analyze deliveries`)
  await owner.close()
  const count = async (): Promise<number> => {
    await db.execute(sql`select pg_stat_force_next_flush()`)
    const [row] = await db.execute<{
      count: number
    }>(sql`select ((select sum(idx_tup_read) from pg_stat_user_indexes
        where relname = 'deliveries') + (select seq_tup_read from pg_stat_user_tables where relname = 'deliveries'))::int
      as count`)
    return row?.count ?? 0
  }
  const claim = createClaim(db)
  // More often than the database plans a statement anew.
  for (let times = 0; times < 8; times++) {
    const before = await count()
    t.equal((await claim({ total: 20, each: 10, lanes: [] })).length, 20)
    const read = (await count()) - before
    t.ok(read > 0 && read < 1000, `${read} rows`)
    await db.execute(sql`update deliveries set leased_until = null where leased_until is not null`)
  }
  await close()
})

t.test('more endpoints than there is room for are all served', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t)
  const all = await Promise.all(Array.from({ length: 12 }, () => endpoint()))
  const donation = await pledgeOne(built, cast)
  await untilQuiet(built)
  for (const { id } of all) await addPending(built, id, donation, 100)
  await untilQuiet(built)
  for (const { path } of all) t.equal(new Set(receiver.at(path).map(({ id }) => id)).size, 101)
})

t.test('however many endpoints fail, they never take all the room, and each gets its turn', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t, { retries: '1h' })
  const donation = await pledgeOne(built, cast)
  await untilQuiet(built)
  const all = await Promise.all(
    Array.from({ length: 70 }, () => endpoint({ isUnchecked: true, types: ['unit.*'] })),
  )
  receiver.change(() => 500)
  for (const { id } of all) await addPending(built, id, donation, 5)
  await until('all of them failed', () => receiver.hooks.length === 350 && receiver.countOpen() === 0)
  const { promise: isOver, resolve: end } = Promise.withResolvers<void>()
  receiver.change(({ type }, nth) => (type === 'donation.agreed' || nth > 1 ? 204 : isOver.then(() => 204)))
  for (const { id } of all) await addPending(built, id, donation, 3)
  await until('there are as many attempts as failing ones may have', () => receiver.countOpen() === 64)
  const { path } = await endpoint({ of: cast.recipient })
  const agreed = await speakAs(built, cast.recipient).send(`/v1/donations/${donation}`, 'donation.agreed')
  t.equal(agreed.status, 201)
  await receiver.untilCount(path, 1)
  t.equal(receiver.countOpen(), 64)
  end()
  for (const one of all) await receiver.untilCount(one.path, 8)
})
