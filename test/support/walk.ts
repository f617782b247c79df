import type { Built, Organization } from './build.ts'
import { speakAs } from './build.ts'
import { inspect } from './inspect.ts'

export const sha256 = 'a'.repeat(64)

export interface Cast {
  donor: Organization
  recipient: Organization
  supplier: Organization
  authority: Organization
  equipmentType: string
}

/** The parties of the public case "Weight of Life": a club, a hospital, a supplier and a health authority. */
export const makeCast = async (built: Built): Promise<Cast> => ({
  donor: await built.makeOrganization({ kind: 'club', name: 'Rotary Club Almaty' }),
  recipient: await built.makeOrganization({ kind: 'hospital', name: 'City Perinatal Center' }),
  supplier: await built.makeOrganization({ kind: 'supplier', name: 'Supplier' }),
  authority: await built.makeOrganization({ kind: 'authority', name: 'City health department' }),
  equipmentType: await built.makeEquipmentType(),
})

export const newDonation = (
  { donor, recipient, supplier, authority, equipmentType }: Cast,
  quantity = 2,
) => ({
  title: 'Incubators for newborns',
  items: [{ equipmentType, quantity, unitValue: { amount: 500_000_000, currency: 'KZT' } }],
  parties: [
    { organization: donor.id, role: 'donor' },
    { organization: recipient.id, role: 'recipient' },
    { organization: supplier.id, role: 'supplier' },
    { organization: authority.id, role: 'authority' },
  ],
})

const expect = (answer: { status: number; body: Record<string, unknown> }) => {
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** Brings a donation along the main path through the API, as its parties would; stops where it is told to. */
export const walk = async (
  built: Built,
  cast: Cast,
  {
    quantity = 2,
    until = 'arrived',
    more = {},
  }: {
    quantity?: number
    /** What the pledge says besides. */
    more?: Record<string, unknown>
    until?:
      | 'pledged'
      | 'contracting'
      | 'contracted'
      | 'planned'
      | 'packed'
      | 'dispatched'
      | 'arrived'
      | 'accepted'
  } = {},
) => {
  const donor = speakAs(built, cast.donor)
  const hospital = speakAs(built, cast.recipient)
  const donation = expect(await donor.post('/v1/donations', { ...newDonation(cast, quantity), ...more }))
  const path = `/v1/donations/${donation.id}`
  const items: { id: string }[] = JSON.parse(JSON.stringify(donation.items))
  const item = items[0]?.id ?? ''
  const result = { path, id: String(donation.id), item, shipment: '', units: [] as string[], donor, hospital }
  if (until === 'pledged') return result
  expect(await hospital.send(path, 'donation.agreed'))
  if (until === 'contracting') return result
  const signatories = [cast.donor.id, cast.recipient.id]
  const draft = { number: '12/2022', texts: [{ language: 'ru', sha256 }], signatories }
  expect(await donor.send(path, 'contract.drafted', draft))
  expect(await donor.send(path, 'contract.signed', { sha256, position: 'President' }))
  expect(await hospital.send(path, 'contract.signed', { sha256, position: 'Director' }))
  if (until === 'contracted') return result
  const plan = { incotermPlace: 'Almaty', units: Array.from({ length: quantity }, () => ({ item })) }
  const shipment = expect(await donor.post(`${path}/shipments`, plan))
  result.shipment = `/v1/shipments/${shipment.id}`
  const units: { id: string }[] = JSON.parse(JSON.stringify(shipment.units))
  result.units = units.map(({ id }) => id)
  if (until === 'planned') return result
  const packed = result.units.map((unit, n) => ({ unit, serialNumber: `SN-${n + 1}` }))
  expect(await donor.send(result.shipment, 'shipment.packed', { packages: [{ number: '1', units: packed }] }))
  if (until === 'packed') return result
  expect(await donor.send(result.shipment, 'shipment.dispatched', { mode: 'air' }))
  if (until === 'dispatched') return result
  expect(await hospital.send(result.shipment, 'shipment.arrived'))
  if (until === 'arrived') return result
  const acceptance = { position: 'Deputy director', inspection: inspect() }
  for (const unit of result.units)
    expect(await hospital.send(`/v1/units/${unit}`, 'unit.accepted', acceptance))
  return result
}
