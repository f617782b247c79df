import * as z from 'zod'
import { CommitmentName } from '../schemas/memorandum.ts'
import { note, Sha256 } from '../schemas/primitives.ts'
import { TerminationReason } from '../schemas/reasons.ts'
import { type EventDeclarations, recorded, type Sent } from './declaration.ts'
import { Position } from './donation-events.ts'

const named = z.strictObject({ commitment: CommitmentName })

export const memorandumEvents = {
  'memorandum.drafted': {
    by: [],
    data: z.looseObject({}),
    says: 'A framework agreement is laid before its parties. Made by `POST /v1/memoranda`.',
  },
  'memorandum.signed': {
    by: ['owner', 'member'],
    data: z.strictObject({
      sha256: Sha256.describe('The text that was signed: one of those of the memorandum.'),
      position: Position,
      method: z
        .enum(['account', 'paper', 'qualified'])
        .default('account')
        .describe('Strength of the signature.'),
    }),
    says: 'A party signed; the last signature puts the memorandum into force.',
  },
  'memorandum.activated': recorded('Every party has signed.'),
  'memorandum.terminated': {
    by: ['owner', 'member'],
    data: z.strictObject({ reason: TerminationReason, note: note(1000).optional() }),
    says: 'A party ends the memorandum before its time.',
  },
  'memorandum.expiryReminded': recorded('The last day of the validity is thirty days away or nearer.'),
  'memorandum.expired': recorded('The last day of the validity passed.'),
  'commitment.reported': {
    by: ['owner', 'member'],
    data: z.strictObject({
      commitment: CommitmentName,
      quantity: z.int().min(1).max(1_000_000).describe('What was done since the last report; a total.'),
      note: note(1000).optional(),
    }),
    says: 'The party that owes a commitment, or the owner, reports what was done of it.',
  },
  'commitment.kept': { by: [], data: named, says: 'All of a commitment was reported as done.' },
  'commitment.reminded': {
    by: [],
    data: named,
    says: 'A commitment that is still open falls due in fourteen days or sooner.',
  },
  'commitment.overdue': { by: [], data: named, says: 'The day of a commitment passed before it was kept.' },
} as const satisfies EventDeclarations

/** `deadline.*` is what a passed deadline of the memorandum itself sends; the log shows what it records. */
export type MemorandumMachineEvent =
  | Sent<typeof memorandumEvents>
  | { type: `deadline.${Clock}`; data: Record<string, never>; by?: string; at: string }

export type Clock = 'expiry' | 'expiryReminder'
