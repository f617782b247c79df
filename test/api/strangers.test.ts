import t from 'tap'
import { permit, start } from '../dossiers/papers.ts'
import { digest } from '../support/tenants.ts'

const unknown = { status: 404, body: { code: 'not-found' } }

t.test('takes no event at the id of something of another kind', async (t) => {
  const { built, donor, hospital, donation, consign } = await start(t)
  const { path: shipment, units } = await consign()
  const unit = `/v1/units/${units[0]}`
  const cancelled = { type: 'donation.cancelled', data: { reason: 'donorUnable' } }
  const called = { type: 'shipment.cancelled', data: { reason: 'donorUnable' } }
  const refused = { type: 'unit.rejected', data: { position: 'Director', reason: 'wrongMains' } }
  const before = await digest(built)
  for (const [plural, event, speaker, others] of [
    ['donations', cancelled, donor, [shipment, unit]],
    ['shipments', called, donor, [donation, unit]],
    ['units', refused, hospital, [donation, shipment]],
  ] as const)
    for (const other of others) {
      // Nothing else is wrong with it: a party sends it, who has seen what is there.
      const { status, headers } = await speaker.get(other)
      t.equal(status, 200)
      const path = `/v1/${plural}/${other.split('/').at(-1)}/events`
      t.match(
        await speaker.post(path, event, { 'if-match': String(headers.etag) }),
        unknown,
        `${event.type} to ${other}`,
      )
    }
  t.same(await digest(built), before, 'nothing was written')
})

t.test('tells a stranger nothing of where a permit was used', async (t) => {
  const { hospital, stranger, consign } = await start(t)
  const [first, second] = [await consign(), await consign()]
  t.match(await hospital.send(first.path, 'document.recorded', permit()), { status: 201 })
  const event = { type: 'document.recorded', data: permit() }
  const { headers } = await hospital.get(second.path)
  const seen = { 'if-match': String(headers.etag) }
  t.match(await stranger.post(`${second.path}/events`, event, seen), unknown)
  t.match(
    await hospital.post(`${second.path}/events`, event, seen),
    { status: 409, body: { code: 'document-used-elsewhere' } },
    'a party is told what stands against it',
  )
})
