import * as z from 'zod'
import { CalendarDay, Id, line, note } from '../schemas/primitives.ts'
import { CancellationReason, CustomsHoldReason, ReturnReason } from '../schemas/reasons.ts'
import type { EventDeclarations, Sent } from './declaration.ts'

const nothing = z.strictObject({})

const PackedUnit = z.strictObject({
  unit: Id,
  serialNumber: line(80),
  udi: line(200).optional().describe('The UDI carrier as it was read.'),
})

const Package = z.strictObject({
  number: line(40),
  weight: z.int().min(1).max(50_000_000).optional().describe('Grams.'),
  units: z.array(PackedUnit).min(1).max(500),
})

export const shipmentEvents = {
  'shipment.planned': {
    by: [],
    data: z.looseObject({}),
    says: 'A consignment is planned. Made by `POST /v1/donations/{id}/shipments`.',
  },
  'shipment.packed': {
    by: ['donor', 'supplier', 'coordinator'],
    data: z.strictObject({
      packages: z.array(Package).min(1).max(200).describe('Every unit of the shipment, each in one package.'),
    }),
    says: 'Every unit lies in a package under its serial number: the packing list.',
    reach: 'tree',
  },
  'shipment.dispatched': {
    by: ['donor', 'supplier', 'carrier', 'coordinator'],
    data: z.strictObject({
      mode: z.enum(['air', 'road', 'rail', 'sea', 'multimodal']),
      carrier: line(120).optional(),
      reference: line(100).optional().describe('Waybill or booking number.'),
      expectedOn: CalendarDay.optional(),
    }),
    says: 'The consignment left.',
    reach: 'tree',
  },
  'shipment.customsEntered': {
    by: ['donor', 'recipient', 'coordinator', 'supplier', 'carrier'],
    data: z.strictObject({ office: line(120).optional() }),
    says: 'Customs has the consignment.',
  },
  'shipment.customsHeld': {
    by: ['donor', 'recipient', 'coordinator', 'supplier', 'carrier'],
    data: z.strictObject({ reason: CustomsHoldReason, note: note(1000).optional() }),
    says: 'Customs holds the consignment back.',
  },
  'shipment.customsReleased': {
    by: ['donor', 'recipient', 'coordinator', 'supplier', 'carrier'],
    data: nothing,
    says: 'Customs let the consignment go on.',
  },
  'shipment.customsOverdue': {
    by: [],
    data: nothing,
    says: 'The consignment has been in customs for too long.',
  },
  'shipment.arrived': {
    by: ['recipient', 'carrier', 'coordinator'],
    data: nothing,
    says: "The consignment stands at the hospital; its units await the hospital's decision.",
    reach: 'tree',
  },
  'shipment.received': {
    by: ['recipient'],
    data: z.strictObject({
      packages: z.int().min(0).max(200).describe('Packages counted.'),
      sealsIntact: z.boolean(),
      missing: z.array(Id).max(500).default([]).describe('Units that were not in their packages.'),
      note: note(1000).optional(),
    }),
    says: 'The hospital counted the packages and said what was missing.',
    reach: 'tree',
  },
  'shipment.lost': {
    by: ['donor', 'carrier', 'coordinator'],
    data: z.strictObject({ note: note(1000).optional() }),
    says: 'The consignment is lost, with every unit in it.',
    reach: 'tree',
  },
  'shipment.returned': {
    by: ['donor', 'recipient', 'carrier', 'coordinator'],
    data: z.strictObject({ reason: ReturnReason, note: note(1000).optional() }),
    says: 'The consignment went back to its sender; its units can be planned again.',
    reach: 'tree',
  },
  'shipment.cancelled': {
    by: ['donor', 'coordinator'],
    data: z.strictObject({ reason: CancellationReason, note: note(1000).optional() }),
    says: 'The consignment is called off before it left.',
    reach: 'tree',
  },
} as const satisfies EventDeclarations

/** `deadline.customsStay` is what the passed deadline sends; the log shows the `shipment.customsOverdue` it records. */
export type ShipmentMachineEvent =
  | Sent<typeof shipmentEvents>
  | { type: 'deadline.customsStay'; data: Record<string, never>; by?: string; at: string }
