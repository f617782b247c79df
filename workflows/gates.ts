import type { Contract } from '../schemas/donation.ts'
import type { RecordedDocument } from '../schemas/dossier.ts'
import {
  type ChecklistAnswer,
  GateCode,
  type GateState,
  type RawFinding,
  type Waiver,
} from '../schemas/gate.ts'
import type { WorkflowRole } from '../schemas/roles.ts'
import { gateCatalogue } from './gate-catalogue.ts'
import {
  judgeAgreement,
  judgeContract,
  judgeManuals,
  judgeMemorandum,
  judgePermit,
  type NamedMemorandum,
} from './gate-papers.ts'
import { judgeMains, judgeSite, type Placement } from './gate-places.ts'
import { type AskedQuestion, judgeAnswers, listQuestions } from './gate-questions.ts'

/** All that the gates of a shipment are judged by. */
export interface GateFacts {
  /** The calendar day that they are judged for. */
  on: string
  donationState: string
  contract?: Contract
  /** The one that the contract names, where it is found. */
  memorandum?: NamedMemorandum
  placements: readonly Placement[]
  /** Whether the recipient keeps profiles of its departments at all. */
  keepsProfiles: boolean
  /** Country that it is sent from, and the recipient's; the first is absent where nobody said. */
  from?: string
  to: string
  /** How many of its units lie in no package. */
  unpacked: number
  answers: readonly ChecklistAnswer[]
  documents: readonly RecordedDocument[]
  waivers: readonly Waiver[]
}

export interface JudgedGate {
  code: GateCode
  state: GateState
  findings: RawFinding[]
  questions: AskedQuestion[]
  waiver?: Waiver
}

const requirementsOf = ({ placements }: GateFacts) =>
  placements.flatMap(({ requirements }) => requirements ?? [])

/** What keeps each gate shut; undefined where nothing asks for it. What people answer is added below. */
const compare: Record<GateCode, (facts: GateFacts) => RawFinding[] | undefined> = {
  'recipient-agreed': ({ donationState }) => judgeAgreement(donationState),
  'contract-signed': ({ contract }) => judgeContract(contract),
  'memorandum-active': ({ contract, memorandum, on }) => judgeMemorandum(contract, memorandum, on),
  'mains-fit': ({ placements, keepsProfiles, on }) => judgeMains(placements, keepsProfiles, on),
  'site-ready': ({ placements, on }) => judgeSite(placements, on),
  'manuals-readable': ({ placements, documents }) => {
    const isAsked = placements.some(({ requirements }) => requirements && requirements.manuals.length > 0)
    return isAsked ? judgeManuals(placements, documents) : undefined
  },
  'consumables-assured': () => undefined,
  'training-planned': () => undefined,
  'permit-valid': ({ from, to, documents, on }) =>
    from !== undefined && from !== to ? judgePermit(documents, on) : undefined,
  'packing-complete': ({ unpacked }) => (unpacked > 0 ? [{ code: 'packing', found: unpacked }] : []),
}

const toState = (findings: RawFinding[] | undefined, waiver: Waiver | undefined): GateState => {
  if (!findings) return 'notApplicable'
  if (findings.length === 0) return 'met'
  return waiver ? 'waived' : 'unmet'
}

const judge = (code: GateCode, facts: GateFacts): JudgedGate => {
  const requirements = requirementsOf(facts)
  const questions = listQuestions(code, { requirements, answers: facts.answers })
  const compared = compare[code](facts)
  const findings =
    compared || questions.length > 0
      ? [...(compared ?? []), ...judgeAnswers(questions, requirements)]
      : undefined
  const waiver = facts.waivers.find(({ gate }) => gate === code)
  return {
    code,
    state: toState(findings, waiver),
    findings: findings ?? [],
    questions,
    ...(waiver && { waiver }),
  }
}

/** Every gate of a shipment, in the order in which it meets them. A gate that nothing asks for does not apply. */
export const judgeGates = (facts: GateFacts): JudgedGate[] =>
  GateCode.options.map((code) => judge(code, facts))

export const isShut = ({ state }: JudgedGate): boolean => state === 'unmet'

/** Whether somebody with these roles may waive a gate. */
export const mayWaive = (gate: GateCode, roles: readonly WorkflowRole[]): boolean =>
  gateCatalogue[gate].mayWaive.some((role) => roles.includes(role))
