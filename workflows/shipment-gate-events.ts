import * as z from 'zod'
import { AnswerValue, GateCode } from '../schemas/gate.ts'
import { identifier, note, Sha256 } from '../schemas/primitives.ts'
import { WaiverReason } from '../schemas/reasons.ts'
import type { EventDeclarations } from './declaration.ts'
import { Position } from './donation-events.ts'

const Answer = z
  .strictObject({
    item: identifier(60).describe('A question of the checklist.'),
    answer: AnswerValue,
    note: note(1000).optional().describe('Why it does not apply, where it does not.'),
    attachment: Sha256.optional().describe('What proves it, an attachment of the donation.'),
  })
  .refine(({ answer, note: why }) => answer !== 'notApplicable' || why !== undefined, {
    path: ['note'],
    params: { code: 'required' },
  })

/** How people open the gates of a shipment. */
export const gateEvents = {
  'checklist.answered': {
    by: ['donor', 'recipient', 'coordinator', 'supplier', 'authority'],
    data: z.strictObject({
      checklist: identifier(60),
      version: z.int().min(1).max(10_000).describe('Of the checklist, whose text is answered.'),
      answers: z.array(Answer).min(1).max(60).describe('An answer takes the place of an earlier one.'),
    }),
    says: 'Questions of a checklist are answered, each by a role that the checklist names.',
  },
  'gate.waived': {
    by: ['recipient', 'authority'],
    data: z.strictObject({
      gate: GateCode,
      reason: WaiverReason,
      position: Position,
      note: note(1000).optional(),
    }),
    says: 'A gate that is not met keeps the shipment back no more. Each gate names the roles that may waive it.',
  },
  'gate.waiverWithdrawn': {
    by: ['recipient', 'authority'],
    data: z.strictObject({ gate: GateCode, note: note(1000).optional() }),
    says: 'A gate that was waived counts again.',
  },
} as const satisfies EventDeclarations
