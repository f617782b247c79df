import * as z from 'zod'
import { Id, line, note } from '../schemas/primitives.ts'
import { DisposalReason, OutageReason, RejectionReason, ReturnReason } from '../schemas/reasons.ts'
import type { EventDeclarations, Sent } from './declaration.ts'
import { Position } from './donation-events.ts'

const nothing = z.strictObject({})

export const unitEvents = {
  'unit.planned': {
    by: [],
    data: z.looseObject({}),
    says: 'A unit is planned into a shipment. Made by `POST /v1/donations/{id}/shipments`.',
  },
  'unit.packed': {
    by: [],
    data: z.strictObject({ serialNumber: line(80), udi: line(200).optional() }),
    says: 'The unit lies in its package, under its serial number.',
  },
  'unit.dispatched': { by: [], data: nothing, says: 'The unit left with its shipment.' },
  'unit.arrived': {
    by: [],
    data: nothing,
    says: "The unit stands at the hospital and awaits the hospital's decision.",
  },
  'unit.cancelled': { by: [], data: nothing, says: 'The unit will not be sent; its place is open again.' },
  'unit.lost': {
    by: ['donor', 'recipient', 'carrier', 'coordinator'],
    data: z.strictObject({ note: note(1000).optional() }),
    says: 'The unit never arrived, or was missing from its package.',
  },
  'unit.accepted': {
    by: ['recipient'],
    data: z.strictObject({ position: Position, note: note(1000).optional() }),
    says: 'The hospital takes the unit over.',
  },
  'unit.acceptedWithRemarks': {
    by: ['recipient'],
    data: z.strictObject({ position: Position, note: note(1000) }),
    says: 'The hospital takes the unit over and says what is amiss.',
  },
  'unit.rejected': {
    by: ['recipient'],
    data: z.strictObject({ position: Position, reason: RejectionReason, note: note(1000).optional() }),
    says: 'The hospital refuses the unit; a remedy is due.',
  },
  'unit.repairStarted': {
    by: ['donor', 'recipient', 'supplier'],
    data: z.strictObject({ note: note(1000).optional() }),
    says: 'The refused unit is being repaired.',
  },
  'unit.repaired': {
    by: ['donor', 'recipient', 'supplier'],
    data: z.strictObject({ note: note(1000).optional() }),
    says: "The repaired unit awaits the hospital's decision anew.",
  },
  'unit.replaced': {
    by: [],
    data: z.strictObject({ by: Id }),
    says: 'A new unit, planned in its stead, takes the place of the refused one.',
  },
  'unit.returned': {
    by: ['donor', 'recipient', 'supplier'],
    data: z.strictObject({ reason: ReturnReason.optional(), note: note(1000).optional() }),
    says: 'The unit went back. A refused one stays refused; one that never arrived can be planned again.',
  },
  'unit.disposed': {
    by: ['donor', 'recipient'],
    data: z.strictObject({ reason: DisposalReason, note: note(1000).optional() }),
    says: 'The refused unit was disposed of.',
  },
  'unit.remedyOverdue': { by: [], data: nothing, says: 'The refused unit still awaits a remedy.' },
  'unit.commissioned': {
    by: ['recipient'],
    data: z.strictObject({ location: line(200), inventoryNumber: line(60).optional() }),
    says: 'The unit is installed and in use.',
  },
  'unit.failed': {
    by: ['recipient'],
    data: z.strictObject({ reason: OutageReason, note: note(1000).optional() }),
    says: 'The unit is out of service.',
  },
  'unit.restored': {
    by: ['recipient'],
    data: z.strictObject({ note: note(1000).optional() }),
    says: 'The unit is in service again.',
  },
  'unit.decommissioned': {
    by: ['recipient'],
    data: z.strictObject({ reason: DisposalReason, note: note(1000).optional() }),
    says: 'The unit has served.',
  },
} as const satisfies EventDeclarations

/** `deadline.remedy` is what the passed deadline sends; the log shows the `unit.remedyOverdue` that it records. */
export type UnitMachineEvent =
  | Sent<typeof unitEvents>
  | { type: 'deadline.remedy'; data: Record<string, never>; by?: string; at: string }
