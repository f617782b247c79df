import type { Kind } from '../../schemas/event.ts'
import { getContext } from '../../src/engine/snapshot.ts'
import { publicEvents } from '../../workflows/catalogue.ts'
import { inspect } from './inspect.ts'
import type { Stored } from './log.ts'
import { type Cast, sha256 } from './walk.ts'
import { donationSamples, endpointSamples, shipmentSamples, unitSamples } from './workflow-events.ts'

type Row = Stored['rows'][number]

const samples: Record<string, { data: unknown }> = {
  ...donationSamples,
  ...shipmentSamples,
  ...unitSamples,
  ...endpointSamples,
}

/** Types of the events that may be sent to a row of a kind. */
export const sendable = (kind: Kind): string[] => publicEvents(kind).map(([type]) => type)

const unitsOf = (shipment: Row, rows: Row[]) => rows.filter(({ parentId }) => parentId === shipment.id)

/** Data with which an event of this type could be sent to the row; `dice` decides where there is a choice. */
export const makeData = (type: string, row: Row, rows: Row[], cast: Cast, dice: number): unknown => {
  const organizations = [cast.donor.id, cast.recipient.id, cast.supplier.id, cast.authority.id]
  switch (type) {
    case 'contract.drafted': {
      const signatories = organizations.slice(0, 2 + (dice % 3))
      return { number: `${dice}`, texts: [{ language: 'ru', sha256 }], signatories }
    }
    case 'contract.signed':
      return { sha256, position: 'Director' }
    case 'party.added':
      return {
        organization: organizations[dice % 4],
        role: ['partner', 'carrier', 'coordinator'][dice % 3],
      }
    case 'contract.reduced': {
      const items = Object.keys(getContext('donation', row).items)
      return { item: items[dice % items.length], quantity: 1 + (dice % 2), reason: 'donorUnable' }
    }
    case 'shipment.packed': {
      // Now and then a package is forgotten, which is refused.
      const packed = unitsOf(row, rows).slice(dice % 8 === 0 ? 1 : 0)
      const packages = packed.map(({ id }, n) => ({
        number: `${n + 1}`,
        units: [{ unit: id, serialNumber: `SN-${dice}-${n}` }],
      }))
      const nothing = [{ number: '1', units: [{ unit: cast.donor.id, serialNumber: 'SN' }] }]
      return { packages: packages.length > 0 ? packages : nothing }
    }
    case 'shipment.received': {
      const missing = unitsOf(row, rows).filter((_, n) => (dice >> n) % 4 === 0)
      return { packages: 1, sealsIntact: dice % 2 === 0, missing: missing.map(({ id }) => id) }
    }
    case 'unit.accepted':
      return { position: 'Deputy director', inspection: inspect() }
    case 'unit.acceptedWithRemarks':
      return { position: 'Deputy director', note: 'The manual is in Portuguese.', inspection: inspect() }
    case 'link.revoked':
      return { link: getContext('shipment', row).links.at(-1)?.id ?? row.id }
    default:
      return samples[type]?.data ?? {}
  }
}
