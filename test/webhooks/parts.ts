import type { Test } from 'tap'
import { createClaim } from '../../src/webhooks/claim.ts'
import { createAgent } from '../../src/webhooks/egress.ts'
import { readRules } from '../../src/webhooks/egress-rules.ts'
import { createPromote } from '../../src/webhooks/promote.ts'
import { createSettings } from '../../src/webhooks/settings.ts'
import { createSettle } from '../../src/webhooks/settle.ts'
import { addPending, pledgeOne } from '../support/pending.ts'
import { publishAll } from '../support/publish.ts'
import { keyring, openWebhooks } from '../support/webhooks.ts'

/** A service that publishes nothing by itself, with an endpoint that is owed deliveries as a test adds them. */
export const open = async (t: Test) => {
  const world = await openWebhooks(t, { background: false })
  const { built, cast, receiver } = world
  const one = await world.endpoint({ types: ['unit.*'] })
  const donation = await pledgeOne(built, cast)
  await publishAll(built.db)
  const owe = (count: number) => addPending(built, one.id, donation, count)
  return { ...world, one, owe, ports: [receiver.port] }
}

/** Reaches this machine at these ports. */
export const makeAgent = (ports: number[]) =>
  createAgent({ rules: readRules({ allowCidrs: ['127.0.0.0/8'], ports, allowHttp: true }) })

/** The parts of a pump, of which a test may replace one; `errors` is what it told. */
export const takeParts = ({ built, ports }: Awaited<ReturnType<typeof open>>) => {
  const errors: unknown[] = []
  const onError = (error: unknown) => void errors.push(error)
  return {
    claim: createClaim(built.db),
    settle: createSettle(built.db, { disableDays: 5 }),
    promote: createPromote(built.db),
    settings: createSettings(built.db, keyring, onError),
    agent: makeAgent(ports),
    retries: [50, 50],
    onNotable: () => {},
    onError,
    errors,
  }
}
