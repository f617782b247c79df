import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import t from 'tap'
import { findExcessRights } from '../../src/database/check.ts'
import { connect } from '../../src/database/client.ts'
import { ownerRole } from '../../src/database/roles.ts'
import { useDatabase } from '../support/postgres.ts'

t.test('tells what a role may do that it should not', async (t) => {
  const { application, owner, superuser } = await useDatabase(t)
  const admin = connect(superuser, { max: 1 })
  const roles: string[] = []
  t.teardown(async () => {
    for (const role of roles) {
      await admin.db.execute(`drop owned by ${role}`)
      await admin.db.execute(`drop role ${role}`)
    }
    await admin.close()
  })
  const makeRole = async (...grants: string[]) => {
    const role = `besik_test_${randomBytes(4).toString('hex')}`
    await admin.db.execute(`create role ${role} login password '${role}'`)
    roles.push(role)
    for (const grant of grants) await admin.db.execute(`grant ${grant} to ${role}`)
    return { ...superuser, username: role, password: role }
  }
  const check = async (place: typeof superuser) => {
    const { db, close } = connect(place, { max: 1 })
    return findExcessRights(db).finally(close)
  }

  t.same(await check(application), [], 'the role that migrations let in')
  t.match(await check(owner), [/besik_owner" owns tables/, /can rewrite the event log/])
  t.match(await check(superuser), [/is a superuser: it can do anything/])
  t.match(await check(await makeRole('delete on events')), [/can rewrite the event log/])
  t.match(await check(await makeRole('truncate on events')), [/can rewrite the event log/])
  t.match(await check(await makeRole('update (body) on events')), [/can rewrite the event log/])
  const member = await makeRole(ownerRole)
  t.match(await check(member), [/owns tables, or can act as their owner/, /can rewrite the event log/])
  const bypass = await makeRole('select on events')
  await admin.db.execute(sql`alter role ${sql.identifier(bypass.username)} bypassrls`)
  t.match(await check(bypass), [/bypasses row security/])
})
