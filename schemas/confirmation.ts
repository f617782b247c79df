import * as z from 'zod'
import { Inspection } from './inspection.ts'
import { Code, Id, identifier, Language, line, note, Sha256, Timestamp } from './primitives.ts'
import { RejectionReason } from './reasons.ts'
import { Udi } from './udi.ts'

/** How the hospital names the unit before it: by its id, or by what stands on the device. */
const named = {
  unit: Id.optional().describe('The unit; may be left out where a serial number or UDI names it.'),
  serialNumber: identifier(80)
    .optional()
    .describe('As read on the device; has to be the one that was packed.'),
  udi: Udi.optional().describe('As scanned or typed: GS1 element string or Digital Link, or HIBC.'),
}

/** What the hospital decides about one unit. */
export const UnitDecision = z
  .discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.literal('accepted'),
      ...named,
      inspection: Inspection.optional(),
      note: note(1000).optional(),
    }),
    z.strictObject({
      outcome: z.literal('acceptedWithRemarks'),
      ...named,
      inspection: Inspection.optional(),
      note: note(1000).describe('What is amiss.'),
    }),
    z.strictObject({
      outcome: z.literal('rejected'),
      ...named,
      inspection: Inspection.optional(),
      reason: RejectionReason,
      note: note(1000).optional(),
    }),
    z.strictObject({ outcome: z.literal('missing'), ...named, note: note(1000).optional() }),
  ])
  .describe('What the hospital decides about one unit.')
export type UnitDecision = z.output<typeof UnitDecision>

/** Who signs for the hospital. */
export const Signer = z.strictObject({
  name: line(120).describe('Name as it stands under the act.'),
  position: line(120).describe('Office, such as "Deputy director".'),
})

/** One submission about a shipment: the count of its packages and a decision for any number of its units. */
export const NewConfirmation = z
  .strictObject({
    language: Language.describe('Language of the text that is confirmed.'),
    signer: Signer,
    receipt: z
      .strictObject({
        packages: z.int().min(0).max(200).describe('Packages counted.'),
        sealsIntact: z.boolean(),
        note: note(1000).optional(),
      })
      .optional()
      .describe('Count of the packages; needed once, with the first confirmation of a shipment.'),
    decisions: z.array(UnitDecision).min(1).max(500),
    textSha256: Sha256.optional().describe(
      'SHA-256 of the text that the signer was shown; refused where the text of this submission is another.',
    ),
  })
  .describe("A hospital's confirmation of what arrived.")
export type NewConfirmation = z.output<typeof NewConfirmation>

export const Confirmation = z
  .object({
    id: Id,
    shipment: Id,
    donation: Id,
    language: Language,
    text: z.string().describe('The exact text that was confirmed.'),
    textSha256: Sha256,
    signer: z.object({ name: z.string(), position: z.string() }),
    link: Id.optional().describe('The link it came through; absent where an API key sent it.'),
    units: z.array(
      z.object({
        id: Id,
        code: Code,
        outcome: z.enum(['accepted', 'acceptedWithRemarks', 'rejected', 'missing']),
        state: z.string(),
      }),
    ),
    createdAt: Timestamp,
  })
  .describe('A confirmation as it was stored.')
export type Confirmation = z.infer<typeof Confirmation>
