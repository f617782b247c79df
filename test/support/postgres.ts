import postgres from 'postgres'
import root, { type Test } from 'tap'
import { migrate } from '../../src/database/migrate.ts'
import { applicationRole, ownerRole } from '../../src/database/roles.ts'
import { dropDatabases, type Login, makePrefix, readUrl, startTestServer, withSuperuser } from './server.ts'

/** One database, and the logins to it: the application's, the one that owns the tables, and the superuser's. */
export interface TestDatabase {
  application: Login
  owner: Login
  superuser: Login
}

interface Run {
  url: string
  prefix: string
}

let run: Promise<Run> | undefined
let template: Promise<string> | undefined
let count = 0

/** Makes a database for one test, migrated unless told otherwise, and drops it when the test is over. */
export async function useDatabase(t: Test, { migrated = true } = {}): Promise<TestDatabase> {
  run ??= findRun()
  const { url, prefix } = await run
  template ??= makeTemplate(await run)
  const source = migrated ? await template : 'template0'
  count += 1
  const name = `${prefix}_${process.pid}_${count}`
  await withSuperuser(
    url,
    (sql) => sql`create database ${sql(name)} template ${sql(source)} owner ${sql(ownerRole)}`,
  )
  t.teardown(() => withSuperuser(url, (sql) => sql`drop database if exists ${sql(name)} with (force)`))
  return logIn(url, name)
}

/** A session of one that may do anything: for what no role of the application can bring about. */
export function enterAsSuperuser(t: Pick<Test, 'teardown'>, { superuser }: TestDatabase): postgres.Sql {
  const sql = postgres({ ...superuser, max: 1, onnotice: () => {} })
  t.teardown(() => sql.end())
  return sql
}

function logIn(url: string, database: string): TestDatabase {
  const superuser = { ...readUrl(url), database }
  const as = (role: string) => ({ ...superuser, username: role, password: role })
  return { application: as(applicationRole), owner: as(ownerRole), superuser }
}

/** `npm test` gives its tests one server; a test file started by itself brings its own, or uses the one it is told of. */
async function findRun(): Promise<Run> {
  const { BESIK_TEST_DATABASE_URL: given, BESIK_TEST_RUN: prefix } = process.env
  if (given && prefix) return { url: given, prefix }
  const server = given ? undefined : await startTestServer()
  const own = { url: given ?? server?.url ?? '', prefix: makePrefix() }
  root.teardown(async () => {
    await dropDatabases(own.url, own.prefix)
    await server?.stop()
  })
  return own
}

/**
 * Copying a migrated database is ten times as fast as migrating an empty one. Who comes first makes it, under another
 * name until it is whole; the others wait.
 */
async function makeTemplate({ url, prefix }: Run): Promise<string> {
  const [name, draft] = [`${prefix}_template`, `${prefix}_draft`]
  await withSuperuser(url, async (sql) => {
    await sql`select pg_advisory_lock(hashtext('besik test template'))`
    const [found] = await sql`select from pg_database where datname = ${name}`
    if (found) return
    for (const role of [ownerRole, applicationRole]) {
      const [known] = await sql`select from pg_roles where rolname = ${role}`
      if (!known) await sql.unsafe(`create role ${role} login password '${role}'`)
    }
    await sql`drop database if exists ${sql(draft)}`
    await sql`create database ${sql(draft)} template template0 owner ${sql(ownerRole)}`
    await migrate(logIn(url, draft).owner, applicationRole)
    await sql`alter database ${sql(draft)} rename to ${sql(name)}`
  })
  return name
}
