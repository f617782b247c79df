import * as z from 'zod'
import { GateCode, Guidance } from './gate.ts'
import { Names } from './primitives.ts'
import { Role } from './roles.ts'

const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60)

/** What of an equipment type's requirements makes a question be asked. */
export const AskedBy = z.enum([
  'userManual',
  'serviceManual',
  'installationManual',
  'consumables',
  'training',
  'room',
])
export type AskedBy = z.infer<typeof AskedBy>

const Item = z.strictObject({
  id: Slug.describe('Stable within its checklist, over all versions.'),
  gate: GateCode.describe('The gate that it serves.'),
  askedBy: AskedBy.describe('The requirement of an equipment type that makes it be asked.'),
  texts: Names.describe('A question that yes settles.'),
  by: z.array(Role).min(1).describe('Roles that may answer it: those who can know.'),
  mayNotApply: z
    .boolean()
    .default(false)
    .describe('Whether `notApplicable`, with a note, settles it as well.'),
  source: Guidance,
})
export type ChecklistItem = z.output<typeof Item>

/** Questions that no machine can compare. */
export const Checklist = z
  .strictObject({
    slug: Slug.describe('Stable name of the checklist.'),
    version: z.int().min(1).describe('Grows with every change; an earlier version stays readable.'),
    names: Names,
    items: z.array(Item).min(1).max(60),
  })
  .describe('What people answer before a shipment leaves.')
export type Checklist = z.output<typeof Checklist>
