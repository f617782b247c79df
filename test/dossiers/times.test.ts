import t from 'tap'
import { speakAs } from '../support/build.ts'
import { bring, type Consignment } from '../support/consign.ts'
import { start } from './papers.ts'

t.setTimeout(240_000)

t.test('measures customs over the shipments of whoever asks, with what it is measured over', async (t) => {
  const { built, donor, hospital, stranger, consign, sendAgo } = await start(t, 4)
  const none = { all: { shipments: 0, stays: 0, ended: 0 }, groups: [] }
  t.same((await donor.get('/v1/customs-times')).body, none)

  const pass = async (consignment: Consignment, office: string | undefined, from: number, to?: number) => {
    await bring({ donor, hospital }, consignment, 'dispatched')
    await sendAgo(consignment.path, from, 'shipment.customsEntered', office === undefined ? {} : { office })
    if (to !== undefined) await sendAgo(consignment.path, to, 'shipment.customsReleased')
  }
  const first = await consign()
  await pass(first, 'Almaty airport', 100, 90)
  await pass(await consign(), 'Almaty airport', 100, 80)
  await pass(await consign(), 'Almaty airport', 100)
  await pass(await consign(), undefined, 40, 10)
  await sendAgo(first.path, 50, 'shipment.customsEntered', { office: 'Khorgos' })
  await sendAgo(first.path, 44, 'shipment.customsReleased')

  const { status, body } = await hospital.get('/v1/customs-times')
  t.equal(status, 200)
  t.same(body, {
    all: { shipments: 4, stays: 5, ended: 4, hours: { median: 15, p90: 27 } },
    groups: [
      {
        origin: 'KZ',
        office: 'Almaty airport',
        shipments: 3,
        stays: 3,
        ended: 2,
        hours: { median: 15, p90: 19 },
      },
      { origin: 'KZ', office: 'Khorgos', shipments: 1, stays: 1, ended: 1, hours: { median: 6, p90: 6 } },
      { origin: 'KZ', shipments: 1, stays: 1, ended: 1, hours: { median: 30, p90: 30 } },
    ],
  })
  const filtered = await donor.get('/v1/customs-times?office=Khorgos&origin=KZ')
  t.match(filtered.body, { all: { stays: 1, hours: { median: 6 } }, groups: [{ office: 'Khorgos' }] })
  t.same((await donor.get('/v1/customs-times?origin=BR')).body, none)
  t.same((await donor.get('/v1/customs-times?programme=other')).body, none)
  t.same((await stranger.get('/v1/customs-times')).body, none, 'what others wait for is not told')
  t.match(await speakAs(built, { key: built.operator }).get('/v1/customs-times'), { status: 403 })
  t.match(await donor.get('/v1/customs-times?origin=Brazil'), { status: 400 })
})

t.test('takes arrival for the end of a stay of which nobody told more', async (t) => {
  const { donor, hospital, consign, sendAgo } = await start(t)
  const consignment = await consign()
  await bring({ donor, hospital }, consignment, 'dispatched')
  await sendAgo(consignment.path, 30, 'shipment.customsEntered')
  t.match((await donor.get('/v1/customs-times')).body.all, { stays: 1, ended: 0, hours: undefined })
  await hospital.send(consignment.path, 'shipment.arrived')
  t.match((await donor.get('/v1/customs-times')).body.all, { ended: 1, hours: { median: 30, p90: 30 } })
})
