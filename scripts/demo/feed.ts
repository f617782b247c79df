import { Event } from '../../schemas/event.ts'
import { page } from '../../schemas/primitives.ts'
import type { Client } from './client.ts'

/** Reads the feed of whoever has the key, from a cursor or from its beginning up to what there is by now. */
const follow = async (client: Client, key: string, from: string | undefined) => {
  const events: Event[] = []
  let cursor = from
  for (;;) {
    const query = new URLSearchParams({ limit: '100', ...(cursor && { cursor }) })
    const { body } = await client.obtain(`/v1/events?${query}`, page(Event), { key })
    events.push(...body.items)
    cursor = body.next
    if (body.items.length === 0) return { events, cursor }
  }
}

/** A cursor behind everything that was published so far. */
export const skipFeed = async (client: Client, key: string): Promise<string | undefined> => {
  const { cursor } = await follow(client, key, undefined)
  return cursor
}

/** What was published since then. */
export const readFeed = async (client: Client, key: string, cursor: string | undefined): Promise<Event[]> => {
  const { events } = await follow(client, key, cursor)
  return events
}
