import type { Contract } from '../schemas/donation.ts'
import { type RecordedDocument, toDocumentState } from '../schemas/dossier.ts'
import type { RawFinding } from '../schemas/gate.ts'
import type { Placement } from './gate-places.ts'

/** What of a memorandum a contract rests on. */
export interface NamedMemorandum {
  state: string
  startsOn: string
  endsOn: string
}

/** States in which the recipient has not agreed, or took back that it had. */
const unagreed = ['pledged', 'declined', 'withdrawn', 'expired', 'cancelled']

export const judgeAgreement = (donationState: string): RawFinding[] =>
  unagreed.includes(donationState) ? [{ code: 'agreement', found: donationState }] : []

export const judgeContract = (contract: Contract | undefined): RawFinding[] => {
  if (!contract) return [{ code: 'contract' }]
  const awaited = contract.signatures.filter(({ signedAt }) => signedAt === undefined).length
  return awaited > 0 ? [{ code: 'signatures', found: awaited }] : []
}

/** What is wrong with the memorandum that the contract names; undefined where it names none. */
export const judgeMemorandum = (
  contract: Contract | undefined,
  memorandum: NamedMemorandum | undefined,
  on: string,
): RawFinding[] | undefined => {
  if (!contract?.memorandum) return undefined
  if (!memorandum) return [{ code: 'memorandum' }]
  const { state, startsOn, endsOn } = memorandum
  if (on < startsOn || on > endsOn)
    return [{ code: 'memorandumPeriod', expected: on, found: [startsOn, endsOn] }]
  return state === 'active' ? [] : [{ code: 'memorandum', found: state }]
}

const isCurrent = (document: RecordedDocument, on: string) =>
  ['valid', 'expiring'].includes(toDocumentState(document, on))

/** Documents of a kind that still stand in the dossier, whatever they are worth. */
const standing = (documents: readonly RecordedDocument[], kind: RecordedDocument['kind']) =>
  documents.filter((one) => one.kind === kind && one.withdrawnAt === undefined)

/** None where one of the documents is valid on the day; else what the newest of them is worth. */
const judgeDocuments = (
  documents: readonly RecordedDocument[],
  code: 'permit' | 'exemption',
  on: string,
): RawFinding[] => {
  if (documents.some((one) => isCurrent(one, on))) return []
  const newest = documents.toSorted((one, other) => (one.recordedAt < other.recordedAt ? 1 : -1))[0]
  if (!newest) return []
  return [{ code, document: newest.document, expected: on, found: toDocumentState(newest, on) }]
}

/** What is wrong with the papers for the border; an exemption is asked for only where the dossier has one. */
export const judgePermit = (documents: readonly RecordedDocument[], on: string): RawFinding[] => {
  const permits = standing(documents, 'importPermit')
  return [
    ...(permits.length === 0 ? [{ code: 'permitMissing' as const }] : judgeDocuments(permits, 'permit', on)),
    ...judgeDocuments(standing(documents, 'exemption'), 'exemption', on),
  ]
}

/**
 * A finding for each item whose department reads none of the languages that the manuals in the dossier are in. Where
 * the dossier says nothing of languages, or the department nothing of what it reads, the answers of people decide.
 */
export const judgeManuals = (
  placements: readonly Placement[],
  documents: readonly RecordedDocument[],
): RawFinding[] => {
  const there = [...new Set(standing(documents, 'manual').flatMap(({ languages = [] }) => languages))]
  if (there.length === 0) return []
  return placements
    .filter(({ requirements }) => requirements && requirements.manuals.length > 0)
    .flatMap(({ item, department }) => {
      const read = department?.profile.languages ?? []
      const isReadable = read.length === 0 || read.some((language) => there.includes(language))
      return isReadable ? [] : [{ code: 'manualLanguage' as const, item, expected: read, found: there }]
    })
}
