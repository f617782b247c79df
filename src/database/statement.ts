import type { SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Database, Tx } from './client.ts'
import type { Statement } from './list.ts'

const dialect = new PgDialect()

/** Prepares a statement whose rows are taken as the driver reads them: mapping a row costs Drizzle more than reading it. */
export const prepareStatement = <Row>(db: Database | Tx, name: string, query: SQL): Statement<Row> =>
  db._.session.prepareQuery<{ execute: Row[]; all: Row[]; values: unknown[][] }>(
    dialect.sqlToQuery(query),
    undefined,
    name,
    false,
  )
