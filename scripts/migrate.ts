import { readConfig } from '../src/config.ts'
import { migrateConfigured } from '../src/database/open.ts'

// For those who migrate in a step of its own before they roll a release out; a service does the same at its start.
const { databaseUrl, ownerDatabaseUrl } = readConfig()
if (!databaseUrl || !ownerDatabaseUrl) {
  process.stderr.write(
    'Set DATABASE_URL. The embedded database is brought up to date when the service starts.\n',
  )
  process.exit(1)
}
await migrateConfigured(databaseUrl, ownerDatabaseUrl)
process.stdout.write('The database is up to date.\n')
