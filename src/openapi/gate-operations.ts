import type { ProblemSlug } from '../problems/catalogue.ts'
import { found, type OperationNotes } from './notes.ts'

/** What an event about the gates of a shipment, and its dispatch, may be refused for. */
export const gateRefusals: ProblemSlug[] = [
  'gates-unmet',
  'gate-not-waivable',
  'gate-role-not-allowed',
  'gate-not-unmet',
  'gate-already-waived',
  'gate-not-waived',
  'checklist-unknown',
  'question-unknown',
  'question-role-not-allowed',
  'question-always-applies',
]

/** Operations about what must hold before a shipment leaves. */
export const gateNotes: Record<string, OperationNotes> = {
  getShipmentGates: found(
    'Every gate with its state, what keeps it shut, what it rests on and who may waive it, in the language of `Accept-Language`.',
  ),
  listChecklists: { answer: 'The newest version of every checklist.' },
  getChecklist: found('The checklist.'),
}
