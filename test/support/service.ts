import type { Test } from 'tap'
import { type Call, runNodes, waitUntilReady } from './nodes.ts'

/** A service of its own process on an embedded database, which can be killed and started again, as can the database. */
export const runService = async (t: Test) => {
  const { start, killDatabase, enter } = runNodes(t)
  let node = await start()
  return {
    call: (call: Call) => node.call(call),
    /** Ends the service as a crash of its machine would, and leaves its database running. */
    kill: () => node.kill(),
    /** Tells the service to end, as whoever deploys it does; answers the code that it exits with. */
    end: () => node.stop(),
    start: async () => {
      node = await start()
    },
    /** Where it listens. */
    url: () => node.url,
    waitUntilReady: () => waitUntilReady(node),
    killDatabase,
    enter,
  }
}
export type Service = Awaited<ReturnType<typeof runService>>
