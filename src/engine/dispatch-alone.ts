import type { Tx } from '../database/client.ts'
import type { Answer } from './answer.ts'
import { append, readTree } from './create.ts'
import { type Dispatch, decideDispatch } from './dispatch.ts'
import type { Details } from './read.ts'

/** Sends an event inside the caller's transaction; what it was checked against still holds when it is written. */
export const dispatchAlone = async (tx: Tx, details: Details, dispatch: Dispatch): Promise<Answer> => {
  const { answer, write } = decideDispatch(dispatch, await readTree(tx, details, dispatch.id, dispatch.kind))
  await dispatch.check?.(tx)
  if (write) await append(tx, write.decision)
  return answer
}
