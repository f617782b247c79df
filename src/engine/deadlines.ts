import { asc, inArray, lte, sql } from 'drizzle-orm'
import type { Database } from '../database/client.ts'
import { deadlines, workflows } from '../database/tables.ts'
import { openDecision } from './decide.ts'
import { createRead, type Details } from './read.ts'
import { StreamMoved } from './retry.ts'
import { createAppend } from './write.ts'

/** Streams that one transaction takes on. */
const batch = 20

/**
 * Fires deadlines that have fallen due by the database's clock; answers how many. The timer is spent in the
 * transaction that stores what it brought about, so it fires exactly once, on whatever number of nodes: each locks
 * streams that no other has locked. Streams are locked before their deadlines, in the order writers do.
 */
export const fireDue = (db: Database, details: Details): Promise<number> =>
  db.transaction(async (tx) => {
    const due = lte(deadlines.dueAt, sql`now()`)
    const soonest = tx
      .select({ id: deadlines.streamId })
      .from(deadlines)
      .where(due)
      .orderBy(asc(deadlines.dueAt))
    const candidates = [...new Set((await soonest.limit(batch)).map(({ id }) => id))]
    if (candidates.length === 0) return 0
    const locked = await tx
      .select({ id: workflows.id })
      .from(workflows)
      .where(inArray(workflows.id, candidates))
      .orderBy(asc(workflows.id))
      .for('update', { skipLocked: true })
    if (locked.length === 0) return 0
    const streams = locked.map(({ id }) => id)
    const passed = await tx
      .select()
      .from(deadlines)
      .where(sql`${inArray(deadlines.streamId, streams)} and ${due}`)
      .orderBy(asc(deadlines.dueAt))
    const read = createRead(tx, details)
    const append = createAppend(tx)
    for (const deadline of passed) {
      const [found] = await read([
        { id: deadline.workflowId, also: [], reach: true, principalId: null, key: null },
      ])
      if (!found) throw new Error(`deadline ${deadline.name} of ${deadline.workflowId}: no such row`)
      const { stream, rows, now, target } = found
      // An earlier deadline of the same moment may have put this one off or away.
      if (!found.deadlines.some(({ sendId }) => sendId === deadline.sendId)) continue
      const decision = openDecision({
        stream,
        rows,
        actor: { deadline: deadline.name },
        occurredAt: now,
        now,
      })
      decision.pass(target, deadline)
      const closed = decision.close()
      if (!(await append([{ decision: closed }])).has(stream.id)) throw new StreamMoved()
    }
    return passed.length
  })
