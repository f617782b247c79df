import * as z from 'zod'

/** What a device asks of its place, or a place offers, besides the mains. */
export const SiteFeature = z.enum(['earthing', 'stabiliser', 'oxygen', 'medicalAir', 'water'])
export type SiteFeature = z.infer<typeof SiteFeature>

const range = (min: number, max: number) =>
  z
    .strictObject({ min: z.number().min(min).max(max), max: z.number().min(min).max(max) })
    .refine((one) => one.min <= one.max, { path: ['max'], params: { code: 'limit-inverted' } })

/** Limits of the air in a room. */
export const Climate = z.strictObject({
  temperature: range(-40, 60).optional().describe('Degrees Celsius.'),
  humidity: range(0, 100).optional().describe('Percent, relative.'),
})
export type Climate = z.infer<typeof Climate>

/** Lengths and loads of a place, or of what stands there. */
export const room = {
  doorWidth: z.int().min(1).max(10_000).optional().describe('Millimetres.'),
  floorLoad: z.int().min(1).max(100_000).optional().describe('Kilograms per square metre.'),
  freeArea: z.int().min(1).max(100_000).optional().describe('Square decimetres.'),
}

/** What equipment of a type asks of its place and of its donor, besides the mains. What is absent is not asked for. */
export const Requirements = z.strictObject({
  features: z.array(SiteFeature).max(SiteFeature.options.length).default([]),
  climate: Climate.optional().describe('What the air must stay within.'),
  ...room,
  manuals: z
    .array(z.enum(['user', 'service', 'installation']))
    .max(3)
    .default([])
    .describe('Manuals that come along, in a language that the department reads.'),
  consumablesMonths: z
    .int()
    .min(1)
    .max(60)
    .optional()
    .describe('For how long consumables are to be assured.'),
  training: z.boolean().default(false).describe('Whether its users and technicians must be trained.'),
})
export type Requirements = z.infer<typeof Requirements>
