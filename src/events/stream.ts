import type { FeedEvent, FeedPage } from './feed.ts'
import type { Place } from './waiting.ts'

export interface StreamOptions {
  place: Place
  /** Position after which it begins. */
  after: string
  read: (after: string) => Promise<FeedPage>
  toCursor: (position: string) => string
  /** Whether whoever reads it still may. */
  isAllowed: () => Promise<boolean>
  /** Milliseconds after which the reader is told that the stream is alive, and asked about. */
  beat: number
}

/** Milliseconds after which a reader whose connection broke is to come back. */
const retry = 3000

/**
 * The feed as server-sent events. Each step waits until the one before it was taken, so that a reader holds no more
 * than a page of it in memory. The id is sent alone as well, when events were passed over: a reader who comes back
 * need not pass over them again, and one who never got an event goes on from where it began.
 */
export async function* streamFeed(options: StreamOptions): AsyncGenerator<string, void, undefined> {
  const { place, read, toCursor, isAllowed, beat } = options
  const toMessage = ({ type, place, text }: FeedEvent) =>
    `event: ${type}\nid: ${toCursor(place)}\ndata: ${text}\n\n`
  let { after } = options
  let told = after
  let beatAt = performance.now() + beat
  yield `retry: ${retry}\nid: ${toCursor(after)}\n\n`
  while (!place.isOver()) {
    const { events, end, isMore } = await read(after)
    // Asked each time, not at the beat alone: a key that was revoked reads nothing more.
    if (events.length > 0 && !(await isAllowed())) return
    after = end
    for (const event of events) {
      yield toMessage(event)
      told = event.place
    }
    if (!isMore) await place.pause(Math.max(beatAt - performance.now(), 0))
    if (performance.now() < beatAt || place.isOver()) continue
    if (!(await isAllowed())) return
    yield told === after ? ':\n\n' : `:\nid: ${toCursor(after)}\n\n`
    told = after
    beatAt = performance.now() + beat
  }
}
