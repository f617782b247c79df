import type * as z from 'zod'
import type { NewShipment, Shipment, ShipmentSummary } from '../../schemas/shipment.ts'
import { codes, cursor, ids, type OperationExamples } from './cast.ts'
import { toRequests } from './event-examples.ts'

const newShipment: z.input<typeof NewShipment> = {
  reference: 'First half',
  incoterm: 'DAP',
  incotermPlace: 'Almaty',
  units: [
    { item: ids.item, model: 'Infant incubator' },
    { item: ids.item, model: 'Infant incubator' },
  ],
}

const planned: Shipment = {
  id: ids.shipment,
  donation: ids.donation,
  code: codes.shipment,
  reference: newShipment.reference,
  incoterm: 'DAP',
  incotermPlace: 'Almaty',
  createdAt: '2022-12-01T04:31:07.018Z',
  state: 'planned',
  version: 1,
  waitingFor: ['donor', 'supplier'],
  availableEvents: [
    'document.recorded',
    'document.withdrawn',
    'customs.declared',
    'shipment.packed',
    'shipment.cancelled',
    'checklist.answered',
  ],
  deadlines: [],
  updatedAt: '2022-12-01T04:31:07.018Z',
  units: [
    { id: ids.unit, code: codes.unit, item: ids.item, state: 'planned' },
    { id: ids.secondUnit, code: codes.secondUnit, item: ids.item, state: 'planned' },
  ],
  packages: [],
  links: [],
  confirmations: [],
  acts: [],
}

const packed: Shipment = {
  ...planned,
  state: 'packed',
  version: 2,
  waitingFor: ['donor', 'supplier', 'carrier'],
  availableEvents: [
    'link.revoked',
    'document.recorded',
    'document.withdrawn',
    'customs.declared',
    'shipment.dispatched',
    'shipment.cancelled',
    'checklist.answered',
  ],
  updatedAt: '2022-12-10T09:02:44.561Z',
  units: [
    { id: ids.unit, code: codes.unit, item: ids.item, state: 'packed', serialNumber: 'INC-22-0417' },
    {
      id: ids.secondUnit,
      code: codes.secondUnit,
      item: ids.item,
      state: 'packed',
      serialNumber: 'INC-22-0418',
    },
  ],
  packages: [
    { number: '1 of 2', weight: 92_000, units: [ids.unit] },
    { number: '2 of 2', weight: 92_000, units: [ids.secondUnit] },
  ],
}

const inCustoms: Shipment = {
  ...packed,
  state: 'inCustoms',
  version: 4,
  waitingFor: ['carrier', 'recipient'],
  availableEvents: ['shipment.customsHeld', 'shipment.customsReleased', 'shipment.lost', 'shipment.returned'],
  deadlines: [{ name: 'customsStay', dueAt: '2022-12-30T17:59:59.999Z' }],
  updatedAt: '2022-12-20T03:20:10.900Z',
  units: packed.units.map((unit) => ({ ...unit, state: 'inTransit' })),
  transport: {
    mode: 'air',
    carrier: 'Air cargo',
    reference: '157-12345675',
    expectedOn: '2022-12-20',
    dispatchedAt: '2022-12-12T14:00:00.000Z',
  },
  customs: { enteredAt: '2022-12-20T03:00:00.000Z' },
}

const summary: z.infer<typeof ShipmentSummary> = {
  id: ids.shipment,
  code: codes.shipment,
  donation: ids.donation,
  state: 'inCustoms',
  units: 2,
  createdAt: planned.createdAt,
}

/** Shipments. */
export const shipmentExamples: Record<string, OperationExamples> = {
  planShipment: { parameters: { id: ids.donation }, request: newShipment, reply: planned },
  listShipments: { parameters: { donation: ids.donation }, reply: { items: [summary], next: cursor } },
  getShipment: { parameters: { id: ids.shipment }, reply: inCustoms },
  appendShipmentEvent: {
    parameters: { id: ids.shipment },
    requests: toRequests('shipment'),
    reply: packed,
  },
}
