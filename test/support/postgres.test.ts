import postgres from 'postgres'
import t from 'tap'
import { type TestDatabase, useDatabase } from './postgres.ts'

type Login = TestDatabase['owner']

async function query<Row>(login: Login, statement: string): Promise<Row[]> {
  const sql = postgres({ ...login, max: 1, onnotice: () => {} })
  return sql.unsafe<Row[] & object[]>(statement).finally(() => sql.end())
}

t.test('gives each test a migrated database of its own', async (t) => {
  const [one, other] = await Promise.all([useDatabase(t), useDatabase(t)])
  t.not(one.owner.database, other.owner.database)
  await query(one.owner, 'create table mine (id int)')
  t.same(await query(other.owner, `select to_regclass('mine') as found, to_regclass('events') as events`), [
    { found: null, events: 'events' },
  ])
})

t.test('lets the application in as a role that owns nothing and cannot rewrite the log', async (t) => {
  const { application } = await useDatabase(t)
  t.same(await query(application, 'select * from events'), [])
  await t.rejects(query(application, 'delete from events'), { code: '42501' })
  await t.rejects(query(application, 'drop table events'), { code: '42501' })
})

t.test('gives an empty database on demand', async (t) => {
  const { owner } = await useDatabase(t, { migrated: false })
  t.same(await query(owner, `select to_regclass('events') as found`), [{ found: null }])
})

t.test('drops the database when the test is over', async (t) => {
  let name = ''
  await t.test('a test that uses a database', async (t) => {
    name = (await useDatabase(t)).owner.database
  })
  const { superuser } = await useDatabase(t, { migrated: false })
  t.same(await query(superuser, `select from pg_database where datname = '${name}'`), [])
})
