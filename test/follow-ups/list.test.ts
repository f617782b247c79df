import t from 'tap'
import { OpenFollowUp } from '../../schemas/follow-up.ts'
import { speakAs } from '../support/build.ts'
import { openScene } from './scene.ts'

t.test('lists what awaits an answer to the parties of the donation, and to nobody else', async (t) => {
  const { built, donor, hospital, supplier, units, pass, donationId } = await openScene(t, {
    ...{ quantity: 3, daysAgo: 31 },
  })
  t.match((await donor.get('/v1/follow-ups')).body, { items: [] }, 'nothing before its day')
  await pass()
  const { body } = await donor.get('/v1/follow-ups?state=due')
  t.strictSame(
    body.items.map(({ id }: { id: string }) => id),
    units,
  )
  for (const item of body.items) t.strictSame(OpenFollowUp.strict().parse(item), item)
  t.match(body.items[0], {
    location: 'Ward 3',
    serialNumber: 'SN-1',
    followUps: [{ days: 30, state: 'due' }],
  })
  for (const party of [hospital, supplier]) t.match((await party.get('/v1/follow-ups')).body, body)
  const stranger = speakAs(built, await built.makeOrganization())
  t.match((await stranger.get('/v1/follow-ups')).body, { items: [] })
  t.match((await stranger.get(`/v1/follow-ups?donation=${donationId}`)).body, { items: [] })
  const first = await donor.get(`/v1/follow-ups?limit=2&donation=${donationId}`)
  t.match(first.headers.link, /rel="next"/)
  const rest = await donor.get(`/v1/follow-ups?limit=2&donation=${donationId}&cursor=${first.body.next}`)
  t.strictSame([...first.body.items, ...rest.body.items], body.items)
  t.match(await donor.get('/v1/follow-ups?state=answered'), { status: 400 })
})

t.test('tells what is due from what is overdue', async (t) => {
  const { donor, hospital, units, one, pass } = await openScene(t, { quantity: 2, daysAgo: 31 })
  await pass()
  await hospital.send(one, 'followUp.answered', { days: 30, isWorking: true })
  await pass('followUpAnswer')
  t.match((await donor.get('/v1/follow-ups?state=due')).body, { items: [] })
  t.match((await donor.get('/v1/follow-ups?state=overdue')).body, {
    items: [{ id: units[1], followUps: [{ days: 30, state: 'overdue' }] }],
  })
})
