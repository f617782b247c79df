import * as z from 'zod'
import { Id, line, Names, Timestamp, WebAddress } from './primitives.ts'

const Slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

/** Where a limit or a check was read; a limit that nobody can look up is not shipped. */
const Source = z
  .strictObject({ document: line(200), clause: line(120).optional(), url: WebAddress.optional() })
  .describe('Where the check, and its limit, were read.')

const common = {
  id: Slug.max(60).describe('Stable within its protocol, over all versions.'),
  texts: Names.describe('What to check, as a question or an instruction.'),
  hint: Names.optional().describe('How to check it.'),
  isSafety: z.boolean().describe('A unit that fails it is never accepted; nobody can take it out.'),
  isRequired: z
    .boolean()
    .describe('Without its result a unit is neither accepted nor accepted with remarks.'),
  needsPhoto: z.boolean().default(false).describe('Whether a photo has to show it.'),
  needsInstrument: z.boolean().default(false).describe('Whether a measuring instrument has to be named.'),
  source: Source.optional(),
}

export const Limit = z
  .strictObject({ min: z.number().optional(), max: z.number().optional() })
  .refine(({ min, max }) => min !== undefined || max !== undefined, { params: { code: 'limit-empty' } })
  .refine(({ min, max }) => min === undefined || max === undefined || min <= max, {
    params: { code: 'limit-inverted' },
  })
  .describe('Bounds that belong to the permitted values.')

/** One thing to check; `type` says what its result is. */
export const Check = z
  .discriminatedUnion('type', [
    z.strictObject({
      ...common,
      type: z.literal('boolean'),
      expects: z.boolean().default(true).describe('The answer that passes.'),
    }),
    z.strictObject({
      ...common,
      type: z.literal('number'),
      unit: line(20).describe('Unit of measure, as UCUM writes it, such as `mOhm` or `Cel`.'),
      limit: Limit.optional().describe('Absent where a value is only recorded.'),
    }),
    z.strictObject({ ...common, type: z.literal('text') }),
    z.strictObject({
      ...common,
      type: z.literal('choice'),
      options: z
        .array(z.strictObject({ value: Slug.max(40), texts: Names, passes: z.boolean() }))
        .min(2)
        .max(12),
    }),
    z.strictObject({ ...common, type: z.literal('photo') }),
  ])
  .describe('One thing to check on a unit.')
export type Check = z.output<typeof Check>

/** What a hospital checks on a unit before it takes it over. */
export const Protocol = z
  .strictObject({
    slug: Slug.max(60).describe('Stable name of the protocol.'),
    version: z.int().min(1).describe('Grows with every change; an earlier version stays readable.'),
    names: Names,
    scope: Names.optional().describe('What it covers and what it leaves to the hospital.'),
    checks: z.array(Check).min(1).max(60),
  })
  .describe('An acceptance protocol: what is checked on a unit, with limits and their sources.')
export type Protocol = z.output<typeof Protocol>

/** A check that a hospital asks for besides those of the protocol. */
export const NewCheck = z.strictObject({ check: Check }).describe("A hospital's own check.")

export const AdditionalCheck = z
  .object({
    id: Id,
    equipmentType: Id,
    check: Check,
    createdAt: Timestamp,
    withdrawnAt: Timestamp.optional().describe('From then on no unit is planned with it.'),
  })
  .describe("A hospital's own check, pinned to units that are planned for it.")
export type AdditionalCheck = z.infer<typeof AdditionalCheck>

/** The published JSON Schema of a protocol, `openapi/protocol.schema.json`. */
export const renderProtocolSchema = (): string =>
  `${JSON.stringify({ title: 'Acceptance protocol', ...z.toJSONSchema(Protocol, { io: 'input' }) }, null, 2)}\n`
