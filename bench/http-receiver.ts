import { startReceiver } from './partner.ts'

// A partner's receiver in a process of its own.
process.send?.({ port: await startReceiver() })
process.on('disconnect', () => process.exit(0))
