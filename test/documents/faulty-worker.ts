import { parentPort } from 'node:worker_threads'
import type { DocumentOrder } from '../../src/documents/kinds.ts'

// The worker as it is, but that an order of a certain donor ends it, or never comes to an end.
parentPort?.on('message', ({ kind, data }: DocumentOrder) => {
  if (kind !== 'labels') return
  if (data.donor === 'exit') process.exit(3)
  if (data.donor === 'hang') for (;;);
})
await import('../../src/documents/worker.ts')
