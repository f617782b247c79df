import type { WebhookConfig } from '../config.ts'
import type { Database } from '../database/client.ts'
import type { Engine } from '../engine/engine.ts'
import { createClaim } from './claim.ts'
import { createAgent } from './egress.ts'
import type { EgressRules } from './egress-rules.ts'
import { createPromote } from './promote.ts'
import { startPump } from './pump.ts'
import { most } from './room.ts'
import type { Keyring } from './secret-vault.ts'
import { createSettings } from './settings.ts'
import { createSettle } from './settle.ts'

export interface DeliveringOptions {
  db: Database
  engine: Pick<Engine, 'onPublished' | 'pokeDeadlines'>
  webhooks: Pick<WebhookConfig, 'retries' | 'disableDays'>
  rules: EgressRules
  keyring: Keyring
  /** Called with what came of each attempt. */
  onAttempt?: (code: string) => void
  onError: (error: unknown) => void
}

/** Puts together what delivers webhooks, and starts it. */
export const startDelivering = ({
  db,
  engine,
  webhooks,
  rules,
  keyring,
  onAttempt,
  onError,
}: DeliveringOptions) => {
  const pump = startPump({
    claim: createClaim(db),
    settle: createSettle(db, webhooks),
    promote: createPromote(db),
    settings: createSettings(db, keyring, onError),
    // As many as there are attempts, or those at one host that hang would hold up others there that share it.
    agent: createAgent({ rules, connections: most }),
    retries: webhooks.retries,
    onAttempt,
    onNotable: engine.pokeDeadlines,
    onError,
  })
  engine.onPublished(pump.tell)
  return pump
}
