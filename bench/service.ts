import { pino } from 'pino'
import { buildApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { connect } from '../src/database/client.ts'
import { besideHost, startReceiver } from './partner.ts'

// A service as its own process, so that the load does not share its thread. Told where the database is by arguments.
const [host = '', port = '5432', database = '', groupWriter = 'on', more = '{}', receiverPort] =
  process.argv.slice(2)
const config = readConfig({
  BESIK_RATE_LIMIT: '1000000',
  BESIK_GROUP_WRITER: groupWriter,
  PORT: '0',
  ...JSON.parse(more),
})
const place = { host, port: Number(port), database, username: 'besik_app' }
const { db } = connect(place, { max: config.poolSize })
const { app, engine, notifying } = await buildApp({ config, db, logger: pino({ level: 'warn' }) })
const url = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
if (receiverPort) await startReceiver(besideHost, Number(receiverPort))
engine.start()
notifying.start()
process.send?.({ port: Number(url.port) })
process.on('SIGTERM', () => process.exit(0))
