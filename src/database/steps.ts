import { type SQL, sql } from 'drizzle-orm'
import type { Database, Tx } from './client.ts'

const any = { id: sql`id`.as('id') }

/** The steps of one statement, each of which may write, and read those before it: for `db.with(...)`, in their order. */
export const toSteps = (db: Database | Tx, steps: Record<string, SQL>) =>
  Object.entries(steps).map(([name, query]) => db.$with(name, any).as(query))

/** A column of an answer, by its name in the statement. */
export const column = <Type>(name: string) => sql<Type>`${sql.identifier(name)}`.as(name)
