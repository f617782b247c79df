import * as z from 'zod'

/** An organization's role in one donation. `signatory` is not a role: the contract names its signatories. */
export const roles = [
  'donor',
  'recipient',
  'coordinator',
  'partner',
  'supplier',
  'carrier',
  'authority',
] as const
export const Role = z.enum(roles).describe("An organization's role in one donation.")
export type Role = z.infer<typeof Role>
