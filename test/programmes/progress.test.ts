import { eq } from 'drizzle-orm'
import t from 'tap'
import { Progress } from '../../schemas/programme.ts'
import { organizations } from '../../src/database/tables.ts'
import { speakAs } from '../support/build.ts'
import { bring, plan } from '../support/consign.ts'
import { inspect } from '../support/inspect.ts'
import { newDonation, sha256 } from '../support/walk.ts'
import { type Campaign, kzt, openCampaign } from './scene.ts'

const slug = 'weight-of-life'
const each = 500_000_000

const pledge = async ({ cast, runner }: Campaign, fields: object = {}, quantity = 2) => {
  const made = await runner.post('/v1/donations', {
    ...newDonation(cast, quantity),
    programme: slug,
    ...fields,
  })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  return { path: `/v1/donations/${made.body.id}`, item: String(made.body.items[0].id) }
}

/** Units and value at once: those of these stages, in the order of a donation. */
const standing = (
  pledged: number,
  contracted: number,
  shipped: number,
  accepted: number,
  inService: number,
) => {
  const units = { pledged, contracted, shipped, accepted, inService }
  const value = Object.fromEntries(Object.entries(units).map(([stage, count]) => [stage, count * each]))
  return { units, value }
}

t.test('counts a donation on its way, from the pledge to devices in service', async (t) => {
  const campaign = await openCampaign(t)
  const { built, cast, funder, hospital, second, equipmentType, make, runner } = campaign
  await built.db.update(organizations).set({ region: 'KZ-75' }).where(eq(organizations.id, hospital.id))
  const goals = [{ equipmentType, region: 'KZ-75', quantity: 10 }]
  const { id, path } = await make({ goals })
  const receipt = { funder: funder.id, tranche: '1', on: '2026-11-02', amount: kzt(2_000_000_000) }
  await runner.send(path, 'tranche.received', receipt)
  const read = async (by = runner) => {
    const { status, body } = await by.get(`${path}/progress`)
    if (status !== 200) throw new Error(JSON.stringify(body))
    return body
  }
  const expectTotal = async (...stages: Parameters<typeof standing>) =>
    t.same((await read()).total, { goal: 10, allocated: 10, ...standing(...stages) })
  await expectTotal(0, 0, 0, 0, 0)

  const donation = await pledge(campaign)
  await expectTotal(2, 0, 0, 0, 0)
  const receiver = speakAs(built, hospital)
  await receiver.send(donation.path, 'donation.agreed')
  await expectTotal(2, 0, 0, 0, 0)
  const signatories = [cast.donor.id, hospital.id]
  const draft = { number: '1', texts: [{ language: 'ru', sha256 }], signatories }
  await runner.send(donation.path, 'contract.drafted', draft)
  await runner.send(donation.path, 'contract.signed', { sha256, position: 'President' })
  await receiver.send(donation.path, 'contract.signed', { sha256, position: 'Director' })
  await expectTotal(2, 2, 0, 0, 0)
  const units = [{ item: donation.item }, { item: donation.item }]
  const shipment = await plan(runner, donation.path, units)
  await bring({ donor: runner, hospital: receiver }, shipment, 'dispatched')
  await expectTotal(2, 2, 2, 0, 0)
  await receiver.send(shipment.path, 'shipment.arrived')
  const [first, other] = shipment.units.map((unit) => `/v1/units/${unit}`)
  const acceptance = { position: 'Deputy director', inspection: inspect() }
  t.equal((await receiver.send(`${first}`, 'unit.accepted', acceptance)).status, 201)
  await expectTotal(2, 2, 2, 1, 0)
  t.equal((await receiver.send(`${first}`, 'unit.commissioned', { location: 'Ward 3' })).status, 201)
  const refusal = { position: 'Director', reason: 'wrongMains' }
  t.equal((await receiver.send(`${other}`, 'unit.rejected', refusal)).status, 201)
  await expectTotal(2, 2, 2, 1, 1)

  const progress = await read(speakAs(built, second))
  t.same(Progress.strict().parse(progress), progress)
  const counts = standing(2, 2, 2, 1, 1)
  t.match(progress, {
    ...{ programme: id, currency: 'KZT' },
    byEquipmentType: [{ equipmentType, goal: 10, allocated: 10, ...counts }],
    byRegion: [{ region: 'KZ-75', goal: 10, ...counts }],
    byHospital: [
      { hospital: { id: hospital.id, name: 'City Perinatal Center' }, allocated: 6, ...counts },
      { hospital: { id: second.id }, allocated: 4, ...standing(0, 0, 0, 0, 0) },
    ],
    funds: { planned: 1_000_000_000, received: 2_000_000_000, acceptedShare: 0.25 },
  })
})

t.test(
  'counts what is of the programme: not what ended, what is of others, or has no value in its money',
  async (t) => {
    const campaign = await openCampaign(t)
    const { built, cast, hospital, stranger, second, equipmentType, make, runner } = campaign
    // Before there is a programme its slug is anybody's.
    const parties = [
      { organization: stranger.id, role: 'donor' },
      { organization: hospital.id, role: 'recipient' },
    ]
    const foreign = { ...newDonation(cast, 5), parties, programme: slug }
    t.equal((await speakAs(built, stranger).post('/v1/donations', foreign)).status, 201)
    const { path } = await make()
    const withdrawn = await pledge(campaign)
    await runner.send(withdrawn.path, 'donation.withdrawn', { reason: 'fundsUnavailable' })
    const priceless = { items: [{ equipmentType, quantity: 3 }] }
    const dear = { items: [{ equipmentType, quantity: 1, unitValue: { amount: 100, currency: 'USD' } }] }
    await pledge(campaign, priceless)
    await pledge(campaign, dear)
    await pledge(campaign, { programme: undefined })
    const elsewhere = [
      { organization: cast.donor.id, role: 'donor' },
      { organization: second.id, role: 'recipient' },
    ]
    await pledge(campaign, { parties: elsewhere }, 1)
    const { body } = await runner.get(`${path}/progress`)
    t.match(body.total, { units: { pledged: 5 }, value: { pledged: each } })
    t.match(body.byHospital, [
      { hospital: { id: hospital.id }, units: { pledged: 4 }, value: { pledged: 0 } },
      { hospital: { id: second.id }, units: { pledged: 1 }, value: { pledged: each } },
    ])
    t.match(body.byRegion, [{ region: null, goal: 0, units: { pledged: 5 } }])
    t.match(body.funds, { received: 0, acceptedShare: null })
  },
)

t.test('lets only its parties pledge under a programme', async (t) => {
  const campaign = await openCampaign(t)
  const { built, cast, funder, hospital, stranger, make } = campaign
  const pledgeAs = (who: { id: string; key: string }) =>
    speakAs(built, who).post('/v1/donations', {
      ...newDonation(cast),
      parties: [
        { organization: who.id, role: 'donor' },
        { organization: hospital.id, role: 'recipient' },
      ],
      programme: slug,
    })
  t.equal((await pledgeAs(stranger)).status, 201, 'a slug of no programme is free')
  const { path } = await make()
  t.equal((await pledgeAs(funder)).status, 201)
  t.match(await pledgeAs(stranger), {
    status: 403,
    body: { code: 'programme-of-others', errors: [{ pointer: '/programme' }] },
  })
  const joining = { organization: stranger.id }
  t.equal((await campaign.runner.send(path, 'supplier.added', joining)).status, 201)
  t.equal((await pledgeAs(stranger)).status, 201, 'a supplier of it may')
  const { body } = await campaign.runner.get(`${path}/progress`)
  t.equal(body.total.units.pledged, 6, 'what it pledged before counts from then on as well')
  const ending = { reason: 'other' }
  t.equal((await campaign.runner.send(path, 'programme.cancelled', ending)).status, 201)
  t.match(await pledgeAs(funder), {
    status: 409,
    body: { code: 'programme-ended', errors: [{ pointer: '/programme' }] },
  })
})
