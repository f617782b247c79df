import { type Loop, startLoop } from '../engine/loop.ts'
import { clearRemoved, purgeDeliveries, purgeRecoveries, purgeSecrets } from './purge.ts'
import { createRecover, type RecoverOptions } from './recover.ts'

export interface BackgroundOptions extends RecoverOptions {
  retentionDays: number
  onError: (error: unknown) => void
}

/** Works off recoveries, clears up after endpoints that were removed, and forgets what is old. */
export const startEndpointWork = ({ db, promote, retentionDays, onError }: BackgroundOptions) => {
  const purge = async () => {
    await purgeDeliveries(db, retentionDays)
    await purgeRecoveries(db, retentionDays)
    await purgeSecrets(db)
    return 0
  }
  const loops: Loop[] = [
    startLoop({ work: createRecover({ db, promote }), every: 1_000, share: 0.5, onError }),
    startLoop({ work: () => clearRemoved(db), every: 5_000, onError }),
    startLoop({ work: purge, every: 3_600_000, onError }),
  ]
  return { stop: () => Promise.all(loops.map((loop) => loop.stop())).then(() => {}) }
}
