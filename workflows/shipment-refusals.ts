import type { Refusal } from './declaration.ts'
import { refusePaper } from './shipment-dossier-refusals.ts'
import type { ShipmentMachineEvent } from './shipment-events.ts'
import { refuseGateEvent } from './shipment-gate-refusals.ts'
import type { ShipmentContext } from './shipment-setup.ts'

type In<Type> = Extract<ShipmentMachineEvent, { type: Type }>

const refusePacking = ({ units }: ShipmentContext, { data }: In<'shipment.packed'>): Refusal | undefined => {
  const seen = new Set<string>()
  const serials = new Set<string>()
  for (const [place, one] of data.packages.entries())
    for (const [row, { unit, serialNumber }] of one.units.entries()) {
      const pointer = `/data/packages/${place}/units/${row}`
      if (!units.includes(unit)) return { problem: 'unit-not-in-shipment', pointer: `${pointer}/unit` }
      if (seen.has(unit)) return { problem: 'duplicate-entry', pointer: `${pointer}/unit` }
      if (serials.has(serialNumber)) return { problem: 'duplicate-entry', pointer: `${pointer}/serialNumber` }
      seen.add(unit)
      serials.add(serialNumber)
    }
  if (seen.size < units.length)
    return {
      problem: 'units-not-packed',
      pointer: '/data/packages',
      values: { count: units.length - seen.size },
    }
}

const refuseReceipt = (
  { units }: ShipmentContext,
  { data }: In<'shipment.received'>,
): Refusal | undefined => {
  const stranger = data.missing.findIndex((id) => !units.includes(id))
  if (stranger >= 0) return { problem: 'unit-not-in-shipment', pointer: `/data/missing/${stranger}` }
  if (new Set(data.missing).size < data.missing.length)
    return { problem: 'duplicate-entry', pointer: '/data/missing' }
}

/** A link that has ended stays as it ended. */
const refuseLink = (
  { links }: ShipmentContext,
  { type, data }: ShipmentMachineEvent,
): Refusal | undefined => {
  const link = 'link' in data ? links.find(({ id }) => id === data.link) : undefined
  if (!link) return { problem: 'link-unknown', pointer: '/data/link' }
  // Whoever comes too late is told so, and the sender learns that somebody came.
  if (type === 'link.opened' && link.state === 'expired' && !link.openedAt) return undefined
  if (link.state !== 'live' || (type === 'link.opened' && link.openedAt))
    return { problem: 'link-ended', pointer: '/data/link', values: { state: link.state } }
}

/** Why the shipment, in a state that accepts the event, refuses it all the same; undefined where it does not. */
export const refuseShipment = (
  context: ShipmentContext,
  event: ShipmentMachineEvent,
): Refusal | undefined => {
  switch (event.type) {
    case 'shipment.packed':
      return refusePacking(context, event)
    case 'shipment.received':
      return refuseReceipt(context, event)
    case 'link.opened':
    case 'link.used':
    case 'link.refused':
    case 'link.revoked':
      return refuseLink(context, event)
    case 'document.recorded':
    case 'document.withdrawn':
    case 'customs.declared':
      return refusePaper(context, event)
    case 'checklist.answered':
    case 'gate.waived':
    case 'gate.waiverWithdrawn':
      return refuseGateEvent(context, event)
  }
}
