import type { Agent } from 'undici'
import { startLoop } from '../engine/loop.ts'
import { createTurns } from '../engine/turns.ts'
import type { Claimed, createClaim } from './claim.ts'
import { lease } from './claim.ts'
import { deliver, release } from './deliver.ts'
import { freshWidth, holdOf, isForgotten, type Lane, noteAttempt, openLane, widthOf } from './lane.ts'
import type { createPromote } from './promote.ts'
import { createRoom } from './room.ts'
import type { SettingsStore } from './settings.ts'
import type { createSettle, Result } from './settle.ts'
import { createStore } from './store.ts'

/** Deliveries that one process holds at most, four times what a single endpoint's may be. */
const mostHeld = 2048
/** Results that are stored at once, though more are about to come. */
const fullBatch = 256
/** Results that wait for the database before nothing more is claimed. */
const mostUnsettled = 2000
/** Failures to store that a process which ends puts up with: as many as one result at fault makes, and a few. */
const mostFailures = 12
/** Milliseconds before the end of its lease from which an attempt is not begun any more: it could outlast the lease. */
const margin = 16_000

export interface PumpOptions {
  claim: ReturnType<typeof createClaim>
  settle: ReturnType<typeof createSettle>
  promote: ReturnType<typeof createPromote>
  settings: SettingsStore
  agent: Agent
  /** Milliseconds before each further attempt. */
  retries: readonly number[]
  /** Called with what came of each attempt. */
  onAttempt?: (code: string) => void
  /** Called when something was stored that an endpoint's workflow is to hear of. */
  onNotable: () => void
  onError: (error: unknown) => void
}

interface Waiting {
  claimed: Claimed
  /** On the process's own clock. */
  until: number
}

interface LaneOfWork extends Lane {
  queue: Waiting[]
  /** Whether there was more than it could take when it last claimed. */
  hasMore: boolean
}

/**
 * Delivers: claims what is due, makes attempts, stores what came of them. Claiming and storing go in batches of whatever
 * has come together meanwhile, so that a lone delivery waits for nothing and many share their statements. No statement
 * waits for a receiver, and no receiver for another.
 */
export const startPump = (options: PumpOptions) => {
  const { claim, settle, promote, settings, agent, retries, onAttempt, onNotable, onError } = options
  const lanes = new Map<string, LaneOfWork>()
  const blocked = new Set<LaneOfWork>()
  const room = createRoom()
  let stopped = false
  // Two statements at once keep each other, this process and the receivers off the cores, and gain nothing.
  const inTurn = createTurns(1, 20)

  const getLane = (endpoint: string): LaneOfWork => {
    const lane = lanes.get(endpoint) ?? { ...openLane(performance.now()), queue: [], hasMore: false }
    lanes.set(endpoint, lane)
    return lane
  }

  // While more is queued for its endpoint a result waits for company, a quarter of a second at most: storing many at once
  // costs each of them less. In strict order the next of the donation waits for it.
  const finish = (result: Result, { queue }: LaneOfWork, isAwaited = false) => {
    store.add(result)
    if (isAwaited || queue.length === 0 || store.count() >= fullBatch) settling.poke()
  }

  const start = async (lane: LaneOfWork, claimed: Claimed) => {
    const leave = room.take(lane)
    try {
      const result = await deliver(claimed, settings.find(claimed.endpoint), { agent, retries })
      const ok = result.outcome === 'delivered'
      noteAttempt(lane, { ok, ms: result.duration ?? 0, now: performance.now() })
      onAttempt?.(result.code ?? '')
      finish(result, lane, claimed.isOrdered)
    } catch (error) {
      onError(error)
    }
    leave()
    // Who waited for room comes first. A copy, since whoever must go on waiting gets in line again.
    for (const other of [...blocked]) {
      if (room.isFull()) break
      advance(other)
    }
    advance(lane)
    if (lane.hasMore && lane.queue.length + lane.underWay <= holdOf(lane, performance.now()) / 2)
      claiming.poke()
  }

  const advance = (lane: LaneOfWork) => {
    blocked.delete(lane)
    while (lane.queue.length > 0 && lane.underWay < widthOf(lane)) {
      if (!room.has(lane)) return void blocked.add(lane)
      const next = lane.queue.shift()
      if (!next) return
      if (stopped || performance.now() > next.until) finish(release(next.claimed), lane)
      else void start(lane, next.claimed)
    }
  }

  const forgetIdle = (now: number) => {
    for (const [endpoint, lane] of lanes)
      if (lane.queue.length === 0 && isForgotten(lane, now)) {
        lanes.delete(endpoint)
        settings.forget(endpoint)
      }
  }

  const claimOnce = async (): Promise<number> => {
    const now = performance.now()
    forgetIdle(now)
    let held = 0
    const taken = [...lanes].map(([endpoint, lane]) => {
      const holds = lane.underWay + lane.queue.length
      held += holds
      return { endpoint, free: Math.max(0, holdOf(lane, now) - holds) }
    })
    const total = Math.min(mostHeld - held, mostUnsettled - store.count())
    if (total <= 0 || stopped) return 0
    const until = now + lease * 1000 - margin
    // Those that may take as many as an unknown one need no mention.
    const lanesTaken = taken.filter(({ free }) => free !== freshWidth)
    const claimed = await inTurn(() => claim({ total, each: freshWidth, lanes: lanesTaken }))
    try {
      await settings.refresh(claimed)
    } catch (error) {
      for (const one of claimed) finish(release(one), getLane(one.endpoint))
      throw error
    }
    const counts = new Map<string, number>()
    for (const one of claimed) {
      getLane(one.endpoint).queue.push({ claimed: one, until })
      counts.set(one.endpoint, (counts.get(one.endpoint) ?? 0) + 1)
    }
    const free = new Map(taken.map((one) => [one.endpoint, one.free]))
    for (const [endpoint, lane] of lanes) {
      const count = counts.get(endpoint) ?? 0
      const room = free.get(endpoint) ?? freshWidth
      lane.hasMore = room > 0 ? count >= room : lane.hasMore
      advance(lane)
    }
    return 0
  }

  const store = createStore(async (batch) => {
    const { lines, isNotable } = await inTurn(() => settle(batch))
    if ((await promote.promote(lines)) > 0) claiming.poke()
    if (isNotable) onNotable()
  })

  const settling = startLoop({ work: store.writeSome, every: 250, share: 0.6, onError })
  const claiming = startLoop({ work: claimOnce, every: 250, share: 0.6, onError })
  const promoting = startLoop({ work: () => promote.promoteAll().then(() => 0), every: 10_000, onError })

  return {
    /** Tells of new deliveries; `lines` are those of endpoints that want them in order. */
    tell: async (added: { deliveries: number; lines: Parameters<typeof promote.promote>[0] }) => {
      if (added.deliveries === 0) return
      if (added.lines.length > 0) await promote.promote(added.lines).catch(onError)
      claiming.poke()
    },
    load: () => ({
      underWay: room.total(),
      waiting: [...lanes.values()].reduce((sum, { queue }) => sum + queue.length, 0),
    }),
    /** Ends after the attempts under way, and gives back what was not yet tried. */
    stop: async () => {
      stopped = true
      await Promise.all([claiming.stop(), promoting.stop()])
      for (const lane of lanes.values())
        for (const one of lane.queue.splice(0)) finish(release(one.claimed), lane)
      while (room.total() > 0) await new Promise((resolve) => setTimeout(resolve, 20))
      await settling.stop()
      for (let failures = 0; store.count() > 0 && failures < mostFailures; )
        await store.writeSome().catch((error: unknown) => {
          failures += 1
          onError(error)
        })
      await agent.close()
    },
  }
}
