import * as z from 'zod'
import { OrganizationSummary } from './organization.ts'
import { CalendarDay, Currency, Id, identifier, Money, Names, Timestamp } from './primitives.ts'
import { ProgrammeSlug } from './programme-slug.ts'
import { WithdrawalReason } from './reasons.ts'
import { Region } from './region.ts'
import { workflowFields } from './resource.ts'

export const Goal = z.strictObject({
  equipmentType: Id,
  region: Region.optional().describe(
    'Absent where the goal is of all regions together; those of regions then add up to no more.',
  ),
  quantity: z.int().min(1).max(1_000_000),
})
export type Goal = z.infer<typeof Goal>

/** Money that changes hands. */
export const Payment = Money.extend({
  amount: z.int().min(1).max(1e15).describe('Integer count of minor units.'),
}).describe('An amount of money in minor units, more than nothing.')

export const NewTranche = z.strictObject({
  id: identifier(40).describe("Its own name among the funder's tranches."),
  plannedOn: CalendarDay,
  amount: Payment,
})
export type NewTranche = z.infer<typeof NewTranche>

export const NewFunder = z.strictObject({
  organization: Id,
  amount: Payment.describe('What it gives in all; its tranches add up to it.'),
  tranches: z.array(NewTranche).min(1).max(40),
})
export type NewFunder = z.infer<typeof NewFunder>

export const NewAllocation = z.strictObject({
  hospital: Id,
  equipmentType: Id,
  quantity: z.int().min(1).max(1_000_000),
})
export type NewAllocation = z.infer<typeof NewAllocation>

export const NewProgramme = z
  .strictObject({
    slug: ProgrammeSlug,
    names: Names,
    memorandum: Id.optional().describe(
      'One in force that the owner is a party to, and whose validity holds the period.',
    ),
    startsOn: CalendarDay,
    endsOn: CalendarDay.describe('Its last day.'),
    currency: Currency.describe('Of all its money.'),
    goals: z.array(Goal).min(1).max(500),
    funders: z.array(NewFunder).max(50).default([]),
    suppliers: z.array(Id).max(50).default([]),
    allocations: z
      .array(NewAllocation)
      .max(2000)
      .default([])
      .describe('Goal units by hospital: of a type no more than its goal.'),
  })
  .describe('A campaign to plan; its sender is its owner.')
export type NewProgramme = z.infer<typeof NewProgramme>

/** A funder, and what has come of its tranches. */
export const Funder = z.object({
  organization: Id,
  amount: Money,
  tranches: z.array(
    z.object({
      id: z.string(),
      plannedOn: CalendarDay,
      amount: Money,
      received: z.object({ on: CalendarDay, amount: Money }).optional(),
    }),
  ),
})
export type Funder = z.infer<typeof Funder>

/** A report to funders: every twelve months from the first money received, and within two months of completion. */
export const Report = z.object({
  id: z.string(),
  kind: z.enum(['yearly', 'final']),
  dueOn: CalendarDay,
  state: z.enum(['open', 'reminded', 'overdue', 'submitted']),
  submittedAt: Timestamp.optional(),
})
export type Report = z.infer<typeof Report>

const about = {
  id: Id,
  slug: ProgrammeSlug,
  names: Names,
  owner: OrganizationSummary,
  memorandum: Id.optional(),
  startsOn: CalendarDay,
  endsOn: CalendarDay,
  currency: z.string(),
  createdAt: Timestamp,
}

/** A line of a list. */
export const ProgrammeSummary = z
  .object({ ...about, state: z.string() })
  .describe('A campaign in a list; its goals, money and allocations are in the campaign itself.')
export type ProgrammeSummary = z.infer<typeof ProgrammeSummary>

export const Programme = z
  .object({
    ...about,
    ...workflowFields,
    goals: z.array(Goal),
    funders: z.array(
      z.object({ ...Funder.shape, organization: OrganizationSummary, received: Money.describe('In all.') }),
    ),
    suppliers: z.array(OrganizationSummary),
    allocations: z.array(z.object({ hospital: OrganizationSummary, equipmentType: Id, quantity: z.int() })),
    reports: z.array(Report),
    ending: z
      .object({ reason: WithdrawalReason, note: z.string().optional() })
      .optional()
      .describe('Why it was cancelled.'),
  })
  .describe('A campaign with goals, funders and donations under it.')
export type Programme = z.infer<typeof Programme>

const Counts = z.object({
  pledged: z.int(),
  contracted: z.int(),
  shipped: z.int(),
  accepted: z.int(),
  inService: z.int(),
})

/** Each count holds the ones after it: what is in service was accepted, shipped, contracted and pledged. */
export const Standing = z.object({
  units: Counts,
  value: Counts.describe(
    "Minor units of the programme's currency; units without a value in it count nothing.",
  ),
})
export type Standing = z.infer<typeof Standing>

export const Progress = z
  .object({
    programme: Id,
    currency: z.string(),
    total: z.object({ goal: z.int(), allocated: z.int(), ...Standing.shape }),
    byEquipmentType: z.array(
      z.object({ equipmentType: Id, goal: z.int(), allocated: z.int(), ...Standing.shape }),
    ),
    byRegion: z.array(
      z.object({
        region: Region.nullable().describe('Of the hospital; null where none is recorded.'),
        goal: z.int().describe('What goals of this very region ask for.'),
        ...Standing.shape,
      }),
    ),
    byHospital: z.array(z.object({ hospital: OrganizationSummary, allocated: z.int(), ...Standing.shape })),
    funds: z.object({
      planned: z.int(),
      received: z.int(),
      acceptedShare: z
        .number()
        .nullable()
        .describe('Accepted value to funds received, 0 to 1 or more; null while nothing is received.'),
    }),
  })
  .describe(
    'Where a programme stands, in units and in value. Donations count that name its slug and to which its owner, a ' +
      'funder or a supplier of it is a party, but those that ended before anything left. What was refused or lost ' +
      'counts as shipped.',
  )
export type Progress = z.infer<typeof Progress>
