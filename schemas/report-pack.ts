import * as z from 'zod'
import { followUpDays } from './follow-up.ts'
import { OrganizationSummary } from './organization.ts'
import { CalendarDay, Code, Id, Language, Names, Sha256, Timestamp } from './primitives.ts'
import { ProgrammeSlug } from './programme-slug.ts'
import { WorkflowRole } from './roles.ts'

export const NewReportPack = z
  .strictObject({
    kind: z.enum(['yearly', 'final']),
    startsOn: CalendarDay.describe('First day of what is reported on.'),
    endsOn: CalendarDay.describe('Last day of it; not in the future.'),
    languages: z
      .array(Language)
      .min(1)
      .max(3)
      .refine((languages) => new Set(languages).size === languages.length, { params: { code: 'repeated' } })
      .default(['en'])
      .describe('Languages of the PDF, the leading one first.'),
  })
  .describe('A report to make for the organization that asks.')
export type NewReportPack = z.output<typeof NewReportPack>

const Count = z.int()
const Minor = z.int().describe("Minor units of the programme's currency.")

/** What a report says. Every share comes with its numerator and its denominator. */
export const ReportPackData = z.object({
  programme: z.object({
    id: Id,
    slug: ProgrammeSlug,
    names: Names,
    startsOn: CalendarDay,
    endsOn: CalendarDay,
    owner: OrganizationSummary,
    currency: z.string(),
  }),
  objectives: z
    .array(
      z.object({
        equipmentType: z.object({ id: Id, names: Names }),
        goal: Count,
        pledged: Count,
        accepted: Count,
        inService: Count,
      }),
    )
    .describe('What was aimed at, and what became of it, by equipment type.'),
  measures: z.object({
    followUps: z.array(
      z.object({
        days: z.literal(followUpDays),
        asked: Count.describe('Units whose follow-up fell due within the period.'),
        answered: Count,
        working: Count,
      }),
    ),
    people: z.array(z.object({ kind: z.enum(['examined', 'treated']), total: Count })),
  }),
  spending: z.object({
    funders: z.array(
      z.object({
        organization: OrganizationSummary,
        planned: Minor,
        received: Minor.describe('Received until the end of the period.'),
      }),
    ),
    donations: z.array(
      z.object({
        code: Code,
        title: z.string(),
        recipient: OrganizationSummary,
        state: z.string(),
        contracted: Minor.nullable().describe("Null where an item has no value in the programme's currency."),
        recognised: Minor.nullable().describe('The value of accepted units alone.'),
      }),
    ),
  }),
  partners: z.array(
    z.object({ organization: OrganizationSummary, roles: z.array(WorkflowRole), donations: Count }),
  ),
  sustainability: z.object({
    inService: Count,
    outOfService: Count,
    decommissioned: Count,
    unanswered: Count.describe('Follow-ups that still await an answer.'),
  }),
})
export type ReportPackData = z.infer<typeof ReportPackData>

export const ReportPack = z
  .object({
    id: Id,
    programme: Id,
    kind: z.enum(['yearly', 'final']),
    startsOn: CalendarDay,
    endsOn: CalendarDay,
    languages: z.array(Language),
    sha256: Sha256.describe('Of the PDF.'),
    data: ReportPackData,
    createdAt: Timestamp,
  })
  .describe("A report of a programme for a partner's own yearly or final report, as data and as a PDF.")
export type ReportPack = z.infer<typeof ReportPack>
