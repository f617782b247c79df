import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { type Options, openPool } from './pool.ts'

/** Where a database is and as whom to enter it: a URL, or a socket folder or host with its parts. */
export type Place =
  | { url: string }
  | { host: string; port: number; database: string; username: string; password?: string }

export interface ConnectOptions {
  /** Connections at most. Eight to ten saturate two cores; more is slower. */
  max?: number
  name?: string
}

/** Opens a pool; no connection is made before the first query. */
export const connect = (place: Place, { max = 10, name = 'besik' }: ConnectOptions = {}) => {
  const options: Options = {
    connect_timeout: 5,
    // The driver counts failures over the whole pool: after one crash of the server it would wait up to 20 s.
    backoff: () => 0.1,
    // Besik names the type of every parameter, so that a new connection need not ask for the server's types.
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: name },
    ...('url' in place ? {} : place),
  }
  const open = (own: Options) =>
    'url' in place ? postgres(place.url, { ...options, ...own }) : postgres({ ...options, ...own })
  const { client, close } = openPool(open, max)
  return { db: drizzle(client), close }
}

export type Database = ReturnType<typeof connect>['db']

/** A parameter of this type says: only inside a transaction. A `Database` is not assignable to it. */
export type Tx = Parameters<Parameters<Database['transaction']>[0]>[0]

/**
 * Lets the database end the transaction of a node that freezes in the middle of it, so that others need not wait for
 * its locks for ever. Local to the transaction: a setting of the connection would not get past every pooler.
 */
export const limitIdle = (tx: Tx) => tx.execute(sql`set local idle_in_transaction_session_timeout = '10s'`)
