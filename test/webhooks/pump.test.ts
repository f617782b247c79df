import { mock } from 'node:test'
import { eq } from 'drizzle-orm'
import t from 'tap'
import { deadlines, endpointSecrets } from '../../src/database/tables.ts'
import { fanOut } from '../../src/endpoints/fan-out.ts'
import { createPublish } from '../../src/engine/publisher.ts'
import { type Claimed, createClaim, lease } from '../../src/webhooks/claim.ts'
import { deliver, release } from '../../src/webhooks/deliver.ts'
import { width } from '../../src/webhooks/lane.ts'
import { startPump } from '../../src/webhooks/pump.ts'
import { type Attempt, send } from '../../src/webhooks/send.ts'
import { createSettings } from '../../src/webhooks/settings.ts'
import { createSettle } from '../../src/webhooks/settle.ts'
import { speakAs } from '../support/build.ts'
import { type Reply, until } from '../support/hooks.ts'
import { pledgeOne } from '../support/pending.ts'
import { changeEndpoint, keyring, listAttempts, listDeliveries, untilQuiet } from '../support/webhooks.ts'
import { makeAgent, open, takeParts } from './parts.ts'

// A busy machine takes longer than the runner grants a file that is run alone.
t.setTimeout(180_000)

/** The parts of a pump, and notes of what it claimed and what it settled, by event. */
const watchParts = (world: Awaited<ReturnType<typeof open>>) => {
  const { errors, ...parts } = takeParts(world)
  const claims = new Map<string, number>()
  const outcomes = new Map<string, string[]>()
  const { claim, settle } = parts
  const watched: typeof parts = {
    ...parts,
    claim: async (room) => {
      const claimed = await claim(room)
      for (const { event } of claimed) claims.set(event, (claims.get(event) ?? 0) + 1)
      return claimed
    },
    settle: async (results) => {
      const settled = await settle(results)
      for (const { event, outcome } of results)
        outcomes.set(String(event), [...(outcomes.get(String(event)) ?? []), String(outcome)])
      return settled
    },
  }
  return { parts: watched, errors, claims, outcomes }
}

const first = ([one]: Claimed[]): Claimed => {
  if (!one) throw new Error('nothing was claimed')
  return one
}

const room = { total: 10, each: 10, lanes: [] }

t.test('what has waited in the node until its lease may end too soon is given back, not sent', async (t) => {
  const world = await open(t)
  const { built, receiver, one, owe } = world
  const { parts, errors, claims, outcomes } = watchParts(world)
  const pump = startPump(parts)
  await owe(200)
  await untilQuiet(built)
  // By now the receiver is known to be quick, and more is claimed than may be under way.
  const { promise: answer, resolve: reply } = Promise.withResolvers<Reply>()
  receiver.change(() => answer)
  await owe(100)
  await until('all it may take is under way', () => receiver.hooks.length === 200 + width)
  await until('and some wait in the node', () => pump.load().waiting > 0)
  const sent = new Set(receiver.hooks.map(({ id }) => id))
  const waiting = [...claims.keys()].filter((event) => !sent.has(event))
  const { now } = performance
  t.teardown(() => Object.assign(performance, { now }))
  performance.now = () => now.call(performance) + 5000
  reply(204)
  await untilQuiet(built)
  await pump.stop()
  t.ok(waiting.length > 0)
  const isReleased = (event: string) => outcomes.get(event)?.[0] === 'released'
  t.ok(waiting.every(isReleased), 'their first claim came to nothing')
  t.ok(
    waiting.every((event) => (claims.get(event) ?? 0) > 1),
    'they got another',
  )
  t.match(outcomes.get([...sent].at(-1) ?? ''), ['delivered'], 'what was under way counts')
  t.strictSame([receiver.hooks.length, new Set(receiver.hooks.map(({ id }) => id)).size], [300, 300])
  t.equal((await listAttempts(built, one.id)).length, 300, 'of what was given back the log says nothing')
  t.strictSame(errors, [])
})

t.test('what was claimed in vain, since no settings could be read, is given back at once', async (t) => {
  const world = await open(t)
  const { built, receiver, one, owe } = world
  const { parts, errors, outcomes } = watchParts(world)
  const { settings } = parts
  let isAway = true
  const refresh: typeof settings.refresh = async (wanted) => {
    if (wanted.length > 0 && isAway) {
      isAway = false
      throw new Error('the database is away')
    }
    return settings.refresh(wanted)
  }
  await owe(3)
  const pump = startPump({ ...parts, settings: { ...settings, refresh } })
  await untilQuiet(built)
  await pump.stop()
  // Without that they would be delivered all the same, a lease later.
  t.strictSame([...outcomes.values()], Array(3).fill(['released', 'delivered']))
  t.match(
    await listDeliveries(built, one.id),
    Array(3).fill({ state: 'delivered', attempts: 2, failures: 0 }),
  )
  t.equal(receiver.hooks.length, 3, 'each once')
  t.match(errors, [{ message: 'the database is away' }])
  t.equal(errors.length, 1)
})

t.test('what is owed in order goes out once published, and waits for no look at all lines', async (t) => {
  const world = await open(t)
  const { built, cast, receiver, endpoint } = world
  const { parts, errors } = watchParts(world)
  const { path } = await endpoint({ types: ['donation.*'], isOrdered: true })
  const donation = await pledgeOne(built, cast)
  await speakAs(built, cast.recipient).send(`/v1/donations/${donation}`, 'donation.agreed')
  // The look at all lines makes up for nodes that died, and would hide that a node which lives promotes nothing.
  const promoteAll = async () => 0
  const pump = startPump({ ...parts, promote: { ...parts.promote, promoteAll } })
  t.teardown(pump.stop)
  const added = await createPublish(built.db, fanOut)()
  t.equal(added.deliveries, 2)
  await pump.tell(added)
  await receiver.untilCount(path, 2)
  t.strictSame(receiver.typesAt(path), ['donation.pledged', 'donation.agreed'])
  t.strictSame(errors, [])
})

t.test('what is given back is no failure: no clock of its endpoint starts', async (t) => {
  const { built, one, owe } = await open(t)
  const claim = createClaim(built.db)
  const settle = createSettle(built.db, { disableDays: 5 })
  const clocks = async () => {
    const rows = await built.db.select().from(deadlines).where(eq(deadlines.workflowId, one.id))
    return rows.map(({ sendId }) => sendId).sort()
  }
  await owe(1)
  await settle([release(first(await claim(room)))])
  t.strictSame(await clocks(), [])
  const tried = { requestId: one.id, at: new Date().toISOString(), duration: 5, code: 'refused' }
  await settle([{ ...release(first(await claim(room))), ...tried, outcome: 'retry', wait: 1000 }])
  t.strictSame(await clocks(), ['failureLimit', 'failureNotice'], 'as after an attempt that failed')
})

t.test('secrets that can no longer be opened are forgotten, the old ones too, until they can', async (t) => {
  const { built, one } = await open(t)
  const errors: unknown[] = []
  const settings = createSettings(built.db, keyring, (error) => errors.push(error))
  await settings.refresh([{ endpoint: one.id, settingsVersion: 1 }])
  t.equal(settings.find(one.id)?.secrets.length, 1)
  const ofOne = eq(endpointSecrets.endpointId, one.id)
  const [kept] = await built.db.select().from(endpointSecrets).where(ofOne)
  const lost = `lost.${Buffer.alloc(64).toString('base64url')}`
  await built.db.update(endpointSecrets).set({ sealed: lost }).where(ofOne)
  await changeEndpoint(built, one.id, {})
  await settings.refresh([{ endpoint: one.id, settingsVersion: 2 }])
  t.equal(settings.find(one.id), undefined)
  t.equal(errors.length, 1)
  await built.db.update(endpointSecrets).set({ sealed: kept?.sealed }).where(ofOne)
  await settings.refresh([{ endpoint: one.id, settingsVersion: 2 }])
  t.match(settings.find(one.id), { version: 2, secrets: [{}] })
})

t.test('an attempt ends before its lease does, though its receiver never answers', async (t) => {
  // Takes what it is given, and nothing comes of it.
  const agent = Object.assign(makeAgent([]), { dispatch: () => true })
  t.teardown(() => agent.close())
  mock.timers.enable({ apis: ['setTimeout'] })
  t.teardown(() => mock.timers.reset())
  let ended: Attempt | undefined
  const url = new URL('https://hooks.example.org/')
  const sending = send({ agent, url, headers: {}, body: Buffer.from('{}') }).then((attempt) => {
    ended = attempt
  })
  // A lease is in seconds.
  mock.timers.tick(lease * 1000 - 1)
  await Promise.race([sending, new Promise(setImmediate)])
  t.match(ended, { outcome: 'failed', code: 'connect-timeout' })
})

t.test('chance spreads the attempts that follow failures', async (t) => {
  const agent = makeAgent([])
  t.teardown(() => agent.close())
  const { random } = Math
  t.teardown(() => Object.assign(Math, { random }))
  const claimed = {
    endpoint: 'f7c0a4f4-7a0e-4d3c-9f5e-0a4b8a3c1d2e',
    event: '0b6f1b64-3c55-4b8e-8f0e-5d9a7c2e1f30',
    stream: '5a1d0c3e-92b7-4e0f-b0a6-7c4e8d2f6b19',
    number: 1,
    failures: 0,
    isOrdered: false,
    settingsVersion: 1,
    body: '{}',
    hash: '',
  }
  // Without settings an attempt fails before anything is sent.
  const wait = async (chance: number) => {
    Math.random = () => chance
    const { outcome, wait } = await deliver(claimed, undefined, { agent, retries: [10_000] })
    t.equal(outcome, 'retry')
    return wait
  }
  t.strictSame([await wait(0), await wait(0.5), await wait(0.9)], [10_000, 10_500, 10_900])
})
