import * as z from 'zod'
import { Id, Language, Sha256, Timestamp } from './primitives.ts'

export const NewAct = z
  .strictObject({
    languages: z
      .array(Language)
      .min(1)
      .max(3)
      .refine((languages) => new Set(languages).size === languages.length, { params: { code: 'repeated' } })
      .default(['kk', 'ru'])
      .describe('Languages of the act, the leading one first.'),
  })
  .describe('A handover act to make.')
export type NewAct = z.output<typeof NewAct>

export const Act = z
  .object({
    id: Id,
    shipment: Id,
    donation: Id,
    languages: z.array(Language),
    sha256: Sha256.describe('Of the PDF; the log of the donation holds it as well.'),
    verificationUrl: z.url().describe('Where anybody who holds the paper can see whether it is this one.'),
    createdAt: Timestamp,
  })
  .describe('A handover act: what was handed over, what was found, and who signed, as a PDF.')
export type Act = z.infer<typeof Act>
