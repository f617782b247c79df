import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import * as z from 'zod'
import { Event } from '../../schemas/event.ts'
import type { Client } from './client.ts'
import { Deviation } from './deviation.ts'

// Loose, because a hash covers every member of an event, those a reader does not know as well.
const Logged = z.looseObject({ sequence: z.int(), hash: z.string() })
type Logged = z.infer<typeof Logged>
const Page = z.object({ items: z.array(Logged), next: z.string().optional() })

/** Reads the whole log of what lies at a path, page by page. */
const readLog = async (client: Client, path: string, key: string): Promise<Logged[]> => {
  const events: Logged[] = []
  let next: string | undefined
  do {
    const query = new URLSearchParams({ limit: '100', ...(next && { cursor: next }) })
    const { body } = await client.obtain(`${path}/events?${query}`, Page, { key })
    events.push(...body.items)
    next = body.next
  } while (next)
  return events
}

/** The log of what lies at a path, as events. */
export const readEvents = async (client: Client, path: string, key: string): Promise<Event[]> =>
  z.array(Event).parse(await readLog(client, path, key))

/** Hash of an event, by its description in the API reference and by nothing of the service's own code. */
const hashAfter = (previous: string, { hash: _, ...rest }: Logged): string =>
  createHash('sha256')
    .update(previous)
    .update(canonicalize(rest) ?? '')
    .digest('hex')

/** Recomputes the hash chain of a log, as any party to it can; answers its length and its last hash. */
export const verifyTimeline = async (client: Client, path: string, key: string) => {
  const events = await readLog(client, path, key)
  let head = '0'.repeat(64)
  for (const [place, event] of events.entries()) {
    if (event.sequence !== place + 1) throw new Deviation(`The log lacks event ${place + 1}.`)
    head = hashAfter(head, event)
    if (head !== event.hash) throw new Deviation(`The log breaks at event ${event.sequence}.`)
  }
  return { count: events.length, head }
}
