import type { ChecklistAnswer, Finding, Gate, ShipmentGates, UnmetGate } from '../../schemas/gate.ts'
import type { Language } from '../../schemas/primitives.ts'
import { reasonTexts } from '../../schemas/reason-texts.ts'
import { gateCatalogue } from '../../workflows/gate-catalogue.ts'
import type { AskedQuestion } from '../../workflows/gate-questions.ts'
import { type GateFacts, isShut, type JudgedGate, judgeGates } from '../../workflows/gates.ts'
import { stateTexts } from './labels.ts'
import type { Examined } from './read.ts'
import { sayFinding } from './say-finding.ts'

const describeFindings = (gate: JudgedGate, examined: Examined, language: Language): Finding[] =>
  gate.findings.map((finding) => ({ ...finding, text: sayFinding(finding, gate, examined, language) }))

/** What of an answer its question does not say. */
const toGiven = ({ checklist: _, item: __, ...given }: ChecklistAnswer) => given

const describeQuestion = ({ checklist, item, answer }: AskedQuestion, language: Language) => ({
  checklist: checklist.slug,
  version: checklist.version,
  item: item.id,
  text: item.texts[language],
  by: item.by,
  mayNotApply: item.mayNotApply,
  ...(answer && { answer: toGiven(answer) }),
})

const describeGate = (gate: JudgedGate, examined: Examined, language: Language): Gate => {
  const { title, asks, sources, mayWaive } = gateCatalogue[gate.code]
  const { waiver } = gate
  return {
    code: gate.code,
    state: gate.state,
    title: title[language],
    asks: asks[language],
    says: stateTexts[gate.state][language],
    findings: describeFindings(gate, examined, language),
    sources: [...sources],
    mayWaive: [...mayWaive],
    ...(waiver && { waiver: { ...waiver, reasonText: reasonTexts.waiver[waiver.reason][language] } }),
    questions: gate.questions.map((question) => describeQuestion(question, language)),
  }
}

/** The gates of a shipment, as they stand on the day of the facts, in the reader's language. */
export const describeGates = (examined: Examined, facts: GateFacts, language: Language): ShipmentGates => {
  const judged = judgeGates(facts)
  return {
    shipment: examined.shipment,
    on: facts.on,
    isOpen: !judged.some(isShut),
    gates: judged.map((gate) => describeGate(gate, examined, language)),
  }
}

/** What keeps a shipment back, for a problem in the reader's language. */
export const describeUnmet = (shut: JudgedGate[], examined: Examined, language: Language): UnmetGate[] =>
  shut.map((gate) => ({
    code: gate.code,
    text: gateCatalogue[gate.code].asks[language],
    findings: describeFindings(gate, examined, language),
  }))
