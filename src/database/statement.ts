import { fillPlaceholders, type SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { PostgresJsSession } from 'drizzle-orm/postgres-js'
import type { Database, Tx } from './client.ts'
import type { Statement } from './list.ts'

const dialect = new PgDialect()

/**
 * Prepares a statement whose rows are taken as the driver reads them: what Drizzle does around each execution costs more
 * than reading them. Its name leads the text, by which the server's log and its views of statements tell it.
 */
export const prepareStatement = <Row extends object>(
  { _: { session } }: Database | Tx,
  name: string,
  query: SQL,
): Statement<Row> => {
  if (!(session instanceof PostgresJsSession)) throw new Error('statements are prepared with the driver')
  const { client } = session
  const { sql, params } = dialect.sqlToQuery(query)
  const text = `/* ${name} */ ${sql.trim()}`
  return {
    execute: (values) => client.unsafe(text, fillPlaceholders(params, values), { prepare: true }),
  }
}
