import { parentPort } from 'node:worker_threads'
import type { DocumentOrder, RenderedDocument } from './kinds.ts'
import { renderHere } from './render.ts'

/** What the worker sends back for each order, in the order of the orders. */
export type WorkerAnswer = RenderedDocument | { failure: string }

parentPort?.on('message', async (order: DocumentOrder) => {
  try {
    const { bytes, sha256 } = await renderHere(order)
    // Node may hand out parts of a shared buffer, which can't be given away.
    const own = new Uint8Array(bytes)
    parentPort?.postMessage({ bytes: own, sha256 } satisfies WorkerAnswer, [own.buffer])
  } catch (error) {
    const failure = error instanceof Error ? (error.stack ?? error.message) : String(error)
    parentPort?.postMessage({ failure } satisfies WorkerAnswer)
  }
})
