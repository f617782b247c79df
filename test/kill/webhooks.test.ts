import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { Database } from '../../src/database/client.ts'
import { startEmbedded } from '../../src/database/embedded/start.ts'
import { type Node, type Nodes, runNodes, waitUntilReady } from '../support/nodes.ts'
import type { Cast } from '../support/walk.ts'
import { accepting, drafting, pledging, registerCast, type Writer, write } from './load.ts'
import { countLeased, judge, readCommitted, readLoggedRequests, waitUntilQuiet } from './owed.ts'
import { type Manner, type Recorder, startRecorder } from './receiver.ts'
import { deliverTo, type Subscription, subscribe } from './subscribe.ts'

t.setTimeout(240_000)
// Most of the time of these is leases running out.
t.jobs = 2

/** Acknowledged events of a round, at least. */
const floor = 150
/** Milliseconds within which all that is committed has to arrive, whatever was killed. */
const promised = 60_000

interface Scene {
  nodes: Nodes
  first: Node
  cast: Cast
  db: Database
  subscriptions: Subscription[]
}

/** A service with three endpoints: one that takes everything, one in strict order, and one that fails now and then. */
const setScene = async (t: Test, plain: Manner): Promise<Scene> => {
  const receivers: [Recorder, Recorder, Recorder] = [
    await startRecorder(t, plain),
    await startRecorder(t, { slowness: 20, refuses: 0.02 }),
    await startRecorder(t, { slowness: 100, refuses: 0.15, drops: 0.05 }),
  ]
  const nodes = runNodes(t, deliverTo(receivers))
  const first = await nodes.start()
  const cast = await registerCast(first)
  const db = nodes.enter()
  const [all, inOrder, some] = receivers
  const { donor, recipient } = cast
  const subscriptions = [
    await subscribe(db, { organization: donor.id, types: ['*'], isOrdered: false, receiver: all }),
    await subscribe(db, { organization: recipient.id, types: ['*'], isOrdered: true, receiver: inOrder }),
    await subscribe(db, {
      ...{ organization: donor.id, types: ['contract.*', 'unit.accepted'] },
      ...{ isOrdered: false, receiver: some },
    }),
  ]
  return { nodes, first, cast, db, subscriptions }
}

/** Has events written at these nodes and lets something befall them meanwhile; answers how many were acknowledged. */
const interrupt = async (at: [Node, ...Node[]], cast: Cast, befall: () => Promise<void>) => {
  const [first] = at
  const writers: Writer[] = [
    ...(await Promise.all(Array.from({ length: 6 }, () => drafting(first, cast)))),
    await accepting(first, cast, 20),
    pledging(cast),
    pledging(cast),
  ]
  const stop = new AbortController()
  const isOver = new AbortController()
  const writing = Promise.all(
    writers.map((writer, n) => write(at[n % at.length] ?? first, writer, stop.signal)),
  ).finally(() => isOver.abort())
  const acknowledged = () =>
    writers.flatMap((writer) => writer.attempts).filter(({ answer }) => answer?.status === 201).length
  while (acknowledged() < floor && !isOver.signal.aborted) await sleep(5)
  await sleep(randomInt(200))
  await befall()
  stop.abort()
  await writing
  return acknowledged()
}

const countCut = (subscriptions: Subscription[]) =>
  subscriptions.flatMap(({ receiver }) => receiver.arrivals).filter(({ fate }) => fate === 'cut').length

const check = async (t: Test, { db, subscriptions, nodes }: Scene, deadlineOf: (id: string) => number) => {
  const committed = await readCommitted(db)
  for (const subscription of subscriptions) {
    const { types, isOrdered, receiver } = subscription
    const { faults, again, owed } = judge(committed, subscription, deadlineOf)
    const name = `${types}${isOrdered ? ' in order' : ''}`
    t.same(faults, [], `everything arrived as it was owed: ${name}`)
    t.comment(`${name}: ${owed} owed, ${receiver.arrivals.length} attempts, ${again} accepted again`)
  }
  const failures = nodes.failures().map((line) => line.match(/"message":"([^"]*)/)?.[1]?.slice(0, 80))
  t.comment([...new Set(failures)].map((f) => `${failures.filter((o) => o === f).length} x ${f}`).join('\n'))
  return committed
}

t.test(
  'delivers every committed event to every endpoint, whatever is killed',
  { buffered: true },
  async (t) => {
    const scene = await setScene(t, { slowness: 400 })
    const { nodes, cast, db, subscriptions } = scene
    const deadlines = new Map<string, number>()
    let acknowledged = 0
    let node = scene.first

    const round = async (name: string, at: [Node, ...Node[]], befall: () => Promise<void>) => {
      const cut = countCut(subscriptions)
      const done = await interrupt(at, cast, befall)
      const since = performance.now()
      const committed = await readCommitted(db)
      for (const { id } of committed) if (!deadlines.has(id)) deadlines.set(id, since + promised)
      t.ok(done >= floor, `enough was acknowledged to tell: ${name}`)
      t.comment(
        `${name}: ${done} acknowledged, ${countCut(subscriptions) - cut} attempts cut, ${await countLeased(db)} leased`,
      )
      acknowledged += done
    }

    /** The moment of a kill is random, but not one at which nothing is being sent. */
    const waitUntilBusy = async (least: number) => {
      const underWay = () =>
        subscriptions.flatMap(({ receiver }) => receiver.arrivals).filter(({ fate }) => !fate).length
      while (underWay() < least) await sleep(1)
    }

    for (const name of ['the first kill', 'the second kill']) {
      await round(name, [node], async () => {
        await waitUntilBusy(4)
        await node.kill()
        t.ok((await countLeased(db)) > 0, 'deliveries were under way')
        node = await nodes.start()
      })
    }
    await round('the database', [node], async () => {
      nodes.killDatabase()
      await sleep(100)
      await waitUntilReady(node)
    })
    const other = await nodes.start()
    await round('one of two that never comes back', [other, node], async () => {
      await waitUntilBusy(8)
      await other.kill()
      t.ok((await countLeased(db)) > 0, 'deliveries were under way at the two')
    })

    t.equal(await waitUntilQuiet(db, promised + 5000), 0, 'nothing is left pending')
    const committed = await check(t, scene, (id) => deadlines.get(id) ?? 0)
    t.ok(committed.length >= acknowledged, 'what was acknowledged is in the log')
    t.equal(deadlines.size, committed.length, 'nothing was written after the last round')
  },
)

t.test('gives back what it claimed when it is asked to stop', { buffered: true }, async (t) => {
  // One request is never answered: even then the end comes within the grace.
  const scene = await setScene(t, { slowness: 400, hangs: (count) => count === 200 })
  const { nodes, cast, db, subscriptions } = scene
  // Keeps the database while no service runs.
  const server = await startEmbedded({ folder: nodes.folder, log: () => {} })
  t.teardown(() => server.stop())
  let node = scene.first
  for (const name of ['once', 'again', 'a third time']) {
    let code: number | null = null
    let underWay = 0
    const done = await interrupt([node], cast, async () => {
      underWay = await countLeased(db)
      code = await node.stop()
    })
    t.ok(done >= floor, 'enough was acknowledged to tell')
    t.ok(underWay > 0, 'deliveries were under way')
    t.equal(code, 0, `it ended within its grace, ${name}`)
    t.equal(await countLeased(db), 0, 'no lease is left behind')
    t.comment(`${name}: ${done} acknowledged, ${underWay} leased at the signal`)
    node = await nodes.start()
  }
  t.equal(await waitUntilQuiet(db, promised), 0, 'nothing is left pending')
  await check(t, scene, () => Number.POSITIVE_INFINITY)
  t.equal(countCut(subscriptions), 1, 'no attempt was broken off but the one without an answer')
  for (const { receiver, types } of subscriptions) {
    const accepted = receiver.arrivals.filter(({ fate }) => fate === 'accepted').map(({ id }) => id)
    t.equal(new Set(accepted).size, accepted.length, `nothing was sent again that had arrived: ${types}`)
  }
  const seen = subscriptions.flatMap(({ receiver }) => receiver.arrivals.map(({ request }) => request))
  t.same((await readLoggedRequests(db)).sort(), seen.sort(), 'each attempt that was made is in the log')
})
