import * as z from 'zod'
import { FollowUpAnswer, FollowUpDays } from '../schemas/follow-up.ts'
import { CalendarDay, note } from '../schemas/primitives.ts'
import { OutageReason, RepairRefusalReason } from '../schemas/reasons.ts'
import type { EventDeclarations } from './declaration.ts'
import { Position } from './donation-events.ts'

const which = z.strictObject({ days: FollowUpDays })

/** Events of a unit in service: how the hospital says it fares, and who repairs it. */
export const unitFollowUpEvents = {
  'followUp.due': { by: [], data: which, says: 'The hospital is asked how the unit fares.' },
  'followUp.overdue': { by: [], data: which, says: 'The hospital has not answered in time.' },
  'followUp.answered': {
    by: ['recipient'],
    data: FollowUpAnswer,
    says: 'The hospital says how the unit fares. One that does not work is out of service from then on, one that works again is back in it.',
  },
  'repair.requested': {
    by: [],
    data: z.strictObject({ reason: OutageReason }),
    says: 'The unit does not work; its supplier or donor is asked to see to it.',
  },
  'repair.accepted': {
    by: ['supplier', 'donor'],
    data: z.strictObject({
      position: Position,
      expectedOn: CalendarDay.optional().describe('When it is expected to be done.'),
      note: note(1000).optional(),
    }),
    says: 'Somebody sees to the repair.',
  },
  'repair.done': {
    by: ['supplier', 'donor', 'recipient'],
    data: z.strictObject({ note: note(1000).optional() }),
    says: 'The unit is said to be repaired; the hospital confirms it with `unit.restored`.',
  },
  'repair.refused': {
    by: ['supplier', 'donor'],
    data: z.strictObject({ reason: RepairRefusalReason, note: note(1000).optional() }),
    says: 'The sender will not repair the unit; another may.',
  },
} as const satisfies EventDeclarations
