import { verify as verifyAsymmetric } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { Webhook } from 'standardwebhooks'
import t from 'tap'
import { endpointSecrets } from '../../src/database/tables.ts'
import { parsePublicKey } from '../../src/webhooks/secret.ts'
import { speakAs } from '../support/build.ts'
import { type Hook, until } from '../support/hooks.ts'
import { pledgeOne } from '../support/pending.ts'
import { addSecret, changeEndpoint, listDeliveries, openWebhooks, untilQuiet } from '../support/webhooks.ts'

// A busy machine takes longer than the runner grants a file that is run alone.
t.setTimeout(180_000)

const toHeaders = ({ headers }: Hook) => ({
  'webhook-id': String(headers['webhook-id']),
  'webhook-timestamp': String(headers['webhook-timestamp']),
  'webhook-signature': String(headers['webhook-signature']),
})

const isVerified = (
  secret: string,
  hook: Hook,
  headers: Record<string, string> = toHeaders(hook),
): boolean => {
  try {
    new Webhook(secret).verify(hook.body.toString(), headers)
    return true
  } catch {
    return false
  }
}

const signaturesOf = ({ headers }: Hook) => String(headers['webhook-signature']).split(' ')

/** Verifies as the standard describes ed25519, which the reference library leaves out. */
const isVerifiedByKey = (publicKey: string, hook: Hook): boolean => {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp } = toHeaders(hook)
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), hook.body])
  return signaturesOf(hook)
    .filter((one) => one.startsWith('v1a,'))
    .some((one) =>
      verifyAsymmetric(null, signed, parsePublicKey(publicKey), Buffer.from(one.slice(4), 'base64')),
    )
}

const first = <One>(list: readonly One[]): One => {
  const [one] = list
  if (!one) throw new Error('there is none')
  return one
}

t.test('the reference library verifies what is sent, and nothing that was tampered with', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t)
  const { path, secret } = await endpoint()
  const other = await endpoint()
  await pledgeOne(built, cast)
  await receiver.untilCount(path, 1)
  const hook = first(receiver.at(path))
  const headers = toHeaders(hook)
  t.ok(isVerified(secret, hook))
  t.match(signaturesOf(hook), [/^v1,/])
  t.notOk(isVerified(other.secret, hook), "not with another endpoint's secret")
  const text = hook.body.toString()
  t.notOk(
    isVerified(secret, { ...hook, body: Buffer.from(text.replace('pledged', 'closed!')) }),
    'another body',
  )
  t.notOk(isVerified(secret, hook, { ...headers, 'webhook-id': other.id }), 'another id')
  const later = String(Number(headers['webhook-timestamp']) + 1)
  t.notOk(isVerified(secret, hook, { ...headers, 'webhook-timestamp': later }), 'another time')
})

t.test('ed25519 signatures verify with the published key', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t)
  const { path, secret } = await endpoint({ signature: 'v1a' })
  const other = await endpoint({ signature: 'v1a' })
  t.match(secret, /^whpk_/)
  await pledgeOne(built, cast)
  await receiver.untilCount(path, 1)
  const hook = first(receiver.at(path))
  t.match(signaturesOf(hook), [/^v1a,/])
  t.ok(isVerifiedByKey(secret, hook))
  t.notOk(isVerifiedByKey(other.secret, hook))
  t.notOk(isVerifiedByKey(secret, { ...hook, body: Buffer.concat([hook.body, Buffer.from(' ')]) }))
})

t.test('while one secret replaces another both sign, and after the overlap the new one alone', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t)
  const { id, path, secret: old } = await endpoint()
  await pledgeOne(built, cast)
  await receiver.untilCount(path, 1)
  const expireOld = (expiresAt: Date) =>
    built.db.update(endpointSecrets).set({ expiresAt }).where(eq(endpointSecrets.id, oldest))
  const rows = await built.db.select().from(endpointSecrets).where(eq(endpointSecrets.endpointId, id))
  const oldest = first(rows).id
  await expireOld(new Date(Date.now() + 3_600_000))
  const young = await addSecret(built, id)
  const asymmetric = await addSecret(built, id, 'v1a')
  await changeEndpoint(built, id, {})
  await pledgeOne(built, cast)
  await receiver.untilCount(path, 2)
  await expireOld(new Date(Date.now() - 1000))
  await changeEndpoint(built, id, {})
  await pledgeOne(built, cast)
  await receiver.untilCount(path, 3)
  const verdicts = receiver
    .at(path)
    .map((hook) => [isVerified(old, hook), isVerified(young, hook), isVerifiedByKey(asymmetric, hook)])
  t.strictSame(verdicts, [
    [true, false, false],
    [true, true, true],
    [false, true, true],
  ])
})

t.test(
  'a rotation by API reaches a node that already sends: what it sends next is signed anew',
  async (t) => {
    const { built, cast, receiver, endpoint } = await openWebhooks(t)
    const { id, path, secret: oldest } = await endpoint()
    const rotate = async (overlapHours: number): Promise<string> => {
      const { status, body } = await speakAs(built, cast.donor).post(`/v1/endpoints/${id}/secrets`, {
        overlapHours,
      })
      t.equal(status, 201)
      return body.secret
    }
    const deliver = async (nth: number) => {
      await pledgeOne(built, cast)
      await receiver.untilCount(path, nth)
    }
    // A node reads the secrets of an endpoint as it first sends to it, and keeps them until it is told otherwise.
    await deliver(1)
    const middle = await rotate(1)
    await deliver(2)
    const newest = await rotate(0)
    await deliver(3)
    const verdicts = receiver
      .at(path)
      .map((hook) => [oldest, middle, newest].map((secret) => isVerified(secret, hook)))
    t.strictSame(verdicts, [
      [true, false, false],
      [true, true, false],
      [false, false, true],
    ])
    t.strictSame(
      receiver.at(path).map((hook) => signaturesOf(hook).length),
      [1, 2, 1],
    )
  },
)

t.test(
  'an old secret that expires between two attempts signs no more, though nothing else changed',
  async (t) => {
    const { built, cast, receiver, endpoint } = await openWebhooks(t)
    const { id, path, secret: old } = await endpoint()
    const soon = new Date(Date.now() + 2500)
    await built.db.update(endpointSecrets).set({ expiresAt: soon }).where(eq(endpointSecrets.endpointId, id))
    const young = await addSecret(built, id)
    await pledgeOne(built, cast)
    await receiver.untilCount(path, 1)
    await until('the old secret expired', () => Date.now() > soon.getTime())
    await pledgeOne(built, cast)
    await receiver.untilCount(path, 2)
    t.strictSame(
      receiver
        .at(path)
        .map((hook) => [isVerified(old, hook), isVerified(young, hook)])
        .at(-1),
      [false, true],
    )
  },
)

t.test('every attempt has the same id and the same bytes, retries and resends alike', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t, {
    answer: (_, nth) => (nth < 3 ? 500 : 204),
  })
  const { id, path, secret } = await endpoint()
  await pledgeOne(built, cast)
  await receiver.untilCount(path, 3)
  await untilQuiet(built)
  const [delivered] = await listDeliveries(built, id)
  const resent = await speakAs(built, cast.donor).post(
    `/v1/endpoints/${id}/deliveries/${delivered?.eventId}/resends`,
    {},
  )
  t.ok(resent.status < 300, `${resent.status}`)
  await receiver.untilCount(path, 4)
  await untilQuiet(built)
  const hooks = receiver.at(path)
  t.equal(hooks.length, 4)
  t.equal(new Set(hooks.map((hook) => hook.id)).size, 1)
  t.equal(new Set(hooks.map(({ body }) => body.toString('base64'))).size, 1)
  t.ok(hooks.every((hook) => isVerified(secret, hook)))
  t.equal(new Set(hooks.map(({ headers }) => headers['besik-request-id'])).size, 4, 'each tells itself apart')
  t.match(await listDeliveries(built, id), [{ state: 'delivered', attempts: 4 }])
})

t.test('the timestamp is that of the attempt', async (t) => {
  const options = { answer: (_: unknown, nth: number) => (nth < 2 ? 500 : 204), retries: '1200ms' }
  const { built, cast, receiver, endpoint } = await openWebhooks(t, options)
  const { path } = await endpoint()
  const before = Math.floor(Date.now() / 1000)
  await pledgeOne(built, cast)
  await receiver.untilCount(path, 2)
  const [one = 0, two = 0] = receiver.at(path).map(({ headers }) => Number(headers['webhook-timestamp']))
  t.ok(one >= before && two > one && two <= Date.now() / 1000, `${before} ${one} ${two}`)
})

t.test(
  'headers of an endpoint of its own are sent, and never in place of those of the contract',
  async (t) => {
    const { built, cast, receiver, endpoint } = await openWebhooks(t)
    const headers = { 'x-gateway': 'token-1', 'content-type': 'text/plain', host: 'internal.example' }
    const { path, secret } = await endpoint({ headers, isUnchecked: true })
    await pledgeOne(built, cast)
    await receiver.untilCount(path, 1)
    const hook = first(receiver.at(path))
    t.match(hook.headers, {
      'x-gateway': 'token-1',
      'content-type': 'application/json',
      'user-agent': /^Besik/,
    })
    t.equal(hook.headers.host, `127.0.0.1:${receiver.port}`)
    t.ok(isVerified(secret, hook))
  },
)

t.test('secrets that cannot be opened sign nothing: the log says so, and nothing is sent', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t, { retries: '10ms' })
  const { id, path } = await endpoint()
  const sealed = `lost.${Buffer.alloc(64).toString('base64url')}`
  await built.db.update(endpointSecrets).set({ sealed }).where(eq(endpointSecrets.endpointId, id))
  await pledgeOne(built, cast)
  await untilQuiet(built)
  t.match(await listDeliveries(built, id), [{ state: 'exhausted', code: 'secret-unreadable', attempts: 2 }])
  t.equal(receiver.at(path).length, 0)
})
