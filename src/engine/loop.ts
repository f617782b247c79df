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
  onError: (error: unknown) => void
}

/**
 * Runs rounds one after the other: at once while there is work, else after a pause or when poked. After a failure it
 * waits out the pause, whatever the pokes, so that a broken database is not hammered.
 */
export const startLoop = ({ work, every, onError }: LoopOptions): Loop => {
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
    while (!stopped) {
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
