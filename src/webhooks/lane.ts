/** Attempts at one endpoint that a node has under way at most. */
export const width = 16
/** The same before anything has arrived there since the process began: so many that hang all fit in beside one another. */
export const freshWidth = 4

/** Failures in a row after which an endpoint is tried one at a time, and those after which there are pauses as well. */
const narrow = 5
const broken = 20

/** Milliseconds of work that is claimed ahead for a quick receiver, and deliveries at most. */
const ahead = 1000
const mostAhead = 496

/** Milliseconds that an attempt takes, of late, where an endpoint counts as slow. */
const slow = ahead

const longestPause = 30_000

/** Milliseconds for which an endpoint is remembered that nothing was sent to. */
const memory = 600_000

/** What a node knows of an endpoint from its own attempts; nothing of it has to survive. */
export interface Lane {
  underWay: number
  /** Whether anything has arrived there. */
  isKnown: boolean
  /** Failures since the last success. */
  failures: number
  /** Until when, on the process's own clock, it is left alone. */
  pausedUntil: number
  /** Milliseconds that an attempt takes, of late. */
  pace: number
  /** When it was last heard of, on the process's own clock. */
  heardAt: number
}

export const openLane = (now: number): Lane => ({
  underWay: 0,
  isKnown: false,
  failures: 0,
  pausedUntil: 0,
  pace: ahead,
  heardAt: now,
})

const isFailing = ({ failures }: Lane): boolean => failures >= narrow

/** Whether its attempts fail, or take so long that they may as well. */
export const isTroubled = (lane: Lane): boolean => isFailing(lane) || lane.pace > slow

/** Whether nothing is left of it that is worth keeping: a process forgets endpoints, or it would only ever grow. */
export const isForgotten = ({ underWay, heardAt }: Lane, now: number): boolean =>
  underWay === 0 && now - heardAt > memory

/** Attempts that may be under way at once. */
export const widthOf = (lane: Lane): number => {
  if (isFailing(lane)) return 1
  return lane.isKnown ? width : freshWidth
}

/**
 * How many deliveries to hold, those under way included. A quick receiver's are claimed ahead, so that it never waits for
 * the database; a slow one's are not, since they would wait out their lease here.
 */
export const holdOf = (lane: Lane, now: number): number => {
  if (now < lane.pausedUntil) return 0
  const atOnce = widthOf(lane)
  if (atOnce < width) return atOnce
  const inTime = Math.floor((width * ahead) / Math.max(lane.pace, 1))
  return Math.max(width, Math.min(width + mostAhead, inTime))
}

/** Takes note of what came of an attempt. A receiver that only fails gets ever longer pauses, half a minute at most. */
export const noteAttempt = (lane: Lane, { ok, ms, now }: { ok: boolean; ms: number; now: number }) => {
  lane.pace = lane.pace * 0.8 + ms * 0.2
  lane.failures = ok ? 0 : lane.failures + 1
  lane.isKnown ||= ok
  lane.heardAt = now
  lane.pausedUntil =
    lane.failures < broken ? 0 : now + Math.min(longestPause, 1000 * 2 ** (lane.failures - broken))
}
