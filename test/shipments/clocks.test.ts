import t from 'tap'
import { build } from '../support/build.ts'
import { bring, plan } from '../support/consign.ts'
import { makeCast, walk } from '../support/walk.ts'

t.test('who sends an event and who reads what came of it see the same clocks, soonest first', async (t) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const { path, donor, hospital, item } = await walk(built, cast, { quantity: 1, until: 'contracted' })
  const consignment = await plan(donor, path, [{ item }])
  await bring({ donor, hospital }, consignment, 'dispatched')
  // A link that expires later than the stay in customs, and was there before it.
  t.equal((await donor.post(`${consignment.path}/links`, {})).status, 201)
  const { status, body } = await donor.send(consignment.path, 'shipment.customsEntered', { office: 'Almaty' })
  t.equal(status, 201)
  t.same(
    body.deadlines.map(({ name }: { name: string }) => name),
    ['customsStay', 'linkExpiry'],
  )
  t.same((await donor.get(consignment.path)).body, body)
})
