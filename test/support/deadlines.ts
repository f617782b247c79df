import { and, eq, inArray, or, sql } from 'drizzle-orm'
import type { Database } from '../../src/database/client.ts'
import { deadlines } from '../../src/database/tables.ts'
import { details } from '../../src/details.ts'
import { createFireDue } from '../../src/engine/deadlines.ts'

/**
 * Lets deadlines of a workflow or of a whole stream fall due: those of the names, where there are any. They are held
 * against the database's clock; setting them back is what turning the clock would do. By a whole second, since the
 * column rounds to milliseconds, and what it holds for now may be due only in a moment.
 */
export const passTime = (db: Database, id?: string, ...names: string[]) =>
  db
    .update(deadlines)
    .set({ dueAt: sql`now() - interval '1 second'` })
    .where(
      and(
        id === undefined ? undefined : or(eq(deadlines.streamId, id), eq(deadlines.workflowId, id)),
        names.length > 0 ? inArray(deadlines.name, names) : undefined,
      ),
    )
    .returning({ id: deadlines.workflowId })

/** Makes the round that fires deadlines. */
export const makeFire = (db: Database) =>
  createFireDue(db, details, (error) => {
    throw error
  })

/** Fires deadlines until none is due, as the background would. */
export const fireAll = async (db: Database) => {
  const fire = makeFire(db)
  while ((await fire()) > 0);
}
