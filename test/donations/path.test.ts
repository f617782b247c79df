import t from 'tap'
import { build, speakAs } from '../support/build.ts'
import { inspect } from '../support/inspect.ts'
import { makeCast, walk } from '../support/walk.ts'

t.test('carries a donation from pledge to acceptance', async (t) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const { path, units, donor, hospital } = await walk(built, cast)

  const arrived = await donor.get(path)
  t.equal(arrived.body.state, 'accepting')
  t.same(arrived.body.waitingFor, ['recipient'])
  t.same(arrived.body.items[0].units.arrived, 2)

  for (const unit of units) {
    const accepted = await hospital.send(`/v1/units/${unit}`, 'unit.accepted', {
      position: 'Deputy director',
      inspection: inspect(),
    })
    t.equal(accepted.status, 201)
    t.equal(accepted.body.state, 'accepted')
  }
  const done = await donor.get(path)
  t.equal(done.body.state, 'accepted')
  t.same(done.body.value.recognised, { amount: 1_000_000_000, currency: 'KZT' })

  const timeline = await speakAs(built, cast.authority).get(`${path}/events?limit=100`)
  const events: { type: string; sequence: number; from: string; to: string }[] = timeline.body.items
  t.same(
    events.map(({ sequence }) => sequence),
    events.map((_, place) => place + 1),
    'the log has no gap',
  )
  t.match(events.at(-1), { type: 'donation.accepted', from: 'accepting', to: 'accepted' })
})
