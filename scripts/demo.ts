import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import closeWithGrace from 'close-with-grace'
import { pino } from 'pino'
import * as z from 'zod'
import { type Config, readConfig } from '../src/config.ts'
import { choosePlaces } from '../src/database/embedded/places.ts'
import { listCauses, readCode } from '../src/problems/causes.ts'
import { errorLogging } from '../src/problems/error-log.ts'
import { startService } from '../src/service.ts'
import { explainStart } from '../src/start-failure.ts'
import { choosePerform, defaultCase } from './demo/cases/choose.ts'
import { explainEnd } from './demo/explain.ts'
import { showAround } from './demo/finale.ts'
import { printLine } from './demo/page.ts'
import { openPartner, reachPartner } from './demo/partner.ts'

const readOrders = () => {
  const { values } = parseArgs({
    options: {
      exit: { type: 'boolean', default: false },
      case: { type: 'string', default: defaultCase },
    },
  })
  const perform = choosePerform(values.case)
  const config = readConfig()
  if (config.isProduction) throw new Error('The demo writes samples, and so does not run in production mode.')
  return { exit: values.exit, perform, config }
}

const Logged = z.object({ msg: z.string(), err: z.object({ message: z.string() }).optional() })

const isTaken = (error: unknown) => listCauses(error).some((cause) => readCode(cause) === 'EADDRINUSE')

/** The story is what is to be read: of the log no more than warnings, and those as sentences. */
const quietLogger = pino(
  { ...errorLogging, level: 'warn' },
  {
    write: (line) => {
      const { msg, err } = Logged.parse(JSON.parse(line))
      process.stderr.write(`Warning: ${err ? `${msg}: ${err.message}` : msg}\n`)
    },
  },
)

/** Where no keys were chosen or kept, as on a server of one's own, some do that die with the process. */
const withKeys = (given: Config): Config => ({
  ...given,
  operatorKey: given.operatorKey ?? randomBytes(32).toString('base64url'),
  secretKeys: given.secretKeys ?? `demo:${randomBytes(32).toString('base64')}`,
})

const start = async (given: Config) => {
  const logger = process.env.LOG_LEVEL
    ? pino({ ...errorLogging, level: given.logLevel }, pino.destination(2))
    : quietLogger
  const config = given.databaseUrl ? withKeys(given) : given
  try {
    return await startService(config, logger)
  } catch (error) {
    if (!isTaken(error)) throw error
    printLine(`Port ${config.port} is taken: serving on a free one.`)
    return startService({ ...config, port: 0 }, logger)
  }
}

/** Where documents and pictures of the story are kept: beside the data. */
const openFolder = ({ dataDir }: Config): string => {
  const folder = join(choosePlaces(dataDir, () => {}).folder, 'demo')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

/**
 * `npm run demo [-- --case <name>] [--exit]`: starts the service and plays a public case on it, over HTTP like any
 * client. Goes on serving afterwards, unless told to exit. Fails where a step does anything else than the story says.
 */
const main = async () => {
  const { exit, perform, config } = readOrders()
  const interruption = new AbortController()
  const { signal } = interruption
  const opened = await openPartner(signal)
  const starting = start(reachPartner(config, opened.port))
  const playing = starting.then((service) => perform({ service, opened, folder: openFolder(config), signal }))
  const grace = closeWithGrace({ delay: 20_000, logger: false }, async ({ err }) => {
    if (err) console.error(explainEnd(err))
    interruption.abort()
    const isPlayed = await playing.then(
      () => true,
      () => false,
    )
    await starting.then((service) => service.stop())
    await opened.close()
    // Half a story proves nothing.
    if (!isPlayed) process.exit(130)
  })
  const service = await starting
  try {
    const outlook = await playing
    if (!exit) return showAround(service.url, outlook)
  } catch (error) {
    if (interruption.signal.aborted) return
    console.error(`\n${explainEnd(error)}`)
    process.exitCode = 1
  }
  grace.uninstall()
  await service.stop()
  await opened.close()
}

main().catch((error) => {
  console.error(explainStart(error))
  process.exit(1)
})
