import * as z from 'zod'

const figures = {
  shipments: z.int().describe('Shipments that customs has had.'),
  stays: z.int().describe('Times in customs: a shipment may pass through several.'),
  ended: z.int().describe('Stays that have ended: what the hours are measured over.'),
  hours: z
    .object({ median: z.number(), p90: z.number() })
    .optional()
    .describe('From entry to leaving; absent where no stay has ended.'),
}

/** Time in customs of the shipments that an organization sees. */
export const CustomsTimes = z
  .object({
    all: z.object(figures),
    groups: z
      .array(
        z.object({
          origin: z.string().optional().describe('Country sent from.'),
          office: z.string().optional().describe('Customs office; absent where nobody named it.'),
          ...figures,
        }),
      )
      .describe('By country of origin and office, those with the most stays first; at most 500.'),
  })
  .describe('How long customs took, over the shipments that the caller sees.')
export type CustomsTimes = z.infer<typeof CustomsTimes>
