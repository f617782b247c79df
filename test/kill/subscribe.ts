import { randomBytes, randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Database } from '../../src/database/client.ts'
import { endpointSecrets, endpoints, parties } from '../../src/database/tables.ts'
import { createStream } from '../../src/engine/create.ts'
import { makeSecret } from '../../src/webhooks/secret.ts'
import { readKeyring, sealSecret } from '../../src/webhooks/secret-vault.ts'
import type { Recorder } from './receiver.ts'

const secretKeys = `test:${randomBytes(32).toString('base64')}`

/** What services need in order to deliver to receivers of a test; those that fail are tried again soon and often. */
export const deliverTo = (receivers: Recorder[]) => ({
  BESIK_SECRET_KEYS: secretKeys,
  BESIK_WEBHOOK_ALLOW_CIDRS: '127.0.0.0/8',
  BESIK_WEBHOOK_ALLOW_HTTP: 'on',
  BESIK_WEBHOOK_PORTS: receivers.map(({ port }) => port).join(),
  BESIK_WEBHOOK_RETRIES: Array(30).fill('100ms').join(),
})

export interface Subscription {
  id: string
  organization: string
  types: string[]
  isOrdered: boolean
  receiver: Recorder
}

/** Makes an endpoint of an organization. */
export const subscribe = async (
  db: Database,
  { organization, types, isOrdered, receiver }: Omit<Subscription, 'id'>,
): Promise<Subscription> => {
  const id = uuidv7()
  const sealed = sealSecret(makeSecret(), id, readKeyring(secretKeys))
  await db.transaction(async (tx) => {
    await tx
      .insert(endpoints)
      .values({ id, organizationId: organization, url: receiver.url, types, isOrdered })
    await tx.insert(endpointSecrets).values({ id: uuidv7(), endpointId: id, signature: 'v1', sealed })
    const owned = { kind: 'endpoint' as const, state: 'active', roles: ['owner' as const] }
    await tx.insert(parties).values({ streamId: id, organizationId: organization, ...owned })
    const sender = { organization, key: randomUUID() }
    const input = { owner: organization, zone: 'UTC' }
    const row = { id, kind: 'endpoint' as const, type: 'endpoint.created', input, data: {} }
    await createStream(tx, sender, new Date().toISOString(), row)
  })
  return { id, organization, types, isOrdered, receiver }
}
