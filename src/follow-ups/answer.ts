import { isDeepStrictEqual } from 'node:util'
import type { FollowUp, FollowUpAnswer } from '../../schemas/follow-up.ts'
import type { Tx } from '../database/client.ts'
import { extendStream, readStream } from '../engine/create.ts'
import type { Details } from '../engine/read.ts'
import { accepts, findRefusal, getContext, type MachineEvent, type Row } from '../engine/snapshot.ts'
import { fromRefusal, type Problem, problem } from '../problems/problem.ts'
import type { UnitAnswer } from './page/read-form.ts'
import type { KnownLink } from './repository.ts'

/** What stands in the way of one answer. */
export interface AnswerFault {
  unit: string
  /** JSON pointer into the answer. */
  pointer?: string
  problem: Problem
}

const isSame = ({ state: _, dueAt: __, answeredAt: ___, ...known }: FollowUp, answer: FollowUpAnswer) =>
  isDeepStrictEqual(known, { ...answer })

const wasAnswered = (row: Row, answer: FollowUpAnswer) => {
  const known = getContext('unit', row).followUps.find(({ days }) => days === answer.days)
  return known?.state === 'answered' && isSame(known, answer)
}

const judge = (row: Row | undefined, event: MachineEvent, { unit, answer }: UnitAnswer): AnswerFault[] => {
  const notDue = problem('follow-up-not-due', { values: { days: answer.days } })
  if (!row || !accepts(row, event.type)) return [{ unit, problem: notDue }]
  const refusal = findRefusal(row, event)
  if (!refusal) return []
  return [{ unit, pointer: refusal.pointer?.replace(/^\/data/, ''), problem: fromRefusal(refusal) }]
}

/**
 * Writes down the answers that came through a link, in the caller's transaction: all of them, or none where anything
 * stands in the way of one. An answer that was given before in the same words is passed over, so that a form may be sent
 * again.
 */
export const submitAnswers = async (
  tx: Tx,
  details: Details,
  { id: link, donation, hospital }: KnownLink,
  answers: UnitAnswer[],
): Promise<AnswerFault[]> => {
  const found = await readStream(tx, details, donation.id, { also: answers.map(({ unit }) => unit) })
  if (!found) throw new Error(`there is no donation ${donation.id}`)
  const sender = { organization: hospital.id, link }
  const faults: AnswerFault[] = []
  const told: { row: Row; event: MachineEvent }[] = []
  for (const one of answers) {
    const row = found.rows.find(({ id, kind }) => id === one.unit && kind === 'unit')
    if (row && wasAnswered(row, one.answer)) continue
    const event = { type: 'followUp.answered', data: { ...one.answer }, by: hospital.id, at: found.now }
    const wrong = judge(row, event, one)
    faults.push(...wrong)
    if (row && wrong.length === 0) told.push({ row, event })
  }
  if (faults.length > 0 || told.length === 0) return faults
  await extendStream(tx, sender, found, (decision) => {
    for (const { row, event } of told) decision.send(row, event)
  })
  return []
}
