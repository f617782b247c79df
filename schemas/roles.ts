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

/**
 * A role in any workflow. What somebody began has an owner, a memorandum members besides, and a programme funders.
 */
export const WorkflowRole = z
  .enum([...roles, 'owner', 'member', 'funder'])
  .describe('A role in a donation; or `owner`, `member` of a memorandum, `funder` of a programme.')
export type WorkflowRole = z.infer<typeof WorkflowRole>
