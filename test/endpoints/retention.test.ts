import { eq, sql } from 'drizzle-orm'
import t from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { deliveries, endpoints, workflows } from '../../src/database/tables.ts'
import { purgeDeliveries } from '../../src/endpoints/purge.ts'
import { openScene } from './scene.ts'

t.test('deliveries are kept for the days that are set, and a day longer', async (t) => {
  const { built, make, pledge } = await openScene(t)
  const { db } = built
  const { id } = await make({ types: ['donation.pledged'] })
  await pledge()
  const [row] = await db.select().from(deliveries)
  if (!row) throw new Error('nothing is owed')
  const settled = [29, 30.5, 32, 40].map((days) => {
    const settledAt = new Date(Date.now() - days * 86_400_000)
    return { ...row, eventId: uuidv7({ msecs: settledAt.getTime() }), state: 'delivered' as const, settledAt }
  })
  await db.insert(deliveries).values(settled)
  await purgeDeliveries(db, 30)
  const left = await db.select().from(deliveries).where(eq(deliveries.endpointId, id))
  const [recent, late] = settled
  t.same(
    left.map(({ eventId }) => eventId).sort(),
    [row, recent, late].map((one) => one?.eventId).sort(),
    // Or a recovery would take what was just removed for never noted, and deliver it twice.
    'what a recovery of thirty days may still meet stays',
  )
})

t.test('what is old goes at once, however much of it an endpoint has', async (t) => {
  const { built, make } = await openScene(t)
  const { id } = await make()
  await built.db.execute(sql`
    insert into deliveries (endpoint_id, event_id, stream_id, sequence, type, state, is_ordered, settled_at)
    select ${id}::uuid, ('01700000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, gen_random_uuid(), 1,
      'donation.agreed', 'delivered', false, now() - interval '40 days'
    from generate_series(1, 5000) n`)
  await purgeDeliveries(built.db, 30)
  t.equal(await built.db.$count(deliveries), 0)
})

t.test('what is old goes at once, however many endpoints there are', async (t) => {
  const { built, make } = await openScene(t)
  const { db } = built
  const { id } = await make()
  const [workflow] = await db.select().from(workflows).where(eq(workflows.id, id))
  const [endpoint] = await db.select().from(endpoints).where(eq(endpoints.id, id))
  if (!workflow || !endpoint) throw new Error('nothing was made')
  const ids = Array.from({ length: 1000 }, () => uuidv7())
  await db.insert(workflows).values(ids.map((own) => ({ ...workflow, id: own, streamId: own })))
  await db.insert(endpoints).values(ids.map((own) => ({ ...endpoint, id: own })))
  const settledAt = new Date(Date.now() - 40 * 86_400_000)
  const eventId = uuidv7({ msecs: settledAt.getTime() })
  const old = {
    eventId,
    streamId: eventId,
    sequence: 1,
    type: 'donation.agreed',
    isOrdered: false,
    settledAt,
  }
  await db
    .insert(deliveries)
    .values([id, ...ids].map((endpointId) => ({ ...old, endpointId, state: 'delivered' as const })))
  await purgeDeliveries(db, 30)
  t.equal(await db.$count(deliveries), 0)
})
