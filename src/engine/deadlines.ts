import { and, asc, eq, lte, notInArray, sql } from 'drizzle-orm'
import { type Database, limitIdle, type Tx } from '../database/client.ts'
import { deadlines, workflows } from '../database/tables.ts'
import { openDecision } from './decide.ts'
import { createRead, type Details } from './read.ts'
import { StreamMoved } from './retry.ts'
import { createAppend } from './write.ts'

/** Streams that one round takes on, and deadlines of each. */
const batch = 20

const due = lte(deadlines.dueAt, sql`now()`)

const findStreams = async (db: Database, except: string[]) => {
  const soonest = await db
    .select({ id: deadlines.streamId })
    .from(deadlines)
    .where(and(due, notInArray(deadlines.streamId, except)))
    .orderBy(asc(deadlines.dueAt))
    .limit(batch)
  return new Set(soonest.map(({ id }) => id))
}

/** Locks the stream that its writers lock as well; answers false where somebody else is at it just now. */
const lock = async (tx: Tx, streamId: string) => {
  await limitIdle(tx)
  const mine = eq(workflows.id, streamId)
  const locked = tx
    .select({ id: workflows.id })
    .from(workflows)
    .where(mine)
    .for('update', { skipLocked: true })
  return (await locked).length > 0
}

/** Fires the due deadlines of a stream; answers how many. */
const fireStream = (db: Database, details: Details, streamId: string): Promise<number> =>
  db.transaction(async (tx) => {
    if (!(await lock(tx, streamId))) return 0
    const [read, append] = [createRead(tx, details), createAppend(tx)]
    const mine = and(eq(deadlines.streamId, streamId), due)
    const passed = await tx.select().from(deadlines).where(mine).orderBy(asc(deadlines.dueAt)).limit(batch)
    for (const deadline of passed) {
      const [found] = await read([
        { id: deadline.workflowId, kind: null, also: [], reach: true, principalId: null, key: null },
      ])
      if (!found) throw new Error(`deadline ${deadline.name} of ${deadline.workflowId}: no such row`)
      const { stream, rows, now, target } = found
      // An earlier deadline of the same moment may have put this one away.
      if (!found.deadlines.some(({ sendId }) => sendId === deadline.sendId)) continue
      const actor = { deadline: deadline.name }
      const decision = openDecision({ stream, rows, actor, occurredAt: now, now })
      decision.pass(target, deadline)
      const closed = decision.close()
      if (!(await append([{ decision: closed }])).has(stream.id)) throw new StreamMoved()
    }
    return passed.length
  })

/**
 * Makes the round that fires deadlines which have fallen due by the database's clock; a round answers how much it found
 * to do. The timer is spent in the transaction that stores what it brought about, so it fires exactly once, on whatever
 * number of nodes: each passes over streams that another has locked. One transaction a stream, so that no writer waits
 * for the deadlines of others.
 */
export const createFireDue = (db: Database, details: Details, onError: (error: unknown) => void) => {
  /** Streams whose deadlines could not be fired: passed over until nothing else is due, lest they hold up the others. */
  const failed = new Set<string>()
  return async (): Promise<number> => {
    let done = 0
    for (const id of await findStreams(db, [...failed]))
      try {
        done += await fireStream(db, details, id)
      } catch (error) {
        failed.add(id)
        done += 1
        onError(error)
      }
    if (done === 0) failed.clear()
    return done
  }
}
