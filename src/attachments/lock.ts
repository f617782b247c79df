import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../database/client.ts'

/** Apart from the locks of other uses, which take one number; the first of two is the use, the second the file. */
const use = 23746

const keyOf = (sha256: string): SQL => sql`${use}, hashtext(${sha256})`

/** To the end of the transaction nobody removes the file; others may store it as well. */
export const shareHash = (tx: Tx, sha256: string) =>
  tx.execute(sql`select pg_advisory_xact_lock_shared(${keyOf(sha256)})`)

/** To the end of the transaction nobody else stores or removes the file. */
export const ownHash = (tx: Tx, sha256: string) =>
  tx.execute(sql`select pg_advisory_xact_lock(${keyOf(sha256)})`)
