import * as z from 'zod'
import { Id, Language, Timestamp } from './primitives.ts'

export const NewConfirmationLink = z
  .strictObject({
    language: Language.optional().describe("The page's first language; the hospital's own by default."),
  })
  .describe('A link by which a hospital confirms one shipment without an account.')
export type NewConfirmationLink = z.output<typeof NewConfirmationLink>

export const ConfirmationLink = z
  .object({
    id: Id,
    shipment: Id,
    url: z
      .url()
      .optional()
      .describe(
        'Whoever holds it can confirm the shipment for the hospital. Told this once: absent where the request is made again.',
      ),
    qr: z.string().optional().describe('The same as a QR code, in SVG.'),
    language: Language,
    expiresAt: Timestamp,
  })
  .describe('A confirmation link as it was made.')
export type ConfirmationLink = z.infer<typeof ConfirmationLink>
