import type { ProblemSlug } from '../problems/catalogue.ts'
import { found, type OperationNotes } from './notes.ts'

/** What an event about the papers of a shipment may be refused for. */
export const paperProblems: ProblemSlug[] = [
  'document-known',
  'document-number-taken',
  'document-used-elsewhere',
  'document-issued-in-future',
  'document-validity-inverted',
  'document-expired',
  'too-many-documents',
  'document-unknown',
  'document-withdrawn',
  'attachment-unknown',
  'declared-item-not-in-shipment',
  'declared-quantity-exceeded',
  'declared-currency-differs',
  'declared-value-missing',
  'declared-values-do-not-add-up',
]

/** Operations about the customs papers of shipments. */
export const dossierNotes: Record<string, OperationNotes> = {
  getDossier: found('The dossier as of today.'),
  measureCustomsTimes: {
    answer: 'Median and 90th percentile, each with the number it is measured over.',
    problems: ['operator-not-a-party'],
  },
}
