import type postgres from 'postgres'

type Client = postgres.Sql

/** Statements that share a connection in one turn at most. */
const bundle = 16

interface Lane {
  client: Client
  underWay: number
  /** Milliseconds; when it last began or answered something. Infinity while it has nothing to do. */
  movedAt: number
}

/**
 * Connections that statements are spread over. Those of the same text that one turn of the event loop asks for go down
 * one connection together: they are written and wake the database once, which costs as much as a read does. The next go
 * where nothing is under way, or where an answer came last, so that nobody waits behind a statement that takes long but
 * its like. The first of several with nothing to do, whose backend knows the plans and has them at hand.
 */
export const createLanes = (clients: Client[]) => {
  const lanes = clients.map((client): Lane => ({ client, underWay: 0, movedAt: Number.POSITIVE_INFINITY }))
  const turn = new Map<string, { lane: Lane; room: number }>()

  const pick = (text: string): Lane => {
    const together = turn.get(text)
    if (together && together.room > 0) {
      together.room -= 1
      return together.lane
    }
    if (turn.size === 0) setImmediate(() => turn.clear())
    const lane = lanes.reduce((best, one) => (one.movedAt > best.movedAt ? one : best))
    turn.set(text, { lane, room: bundle - 1 })
    return lane
  }

  return {
    unsafe: (...args: Parameters<Client['unsafe']>) => {
      const lane = pick(args[0])
      lane.underWay += 1
      if (lane.underWay === 1) lane.movedAt = performance.now()
      const query = lane.client.unsafe(...args)
      const settle = () => {
        lane.underWay -= 1
        lane.movedAt = lane.underWay > 0 ? performance.now() : Number.POSITIVE_INFINITY
      }
      query.then(settle, settle)
      return query
    },
    end: (options: { timeout: number }) => Promise.all(clients.map((client) => client.end(options))),
  }
}
