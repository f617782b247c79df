import { hash } from 'node:crypto'
import type { NewConfirmation, UnitDecision } from '../../schemas/confirmation.ts'
import { judgeUnit, listDecisionRefusals } from '../../workflows/unit-refusals.ts'
import type { Dossier } from '../dossier.ts'
import { getContext, type MachineEvent } from '../engine/snapshot.ts'
import { isProblemSlug } from '../problems/catalogue.ts'
import type { Fault } from '../problems/problem.ts'
import { type Matched, matchUnits } from './match.ts'
import { hashText, writeText } from './text.ts'

const toData = ({ unit: _, serialNumber: __, outcome, ...data }: UnitDecision, position: string) =>
  outcome === 'missing' ? { note: data.note } : { position, ...data }

/** The event by which a decision reaches its unit. */
export const toEvent = (
  { decision }: Matched,
  { signer }: Pick<NewConfirmation, 'signer'>,
  by: string,
  at: string,
): MachineEvent => {
  const data = Object.entries(toData(decision, signer.position)).filter(([, value]) => value !== undefined)
  const type = decision.outcome === 'missing' ? 'unit.reportedMissing' : `unit.${decision.outcome}`
  return { type, data: Object.fromEntries(data), by, at }
}

const listFaults = ({ place, decision, unit }: Matched, { now }: Dossier): Fault[] => {
  if (decision.outcome === 'missing') return []
  const refusals = listDecisionRefusals(getContext('unit', unit.row), decision, now)
  return refusals.map(({ problem: code, pointer = '/data/outcome', values }) => {
    if (!isProblemSlug(code)) throw new Error(`a workflow refuses with "${code}", which the catalogue lacks`)
    return { pointer: `/decisions/${place}${pointer.replace(/^\/data/, '')}`, code, values }
  })
}

/** Names of the checks that a unit failed, in the language of the text. */
const failedChecks = ({ decision, unit }: Matched, { language }: NewConfirmation, now: string) => {
  const inspection = decision.outcome === 'missing' ? undefined : decision.inspection
  const verdict = inspection && judgeUnit(getContext('unit', unit.row), inspection, now)
  return verdict ? verdict.failed.map((check) => check.texts[language]) : []
}

const checkReceipt = ({ receipt }: NewConfirmation, { shipment }: Dossier): Fault[] => {
  const isCounted = shipment.row.state === 'received'
  if (isCounted && receipt) return [{ pointer: '/receipt', code: 'packages-already-counted' }]
  return !isCounted && !receipt ? [{ pointer: '/receipt', code: 'receipt-missing' }] : []
}

/**
 * What a submission comes to: whom each decision is about, the exact text, and every fault in it, so that all of them
 * can be mended at once. No I/O; the same for the review of a form and for its confirmation.
 */
export const assess = (confirmation: NewConfirmation, dossier: Dossier) => {
  const { matched, faults } = matchUnits(confirmation, dossier)
  const refused = matched.flatMap((one) => listFaults(one, dossier))
  const all = [...checkReceipt(confirmation, dossier), ...faults, ...refused]
  const failed = new Map(
    all.length > 0
      ? []
      : matched.map((one) => [one.unit.row.id, failedChecks(one, confirmation, dossier.now)]),
  )
  const text = writeText(confirmation, dossier, matched, failed)
  return { matched, faults: all, text, textSha256: hashText(text) }
}

/** By what a submission is known when it is sent again; the order of its fields says nothing. */
export const hashSubmission = ({ textSha256: _, ...submission }: NewConfirmation): string =>
  hash('sha256', JSON.stringify(submission))
