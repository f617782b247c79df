import { eq } from 'drizzle-orm'
import t from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { deliveries } from '../../src/database/tables.ts'
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
