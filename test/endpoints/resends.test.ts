import { and, eq } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { deliveries } from '../../src/database/tables.ts'
import { createClaim } from '../../src/webhooks/claim.ts'
import { createPromote } from '../../src/webhooks/promote.ts'
import { openScene } from './scene.ts'

const room = { total: 10, each: 10, lanes: [] }

/** A donor whose endpoint is owed the first two events of a donation. */
const start = async (t: Test, settings: Record<string, unknown> = {}) => {
  const scene = await openScene(t)
  const { db } = scene.built
  const { id, path } = await scene.make({ types: ['donation.*'], ...settings })
  await scene.pledge()
  const rows = () =>
    db.select().from(deliveries).where(eq(deliveries.endpointId, id)).orderBy(deliveries.sequence)
  const change = (eventId = '', to: Partial<typeof deliveries.$inferInsert>) =>
    db
      .update(deliveries)
      .set(to)
      .where(and(eq(deliveries.endpointId, id), eq(deliveries.eventId, eventId)))
  const resend = (event = '') => scene.donor.post(`${path}/deliveries/${event}/resends`, {})
  return { ...scene, db, id, path, rows, change, resend, claim: createClaim(db) }
}

t.test('leaves the attempt under way alone: nobody makes another beside it', async (t) => {
  const { rows, resend, claim } = await start(t)
  const claimed = await claim(room)
  t.equal(claimed.length, 2)
  const [before] = await rows()
  t.match(await resend(before?.eventId), { status: 200, body: { state: 'pending', attempts: 1 } })
  const [after] = await rows()
  t.same(after?.leasedUntil, before?.leasedUntil)
  t.same(await claim(room), [], 'not before its lease ends')
})

t.test('takes up at once what its node left behind', async (t) => {
  const { rows, change, resend, claim } = await start(t)
  await claim(room)
  const [row] = await rows()
  const past = new Date(Date.now() - 1000)
  await change(row?.eventId, { leasedUntil: past, dueAt: new Date('2099-01-01') })
  t.equal((await resend(row?.eventId)).status, 200)
  t.match(await claim(room), [{ event: row?.eventId, number: 2, failures: 0 }])
})

t.test('keeps what waits for its turn in its place, and lets what is settled out of the order', async (t) => {
  const { db, rows, change, resend, claim } = await start(t, { isOrdered: true })
  const [first, second] = await rows()
  t.match(await resend(second?.eventId), { status: 200, body: { state: 'pending', dueAt: undefined } })
  t.same(await claim(room), [], 'it is not sent before the first')
  const { promoteAll } = createPromote(db)
  await change(first?.eventId, { state: 'exhausted', attempts: 3, failures: 3, settledAt: new Date() })
  await promoteAll()
  t.match(await claim(room), [{ event: second?.eventId, isOrdered: true }])
  t.match(await resend(first?.eventId), { status: 200, body: { state: 'pending', attempts: 3 } })
  t.match(await claim(room), [{ event: first?.eventId, isOrdered: false, number: 4, failures: 0 }])
})

t.test('sends nothing more to an endpoint that was removed', async (t) => {
  const { donor, path, rows, change, resend } = await start(t)
  const [row, other] = await rows()
  await change(row?.eventId, { state: 'delivered' })
  await change(other?.eventId, { state: 'cancelled' })
  await donor.send(path, 'endpoint.removed')
  t.match(await resend(row?.eventId), { status: 409, body: { code: 'endpoint-removed' } })
  t.match(await resend(other?.eventId), { status: 409, body: { code: 'delivery-cancelled' } })
  t.match(await rows(), [{ state: 'delivered' }, { state: 'cancelled' }])
  const unknown = await resend('01a83c52-7fbb-7c40-9d2e-40a3f1c2b8e5')
  t.equal(unknown.status, 404)
})
