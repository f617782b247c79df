import type { WorkflowRole } from '../../schemas/roles.ts'
import { news } from './decide.ts'
import { availableEvents, type Row, waitingFor } from './snapshot.ts'

/** What a resource is rendered from: its row, its noun's unchanging part, and who looks at it. */
export interface View {
  row: Row
  /** Rows that are newer than what `detail` says of them. */
  rows: Row[]
  roles: readonly WorkflowRole[]
  organization: string
  deadlines: { name: string; dueAt: string }[]
  /** JSON text. */
  detail: string
}

/** What every resource that runs through a workflow shows of it; see `workflowFields` in `schemas/resource.ts`. */
export const workflowPart = ({ row, roles, organization, deadlines }: View) => ({
  state: row.state,
  version: row.version,
  waitingFor: [...waitingFor(row)],
  availableEvents: availableEvents(row, roles, organization),
  // News of another stream come as a deadline, which is due at once and nobody's to wait for.
  deadlines: deadlines.filter(({ name }) => name !== news).map(({ name, dueAt }) => ({ name, dueAt })),
  updatedAt: row.updatedAt,
})

export const etag = (version: number): string => `"${version}"`
