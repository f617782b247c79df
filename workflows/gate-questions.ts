import type { AskedBy, Checklist, ChecklistItem } from '../schemas/checklist.ts'
import { listChecklists } from '../schemas/checklist-catalogue.ts'
import type { ChecklistAnswer, GateCode, RawFinding } from '../schemas/gate.ts'
import type { Requirements } from '../schemas/site.ts'

const isAsked: Record<AskedBy, (requirements: Requirements) => boolean> = {
  userManual: ({ manuals }) => manuals.includes('user'),
  serviceManual: ({ manuals }) => manuals.includes('service'),
  installationManual: ({ manuals }) => manuals.includes('installation'),
  consumables: ({ consumablesMonths }) => consumablesMonths !== undefined,
  training: ({ training }) => training,
  room: ({ doorWidth, floorLoad, freeArea }) =>
    [doorWidth, floorLoad, freeArea].some((one) => one !== undefined),
}

export interface AskedQuestion {
  checklist: Pick<Checklist, 'slug' | 'version'>
  item: ChecklistItem
  answer?: ChecklistAnswer
}

export interface Asking {
  /** What the types of the shipment ask for. */
  requirements: readonly Requirements[]
  /** What was answered so far: the last answer to each question. */
  answers: readonly ChecklistAnswer[]
}

/**
 * What people are asked for a gate, by the newest version of each checklist. An item keeps its meaning over all
 * versions, so that what was answered under an earlier one stays answered.
 */
export const listQuestions = (
  gate: GateCode,
  { requirements, answers }: Asking,
  among: readonly Checklist[] = listChecklists(),
): AskedQuestion[] =>
  among.flatMap(({ slug, version, items }) =>
    items
      .filter((item) => item.gate === gate && requirements.some(isAsked[item.askedBy]))
      .map((item) => ({
        checklist: { slug, version },
        item,
        answer: answers.find((one) => one.checklist === slug && one.item === item.id),
      })),
  )

const isSettled = ({ item, answer }: AskedQuestion) =>
  answer?.answer === 'yes' || (item.mayNotApply && answer?.answer === 'notApplicable')

/** A finding for each question that is not settled; consumables say for how many months they are asked. */
export const judgeAnswers = (
  questions: readonly AskedQuestion[],
  requirements: readonly Requirements[],
): RawFinding[] => {
  const months = Math.max(0, ...requirements.map(({ consumablesMonths = 0 }) => consumablesMonths))
  return questions
    .filter((question) => !isSettled(question))
    .map(({ item, answer }) => ({
      code: answer ? ('answeredNo' as const) : ('unanswered' as const),
      question: item.id,
      ...(item.askedBy === 'consumables' && { expected: months }),
    }))
}
