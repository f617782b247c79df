import * as z from 'zod'
import { OrganizationSummary } from './organization.ts'
import { CalendarDay, Id, identifier, Language, line, Sha256, Timestamp } from './primitives.ts'
import { TerminationReason } from './reasons.ts'
import { Region } from './region.ts'
import { workflowFields } from './resource.ts'

export const MemorandumScope = z
  .strictObject({
    regions: z.array(Region).min(1).max(50).optional(),
    equipmentTypes: z.array(Id).min(1).max(100).optional(),
  })
  .describe('What a memorandum covers; a part that is absent is not narrowed.')
export type MemorandumScope = z.infer<typeof MemorandumScope>

export const CommitmentKind = z.enum(['trainingPlaces', 'freeConsultations', 'equipment', 'visits', 'other'])

export const CommitmentName = z
  .string()
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .describe('Name of a commitment in its memorandum, such as "training-2023".')

export const NewCommitment = z
  .strictObject({
    id: CommitmentName,
    kind: CommitmentKind,
    by: Id.describe('The party that owes it.'),
    quantity: z.int().min(1).max(1_000_000),
    dueOn: CalendarDay.describe('The last day to keep it on, within the validity.'),
    description: line(300).optional(),
  })
  .describe('Something countable that a party promises.')
export type NewCommitment = z.infer<typeof NewCommitment>

const Text = z.strictObject({ language: Language, sha256: Sha256 })

export const NewMemorandum = z
  .strictObject({
    title: line(200),
    number: identifier(60).optional(),
    startsOn: CalendarDay,
    endsOn: CalendarDay.describe("The last day of its validity, in its owner's time zone."),
    scope: MemorandumScope.prefault({}),
    texts: z.array(Text).min(1).max(3).describe('The exact text by hash, one a language.'),
    parties: z.array(Id).min(1).max(20).describe('Who signs besides the sender, who is its owner.'),
    commitments: z.array(NewCommitment).max(50).default([]),
  })
  .describe('A framework agreement to lay before its parties.')
export type NewMemorandum = z.infer<typeof NewMemorandum>

export const CommitmentState = z
  .enum(['open', 'kept', 'overdue'])
  .describe('`overdue` once its day passed; `kept`, however late, once all of it was reported.')

export const Memorandum = z
  .object({
    id: Id,
    ...workflowFields,
    title: z.string(),
    number: z.string().optional(),
    startsOn: CalendarDay,
    endsOn: CalendarDay,
    scope: MemorandumScope,
    texts: z.array(Text),
    signatories: z.array(
      z.object({
        organization: OrganizationSummary,
        position: z.string().optional(),
        method: z.string().optional(),
        sha256: Sha256.optional(),
        signedAt: Timestamp.optional().describe('Absent while the signature is awaited.'),
      }),
    ),
    commitments: z.array(
      z.object({
        id: z.string(),
        kind: CommitmentKind,
        by: Id,
        quantity: z.int(),
        done: z.int().describe('What was reported of it so far.'),
        dueOn: CalendarDay,
        description: z.string().optional(),
        state: CommitmentState,
      }),
    ),
    ending: z
      .object({ reason: TerminationReason, note: z.string().optional() })
      .optional()
      .describe('Why it was ended before its time.'),
    createdAt: Timestamp,
  })
  .describe('A framework agreement; contracts rest on one.')
export type Memorandum = z.infer<typeof Memorandum>
