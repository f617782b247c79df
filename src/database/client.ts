import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

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
  const options: postgres.Options<Record<string, never>> = {
    max,
    connect_timeout: 5,
    // Besik names the type of every parameter, so that a new connection need not ask for the server's types.
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: name },
  }
  const client = 'url' in place ? postgres(place.url, options) : postgres({ ...options, ...place })
  return { db: drizzle(client), close: () => client.end({ timeout: 5 }) }
}

export type Database = ReturnType<typeof connect>['db']

/** A parameter of this type says: only inside a transaction. A `Database` is not assignable to it. */
export type Tx = Parameters<Parameters<Database['transaction']>[0]>[0]
