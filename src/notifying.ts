import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import type { Database } from './database/client.ts'
import { startEndpointWork } from './endpoints/background.ts'
import type { Engine } from './engine/engine.ts'
import type { Details } from './engine/read.ts'
import { startDelivering } from './webhooks/delivering.ts'
import { type EgressRules, type OwnAddress, readRules } from './webhooks/egress-rules.ts'
import { createPromote } from './webhooks/promote.ts'
import { type Keyring, readKeyring } from './webhooks/secret-vault.ts'

interface NotifyingOptions {
  app: FastifyInstance
  config: Config
  db: Database
  engine: Engine
  details: Details
  /** Called with what came of each attempt. */
  onAttempt: (code: string) => void
  onError: (error: unknown) => void
}

// The cause is left out: it may quote what the variable holds.
const readVariable = <Value>(name: string, says: string, read: () => Value): Value => {
  try {
    return read()
  } catch {
    throw new Error(`${name}: ${says}`)
  }
}

/** Reads where webhooks may go, and what opens their secrets; throws, naming the variable at fault but never its value. */
export const readSending = (
  { webhooks, secretKeys }: Config,
  ownAddresses: readonly OwnAddress[] = [],
): { rules: EgressRules; keyring?: Keyring } => ({
  rules: readVariable(
    'BESIK_WEBHOOK_ALLOW_CIDRS',
    'must be ranges such as 10.1.0.0/16, with commas between them',
    () => readRules({ ...webhooks, ownAddresses }),
  ),
  keyring:
    secretKeys === undefined
      ? undefined
      : readVariable(
          'BESIK_SECRET_KEYS, or secret.keys in the data folder',
          'must be keys written as a name, a colon and 32 bytes in base64, with commas between them, and no name twice',
          () => readKeyring(secretKeys),
        ),
})

/** Where the service itself is reached, which no webhook may be: as soon as it listens, and as people know it. */
const watchOwnAddresses = (app: FastifyInstance, { publicUrl }: Config): readonly OwnAddress[] => {
  const own: OwnAddress[] = []
  if (publicUrl) {
    const { hostname, port, protocol } = new URL(publicUrl)
    own.push({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || (protocol === 'https:' ? 443 : 80)),
    })
  }
  app.addHook('onListen', (done) => {
    for (const one of app.addresses())
      if (typeof one === 'object') own.push({ host: one.address, port: one.port })
    done()
  })
  return own
}

/** What endpoints and deliveries are made of: the options of their routes, and what works in the background. */
export const createNotifying = ({
  app,
  config,
  db,
  engine,
  details,
  onAttempt,
  onError,
}: NotifyingOptions) => {
  const { webhooks } = config
  const { retentionDays } = webhooks
  const { rules, keyring } = readSending(config, watchOwnAddresses(app, config))
  return {
    endpoints: { db, engine, details, rules, keyring, retentionDays },
    /** Starts delivering, where there is a key to open what deliveries are signed with, and what clears up after it. */
    start: () => {
      const delivering =
        keyring && startDelivering({ db, engine, webhooks, rules, keyring, onAttempt, onError })
      const work = startEndpointWork({ db, retentionDays, promote: createPromote(db).promote, onError })
      return { stop: () => Promise.all([delivering?.stop(), work.stop()]).then(() => {}) }
    },
  }
}
