import * as z from 'zod'
import { EquipmentTypeSummary, Mains } from './equipment-type.ts'
import { NeedSummary } from './need.ts'
import { OrganizationSummary } from './organization.ts'
import { CalendarDay, Id } from './primitives.ts'
import { Region } from './region.ts'

const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max)

/** What somebody could give: an item of a donation, or so many of a type. */
export const MatchQuery = z.strictObject({
  item: Id.optional().describe('An item of a donation of the caller; it stands for type and quantity.'),
  equipmentType: Id.optional(),
  quantity: whole(1, 1000).optional(),
  region: Region.optional().describe('Where the donor would rather give; needs elsewhere are shown as well.'),
  voltage: whole(1, 1000)
    .optional()
    .describe('Volts of the very devices, where they are not those of the type.'),
  frequency: whole(50, 60).optional().describe('Hertz of the very devices, likewise.'),
  plug: Mains.shape.plug.describe('IEC plug type letter of the very devices, likewise.'),
  on: CalendarDay.optional().describe('The day on which they could be installed; today by default.'),
  limit: whole(1, 100).default(20).describe('Needs at most.'),
})

const Finding = z.object({
  code: z.string().describe('Stable name of what speaks for it, or against it.'),
  text: z.string().describe("The same in the reader's language."),
})

const judged = {
  score: z.int().min(0).max(100).describe('The higher, the better they fit.'),
  covers: z.int().describe('How many units of the need the offer would cover.'),
  reasons: z.array(Finding).describe('What makes up the score, and what is not known.'),
  blockers: z.array(Finding).describe('Why the equipment could not be used there as it stands.'),
}

/** A need that an offer could cover. */
export const Match = z
  .object({ need: NeedSummary, ...judged })
  .describe('A need that an offer could cover, and what speaks for and against it.')
export type Match = z.infer<typeof Match>

/** A pledged item that could cover a need. */
export const PledgeMatch = z
  .object({
    donation: Id,
    item: Id,
    title: z.string(),
    recipient: OrganizationSummary,
    equipmentType: EquipmentTypeSummary,
    quantity: z.int(),
    ...judged,
  })
  .describe('A pledged item that is bound to no need and could cover one.')
export type PledgeMatch = z.infer<typeof PledgeMatch>
