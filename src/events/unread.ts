import type { ServerResponse } from 'node:http'

interface Reader {
  /** Bytes that have gone out to it. */
  sent: number
  /** When that was last seen to grow, or nothing was left to send. */
  since: number
}

/** Milliseconds for which what was sent to a reader may lie unread. */
const patience = 30_000

/** Milliseconds that a reader has to take the rest, once the service ends. */
const last = 1000

/**
 * Drops readers of streams who do not read: what is waiting for them takes memory, and they have missed more by the time
 * that they read on than a new connection would tell them at once.
 */
export const createUnread = (longest = patience) => {
  const readers = new Map<ServerResponse, Reader>()
  const check = (response: ServerResponse, reader: Reader, now: number) => {
    const sent = (response.socket?.bytesWritten ?? 0) - response.writableLength
    if (response.writableLength === 0 || sent !== reader.sent) Object.assign(reader, { sent, since: now })
    else if (now - reader.since >= longest) response.destroy()
  }
  let sweep: NodeJS.Timeout | undefined
  const rest = () => {
    if (readers.size > 0) return
    clearInterval(sweep)
    sweep = undefined
  }
  return {
    watch: (response: ServerResponse) => {
      readers.set(response, { sent: -1, since: performance.now() })
      response.once('close', () => {
        readers.delete(response)
        rest()
      })
      sweep ??= setInterval(
        () => {
          for (const [each, reader] of readers) check(each, reader, performance.now())
        },
        Math.min(1000, longest),
      ).unref()
    },
    /** Drops whoever has not taken the rest a moment after the end. */
    close: () => {
      setTimeout(() => {
        for (const response of readers.keys()) response.destroy()
      }, last).unref()
    },
  }
}
