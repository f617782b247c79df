import { randomUUID } from 'node:crypto'
import type { Agent } from 'undici'
import { eventText } from '../engine/log.ts'
import type { Claimed } from './claim.ts'
import { nextWait } from './schedule.ts'
import { type Attempt, send } from './send.ts'
import type { Settings } from './settings.ts'
import type { Result } from './settle.ts'
import { sign } from './signature.ts'

const toOutcome = ({ outcome }: Attempt, wait: number | undefined): string => {
  if (outcome !== 'failed') return outcome
  return wait === undefined ? 'exhausted' : 'retry'
}

/** Without a secret to sign with nothing is sent. */
const unsigned: Attempt = { outcome: 'failed', code: 'secret-unreadable', ms: 0 }

const attempt = (
  claimed: Claimed,
  requestId: string,
  settings: Settings,
  agent: Agent,
): Promise<Attempt> | Attempt => {
  const now = Date.now()
  const live = settings.secrets.filter(({ expiresAt }) => expiresAt > now)
  if (live.length === 0) return unsigned
  const body = Buffer.from(eventText(claimed))
  const signature = sign({
    id: claimed.event,
    timestamp: Math.floor(now / 1000),
    body,
    secrets: live.map(({ key }) => key),
  })
  const headers = { ...settings.headers, ...signature, 'besik-request-id': requestId }
  return send({ agent, url: settings.url, headers, body })
}

/** Makes one attempt at a delivery and says what is to be stored of it. Without settings none can be made: it failed. */
export const deliver = async (
  claimed: Claimed,
  settings: Settings | undefined,
  { agent, retries }: { agent: Agent; retries: readonly number[] },
): Promise<Result> => {
  const requestId = randomUUID()
  const at = new Date().toISOString()
  const made = settings ? await attempt(claimed, requestId, settings, agent) : unsigned
  const wait =
    made.outcome === 'failed'
      ? nextWait(retries, claimed.failures + 1, Math.random(), made.retryAfter)
      : undefined
  return {
    endpoint: claimed.endpoint,
    event: claimed.event,
    number: claimed.number,
    failures: claimed.failures,
    requestId,
    at,
    duration: made.ms,
    status: made.status ?? null,
    code: made.code,
    excerpt: made.excerpt ?? null,
    outcome: toOutcome(made, wait),
    wait: wait ?? null,
  }
}

/** Gives a delivery back that was claimed and never tried. */
export const release = ({ endpoint, event, number, failures }: Claimed): Result => ({
  endpoint,
  event,
  number,
  failures,
  requestId: null,
  at: null,
  duration: null,
  status: null,
  code: null,
  excerpt: null,
  outcome: 'released',
  wait: null,
})
