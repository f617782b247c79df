import type { Refusal } from './declaration.ts'
import type { RecallContext } from './recall.ts'
import type { RecallMachineEvent } from './recall-events.ts'

/** Why a recall, in a state that accepts the event, refuses it all the same; undefined where it does not. */
export const refuseRecall = (context: RecallContext, event: RecallMachineEvent): Refusal | undefined => {
  if (event.type !== 'recall.quarantined') return undefined
  const { quarantined, notFound, awaited } = event.data
  if (awaited > context.onTheWay)
    return {
      problem: 'recall-awaits-too-many',
      pointer: '/data/awaited',
      values: { onTheWay: context.onTheWay },
    }
  const sum = quarantined + notFound + awaited
  if (sum !== context.units)
    return {
      problem: 'recall-counts-do-not-add-up',
      pointer: '/data/quarantined',
      values: { sum, expected: context.units },
    }
}
