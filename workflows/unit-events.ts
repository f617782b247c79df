import * as z from 'zod'
import type { FollowUpDays } from '../schemas/follow-up.ts'
import { Inspection } from '../schemas/inspection.ts'
import { Id, identifier, line, note } from '../schemas/primitives.ts'
import { DisposalReason, OutageReason, RejectionReason, ReturnReason } from '../schemas/reasons.ts'
import { Udi } from '../schemas/udi.ts'
import { type EventDeclarations, recorded, type Sent } from './declaration.ts'
import { Position } from './donation-events.ts'
import { unitFollowUpEvents } from './unit-follow-up-events.ts'

const udi = Udi.optional().describe('As the hospital read it on the device.')
const inspection = Inspection.optional().describe('Needed to take over a unit that has a protocol.')

export const unitEvents = {
  'unit.planned': {
    by: [],
    data: z.looseObject({}),
    says: 'A unit is planned into a shipment. Made by `POST /v1/donations/{id}/shipments`.',
  },
  'unit.packed': {
    by: [],
    data: z.strictObject({ serialNumber: identifier(80), udi: Udi.optional() }),
    says: 'The unit lies in its package, under its serial number.',
  },
  'unit.dispatched': recorded('The unit left with its shipment.'),
  'unit.arrived': recorded("The unit stands at the hospital and awaits the hospital's decision."),
  'unit.cancelled': recorded('The unit will not be sent; its place is open again.'),
  'unit.lost': {
    by: ['donor', 'recipient', 'carrier', 'coordinator'],
    data: z.strictObject({ note: note(1000).optional() }),
    says: 'The unit was lost on its way.',
  },
  'unit.reportedMissing': {
    by: ['recipient'],
    data: z.strictObject({ note: note(1000).optional() }),
    says: 'The consignment arrived, and the unit was not in its package.',
  },
  'unit.found': {
    by: ['recipient', 'carrier', 'donor', 'coordinator'],
    data: z.strictObject({ note: note(1000).optional() }),
    says: "A unit that was given up for lost stands at the hospital after all and awaits the hospital's decision.",
  },
  'unit.accepted': {
    by: ['recipient'],
    data: z.strictObject({ position: Position, udi, inspection, note: note(1000).optional() }),
    says: 'The hospital takes the unit over.',
  },
  'unit.acceptedWithRemarks': {
    by: ['recipient'],
    data: z.strictObject({ position: Position, udi, inspection, note: note(1000) }),
    says: 'The hospital takes the unit over and says what is amiss.',
  },
  'unit.rejected': {
    by: ['recipient'],
    data: z.strictObject({
      position: Position,
      reason: RejectionReason,
      udi,
      inspection,
      note: note(1000).optional(),
    }),
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
  'unit.remedyOverdue': recorded('The refused unit still awaits a remedy.'),
  'unit.commissioned': {
    by: ['recipient'],
    data: z.strictObject({ location: line(200), inventoryNumber: identifier(60).optional() }),
    says: 'The unit is installed and in use.',
  },
  'unit.failed': {
    by: ['recipient'],
    data: z.strictObject({ reason: OutageReason, note: note(1000).optional() }),
    says: 'The unit is out of service; its donor and supplier are asked to repair it.',
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
  ...unitFollowUpEvents,
} as const satisfies EventDeclarations

interface Passed<Type extends string, Data> {
  type: Type
  data: Data
  by?: string
  at: string
}

/** What a passed deadline sends. The log shows the event that it records, such as `unit.remedyOverdue`. */
export type UnitMachineEvent =
  | Sent<typeof unitEvents>
  | Passed<'deadline.remedy', Record<string, never>>
  | Passed<'deadline.followUp30', { days: FollowUpDays }>
  | Passed<'deadline.followUp90', { days: FollowUpDays }>
  | Passed<'deadline.followUp180', { days: FollowUpDays }>
  | Passed<'deadline.followUp365', { days: FollowUpDays }>
  | Passed<'deadline.followUpAnswer', { days: FollowUpDays }>
