import { createHash } from 'node:crypto'
import { Donation } from '../../../schemas/donation.ts'
import { Shipment } from '../../../schemas/shipment.ts'
import type { Client } from '../client.ts'
import { type Actor, act } from '../registry.ts'
import { type Deed, patientPolicy, sendQuietly, trainingAgreed } from './acting.ts'
import { acceptAll } from './inspecting.ts'
import type { Equipped } from './rop-hospitals.ts'

/** Who gives and who delivers, besides the hospital. */
export interface Givers {
  client: Client
  director: Actor
  dispatcher: Actor
  programme: string
}

/** Equipment of one kind: what a hospital gets of it, and when. */
export interface Kit {
  /** Id of an equipment type. */
  type: string
  /** What it is called in the story. */
  says: string
  /** Beginning of its serial numbers, which were not published. */
  serial: string
  /** Tiyn a unit, by the place of the hospital. */
  worth: (place: number) => number
  packedOn: string
  arrivedOn: string
}

/** What one hospital is given. */
export interface Given extends Equipped {
  place: number
  donation: Donation
}

const director = ({ member }: Equipped) => act('Director', member)

/** Pledges one device of each kit to a hospital, and leads the pledge to a contract that both sign. */
export const contract = async (
  { client, director: donor, dispatcher, programme }: Givers,
  kits: Kit[],
  { hospital, place, on }: { hospital: Equipped; place: number; on: string },
): Promise<Given> => {
  const { member, department } = hospital
  const { key } = donor.member
  const body = {
    title: `Screening and treatment of retinopathy of prematurity: ${member.name}`,
    programme,
    policy: patientPolicy,
    items: kits.map(({ type, worth }) => ({
      ...{ equipmentType: type, quantity: 1, department },
      unitValue: { amount: worth(place), currency: 'KZT' },
    })),
    parties: [
      { organization: donor.member.id, role: 'donor' },
      { organization: member.id, role: 'recipient' },
      { organization: dispatcher.member.id, role: 'supplier' },
    ],
  }
  const { body: donation } = await client.obtain('/v1/donations', Donation, { key, body })
  const send = (by: Actor, deed: Deed) =>
    sendQuietly(client, `/v1/donations/${donation.id}`, by, { ...deed, on })
  const number = `ROP/${place + 1}`
  const sha256 = createHash('sha256').update(`Sample of contract ${number}`).digest('hex')
  const signatories = [donor.member.id, member.id]
  await send(director(hospital), { type: 'donation.agreed' })
  const data = { number, texts: [{ language: 'ru', sha256 }], signatories }
  await send(donor, { type: 'contract.drafted', data })
  for (const by of [donor, director(hospital)])
    await send(by, { type: 'contract.signed', data: { sha256, position: by.position, method: 'paper' } })
  return { ...hospital, place, donation }
}

/** A consignment of one device that stands packed. */
export interface Packed {
  path: string
  shipment: Shipment
  serialNumber: string
}

export const pack = async ({ client, dispatcher }: Givers, kit: Kit, given: Given): Promise<Packed> => {
  const { donation, place, member } = given
  const item = donation.items.find(({ equipmentType }) => equipmentType.id === kit.type)?.id
  const body = { incotermPlace: member.name, units: [{ item }] }
  const ask = { key: dispatcher.member.key, body }
  const { body: shipment } = await client.obtain(`/v1/donations/${donation.id}/shipments`, Shipment, ask)
  const serialNumber = `${kit.serial}-${String(place + 1).padStart(3, '0')}`
  const path = `/v1/shipments/${shipment.id}`
  const units = shipment.units.map(({ id }) => ({ unit: id, serialNumber }))
  const data = { packages: [{ number: '1', units }] }
  await sendQuietly(client, path, dispatcher, { type: 'shipment.packed', data, on: kit.packedOn })
  return { path, shipment, serialNumber }
}

export const departure = { type: 'shipment.dispatched', data: { mode: 'road' } }

/** From the hospital's word on the training to its acceptance; answers when the consignment arrived. */
export const deliver = async ({ client, dispatcher }: Givers, kit: Kit, given: Given, packed: Packed) => {
  const { path, shipment, serialNumber } = packed
  const { packedOn, arrivedOn } = kit
  const engineer = act('Biomedical engineer', given.member)
  await sendQuietly(client, path, engineer, { ...trainingAgreed, on: packedOn })
  await sendQuietly(client, path, dispatcher, { ...departure, on: packedOn })
  await sendQuietly(client, path, engineer, { type: 'shipment.arrived', on: arrivedOn })
  const serialNumbers = new Map(shipment.units.map(({ id }) => [id, serialNumber]))
  await acceptAll(client, engineer, { donation: given.donation.id, shipment, serialNumbers })
  const { body } = await client.obtain(path, Shipment, { key: given.member.key })
  return body.transport?.arrivedAt
}

/** The devices of a hospital go into service once its people are trained. */
export const commission = async ({ client }: Givers, { member }: Given, packed: Packed, on?: string) => {
  const location = 'Eye room of the neonatal unit'
  for (const { id } of packed.shipment.units)
    await sendQuietly(client, `/v1/units/${id}`, act('Head of the neonatal unit', member), {
      ...{ type: 'unit.commissioned', data: { location }, on },
    })
}
