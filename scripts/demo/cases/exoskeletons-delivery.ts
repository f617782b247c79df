import { createHash } from 'node:crypto'
import { Donation } from '../../../schemas/donation.ts'
import { Shipment } from '../../../schemas/shipment.ts'
import type { Client } from '../client.ts'
import { printSection } from '../page.ts'
import { type Actor, act } from '../registry.ts'
import { daysAgo, patientPolicy, sendQuietly, trainingAgreed } from './acting.ts'
import type { CaseStage, Scene } from './case-stage.ts'
import { children, idOf, type Wanted } from './exoskeletons-needs.ts'
import { acceptAll } from './inspecting.ts'

interface Giving {
  client: Client
  stage: CaseStage
  donor: Actor
  physician: Actor
  wanted: Wanted[]
  /** Slug under which the donation is counted. */
  programme: string
}

/** One pledge that covers all needs, to the last device and not beyond. */
export const pledge = async ({ stage, donor, physician, wanted, programme }: Giving): Promise<Scene> => {
  const items = wanted.map(({ type, quantity, need }) => ({
    equipmentType: type,
    quantity,
    need: idOf(need),
  }))
  const body = {
    ...{ title: 'Exoskeletons and bionic prostheses', programme, policy: patientPolicy, items },
    parties: [
      { organization: donor.member.id, role: 'donor' },
      { organization: physician.member.id, role: 'recipient' },
    ],
  }
  const more = items.map((item, place) => (place === 0 ? { ...item, quantity: item.quantity + 1 } : item))
  const to = '/v1/donations'
  await stage.refuseMaking({
    ...{ by: donor, to, body: { ...body, items: more }, expect: '409 need-over-pledged' },
    says: 'pledges one exoskeleton more than is needed',
  })
  return stage.make({
    ...{ by: donor, to, body, isPublished: true, expect: ['donation new → pledged'] },
    says: `pledges ${children} devices for ${children} children, which reserves them of the needs`,
  })
}

export const contract = async ({ stage, donor, physician }: Giving, donation: Scene) => {
  const sha256 = createHash('sha256').update('Договор пожертвования (образец)').digest('hex')
  const texts = [{ language: 'ru', sha256 }]
  const signatories = [donor.member.id, physician.member.id]
  await stage.send(donation, {
    ...{ by: physician, type: 'donation.agreed', on: daysAgo(60), says: 'agrees to the pledge' },
    expect: ['donation pledged → contracting'],
  })
  await stage.send(donation, {
    ...{
      by: donor,
      type: 'contract.drafted',
      on: daysAgo(58),
      says: 'lays the contract before the hospital',
    },
    data: { number: 'REHAB/1', texts, signatories },
    expect: ['contract drafted'],
  })
  const sign = { type: 'contract.signed', on: daysAgo(57), says: 'signs' }
  const signing = (by: Actor) => ({ ...sign, by, data: { sha256, position: by.position } })
  await stage.send(donation, { ...signing(donor), expect: ['contract signed'] })
  await stage.send(donation, {
    ...signing(physician),
    expect: ['contract contracting → contracted', 'donation contracting → contracted'],
  })
}

const packageUnits = ({ units }: Shipment) => {
  const serialNumbers = new Map(
    units.map(({ id }, place) => [id, `SAMPLE-EXO-${String(place + 1).padStart(2, '0')}`]),
  )
  const packages = [...serialNumbers].map(([unit, serialNumber], place) => ({
    number: `${place + 1}`,
    units: [{ unit, serialNumber }],
  }))
  return { serialNumbers, packages }
}

/** All devices in one consignment, from the packing to the hospital's acceptance; answers the units. */
export const deliver = async ({ client, stage, donor, physician }: Giving, donation: Scene) => {
  printSection('The delivery')
  const { key } = donor.member
  const engineer = act('Biomedical engineer', physician.member)
  const { body: contracted } = await client.obtain(donation.path, Donation, { key })
  const units = contracted.items.flatMap(({ id, quantity }) =>
    Array.from({ length: quantity }, () => ({ item: id })),
  )
  const planned = { by: donor, says: `plans a consignment of ${units.length} devices` }
  const shipment = await stage.perform(
    donation,
    { ...planned, expect: ['shipment new → planned', 'unit new → planned'] },
    async () => {
      const body = { incotermPlace: physician.member.name, units }
      return (await client.obtain(`${donation.path}/shipments`, Shipment, { key, body })).body
    },
  )
  const to = `/v1/shipments/${shipment.id}`
  const { serialNumbers, packages } = packageUnits(shipment)
  await stage.send(donation, {
    ...{ by: donor, to, type: 'shipment.packed', data: { packages }, on: daysAgo(42) },
    says: 'packs them, each under its serial number',
    expect: ['shipment planned → packed', 'unit planned → packed'],
  })
  const leaving = { by: donor, to, type: 'shipment.dispatched', data: { mode: 'road' }, on: daysAgo(40) }
  await stage.refuseSending(donation, {
    ...{ ...leaving, on: daysAgo(41), expect: '409 gates-unmet' },
    says: 'would send them before anybody said who trains the staff',
  })
  await stage.send(donation, {
    ...{ by: engineer, to, ...trainingAgreed, on: daysAgo(41), expect: ['checklist answered'] },
    says: 'answers that the training of users and technicians is agreed upon',
  })
  await stage.send(donation, {
    ...{ ...leaving, says: 'sends them' },
    expect: ['shipment packed → dispatched', 'unit packed → inTransit', 'donation contracted → shipping'],
  })
  await stage.send(donation, {
    ...{ by: engineer, to, type: 'shipment.arrived', on: daysAgo(38), says: 'receives them' },
    expect: ['shipment dispatched → arrived', 'unit inTransit → arrived', 'donation shipping → accepting'],
  })
  await stage.perform(
    donation,
    {
      ...{ by: engineer, isPublished: true },
      says: `checks and accepts ${units.length} devices, by the protocol of each`,
      expect: [
        'shipment arrived → received',
        'unit arrived → accepted',
        'donation accepting → accepted',
        'shipment confirmed',
      ],
    },
    () => acceptAll(client, engineer, { donation: idOf(donation), shipment, serialNumbers }),
  )
  return shipment.units.map(({ id }) => id)
}

/** Every device goes into service on one day. */
export const commission = async (
  { client, stage }: Giving,
  donation: Scene,
  nurse: Actor,
  { units, on }: { units: string[]; on: string },
) => {
  const deed = { type: 'unit.commissioned', data: { location: 'Rehabilitation of movement' }, on }
  await stage.perform(
    donation,
    {
      ...{ by: nurse, on, says: `puts ${units.length} devices into service` },
      expect: ['unit accepted → inService', 'donation accepted → inService'],
    },
    async () => {
      for (const id of units) await sendQuietly(client, `/v1/units/${id}`, nurse, deed)
    },
  )
}
