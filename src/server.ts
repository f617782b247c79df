import closeWithGrace from 'close-with-grace'
import { pino } from 'pino'
import { readConfig } from './config.ts'
import { errorLogging } from './problems/error-log.ts'
import { startService } from './service.ts'
import { explainStart } from './start-failure.ts'

try {
  const config = readConfig()
  const logger = pino({ ...errorLogging, level: config.logLevel })
  const service = await startService(config, logger)
  // What starting leaves behind goes at once: an idle process would keep some hundred megabytes of it.
  globalThis.gc?.({ type: 'major', flavor: 'last-resort', execution: 'sync' })
  closeWithGrace({ delay: 20_000, logger: false }, async ({ err }) => {
    if (err) logger.fatal({ err }, 'stopping after a failure')
    await service.stop()
  })
} catch (error) {
  process.stderr.write(`Besik did not start. ${explainStart(error)}\n`)
  process.exit(1)
}
