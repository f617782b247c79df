import type { Config } from '../config.ts'
import type { Place } from './client.ts'
import { startEmbedded } from './embedded/start.ts'
import { migrate } from './migrate.ts'
import { applicationRole, createDatabase, ownerRole } from './roles.ts'

export interface OpenDatabase {
  /** The migrated database, to enter as the application. */
  place: Place
  /** Folder of the embedded database's data; undefined where the database is somebody else's. */
  folder?: string
  /** Stops the embedded server. */
  stop: () => Promise<void>
}

type Where = Pick<Config, 'databaseUrl' | 'ownerDatabaseUrl' | 'dataDir'>

const roleOf = (url: string) => decodeURIComponent(new URL(url).username)

/** Migrates a database that is somebody else's, and lets the role of `databaseUrl` in. */
export const migrateConfigured = (databaseUrl: string, ownerDatabaseUrl: string): Promise<void> =>
  migrate({ url: ownerDatabaseUrl }, roleOf(databaseUrl))

/** Starts the embedded server, or finds the one that is configured, and brings its database up to date. */
export const openDatabase = async (where: Where, log: (message: string) => void): Promise<OpenDatabase> => {
  const { databaseUrl, ownerDatabaseUrl = databaseUrl, dataDir } = where
  if (databaseUrl && ownerDatabaseUrl) {
    await migrateConfigured(databaseUrl, ownerDatabaseUrl)
    return { place: { url: databaseUrl }, stop: async () => {} }
  }
  const server = await startEmbedded({ folder: dataDir, log })
  const as = (username: string, database = 'besik') => ({
    host: server.socketDirectory,
    port: server.port,
    database,
    username,
  })
  try {
    await createDatabase(as(server.superuser, 'postgres'), 'besik')
    await migrate(as(ownerRole), applicationRole)
  } catch (error) {
    await server.stop()
    throw error
  }
  return { place: as(applicationRole), folder: server.folder, stop: () => server.stop() }
}
