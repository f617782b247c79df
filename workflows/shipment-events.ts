import * as z from 'zod'
import { CalendarDay, Id, identifier, Language, line, note, Sha256 } from '../schemas/primitives.ts'
import { CancellationReason, CustomsHoldReason, ReturnReason } from '../schemas/reasons.ts'
import { Udi } from '../schemas/udi.ts'
import { type EventDeclarations, nothing, recorded, type Sent } from './declaration.ts'
import { dossierEvents } from './shipment-dossier-events.ts'
import { gateEvents } from './shipment-gate-events.ts'

const link = Id.describe('The confirmation link.')
const Count = z.int().min(0).max(500)

const PackedUnit = z.strictObject({
  unit: Id,
  serialNumber: identifier(80),
  udi: Udi.optional(),
})

const Package = z.strictObject({
  number: identifier(40),
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
      reference: identifier(100).optional().describe('Waybill or booking number.'),
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
  'shipment.customsOverdue': recorded('The consignment has been in customs for too long.'),
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
  'shipment.confirmed': {
    by: [],
    data: z.strictObject({
      confirmation: Id,
      language: Language,
      textSha256: Sha256.describe('Of the exact text that was confirmed.'),
      position: line(120).describe('Office of the person who signed.'),
      link: link.optional(),
      outcomes: z.strictObject({
        accepted: Count,
        acceptedWithRemarks: Count,
        rejected: Count,
        missing: Count,
      }),
    }),
    says: 'The hospital confirmed what arrived. Made by `POST /v1/shipments/{id}/confirmations`, or through a link.',
  },
  'act.issued': {
    by: [],
    data: z.strictObject({ act: Id, sha256: Sha256.describe('Of the PDF.'), languages: z.array(Language) }),
    says: 'A handover act was made of what is confirmed so far.',
  },
  'link.issued': {
    by: [],
    data: z.strictObject({ link, language: Language }),
    says: 'A confirmation link was made; one before it ends. Made by `POST /v1/shipments/{id}/links`.',
  },
  'link.opened': {
    by: [],
    data: z.strictObject({ link, isLate: z.boolean().describe('Whether a reminder had been due by then.') }),
    says: 'The confirmation link was opened for the first time.',
  },
  'link.used': {
    by: [],
    data: z.strictObject({ link }),
    says: 'Every unit of the shipment is decided through the link, which ends with that.',
  },
  'link.refused': {
    by: [],
    data: z.strictObject({ link, note: note(1000).optional() }),
    says: 'Whoever got the link said that the consignment is not theirs to confirm.',
  },
  'link.revoked': {
    by: ['donor', 'recipient', 'supplier', 'coordinator'],
    data: z.strictObject({ link }),
    says: 'The confirmation link leads nowhere from now on.',
  },
  'link.reminded': recorded('The confirmation link still waits to be used.'),
  'link.escalated': recorded('The use of the confirmation link is long overdue.'),
  'link.expired': recorded('The confirmation link was not used in time.'),
  ...dossierEvents,
  ...gateEvents,
} as const satisfies EventDeclarations

type Clock = 'customsStay' | 'acceptanceReminder' | 'acceptanceEscalation' | 'linkExpiry'

/** `deadline.*` is what a passed deadline sends; the log shows what it records, such as `shipment.customsOverdue`. */
export type ShipmentMachineEvent =
  | Sent<typeof shipmentEvents>
  | { type: `deadline.${Clock}`; data: Record<string, never>; by?: string; at: string }
