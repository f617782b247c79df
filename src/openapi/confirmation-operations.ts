import type { ProblemSlug } from '../problems/catalogue.ts'
import { found, madeOf, type OperationNotes, paper } from './notes.ts'

const decided: ProblemSlug[] = [
  'confirmation-refused',
  'confirmed-text-changed',
  'transition-not-allowed',
  'role-not-allowed',
  // What stands in the `errors` of a refused confirmation, besides what is wrong with an inspection.
  'receipt-missing',
  'packages-already-counted',
  'unit-not-named',
  'unit-not-in-shipment',
  'unit-already-decided',
  'serial-number-mismatch',
  'udi-mismatch',
  'attachment-unknown',
]

/** Operations about protocols, confirmations and the papers that come of them. */
export const confirmationNotes: Record<string, OperationNotes> = {
  listProtocols: { answer: 'The newest version of every protocol.' },
  getProtocol: found('The protocol.'),
  addCheck: madeOf('The check.', ['check-id-taken', 'too-many-checks']),
  listChecks: { answer: 'Every check that is not withdrawn.', problems: ['operator-not-a-party'] },
  withdrawCheck: { answer: 'The check, withdrawn.', problems: ['operator-not-a-party', 'not-found'] },
  issueConfirmationLink: madeOf(
    'The link. Its address is told this once: the same request made again is answered without it.',
    ['role-not-allowed', 'transition-not-allowed'],
  ),
  confirmShipment: madeOf(
    'What was confirmed. The same submission sent again is answered with the same.',
    decided,
  ),
  getConfirmation: found('The confirmation.'),
  issueAct: madeOf('The act.', ['transition-not-allowed']),
  getAct: found('The act.'),
  getActDocument: paper('The PDF, to be saved rather than shown.', 'storage-unavailable'),
  getPackingList: paper('The PDF: packages, units and serial numbers.'),
  getLabels: paper('The PDF: a label for each package, then one for each unit.'),
}
