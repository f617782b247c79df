import * as z from 'zod'
import { FollowUp } from './follow-up.ts'
import { CalendarDay, Code, Id, Timestamp } from './primitives.ts'
import { Check } from './protocol.ts'
import { OutageReason, RepairRefusalReason } from './reasons.ts'
import { workflowFields } from './resource.ts'

/** What becomes of a unit that does not work. */
export const Repair = z
  .object({
    state: z.enum(['requested', 'accepted', 'done', 'refused']),
    reason: OutageReason.describe('Why the unit does not work.'),
    requestedAt: Timestamp,
    acceptedAt: Timestamp.optional(),
    position: z.string().optional().describe('Office of who accepted it.'),
    expectedOn: CalendarDay.optional().describe('When it is expected to be done.'),
    doneAt: Timestamp.optional(),
    refusedAt: Timestamp.optional(),
    refusal: RepairRefusalReason.optional(),
    note: z.string().optional().describe('What was said last.'),
  })
  .describe("A request to the donor and supplier to repair the unit; the hospital's word ends it.")
export type Repair = z.infer<typeof Repair>

export const Unit = z
  .object({
    id: Id,
    code: Code,
    donation: Id,
    shipment: Id,
    item: Id,
    maker: z.string().optional(),
    model: z.string().optional(),
    serialNumber: z.string().optional(),
    udi: z.string().optional(),
    replaces: Id.optional(),
    replacedBy: Id.optional(),
    ...workflowFields,
    decision: z
      .object({
        outcome: z.enum(['accepted', 'acceptedWithRemarks', 'rejected']),
        at: Timestamp,
        position: z.string(),
        reason: z.string().optional(),
        note: z.string().optional(),
        inspection: z
          .object({
            tester: z.string(),
            passed: z.int().describe('Checks passed.'),
            failed: z.array(z.string()).describe('Ids of the checks that failed.'),
            missing: z.array(z.string()).describe('Ids of the required checks without a result.'),
          })
          .optional()
          .describe('What the inspection came to; its event holds every result.'),
      })
      .optional()
      .describe("The hospital's last decision about the unit."),
    protocol: z
      .object({ slug: z.string(), version: z.int(), additions: z.array(Check) })
      .optional()
      .describe('What it is checked against: pinned when the unit was planned.'),
    service: z
      .object({
        since: Timestamp,
        location: z.string(),
        inventoryNumber: z.string().optional(),
        until: Timestamp.optional().describe('When it was decommissioned.'),
        days: z
          .int()
          .optional()
          .describe('Whole days from the first to the last, once it is decommissioned.'),
      })
      .optional(),
    outage: z.object({ since: Timestamp, reason: z.string(), note: z.string().optional() }).optional(),
    repair: Repair.optional(),
    followUps: z.array(FollowUp).describe('Those that have fallen due, in their order.'),
    createdAt: Timestamp,
  })
  .describe('One physical device.')
export type Unit = z.infer<typeof Unit>

export const UnitSummary = z.object({
  id: Id,
  code: Code,
  donation: Id,
  shipment: Id,
  item: Id,
  state: z.string(),
  serialNumber: z.string().optional(),
  createdAt: Timestamp,
})
