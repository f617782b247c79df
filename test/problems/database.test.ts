import { sql } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { connect } from '../../src/database/client.ts'
import { buildSmall } from '../support/build-small.ts'
import { useDatabase } from '../support/postgres.ts'

const secret = 'Aigerim\n    at 990101300123'

const buildOnDatabase = async (t: Test) => {
  const { superuser } = await useDatabase(t)
  const { db, close } = connect(superuser)
  t.teardown(close)
  await db.execute(sql`create table pledges (name text unique check (length(name) < 40))`)
  const { app, lines } = await buildSmall(t, async (app) => {
    const add = (name: string) => db.execute(sql`insert into pledges (name) values (${name})`)
    app.get('/duplicate', async () => [await add(secret), await add(secret)])
    app.get('/check', () => add(secret.repeat(3)))
    app.get('/cast', () => db.execute(sql`select ${secret}::uuid`))
    app.get('/syntax', () => db.execute(sql`selekt ${secret}`))
    app.get('/nul', () => add(`${secret}\0`))
    app.get('/cancelled', () =>
      db.transaction(async (tx) => {
        await tx.execute(sql`set local statement_timeout = 20`)
        await tx.execute(sql`select ${secret}, pg_sleep(60)`)
      }),
    )
    app.get('/terminated', () => db.execute(sql`select ${secret}, pg_terminate_backend(pg_backend_pid())`))
    app.get('/bare', () => {
      // Errors that are logged past the error handler, in each way that Pino knows.
      const error = new Error(secret)
      const failed = Object.assign(error, { query: 'select $1', params: [secret] })
      app.log.error(failed)
      app.log.error({ err: failed })
      app.log.error({ err: failed }, failed.message)
      app.log.error(failed, 'publishing failed')
      return {}
    })
  })
  return { app, lines }
}

t.test('what went into a statement is neither answered nor logged', async (t) => {
  const { app, lines } = await buildOnDatabase(t)
  for (const url of ['/duplicate', '/check', '/cast', '/syntax']) {
    lines.length = 0
    const answer = await app.inject(url)
    t.match(answer.json(), { code: 'internal-error', status: 500 })
    t.notMatch(answer.body, /Aigerim|990101300123|insert|selekt|pledges/)
    t.equal(lines.length, 1, `${url} is logged once`)
    t.notMatch(lines[0], /Aigerim|990101300123/)
    const { err, msg, reqId } = JSON.parse(lines[0] ?? '')
    t.equal(msg, 'a request failed')
    t.ok(reqId)
    t.match(err.stack, /^at .+\.[jt]s:\d/, 'the log says where')
    t.match(err.causes, [{ code: /^[0-9A-Z]{5}$/, severity: 'ERROR' }], 'and why')
  }
})

t.test('the log names the constraint that refused a row, and what is wrong with a statement', async (t) => {
  const { app, lines } = await buildOnDatabase(t)
  await app.inject('/duplicate')
  await app.inject('/syntax')
  t.match(JSON.parse(lines[0] ?? '').err.causes, [
    { code: '23505', table_name: 'pledges', constraint_name: 'pledges_name_key' },
  ])
  t.match(JSON.parse(lines[1] ?? '').err.causes, [{ code: '42601', message: /^syntax error .*selekt/ }])
})

t.test('a character that Postgres cannot store is a mistake of the sender', async (t) => {
  const { app, lines } = await buildOnDatabase(t)
  t.match((await app.inject('/nul')).json(), { code: 'invalid-request', status: 400 })
  t.notMatch(lines.join(), /Aigerim/)
})

t.test('a database that goes away or takes too long is a 503 that says when to come again', async (t) => {
  const { app, lines } = await buildOnDatabase(t)
  for (const [url, code] of [
    ['/cancelled', 'overloaded'],
    ['/terminated', 'database-unavailable'],
  ] as const) {
    lines.length = 0
    const answer = await app.inject(url)
    t.match(answer.json(), { code, status: 503 })
    t.ok(Number(answer.headers['retry-after']) > 0)
    t.match(
      lines.map((line) => JSON.parse(line).level),
      [40],
      `${url} is a warning`,
    )
    t.notMatch(lines[0], /Aigerim/)
  }
})

t.test('a database that is not there is a 503', async (t) => {
  const nowhere = { database: 'x', username: 'x' }
  for (const place of [
    { host: '127.0.0.1', port: 1, ...nowhere },
    { host: '/nowhere', port: 5432, ...nowhere },
  ]) {
    const { db, close } = connect(place)
    t.teardown(close)
    const { app } = await buildSmall(t, async (app) => {
      app.get('/read', () => db.execute(sql`select 1`))
      app.get('/write', () => db.transaction((tx) => tx.execute(sql`select 1`)))
    })
    for (const url of ['/read', '/write']) {
      const answer = await app.inject(url)
      t.match(answer.json(), { code: 'database-unavailable', status: 503 })
      t.equal(answer.headers['retry-after'], '5')
    }
  }
})

t.test('an error logged past the error handler brings no data along', async (t) => {
  const { app, lines } = await buildOnDatabase(t)
  await app.inject('/bare')
  t.equal(lines.length, 4)
  t.notMatch(lines.join(), /Aigerim|990101300123/)
  t.match(
    lines.map((line) => JSON.parse(line).msg),
    ['a statement failed', 'a statement failed', 'a statement failed', 'publishing failed'],
  )
})
