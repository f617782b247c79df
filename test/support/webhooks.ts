import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type { Test } from 'tap'
import { v7 as uuidv7 } from 'uuid'
import type { Role } from '../../schemas/roles.ts'
import type { Database, Tx } from '../../src/database/client.ts'
import {
  attempts,
  deliveries,
  endpointSecrets,
  endpoints,
  parties,
  workflows,
} from '../../src/database/tables.ts'
import { createStream } from '../../src/engine/create.ts'
import { startDelivering } from '../../src/webhooks/delivering.ts'
import { readRules } from '../../src/webhooks/egress-rules.ts'
import { makeKeyPair, makeSecret } from '../../src/webhooks/secret.ts'
import { readKeyring, sealSecret } from '../../src/webhooks/secret-vault.ts'
import { type Built, build, type Organization, speakAs } from './build.ts'
import { type AnswerHook, type Hooks, startHooks, until } from './hooks.ts'
import { type Cast, makeCast } from './walk.ts'

export const keyring = readKeyring(`test:${Buffer.alloc(32, 7).toString('base64')}`)

type Settings = Partial<
  Omit<typeof endpoints.$inferInsert, 'id' | 'organizationId' | 'headers' | 'roles'>
> & {
  roles?: Role[]
  headers?: Record<string, string>
  signature?: 'v1' | 'v1a'
}

export interface TestEndpoint {
  id: string
  owner: Organization
  /** Of its URL at the receiver. */
  path: string
  /** What its receiver verifies with. */
  secret: string
}

/** Adds a secret to an endpoint; answers what its receiver verifies with. */
export const addSecret = async (
  { db }: { db: Database | Tx },
  endpointId: string,
  signature: 'v1' | 'v1a' = 'v1',
): Promise<string> => {
  const pair = signature === 'v1' ? undefined : makeKeyPair()
  const secret = pair?.privateKey ?? makeSecret()
  const sealed = sealSecret(secret, endpointId, keyring)
  const publicKey = pair?.publicKey
  await db.insert(endpointSecrets).values({ id: uuidv7(), endpointId, signature, sealed, publicKey })
  return publicKey ?? secret
}

/** An endpoint of an organization, as its rows: for what the API would refuse. */
export const makeEndpoint = async (
  { db }: Pick<Built, 'db'>,
  owner: Organization,
  { signature, headers, url = 'https://hooks.example.org/', ...settings }: Settings = {},
): Promise<TestEndpoint> => {
  const id = uuidv7()
  const sealed = headers && sealSecret(JSON.stringify(headers), id, keyring)
  const wanted = { types: ['donation.*'], ...settings, url, headers: sealed }
  await db.insert(endpoints).values({ ...wanted, id, organizationId: owner.id })
  const secret = await addSecret({ db }, id, signature)
  await db.transaction(async (tx) => {
    const owned = { kind: 'endpoint' as const, state: 'active', roles: ['owner' as const] }
    await tx.insert(parties).values({ streamId: id, organizationId: owner.id, ...owned })
    const row = { id, kind: 'endpoint' as const, type: 'endpoint.created', data: {} }
    const sender = { organization: owner.id, key: randomUUID() }
    await createStream(tx, sender, new Date().toISOString(), {
      ...row,
      input: { owner: owner.id, zone: 'UTC' },
    })
  })
  return { id, owner, path: new URL(url).pathname, secret }
}

/** Changes rows of an endpoint as its API would, so that nodes notice. */
export const changeEndpoint = ({ db }: Pick<Built, 'db'>, id: string, change: Settings) => {
  const { headers: _, signature: __, ...columns } = change
  const settingsVersion = sql`${endpoints.settingsVersion} + 1`
  return db
    .update(endpoints)
    .set({ ...columns, settingsVersion })
    .where(eq(endpoints.id, id))
}

/** Sends an event to an endpoint as its owner. */
export const tellEndpoint = async (built: Built, { id, owner }: TestEndpoint, type: string) => {
  const { status, body } = await speakAs(built, owner).send(`/v1/endpoints/${id}`, type)
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
}

/** Registers an endpoint through the API, as its owner would. */
export const registerEndpoint = async (
  built: Built,
  owner: Organization,
  settings: Settings & { url: string },
): Promise<TestEndpoint> => {
  const { status, body } = await speakAs(built, owner).post('/v1/endpoints', {
    types: ['donation.*'],
    ...settings,
  })
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return { id: body.id, owner, path: new URL(settings.url).pathname, secret: body.secret }
}

export const stateOf = async ({ db }: Pick<Built, 'db'>, id: string): Promise<string | undefined> => {
  const [row] = await db.select({ state: workflows.state }).from(workflows).where(eq(workflows.id, id))
  return row?.state
}

export const listDeliveries = ({ db }: Pick<Built, 'db'>, id: string) =>
  db
    .select()
    .from(deliveries)
    .where(eq(deliveries.endpointId, id))
    .orderBy(deliveries.streamId, deliveries.sequence)

/** The log of an endpoint, oldest attempt first. */
export const listAttempts = ({ db }: Pick<Built, 'db'>, id: string) =>
  db.select().from(attempts).where(eq(attempts.endpointId, id)).orderBy(attempts.at, attempts.number)

/** Types of the events of an endpoint's own stream, in order. */
export const listTimeline = async ({ db }: Pick<Built, 'db'>, id: string): Promise<string[]> => {
  const rows = await db.execute<{ type: string }>(
    sql`select body::json->>'type' as type from events where stream_id = ${id}::uuid order by sequence`,
  )
  return rows.map(({ type }) => type)
}

/**
 * Waits until everything is published, and nothing is owed any more that may be sent. Deadlines are held against the
 * clock, not the beginning of this look: it sees what is committed after that, and due since then.
 */
export const untilQuiet = ({ db }: Pick<Built, 'db'>) =>
  until('nothing is owed', async () => {
    const [row] = await db.execute<{ isQuiet: boolean }>(sql`select not exists (select from unpublished)
      and not exists (select from deadlines where due_at <= clock_timestamp())
      and not exists (select from deliveries d join workflows w on w.id = d.endpoint_id and w.state = 'active'
        where d.state = 'pending') as "isQuiet"`)
    return row?.isQuiet
  })

export const allow = (ports: number[]) => ({
  BESIK_WEBHOOK_ALLOW_CIDRS: '127.0.0.0/8',
  BESIK_WEBHOOK_PORTS: ports.join(),
  BESIK_WEBHOOK_ALLOW_HTTP: 'on',
})

/** Delivers as a further node would. */
export const startNode = (
  { db, engine }: Pick<Built, 'db' | 'engine'>,
  { ports, retries = [10], disableDays = 5 }: { ports: number[]; retries?: number[]; disableDays?: number },
) => {
  const rules = readRules({ allowCidrs: ['127.0.0.0/8'], ports, allowHttp: true })
  const errors: unknown[] = []
  const onError = (error: unknown) => void errors.push(error)
  const node = startDelivering({ db, engine, webhooks: { retries, disableDays }, rules, keyring, onError })
  return { ...node, errors }
}

interface World {
  built: Built
  cast: Cast
  receiver: Hooks
  /** Makes an endpoint at the receiver, of the donor unless told otherwise; `isUnchecked` ones not through the API. */
  endpoint: (
    settings?: Settings & { of?: Organization; path?: string; isUnchecked?: boolean },
  ) => Promise<TestEndpoint>
}

/** The service with a receiver, and the parties of donations. */
export const openWebhooks = async (
  t: Test,
  {
    answer,
    retries = '10ms,20ms',
    ports = [],
    environment = {},
    background = true,
  }: {
    answer?: AnswerHook
    retries?: string
    ports?: number[]
    environment?: Record<string, string>
    background?: boolean
  } = {},
): Promise<World> => {
  const receiver = await startHooks(t, { answer })
  const allowed = allow([receiver.port, ...ports])
  const built = await build(t, {
    background,
    environment: { ...allowed, BESIK_WEBHOOK_RETRIES: retries, ...environment },
  })
  const cast = await makeCast(built)
  let count = 0
  return {
    built,
    cast,
    receiver,
    endpoint: ({ of = cast.donor, path, isUnchecked = false, ...settings } = {}) => {
      count += 1
      const url = `http://127.0.0.1:${receiver.port}${path ?? `/${count}`}`
      return (isUnchecked ? makeEndpoint : registerEndpoint)(built, of, { url, ...settings })
    },
  }
}
