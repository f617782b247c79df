import * as z from 'zod'
import { Timestamp } from './primitives.ts'
import { WorkflowRole } from './roles.ts'

export const OpenDeadline = z.object({
  name: z.string().describe('Name of the delay in the workflow.'),
  dueAt: Timestamp,
})

/** What every resource that runs through a workflow shows of it. */
export const workflowFields = {
  state: z.string().describe('State of its workflow; changed only by events.'),
  version: z.int().describe('Counts its changes; the number in its ETag.'),
  waitingFor: z.array(WorkflowRole).describe('Roles whose turn it is.'),
  availableEvents: z.array(z.string()).describe('Event types the caller may send now.'),
  deadlines: z.array(OpenDeadline),
  updatedAt: Timestamp,
}
