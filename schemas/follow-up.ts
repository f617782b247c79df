import * as z from 'zod'
import { CalendarDay, Code, Id, Language, line, Names, note, Timestamp } from './primitives.ts'
import { OutageReason } from './reasons.ts'

/** The days in service after which a hospital is asked how a unit fares; a donation's policy may shift each a little. */
export const followUpDays = [30, 90, 180, 365] as const
export const FollowUpDays = z
  .literal(followUpDays)
  .describe('Which of the follow-ups: the days in service after which it is asked.')
export type FollowUpDays = z.infer<typeof FollowUpDays>

/** People examined or treated in a period: a total, never a list, and never anything about a patient. */
export const Uses = z
  .strictObject({
    from: CalendarDay.describe('First day of the period.'),
    to: CalendarDay.describe('Last day of the period.'),
    people: z.int().min(0).max(10_000_000).describe('How many, as a total of the period.'),
    kind: z.enum(['examined', 'treated']),
  })
  .describe('How much a unit was used, as a total of a period.')
export type Uses = z.infer<typeof Uses>

/** For how long consumables will last. */
export const ConsumablesLeft = z
  .strictObject({ amount: z.int().min(0).max(1000), unit: z.enum(['days', 'months']) })
  .describe('For how long the consumables on hand will last.')
export type ConsumablesLeft = z.infer<typeof ConsumablesLeft>

/** What a hospital answers about one unit. */
export const FollowUpAnswer = z.strictObject({
  days: FollowUpDays,
  isWorking: z.boolean(),
  reason: OutageReason.optional().describe('Why it does not work; needed then, and only then.'),
  uses: Uses.optional(),
  consumablesLeft: ConsumablesLeft.optional(),
  position: line(120).optional().describe('Office of who answers, never a name.'),
  note: note(1000).optional(),
})
export type FollowUpAnswer = z.infer<typeof FollowUpAnswer>

/** One follow-up of a unit, from the day on which it fell due. */
export const FollowUp = z
  .object({
    days: FollowUpDays,
    state: z.enum(['due', 'overdue', 'answered']),
    dueAt: Timestamp.describe('Since when an answer is awaited.'),
    answeredAt: Timestamp.optional(),
    isWorking: z.boolean().optional(),
    reason: OutageReason.optional(),
    uses: Uses.optional(),
    consumablesLeft: ConsumablesLeft.optional(),
    position: z.string().optional(),
    note: z.string().optional(),
  })
  .describe('A question to the hospital how a unit fares, and its answer.')
export type FollowUp = z.infer<typeof FollowUp>

/** A unit about which the hospital has yet to answer. */
export const OpenFollowUp = z
  .object({
    id: Id.describe('The unit.'),
    code: Code,
    donation: Id,
    equipmentType: z.object({ id: Id, names: Names }),
    serialNumber: z.string().optional(),
    location: z.string().optional(),
    followUps: z
      .array(FollowUp.pick({ days: true, state: true, dueAt: true }))
      .describe('What is asked, the oldest question first.'),
  })
  .describe('A unit with a follow-up that awaits its answer.')
export type OpenFollowUp = z.infer<typeof OpenFollowUp>

export const NewFollowUpLink = z
  .strictObject({
    language: Language.optional().describe("The page's first language; the hospital's own by default."),
    days: z.int().min(1).max(90).default(30).describe('Days for which it can be used.'),
  })
  .describe('A link by which a hospital answers the follow-ups of one donation without an account.')
export type NewFollowUpLink = z.output<typeof NewFollowUpLink>

export const FollowUpLink = z
  .object({
    id: Id,
    donation: Id,
    url: z
      .url()
      .optional()
      .describe(
        'Whoever holds it can answer for the hospital. Told this once: absent where the request is made again.',
      ),
    qr: z.string().optional().describe('The same as a QR code, in SVG.'),
    language: Language,
    expiresAt: Timestamp,
    revokedAt: Timestamp.optional(),
  })
  .describe('A follow-up link.')
export type FollowUpLink = z.infer<typeof FollowUpLink>
