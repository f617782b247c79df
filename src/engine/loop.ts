import { setTimeout as sleep } from 'node:timers/promises'

/** Something that is done again and again in the background. */
export interface Loop {
  /** Does it now rather than at the next tick; a hint that may be given at any rate. */
  poke: () => void
  /** Ends after the round under way. */
  stop: () => Promise<void>
}

export interface LoopOptions {
  /** One round; answers how much it found to do. */
  work: () => Promise<number>
  /** Milliseconds between rounds that found nothing. */
  every: number
  /** Milliseconds at least from one round to the next, however often it is poked: what comes meanwhile shares one. */
  gap?: number
  onError: (error: unknown) => void
}

/**
 * Runs rounds one after the other: at once while there is work, else after a pause or when poked. After a failure it
 * waits out the pause, whatever the pokes, so that a broken database is not hammered.
 */
export const startLoop = ({ work, every, gap = 0, onError }: LoopOptions): Loop => {
  let stopped = false
  let poked = false
  let wake = () => {}
  const pause = (wakeable: boolean) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, every)
      wake = () => {
        if (!wakeable && !stopped) return
        clearTimeout(timer)
        resolve()
      }
    })
  const run = async () => {
    for (let began = Number.NEGATIVE_INFINITY; !stopped; ) {
      const early = began + gap - performance.now()
      if (early > 0) await sleep(early)
      began = performance.now()
      poked = false
      try {
        if ((await work()) === 0 && !poked && !stopped) await pause(true)
      } catch (error) {
        onError(error)
        if (!stopped) await pause(false)
      }
    }
  }
  const running = run()
  return {
    poke: () => {
      poked = true
      wake()
    },
    stop: async () => {
      stopped = true
      wake()
      await running
    },
  }
}
