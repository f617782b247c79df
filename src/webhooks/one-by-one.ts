/**
 * Lets pieces of work go one after the other, in the order in which they came. None waits longer than `longestWait`
 * milliseconds for the one before it: that one may be held up by what is nobody else's business.
 */
export const createOneByOne = (longestWait: number) => {
  let last = Promise.resolve()
  return async <T>(work: () => Promise<T>): Promise<T> => {
    const before = last
    const { promise, resolve: end } = Promise.withResolvers<void>()
    last = promise
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, longestWait)
      void before.then(() => {
        clearTimeout(timer)
        resolve()
      })
    })
    try {
      return await work()
    } finally {
      end()
    }
  }
}
