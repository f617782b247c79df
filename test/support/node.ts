import { pino } from 'pino'
import type { Test } from 'tap'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { connect } from '../../src/database/client.ts'
import { type Built, operator } from './build.ts'

/** A further node of a service, on the same database: with an application, an engine and a pool of its own. */
export const joinNode = async (
  t: Test,
  { database }: Pick<Built, 'database'>,
  { environment = {} }: { environment?: Record<string, string> } = {},
) => {
  const { db, close } = connect(database.application, { max: 10 })
  const config = readConfig({ BESIK_RATE_LIMIT: '1000000', BESIK_MAX_LAG: '0', ...environment })
  const { app, engine } = await buildApp({
    config,
    db,
    operatorKey: operator,
    logger: pino({ level: 'silent' }),
  })
  await app.ready()
  t.teardown(async () => {
    await app.close()
    await close()
  })
  return { app, db, engine }
}
