import { sql } from 'drizzle-orm'
import { connect, type Database, type Place } from './client.ts'

/** The role that owns the tables and migrates them, and the one the application works as. */
export const ownerRole = 'besik_owner'
export const applicationRole = 'besik_app'

const createRole = async (db: Database, name: string) => {
  const [known] = await db.execute(sql`select 1 from pg_roles where rolname = ${name}`)
  if (!known) await db.execute(sql`create role ${sql.identifier(name)} login`)
}

/**
 * Makes the two roles and the database `name`, where they are missing, on a server of our own that trusts its socket.
 * Processes that do so at once take turns.
 */
export const createDatabase = async (superuser: Place, name: string): Promise<void> => {
  const { db, close } = connect(superuser, { max: 1, name: 'besik-setup' })
  try {
    await db.execute(sql`select pg_advisory_lock(hashtext('besik-setup'))`)
    await createRole(db, ownerRole)
    await createRole(db, applicationRole)
    const [known] = await db.execute(sql`select 1 from pg_database where datname = ${name}`)
    if (!known)
      await db.execute(sql`create database ${sql.identifier(name)} owner ${sql.identifier(ownerRole)}`)
  } finally {
    await close()
  }
}
