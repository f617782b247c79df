import type { Engine } from '../engine/engine.ts'
import { type Loop, startLoop } from '../engine/loop.ts'
import type { News } from './news.ts'

/** One who waits for what is published next. */
export interface Place {
  /** Waits for news since the last wait, for so many milliseconds at most, or until it is over. */
  pause: (milliseconds: number) => Promise<void>
  /** Whether its reader has gone, or the service ends. */
  isOver: () => boolean
  leave: () => void
}

interface Seat {
  tell: () => void
}

interface WaitingOptions {
  findNews: (organizations: string[], after: string) => Promise<News>
  engine: Pick<Engine, 'onPublished'>
  onError: (error: unknown) => void
  /** Who may wait at a time, of one organization and in all. */
  mostOfOne?: number
  mostInAll?: number
}

/**
 * Keeps all who wait for the feed, and wakes those for whom something was published: one query for all of them, four times
 * a second while anybody waits, since other nodes publish as well, and at once after this node did.
 */
export const createWaiting = ({
  findNews,
  engine,
  onError,
  mostOfOne = 20,
  mostInAll = 1000,
}: WaitingOptions) => {
  const seats = new Map<string, Set<Seat>>()
  let count = 0
  let head = '0'
  let isClosed = false
  let loop: Loop | undefined

  const look = async () => {
    const asked = new Set(seats.keys())
    const news = await findNews([...asked], head)
    if (news.head === head) return 0
    head = news.head
    const told = new Set(news.organizations)
    // Who came while the question was under way was not asked about, and may have read before the answer was true.
    for (const [organization, there] of seats)
      if (told.has(organization) || !asked.has(organization)) for (const seat of there) seat.tell()
    return 0
  }

  const add = (organization: string, seat: Seat) => {
    const there = seats.get(organization) ?? new Set()
    seats.set(organization, there.add(seat))
    count += 1
    loop ??= startLoop({ work: look, every: 250, share: 0.1, onError })
  }

  const remove = (organization: string, seat: Seat) => {
    const there = seats.get(organization)
    if (!there?.delete(seat)) return
    count -= 1
    if (there.size === 0) seats.delete(organization)
    if (count > 0) return
    loop?.stop().catch(onError)
    loop = undefined
  }

  engine.onPublished(() => loop?.poke())

  return {
    /** Takes a place, before the first read so that nothing is missed after it; undefined where too many wait already. */
    enter: (organization: string): Place | undefined => {
      if (count >= mostInAll || (seats.get(organization)?.size ?? 0) >= mostOfOne) return undefined
      let isNews = false
      let isLeft = false
      let wake = () => {}
      const isOver = () => isLeft || isClosed
      const seat: Seat = {
        tell: () => {
          isNews = true
          wake()
        },
      }
      add(organization, seat)
      return {
        isOver,
        pause: async (milliseconds) => {
          if (!isNews && !isOver())
            await new Promise<void>((resolve) => {
              const timer = setTimeout(resolve, milliseconds)
              wake = () => {
                clearTimeout(timer)
                resolve()
              }
            })
          isNews = false
        },
        leave: () => {
          isLeft = true
          remove(organization, seat)
          wake()
        },
      }
    },
    /** How many wait. */
    count: () => count,
    /** Sends everybody away, now and from now on. */
    close: () => {
      isClosed = true
      for (const there of seats.values()) for (const seat of there) seat.tell()
    },
  }
}
