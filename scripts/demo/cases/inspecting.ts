import { Attachment } from '../../../schemas/attachment.ts'
import { Confirmation } from '../../../schemas/confirmation.ts'
import type { Inspection } from '../../../schemas/inspection.ts'
import type { Shipment } from '../../../schemas/shipment.ts'
import { Unit } from '../../../schemas/unit.ts'
import type { Client } from '../client.ts'
import { Deviation } from '../deviation.ts'
import { takePhoto } from '../photo.ts'
import type { Actor } from '../registry.ts'

type Value = boolean | string

const photoCheck = 'rating-plate'
const device = {
  'visual-condition': true,
  'accessories-complete': true,
  'manual-language': 'kazakh-and-russian',
}
const powered = { ...device, 'mains-fit': 'fits', 'protective-earth': 'within-limit' }

/** What a device in order shows, by its protocol. What was found on those of the cases was not published: a sample. */
const soundReadings = new Map<string, { readings: Record<string, Value>; hasPhoto: boolean }>([
  ['generic-device', { readings: { ...powered, 'self-test': true }, hasPhoto: false }],
  [
    'laser-indirect-ophthalmoscope',
    {
      readings: {
        ...powered,
        'key-switch': true,
        interlock: true,
        'emergency-stop': true,
        'protective-eyewear': true,
        'warning-labels': true,
        'aiming-beam': true,
        'illumination-and-optics': true,
      },
      hasPhoto: true,
    },
  ],
  [
    'lower-limb-exoskeleton',
    {
      readings: {
        ...powered,
        'emergency-stop': true,
        'range-of-motion-limits': true,
        'power-loss': true,
        'battery-intact': true,
        'straps-hold': true,
        'fit-sizes': true,
        'gait-cycle': true,
      },
      hasPhoto: true,
    },
  ],
])

interface Delivered {
  donation: string
  shipment: Shipment
  /** By unit. */
  serialNumbers: Map<string, string>
}

const inspect = async (
  client: Client,
  { member: { key }, position }: Actor,
  donation: string,
  unit: Unit,
): Promise<Inspection> => {
  const { protocol, code, serialNumber = '' } = unit
  const sound = soundReadings.get(protocol?.slug ?? '')
  if (!protocol || !sound)
    throw new Deviation(`${code} is checked by ${protocol?.slug}, which nobody here knows.`)
  const results: Inspection['results'] = Object.entries(sound.readings).map(([check, value]) => ({
    ...{ check, value, photos: [] },
  }))
  if (sound.hasPhoto) {
    const { name, bytes } = await takePhoto(serialNumber)
    const path = `/v1/donations/${donation}/attachments?${new URLSearchParams({ name })}`
    const { body } = await client.obtain(path, Attachment, { key, body: bytes })
    results.push({ check: photoCheck, photos: [body.sha256] })
  }
  const { slug, version } = protocol
  return { protocol: { slug, version }, tester: position, instruments: [], results }
}

/** The demo names no person: whoever signs is called after the office. */
const name = 'Үлгідегі қол қоюшы'

/** The hospital inspects every unit of a consignment and takes all of them over. */
export const acceptAll = async (
  client: Client,
  by: Actor,
  { donation, shipment, serialNumbers }: Delivered,
) => {
  const { key } = by.member
  const decisions = []
  for (const { id } of shipment.units) {
    const { body: unit } = await client.obtain(`/v1/units/${id}`, Unit, { key })
    const inspection = await inspect(client, by, donation, unit)
    decisions.push({ serialNumber: serialNumbers.get(id), outcome: 'accepted', inspection })
  }
  const signer = { name, position: by.position }
  const receipt = { packages: shipment.units.length, sealsIntact: true }
  const body = { language: 'kk', signer, receipt, decisions }
  await client.obtain(`/v1/shipments/${shipment.id}/confirmations`, Confirmation, { key, body })
}
