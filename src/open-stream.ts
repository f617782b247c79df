import type { Share } from '../schemas/donation.ts'
import type { Kind } from '../schemas/event.ts'
import type { WorkflowRole } from '../schemas/roles.ts'
import type { Tx } from './database/client.ts'
import { parties } from './database/tables.ts'
import { createStream } from './engine/create.ts'
import type { Sender } from './engine/dispatch.ts'

interface Opening {
  id: string
  kind: Kind
  /** The state that its workflow begins in. */
  state: string
  /** Of its first event. */
  type: string
  data: Record<string, unknown>
  input: object
  roles: Record<string, WorkflowRole[]>
  shareOf?: (organization: string) => Share | undefined
}

/** Makes a stream with its parties, inside the caller's transaction. */
export const openStream = async (
  tx: Tx,
  sender: Sender,
  now: string,
  { state, roles, shareOf, input, ...row }: Opening,
) => {
  await tx.insert(parties).values(
    Object.entries(roles).map(([organizationId, held]) => ({
      ...{ streamId: row.id, kind: row.kind, state },
      ...{ organizationId, roles: held, share: shareOf?.(organizationId) },
    })),
  )
  await createStream(tx, sender, now, { ...row, input: { ...input } })
}
