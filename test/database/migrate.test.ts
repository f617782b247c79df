import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'drizzle-orm'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import t, { type Test } from 'tap'
import { connect, type Place } from '../../src/database/client.ts'
import { migrate } from '../../src/database/migrate.ts'
import { applicationRole } from '../../src/database/roles.ts'
import { useDatabase } from '../support/postgres.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')

const enter = (t: Test, place: Place) => {
  const { db, close } = connect(place, { max: 2 })
  t.teardown(close)
  return db
}

const listTables = async (db: ReturnType<typeof enter>) => {
  const rows = await db.execute<{ name: string }>(
    sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  )
  return rows.map(({ name }) => name)
}

t.test('refuses a database that has other migrations than the code', async (t) => {
  const { owner } = await useDatabase(t)
  const db = enter(t, owner)
  await db.execute(
    sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of a later release', 9999999999999)`,
  )
  await t.rejects(migrate(owner, applicationRole), {
    message: /^the database has \d+ migrations, and the code \d+$/,
  })
})

t.test('lets the application add to the log, and neither change nor remove what it holds', async (t) => {
  const { application } = await useDatabase(t)
  const db = enter(t, application)
  const id = '00000000-0000-4000-8000-000000000001'
  await db.execute(
    sql`insert into events (stream_id, sequence, id, body, hash) values (${id}, 1, ${id}, '{}', '')`,
  )
  await db.execute(
    sql`insert into publications (position, stream_id, sequence, type) values (1, ${id}, 1, 'unit.accepted')`,
  )
  await db.execute(sql`insert into feed (organization_id, position) values (${id}, 1)`)
  for (const [table, column] of [
    ['events', 'sequence'],
    ['publications', 'position'],
    ['feed', 'position'],
  ] as const)
    for (const statement of [
      `update ${table} set ${column} = 2`,
      `delete from ${table}`,
      `truncate ${table}`,
      `drop table ${table}`,
      `alter table ${table} add column more int`,
      `alter table ${table} disable trigger all`,
      `create trigger t before insert on ${table} for each row execute function suppress_redundant_updates_trigger()`,
      `select * from ${table} for update`,
    ])
      await t.rejects(db.execute(statement), { cause: { code: '42501' } }, statement)
  t.same([...(await db.execute(sql`select count(*)::int as n from events`))], [{ n: 1 }])
})

t.test('gives the application nothing of its own, and no way to make something', async (t) => {
  const { application } = await useDatabase(t)
  const db = enter(t, application)
  const owned = await db.execute(
    sql`select relname from pg_class join pg_roles r on r.oid = relowner where rolname = current_user`,
  )
  t.same([...owned], [])
  for (const statement of [
    'create table mine (n int)',
    'create schema mine',
    'select * from drizzle.__drizzle_migrations',
    'set role besik_owner',
  ])
    await t.rejects(db.execute(statement), { cause: { code: '42501' } }, statement)
})

t.test('makes an empty database ready, and leaves a ready one as it is', async (t) => {
  const { owner, application } = await useDatabase(t, { migrated: false })
  await migrate(owner, applicationRole)
  const db = enter(t, application)
  const tables = await listTables(db)
  t.ok(
    ['deadlines', 'deliveries', 'events', 'feed', 'parties', 'unpublished', 'workflows'].every((name) =>
      tables.includes(name),
    ),
  )
  await db.execute(sql`update feed_head set position = 7`)
  await migrate(owner, applicationRole)
  t.same(await listTables(db), tables)
  t.same([...(await db.execute(sql`select id, position::int from feed_head`))], [{ id: 1, position: 7 }])
})

/** Applies the migrations before one, as an earlier release did. */
const migrateUntil = async (t: Test, place: Place, tag: string) => {
  const migrationsFolder = mkdtempSync(join(tmpdir(), 'besik-earlier-'))
  t.teardown(() => rmSync(migrationsFolder, { recursive: true, force: true }))
  cpSync(join(root, 'migrations'), migrationsFolder, { recursive: true })
  const file = join(migrationsFolder, 'meta/_journal.json')
  const journal: { entries: { tag: string }[] } = JSON.parse(readFileSync(file, 'utf8'))
  const count = journal.entries.findIndex((entry) => entry.tag === tag)
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }))
  const db = enter(t, place)
  await applyMigrations(db, { migrationsFolder })
  return db
}

t.test('notes the type of what an earlier release wrote, published or not', async (t) => {
  const { owner, application } = await useDatabase(t, { migrated: false })
  const earlier = await migrateUntil(t, owner, '0002_webhooks')
  const stream = '00000000-0000-4000-8000-000000000001'
  const types = ['donation.pledged', 'donation.agreed', 'contract.drafted', 'contract.signed']
  const idOf = (sequence: number) => `00000000-0000-4000-8000-00000000010${sequence}`
  for (const [place, type] of types.entries()) {
    const sequence = place + 1
    const body = JSON.stringify({ data: { type: 'of its own' }, id: idOf(sequence), type })
    await earlier.execute(
      sql`insert into events (stream_id, sequence, id, body, hash) values (${stream}, ${sequence}, ${idOf(sequence)}, ${body}, '')`,
    )
    await earlier.execute(
      sequence < 3
        ? sql`insert into publications (position, stream_id, sequence) values (${sequence}, ${stream}, ${sequence})`
        : sql`insert into unpublished (stream_id, sequence) values (${stream}, ${sequence})`,
    )
  }
  await migrate(owner, applicationRole)
  const db = enter(t, application)
  t.same(
    [...(await db.execute(sql`select sequence, type from publications order by position`))],
    [
      { sequence: 1, type: 'donation.pledged' },
      { sequence: 2, type: 'donation.agreed' },
    ],
  )
  t.same(
    [...(await db.execute(sql`select sequence, event_id as id, type from unpublished order by sequence`))],
    [
      { sequence: 3, id: idOf(3), type: 'contract.drafted' },
      { sequence: 4, id: idOf(4), type: 'contract.signed' },
    ],
  )
})

t.test('lets several processes migrate at once', { timeout: 60_000 }, async (t) => {
  const { owner, application } = await useDatabase(t, { migrated: false })
  const script = `
    import { migrate } from '${new URL('../../src/database/migrate.ts', import.meta.url)}'
    await migrate(JSON.parse(process.argv[1]), '${applicationRole}')`
  await Promise.all(
    Array.from({ length: 6 }, () =>
      run(process.execPath, ['--input-type=module', '-e', script, JSON.stringify(owner)], { cwd: root }),
    ),
  )
  const db = enter(t, owner)
  const [applied] = await db.execute(
    sql`select count(*)::int as all, count(distinct hash)::int as different from drizzle.__drizzle_migrations`,
  )
  t.equal(applied?.all, applied?.different, 'each migration was applied once')
  t.same([...(await db.execute(sql`select id, position::int from feed_head`))], [{ id: 1, position: 0 }])
  t.ok((await listTables(enter(t, application))).length > 10)
})
