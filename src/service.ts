import type { Logger } from 'pino'
import { buildApp } from './app.ts'
import { openStorage } from './attachments/open-storage.ts'
import { startPurge } from './attachments/purge.ts'
import type { Config } from './config.ts'
import { findExcessRights } from './database/check.ts'
import { connect, type Database } from './database/client.ts'
import { openDatabase } from './database/open.ts'
import { checkRows } from './engine/boot.ts'
import { readSending } from './notifying.ts'
import { keepOperatorKey } from './operator-key.ts'
import { keepSecretKeys } from './secret-keys.ts'

const checkRights = async (db: Database, { isProduction }: Config, logger: Logger) => {
  const excess = await findExcessRights(db)
  if (excess.length > 0 && isProduction)
    throw new Error(`Not started in production mode. ${excess.join(' ')}`)
  for (const sentence of excess) logger.warn(`${sentence} Give DATABASE_URL a role of its own.`)
}

const chooseOperatorKey = ({ operatorKey }: Config, folder: string | undefined, logger: Logger) => {
  if (operatorKey || !folder) {
    if (!operatorKey) logger.warn('BESIK_OPERATOR_KEY is not set: nobody can register organizations.')
    return operatorKey
  }
  const { key, isNew } = keepOperatorKey(folder)
  // Said past the log, which others may read later.
  if (isNew) process.stderr.write(`Operator key, shown this once and kept in ${folder}: ${key}\n`)
  return key
}

/** The keys that encrypt secrets of webhooks: those of an embedded database lie beside its data. */
const chooseSecretKeys = ({ secretKeys }: Config, folder: string | undefined) =>
  secretKeys ?? (folder ? keepSecretKeys(folder) : undefined)

/** Milliseconds that readers have to take what they asked for, once the service ends. */
const longestDrain = 12_000

/**
 * Lets requests under way be answered, and ends connections as they fall idle: one that was busy when the end began
 * would otherwise be kept alive, and keep the service with it.
 */
const drain = async (app: Awaited<ReturnType<typeof buildApp>>['app']) => {
  const sweep = setInterval(() => app.server.closeIdleConnections(), 50)
  const end = setTimeout(() => app.server.closeAllConnections(), longestDrain)
  await app.close()
  clearInterval(sweep)
  clearTimeout(end)
}

/** Starts the whole service: database, application, background work; answers where it listens and how to end it. */
export const startService = async (config: Config, logger: Logger) => {
  // A slip in what webhooks go by is told before a database is started for it.
  readSending(config)
  const database = await openDatabase(config, (message) => logger.info(message))
  const { db, close } = connect(database.place, { max: config.poolSize })
  try {
    await checkRights(db, config, logger)
    await checkRows(db)
    const operatorKey = chooseOperatorKey(config, database.folder, logger)
    const storage = openStorage(config, { collection: 'attachments', dataFolder: database.folder })
    const acts = openStorage(config, { collection: 'acts', dataFolder: database.folder })
    const secretKeys = chooseSecretKeys(config, database.folder)
    const configured = { ...config, secretKeys }
    const { app, engine, notifying } = await buildApp({
      config: configured,
      db,
      storage,
      acts,
      operatorKey,
      logger,
    })
    const url = await app.listen({ host: config.host, port: config.port }).catch(async (error: unknown) => {
      await app.close()
      throw error
    })
    if (!config.publicUrl)
      logger.warn(
        'BESIK_PUBLIC_URL is not set: links and QR codes on paper lead to where this process listens.',
      )
    const background = engine.start()
    const webhooks = notifying.start()
    if (!secretKeys) logger.warn('BESIK_SECRET_KEYS is not set: no webhooks are sent.')
    const purge = startPurge({ db, storage }, (error) => logger.error({ err: error }, 'a purge failed'))
    return {
      url,
      operatorKey,
      stop: async () => {
        await drain(app)
        await Promise.all([background.stop(), purge.stop(), webhooks.stop()])
        await close()
        await database.stop()
      },
    }
  } catch (error) {
    await close()
    await database.stop()
    throw error
  }
}
