import { eq } from 'drizzle-orm'
import type { Kind } from '../../schemas/event.ts'
import type { Tx } from '../database/client.ts'
import { workflows } from '../database/tables.ts'
import { type Decision, type NewRow, openDecision } from './decide.ts'
import type { Sender } from './dispatch.ts'
import { createRead, type Details, type Found, type Question } from './read.ts'
import { StreamMoved } from './retry.ts'
import type { Row } from './snapshot.ts'
import { createAppend } from './write.ts'

const blank = (id: string, kind: Row['kind'], now: string): Row => ({
  id,
  kind,
  streamId: id,
  parentId: null,
  state: '',
  version: 0,
  machineVersion: 0,
  context: {},
  updatedAt: now,
  sequence: 0,
  hash: null,
})

export const append = async (tx: Tx, decision: Decision) => {
  if (!(await createAppend(tx)([{ decision }])).has(decision.before.id)) throw new StreamMoved()
}

/** Makes a stream with its first row, inside the caller's transaction. */
export const createStream = async (tx: Tx, sender: Sender, now: string, row: Omit<NewRow, 'parentId'>) => {
  const decision = openDecision({
    stream: blank(row.id, row.kind, now),
    rows: [],
    actor: sender,
    by: sender.organization,
    occurredAt: now,
    now,
  })
  decision.make({ ...row, parentId: null })
  await append(tx, decision.close())
}

/** Makes rows in a stream that was read, and sends events to rows of it, inside the caller's transaction. */
export const extendStream = async (
  tx: Tx,
  sender: Sender,
  { stream, rows, now }: Found,
  work: (decision: ReturnType<typeof openDecision>) => void,
) => {
  const decision = openDecision({
    stream,
    rows,
    actor: sender,
    by: sender.organization,
    occurredAt: now,
    now,
  })
  work(decision)
  const closed = decision.close()
  await append(tx, closed)
  return closed
}

/** The stream of a row; its own id has the row of a stream itself. */
const lockStream = (tx: Tx, id: string) => {
  const stream = tx.select({ id: workflows.streamId }).from(workflows).where(eq(workflows.id, id))
  return tx.select({ id: workflows.id }).from(workflows).where(eq(workflows.id, stream)).for('no key update')
}

/** Reads what an addressed row belongs to, inside a transaction that has its stream to itself from here on. */
const readLocked = async (
  tx: Tx,
  details: Details,
  question: Pick<Question, 'id' | 'kind' | 'also' | 'reach'>,
) => {
  await lockStream(tx, question.id)
  const [found] = await createRead(tx, details)([{ ...question, principalId: null, key: null }])
  return found
}

/** As `readStream`, for a row of the stream with all that belongs to it, such as a shipment with its units. */
export const readTree = (tx: Tx, details: Details, id: string, kind: Kind | null = null) =>
  readLocked(tx, details, { id, kind, also: [], reach: true })

/**
 * Reads a stream and rows of it, inside the caller's transaction, which has the stream to itself from here on: work of
 * several statements would else be overtaken by events again and again.
 */
export const readStream = (
  tx: Tx,
  details: Details,
  id: string,
  { kind = null, also = [] }: Partial<Pick<Question, 'kind' | 'also'>> = {},
) => readLocked(tx, details, { id, kind, also, reach: false })
