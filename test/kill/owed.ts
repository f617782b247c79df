import { setTimeout as sleep } from 'node:timers/promises'
import { asc, eq, isNotNull, sql } from 'drizzle-orm'
import type { Database } from '../../src/database/client.ts'
import { attempts, deliveries, donations, events, unpublished } from '../../src/database/tables.ts'
import { eventText } from '../../src/engine/log.ts'
import type { Arrival } from './receiver.ts'
import type { Subscription } from './subscribe.ts'

/** An event of a donation that was committed. */
export interface Committed {
  id: string
  stream: string
  sequence: number
  type: string
  /** As timeline, feed and webhooks show it. */
  text: string
}

/** Whatever the log holds of donations; each of them has the same parties from its beginning. */
export const readCommitted = async (db: Database): Promise<Committed[]> => {
  const { streamId, sequence, id, body, hash } = events
  const rows = await db
    .select({ id, stream: streamId, sequence, body, hash })
    .from(events)
    .innerJoin(donations, eq(donations.id, streamId))
    .orderBy(asc(streamId), asc(sequence))
  return rows.map(({ body, hash, ...row }) => ({
    ...row,
    type: String(JSON.parse(body).type),
    text: eventText({ body, hash }),
  }))
}

const isWanted = ({ type }: Committed, { types }: Subscription) =>
  types.some((one) => one === '*' || one === type || one === `${type.split('.')[0]}.*`)

export const findOwed = (committed: Committed[], subscription: Subscription): Committed[] =>
  committed.filter((event) => isWanted(event, subscription))

export const countPending = async (db: Database): Promise<number> =>
  (await db.$count(deliveries, eq(deliveries.state, 'pending'))) + (await db.$count(unpublished))

/** Deliveries that some service has claimed, whether it lives or not. */
export const countLeased = (db: Database): Promise<number> =>
  db.$count(deliveries, isNotNull(deliveries.leasedUntil))

export const readLoggedRequests = async (db: Database): Promise<string[]> =>
  (await db.select({ request: sql<string>`${attempts.requestId}` }).from(attempts)).map(
    ({ request }) => request,
  )

/** Waits until nothing is owed any more, or for so many milliseconds; answers how much is left. */
export const waitUntilQuiet = async (db: Database, patience: number): Promise<number> => {
  const end = performance.now() + patience
  for (;;) {
    const pending = await countPending(db)
    if (pending === 0 || performance.now() > end) return pending
    await sleep(100)
  }
}

const groupById = (arrivals: Arrival[]): Map<string, Arrival[]> => {
  const groups = new Map<string, Arrival[]>()
  for (const arrival of arrivals) groups.set(arrival.id, [...(groups.get(arrival.id) ?? []), arrival])
  return groups
}

/** What is wrong with all that came to a receiver, and how often something was accepted again. */
export const judge = (
  committed: Committed[],
  subscription: Subscription,
  deadlineOf: (id: string) => number,
) => {
  const faults: string[] = []
  const groups = groupById(subscription.receiver.arrivals)
  const owed = findOwed(committed, subscription)
  let again = 0
  let previous: { stream: string; accepted: number } | undefined
  for (const { id, stream, sequence, type, text } of owed) {
    const arrivals = groups.get(id) ?? []
    const name = `${type}, event ${sequence} of ${stream}`
    const taken = arrivals.filter(({ fate }) => fate === 'accepted')
    const accepted = Math.min(...taken.map(({ decided }) => decided))
    if (taken.length === 0) faults.push(`${name}: never accepted, of ${arrivals.length} attempts`)
    else if (accepted > deadlineOf(id)) faults.push(`${name}: late by ${accepted - deadlineOf(id)} ms`)
    again += Math.max(0, taken.length - 1)
    if (arrivals.some(({ body }) => !body.equals(Buffer.from(text)))) faults.push(`${name}: other bytes`)
    if (subscription.isOrdered && previous?.stream === stream) {
      const [first] = arrivals
      if (first && first.came < previous.accepted)
        faults.push(`${name}: came before the one before it was accepted`)
    }
    previous = { stream, accepted }
    groups.delete(id)
  }
  // Of endpoints themselves there are events as well; those were not counted as owed.
  for (const [id, [arrival]] of groups)
    if (!/"type":"endpoint\./.test(String(arrival?.body))) faults.push(`${id}: no event that was owed`)
  return { faults, again, owed: owed.length }
}
