import type { Shipment } from '../../schemas/shipment.ts'
import { getContext } from '../engine/snapshot.ts'
import { type View, workflowPart } from '../engine/view.ts'
import type { ShipmentDetail } from './detail.ts'

/** A shipment as the parties of its donation see it. */
export const toShipment = (view: View): Shipment => {
  const { units, reference, origin, ...detail }: ShipmentDetail = JSON.parse(view.detail)
  const { packages, transport, customs, receipt, links, confirmations, acts } = getContext(
    'shipment',
    view.row,
  )
  const newer = new Map(view.rows.filter(({ kind }) => kind === 'unit').map((row) => [row.id, row]))
  return {
    id: view.row.id,
    donation: view.row.streamId,
    ...detail,
    reference: reference ?? undefined,
    origin: origin ?? undefined,
    ...workflowPart(view),
    units: units.map(({ serialNumber, ...unit }) => {
      const row = newer.get(unit.id)
      const serial = row ? getContext('unit', row).serialNumber : serialNumber
      return { ...unit, state: row?.state ?? unit.state, ...(serial && { serialNumber: serial }) }
    }),
    packages,
    transport,
    customs,
    receipt,
    links,
    confirmations,
    acts,
  }
}
