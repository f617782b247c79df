import * as z from 'zod'
import { FollowUpDays } from './follow-up.ts'

const days = z
  .object({ median: z.number(), p90: z.number() })
  .optional()
  .describe('Days; absent where there is nothing to measure.')

const count = (says: string) => z.int().describe(says)

/** What came of donations, over those that whoever asks is a party to. */
export const Impact = z
  .object({
    donations: count('Donations that the figures are about.'),
    units: z.object({
      planned: count('Units of these donations, in whatever state.'),
      inService: count('Those that went into service, still in it or not: what the shares are of.'),
      ended: count('Of these, the ones that have left service.'),
      waiting: count('Accepted, and not in service yet.'),
    }),
    followUps: z
      .array(
        z.object({
          days: FollowUpDays,
          units: count('Units that went into service; the five counts below add up to them.'),
          working: count('Said to be working.'),
          notWorking: count('Said not to be working.'),
          notAnswered: count('Asked about, and not answered yet.'),
          notYetDue: count('Not in service for so long yet.'),
          endedBefore: count('Left service before they were asked about.'),
          share: z
            .number()
            .optional()
            .describe('Working ones among those answered about, 0 to 1; absent where none is.'),
        }),
      )
      .describe('How units fare after so many days in service.'),
    firstUse: z.object({
      units: count('Units that it is measured over: those that went into service.'),
      days: days.describe('From the pledge to the first day in service, days.'),
    }),
    states: z
      .array(
        z.object({
          state: z.string(),
          donations: count('Donations that have been in the state.'),
          ended: count('Times the state was left: what the days are measured over.'),
          ongoing: count('Donations in it now.'),
          days,
        }),
      )
      .describe('How long donations are in each state, by their logs.'),
    uses: z
      .array(
        z.object({
          kind: z.enum(['examined', 'treated']),
          people: count('Sum of the totals that hospitals reported; whoever came twice may count twice.'),
          units: count('Units it was reported of.'),
          reports: count('Answers that reported it.'),
        }),
      )
      .describe('People examined or treated, as hospitals reported.'),
  })
  .describe('What came of donations.')
export type Impact = z.infer<typeof Impact>
