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
  /**
   * The part of the time, from 0 to 1, that rounds may take however often it is poked: what comes meanwhile shares one.
   */
  share?: number
  /** Milliseconds that are rest enough after a round that was held up, a second by default. */
  longestRest?: number
  onError: (error: unknown) => void
}

/**
 * Runs rounds one after the other: at once while there is work, else after a pause or when poked. After a failure it
 * waits out the pause, whatever the pokes, so that a broken database is not hammered.
 */
export const startLoop = ({ work, every, share = 1, longestRest = 1000, onError }: LoopOptions): Loop => {
  let stopped = false
  let poked = false
  let wake = () => {}
  const pause = (wakeable: boolean, time = every) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, time)
      wake = () => {
        if (!wakeable && !stopped) return
        clearTimeout(timer)
        resolve()
      }
    })
  const run = async () => {
    for (let next = 0; !stopped; ) {
      const early = next - performance.now()
      if (early > 0) await pause(false, early)
      if (stopped) return
      const began = performance.now()
      poked = false
      try {
        const found = await work()
        const took = performance.now() - began
        next = began + took + Math.min(took / share - took, longestRest)
        if (found === 0 && !poked && !stopped) await pause(true)
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
