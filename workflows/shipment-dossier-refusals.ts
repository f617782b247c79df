import type { NewDeclaration, NewDocument, RecordedDocument } from '../schemas/dossier.ts'
import { toLocalDay } from '../schemas/local-day.ts'
import type { Refusal, Sent } from './declaration.ts'
import type { dossierEvents } from './shipment-dossier-events.ts'

/** What of a shipment's context its papers are judged by. */
interface Papers {
  zone: string
  documents?: RecordedDocument[]
}

/** Documents that a shipment remembers, withdrawn ones included: its row must not grow without an end. */
const mostDocuments = 200

// Its issuer may sit further east than anybody else, where the next day has begun.
const firstToTurn = 'Pacific/Kiritimati'

/** Without these customs lets nothing pass, so that one that is over already is no use to record. */
const isLeave = ({ kind }: NewDocument) => kind === 'importPermit' || kind === 'exemption'

const refuseDays = (zone: string, document: NewDocument, at: string): Refusal | undefined => {
  const { issuedOn, validFrom = issuedOn, validUntil } = document
  if (issuedOn > toLocalDay(at, firstToTurn))
    return { problem: 'document-issued-in-future', pointer: '/data/issuedOn' }
  if (validUntil === undefined) return undefined
  if (validUntil < validFrom || validUntil < issuedOn)
    return { problem: 'document-validity-inverted', pointer: '/data/validUntil' }
  if (isLeave(document) && validUntil < toLocalDay(at, zone))
    return { problem: 'document-expired', pointer: '/data/validUntil', values: { day: validUntil } }
}

const refuseDocument = (
  { zone, documents = [] }: Papers,
  document: NewDocument,
  at: string,
): Refusal | undefined => {
  const { kind, number, languages = [] } = document
  if (documents.some((one) => one.document === document.document))
    return { problem: 'document-known', pointer: '/data/document' }
  if (documents.some((one) => one.kind === kind && one.number === number && !one.withdrawnAt))
    return { problem: 'document-number-taken', pointer: '/data/number' }
  if (documents.length >= mostDocuments)
    return { problem: 'too-many-documents', values: { limit: mostDocuments } }
  if (new Set(languages).size < languages.length)
    return { problem: 'duplicate-entry', pointer: '/data/languages' }
  return refuseDays(zone, document, at)
}

const refuseWithdrawal = ({ documents = [] }: Papers, name: string): Refusal | undefined => {
  const found = documents.find(({ document }) => document === name)
  const pointer = '/data/document'
  if (!found) return { problem: 'document-unknown', pointer }
  if (found.withdrawnAt) return { problem: 'document-withdrawn', pointer }
}

/** A customs invoice is of one currency, whatever was paid in which. */
const refuseValues = ({ invoiceValue, lines }: NewDeclaration): Refusal | undefined => {
  const values = lines.flatMap(({ value }, place) => (value ? [{ ...value, place }] : []))
  if (values.length === 0) return undefined
  const { amount, currency } = invoiceValue
  const foreign = values.find((value) => value.currency !== currency)
  if (foreign)
    return {
      problem: 'declared-currency-differs',
      pointer: `/data/lines/${foreign.place}/value/currency`,
      values: { currency },
    }
  const without = lines.findIndex(({ value }) => !value)
  if (without >= 0) return { problem: 'declared-value-missing', pointer: `/data/lines/${without}/value` }
  const sum = values.reduce((total, value) => total + value.amount, 0)
  if (sum !== amount)
    return {
      problem: 'declared-values-do-not-add-up',
      pointer: '/data/invoiceValue/amount',
      values: { sum, expected: amount },
    }
}

const refuseDeclaration = (declaration: NewDeclaration): Refusal | undefined => {
  const seen = new Set<string>()
  for (const [place, { item, code }] of declaration.lines.entries()) {
    if (seen.has(`${item} ${code}`))
      return { problem: 'duplicate-entry', pointer: `/data/lines/${place}/code` }
    seen.add(`${item} ${code}`)
  }
  return refuseValues(declaration)
}

/** Why the dossier, in a state that accepts the event, refuses it all the same; undefined where it does not. */
export const refusePaper = (papers: Papers, event: Sent<typeof dossierEvents>): Refusal | undefined => {
  switch (event.type) {
    case 'document.recorded':
      return refuseDocument(papers, event.data, event.at)
    case 'document.withdrawn':
      return refuseWithdrawal(papers, event.data.document)
    case 'customs.declared':
      return refuseDeclaration(event.data)
  }
}
