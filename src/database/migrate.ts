import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import { connect, type Database, type Place } from './client.ts'

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))
/** Any number will do, as long as every version of Besik takes the same: "besik" on a telephone keypad. */
const lock = 23745

/** The log and what is derived from it are only ever added to. */
const appendOnly = sql.raw('events, publications, feed')

const countMigrations = (): number => {
  const journal: { entries: unknown[] } = JSON.parse(
    readFileSync(`${migrationsFolder}/meta/_journal.json`, 'utf8'),
  )
  return journal.entries.length
}

/** Lets `role` work with the tables, but neither own them nor rewrite the log, not for a moment. */
const grant = (db: Database, role: string) =>
  db.transaction(async (tx) => {
    const to = sql.identifier(role)
    await tx.execute(sql`grant usage on schema public to ${to}`)
    await tx.execute(sql`grant select, insert, update, delete on all tables in schema public to ${to}`)
    await tx.execute(sql`grant usage on all sequences in schema public to ${to}`)
    await tx.execute(sql`revoke update, delete, truncate on ${appendOnly} from ${to}`)
  })

const currentRole = async (db: Database): Promise<string> => {
  const [row] = await db.execute<{ role: string }>(sql`select current_user as role`)
  return row?.role ?? ''
}

/**
 * Brings the database up to date as its owner, and lets the application's role in. Any number of processes may do so
 * at once: they take turns. Throws where afterwards the count of migrations is not what the code expects, as when
 * one was added with an older stamp and so left out without a word.
 */
export const migrate = async (owner: Place, role: string): Promise<void> => {
  const { db, close } = connect(owner, { max: 1, name: 'besik-migrate' })
  try {
    await db.execute(sql`select pg_advisory_lock(${lock})`)
    await applyMigrations(db, { migrationsFolder })
    const [applied] = await db.execute<{ count: number }>(
      sql`select count(*)::int as count from drizzle.__drizzle_migrations`,
    )
    const expected = countMigrations()
    if (applied?.count !== expected)
      throw new Error(`the database has ${applied?.count} migrations, and the code ${expected}`)
    await db.execute(sql`insert into feed_head (id, position) values (1, 0) on conflict do nothing`)
    if (role !== (await currentRole(db))) await grant(db, role)
    await db.execute(sql`select pg_advisory_unlock(${lock})`)
  } finally {
    await close()
  }
}
