import * as z from 'zod'
import { NeedChange, NewNeed } from '../schemas/need.ts'
import { Id, note } from '../schemas/primitives.ts'
import { NeedReturnReason, NeedWithdrawalReason } from '../schemas/reasons.ts'
import { type EventDeclarations, nothing, recorded, type Sent } from './declaration.ts'

const covering = { donation: Id, item: Id }
const units = z.int().min(1).max(1000)

/** Why a pledge covers less of a need than it did. */
export const ReleaseReason = z.enum([
  'declined',
  'withdrawn',
  'expired',
  'cancelled',
  'reduced',
  'notAccepted',
])
export type ReleaseReason = z.infer<typeof ReleaseReason>

export const needEvents = {
  'need.drafted': {
    by: [],
    data: NewNeed,
    says: 'A hospital writes down what it needs. Made by `POST /v1/needs`.',
  },
  'need.changed': {
    by: [],
    data: NeedChange,
    says: 'The hospital changed what it asks for. Made by `PATCH /v1/needs/{id}`.',
  },
  'need.submitted': {
    by: ['recipient'],
    data: nothing,
    says: 'The hospital lays the need before its health authority.',
  },
  'need.endorsed': {
    by: ['authority'],
    data: z.strictObject({ note: note(1000).optional() }),
    says: 'The authority confirms the need; every organization sees it from now on, and may cover it.',
  },
  'need.returned': {
    by: ['authority'],
    data: z.strictObject({ reason: NeedReturnReason, note: note(1000).optional() }),
    says: 'The authority sends it back to the hospital, which may change it and submit it again.',
  },
  'need.withdrawn': {
    by: ['recipient'],
    data: z.strictObject({ reason: NeedWithdrawalReason, note: note(1000).optional() }),
    says: 'The hospital asks for it no longer. Donations that it agreed to go on.',
  },
  'need.reserved': {
    by: [],
    data: z.strictObject({
      ...covering,
      quantity: units,
      parties: z
        .array(z.strictObject({ organization: Id, role: z.enum(['donor', 'coordinator']) }))
        .min(1)
        .max(30)
        .describe('Who pledged: they are parties to the need from now on.'),
    }),
    says: 'A pledge covers a part of it. Made by `POST /v1/donations`.',
  },
  'need.agreed': {
    by: [],
    data: z.strictObject(covering),
    says: 'The hospital wants what a pledge offers for it.',
  },
  'need.released': {
    by: [],
    data: z.strictObject({ ...covering, quantity: units, reason: ReleaseReason }),
    says: 'A part that a donation covered will not come by it, and is open again.',
  },
  'need.delivered': {
    by: [],
    data: z.strictObject({
      ...covering,
      quantity: units.describe('Units of the item that were accepted until now.'),
    }),
    says: 'The hospital accepted units of a donation that covers it.',
  },
  'need.matched': recorded('Pledges cover all of it.'),
  'need.reopened': recorded('Something of it is open again.'),
  'need.fulfilled': recorded('All that was asked for was accepted.'),
  'need.overdue': recorded(
    'All of it is pledged, but the day by which it was needed passed before all had come.',
  ),
  'need.expired': recorded('The day by which it was needed passed, and pledges did not cover all of it.'),
} as const satisfies EventDeclarations

/** `deadline.neededBy` is the need's own clock, which runs on from state to state. */
export type NeedMachineEvent =
  | Sent<typeof needEvents>
  | { type: 'deadline.neededBy'; data: Record<string, never>; by?: string; at: string }
