import * as z from 'zod'
import { findChecklist } from '../../schemas/checklist-catalogue.ts'
import { AnswerValue, GateCode } from '../../schemas/gate.ts'
import { gateCatalogue } from '../../workflows/gate-catalogue.ts'
import { isShut, judgeGates, mayWaive } from '../../workflows/gates.ts'
import type { Database } from '../database/client.ts'
import type { FindMissing } from '../inspection-photos.ts'
import { problem } from '../problems/problem.ts'
import { describeUnmet } from './describe.ts'
import { createExamine, type Examined } from './read.ts'

interface CheckOptions {
  db: Database
  findMissing: FindMissing
}

/** An event to a shipment, as its sender would have it. */
export interface GateQuestion {
  type: string
  data: Record<string, unknown>
  occurredAt?: string
  organization: string
}

const Answers = z.object({
  checklist: z.string(),
  version: z.int(),
  answers: z.array(z.object({ item: z.string(), answer: AnswerValue, attachment: z.string().optional() })),
})
const Waived = z.object({ gate: GateCode })

/** Throws where a gate keeps the shipment from leaving on the day that it is said to leave. */
const checkDispatch = (examined: Examined, { occurredAt = examined.now }: GateQuestion) => {
  const shut = judgeGates(examined.factsOn(occurredAt)).filter(isShut)
  if (shut.length > 0)
    throw problem('gates-unmet', {
      values: { gates: shut.map(({ code }) => code) },
      extensions: (language) => ({ gates: describeUnmet(shut, examined, language) }),
    })
}

/** Throws where the sender is not whom the gate names, or where there is nothing to waive. */
const checkWaiver = (
  examined: Examined,
  { type, data, occurredAt = examined.now, organization }: GateQuestion,
) => {
  const { gate } = Waived.parse(data)
  const pointer = '/data/gate'
  if (!mayWaive(gate, examined.rolesOf(organization)))
    throw problem('gate-role-not-allowed', {
      pointer,
      values: { gate, roles: [...gateCatalogue[gate].mayWaive] },
    })
  if (type !== 'gate.waived') return
  const judged = judgeGates(examined.factsOn(occurredAt)).find(({ code }) => code === gate)
  if (judged?.state !== 'unmet') throw problem('gate-not-unmet', { pointer, values: { gate } })
}

/** Throws where somebody answers what another has to know, or names a file that is not there. */
const checkAnswers = async (
  { db, findMissing }: CheckOptions,
  examined: Examined,
  { data, organization }: GateQuestion,
) => {
  const { checklist, version, answers } = Answers.parse(data)
  const roles = examined.rolesOf(organization)
  const items = findChecklist(checklist, version)?.items ?? []
  for (const [place, { item }] of answers.entries()) {
    const asked = items.find(({ id }) => id === item)
    if (asked && !asked.by.some((role) => roles.includes(role)))
      throw problem('question-role-not-allowed', {
        pointer: `/data/answers/${place}/item`,
        values: { item, roles: asked.by },
      })
  }
  const files = answers.flatMap(({ attachment }, place) =>
    attachment === undefined ? [] : [{ attachment, pointer: `/data/answers/${place}/attachment` }],
  )
  const missing = await findMissing(db, examined.donation, [...new Set(files.map((one) => one.attachment))])
  const errors = files
    .filter(({ attachment }) => missing.includes(attachment))
    .map(({ pointer }) => ({ pointer, code: 'attachment-unknown' as const }))
  if (errors.length > 0) throw problem('attachment-unknown', { errors })
}

const concerns = /^(shipment\.dispatched|checklist\.answered|gate\.)/

/** Throws where the gates of a shipment stand against an event to it, or its sender may not open them. */
export const createCheckGates = (options: CheckOptions) => {
  const examine = createExamine(options.db)
  return async (question: GateQuestion, shipment: string): Promise<undefined> => {
    if (!concerns.test(question.type)) return
    const examined = await examine(shipment)
    if (!examined) return
    if (question.type === 'shipment.dispatched') checkDispatch(examined, question)
    else if (question.type === 'checklist.answered') await checkAnswers(options, examined, question)
    else checkWaiver(examined, question)
  }
}
