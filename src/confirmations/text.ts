import { hash } from 'node:crypto'
import type { NewConfirmation, UnitDecision } from '../../schemas/confirmation.ts'
import type { Language } from '../../schemas/primitives.ts'
import { reasonTexts } from '../../schemas/reason-texts.ts'
import type { Dossier } from '../dossier.ts'
import { getContext } from '../engine/snapshot.ts'
import type { Matched } from './match.ts'
import { words } from './words.ts'

/** Lines of a note stand apart from those of the text, so that none can pass for one. */
const indent = (note: string, by: string) => note.replace(/[\n\u2028\u2029]/g, `\n${by}`)

const sayUnit = ({ decision, unit }: Matched, failed: readonly string[], language: Language): string[] => {
  const say = words[language]
  const { serialNumber } = getContext('unit', unit.row)
  const name = [unit.equipment[language], unit.maker, unit.model].filter(Boolean).join(', ')
  const lines = [`${unit.code} — ${name}${serialNumber ? `, ${say.serialNumber}: ${serialNumber}` : ''}`]
  lines.push(`  ${say.outcome[decision.outcome]}`)
  if (decision.outcome === 'rejected')
    lines.push(`  ${say.reason}: ${reasonTexts.rejection[decision.reason][language]}`)
  if (failed.length > 0) lines.push(`  ${say.failed}: ${failed.join('; ')}`)
  if (decision.note) lines.push(`  ${say.note}: ${indent(decision.note, '    ')}`)
  return lines
}

const count = (decisions: UnitDecision[], outcome: UnitDecision['outcome']) =>
  decisions.filter((decision) => decision.outcome === outcome).length

/** How many units have which outcome. */
export const countOutcomes = (decisions: UnitDecision[]) => ({
  accepted: count(decisions, 'accepted'),
  acceptedWithRemarks: count(decisions, 'acceptedWithRemarks'),
  rejected: count(decisions, 'rejected'),
  missing: count(decisions, 'missing'),
})

/**
 * The exact text that a hospital confirms: the same for the same submission about the same shipment, with no clock in
 * it. `failed` gives the names of the checks that a unit failed, by the unit's id.
 */
export const writeText = (
  { language, signer, receipt, decisions }: NewConfirmation,
  { recipient, donors, donation, shipment }: Dossier,
  matched: Matched[],
  failed: Map<string, readonly string[]>,
): string => {
  const say = words[language]
  const lines = [
    say.title,
    '',
    `${say.donation}: ${donation.title} (${donation.code})`,
    `${say.shipment}: ${shipment.code}`,
    `${say.donors}: ${donors.map(({ name }) => name).join(', ')}`,
    `${say.recipient}: ${recipient.name}`,
  ]
  if (receipt) {
    lines.push('', `${say.packages}: ${receipt.packages}`)
    lines.push(receipt.sealsIntact ? say.sealsIntact : say.sealsBroken)
    if (receipt.note) lines.push(`${say.note}: ${indent(receipt.note, '  ')}`)
  }
  lines.push('', say.units)
  for (const one of matched) lines.push(...sayUnit(one, failed.get(one.unit.row.id) ?? [], language))
  const counts = countOutcomes(decisions)
  const totals = (['accepted', 'acceptedWithRemarks', 'rejected', 'missing'] as const)
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${say.outcome[outcome]}: ${counts[outcome]}`)
  lines.push('', totals.join('. '), '', `${say.signed}: ${signer.name}, ${signer.position}`)
  return `${lines.join('\n')}\n`
}

export const hashText = (text: string): string => hash('sha256', text)
