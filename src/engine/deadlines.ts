import { and, asc, inArray, lte, notInArray, sql } from 'drizzle-orm'
import type { Database, Tx } from '../database/client.ts'
import { deadlines, workflows } from '../database/tables.ts'
import { openDecision } from './decide.ts'
import { createRead, type Details } from './read.ts'
import { StreamMoved } from './retry.ts'
import { createAppend } from './write.ts'

/** Streams that one transaction takes on. */
const batch = 20

const due = lte(deadlines.dueAt, sql`now()`)

/** Locks streams with a due deadline, soonest first, passing over those that somebody else has locked. */
const lockDue = async (tx: Tx, except: string[]) => {
  const soonest = await tx
    // A node that freezes here lets go of what it has locked.
    .select({
      id: deadlines.streamId,
      _: sql`set_config('idle_in_transaction_session_timeout', '10s', true)`,
    })
    .from(deadlines)
    .where(and(due, notInArray(deadlines.streamId, except)))
    .orderBy(asc(deadlines.dueAt))
    .limit(batch)
  if (soonest.length === 0) return []
  const candidates = soonest.map(({ id }) => id)
  const locked = await tx
    .select({ id: workflows.id })
    .from(workflows)
    .where(inArray(workflows.id, candidates))
    .orderBy(asc(workflows.id))
    .for('update', { skipLocked: true })
  return locked.map(({ id }) => id)
}

/** Fires the due deadlines of one stream that the transaction has locked. */
const fireStream = async (tx: Tx, details: Details, streamId: string) => {
  const [read, append] = [createRead(tx, details), createAppend(tx)]
  const mine = and(sql`${deadlines.streamId} = ${streamId}`, due)
  const passed = await tx.select().from(deadlines).where(mine).orderBy(asc(deadlines.dueAt))
  for (const deadline of passed) {
    const [found] = await read([
      { id: deadline.workflowId, also: [], reach: true, principalId: null, key: null },
    ])
    if (!found) throw new Error(`deadline ${deadline.name} of ${deadline.workflowId}: no such row`)
    const { stream, rows, now, target } = found
    // An earlier deadline of the same moment may have put this one off or away.
    if (!found.deadlines.some(({ sendId }) => sendId === deadline.sendId)) continue
    const actor = { deadline: deadline.name }
    const decision = openDecision({ stream, rows, actor, occurredAt: now, now })
    decision.pass(target, deadline)
    const closed = decision.close()
    if (!(await append([{ decision: closed }])).has(stream.id)) throw new StreamMoved()
  }
}

/**
 * Makes the round that fires deadlines which have fallen due by the database's clock; a round answers how many streams
 * it took on. The timer is spent in the transaction that stores what it brought about, so it fires exactly once, on
 * whatever number of nodes: each locks streams that no other has locked. Streams are locked before their deadlines, in
 * the order writers do.
 */
export const createFireDue = (db: Database, details: Details, onError: (error: unknown) => void) => {
  /** Streams whose deadlines could not be fired: passed over until nothing else is due, lest they hold up the others. */
  const failed = new Set<string>()
  return async (): Promise<number> => {
    const faults: { id: string; error: unknown }[] = []
    const taken = await db.transaction(async (tx) => {
      const streams = await lockDue(tx, [...failed])
      for (const id of streams)
        try {
          await tx.transaction((savepoint) => fireStream(savepoint, details, id))
        } catch (error) {
          faults.push({ id, error })
        }
      return streams.length
    })
    if (taken === 0) failed.clear()
    for (const { id, error } of faults) {
      failed.add(id)
      onError(error)
    }
    return taken
  }
}
