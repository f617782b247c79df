import * as z from 'zod'
import { Id, identifier, line, Names, Timestamp } from './primitives.ts'
import { Requirements } from './site.ts'

export const NomenclatureCode = z
  .strictObject({
    system: z.enum(['EMDN', 'GMDN', 'UMDNS', 'HS', 'other']),
    code: identifier(40),
    display: line(200).optional(),
    source: line(300).describe('Where the code was taken from.'),
  })
  .describe('A code of the equipment in a published nomenclature.')

export const Mains = z
  .strictObject({
    voltage: z.int().min(1).max(1000).describe('Volts.'),
    frequency: z.union([z.literal(50), z.literal(60)]).describe('Hertz.'),
    phases: z.union([z.literal(1), z.literal(3)]).default(1),
    plug: z
      .string()
      .regex(/^[A-O]$/)
      .optional()
      .describe('IEC plug type letter.'),
    power: z.int().min(1).max(1_000_000).optional().describe('Watts.'),
  })
  .describe('What the equipment needs from the mains.')

export const NewEquipmentType = z
  .strictObject({
    slug: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      .max(60)
      .describe('Stable name in the catalogue.'),
    names: Names,
    codes: z.array(NomenclatureCode).max(20).default([]),
    mains: Mains.optional(),
    requirements: Requirements.optional(),
    protocol: z
      .string()
      .max(60)
      .default('generic-device')
      .describe('Slug of the acceptance protocol by which units of it are checked.'),
  })
  .describe('A kind of equipment for the catalogue.')
  .meta({
    examples: [
      {
        slug: 'neonatal-incubator',
        names: {
          kk: 'Жаңа туған нәрестеге арналған инкубатор',
          ru: 'Инкубатор для новорождённых',
          en: 'Neonatal incubator',
        },
        mains: { voltage: 230, frequency: 50, plug: 'F' },
      },
    ],
  })
export type NewEquipmentType = z.infer<typeof NewEquipmentType>

export const EquipmentType = z
  .object({
    id: Id,
    slug: z.string(),
    names: z.object({ kk: z.string(), ru: z.string(), en: z.string() }),
    codes: z.array(
      z.object({ system: z.string(), code: z.string(), display: z.string().optional(), source: z.string() }),
    ),
    mains: z
      .object({
        voltage: z.int(),
        frequency: z.int(),
        phases: z.int(),
        plug: z.string().optional(),
        power: z.int().optional(),
      })
      .optional(),
    requirements: Requirements.optional(),
    protocol: z.string().describe('Slug of its acceptance protocol.'),
    createdAt: Timestamp,
  })
  .describe('A kind of equipment in the catalogue.')
export type EquipmentType = z.infer<typeof EquipmentType>

export const EquipmentTypeSummary = z.object({
  id: Id,
  slug: z.string(),
  names: z.object({ kk: z.string(), ru: z.string(), en: z.string() }),
})
