/**
 * Lets work be done a few pieces at a time, in the order in which it came. Who has waited for `longestWait` milliseconds
 * goes on beside the others, where these may be held up by what is none of its business.
 */
export const createTurns = (most: number, longestWait?: number) => {
  const waiting = new Set<() => void>()
  let underWay = 0
  const wait = () =>
    new Promise<void>((resolve) => {
      const go = () => {
        clearTimeout(timer)
        waiting.delete(go)
        // Here and not when it runs on: nobody who comes in between gets its turn.
        underWay += 1
        resolve()
      }
      const timer = longestWait === undefined ? undefined : setTimeout(go, longestWait)
      waiting.add(go)
    })
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (underWay < most) underWay += 1
    else await wait()
    try {
      return await work()
    } finally {
      underWay -= 1
      const [next] = waiting
      if (underWay < most) next?.()
    }
  }
}
