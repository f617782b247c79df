import type { ProblemSlug } from '../problems/catalogue.ts'
import { appended, changed, found, list, log, madeResource, type OperationNotes, resource } from './notes.ts'

const named: ProblemSlug[] = [
  'unknown-department',
  'unknown-equipment-type',
  'unknown-organization',
  'not-an-authority',
  'needed-by-past',
]

/** Operations about needs. */
export const needNotes: Record<string, OperationNotes> = {
  createNeed: madeResource('The need, as a draft.', ['need-hospital-only', ...named]),
  listNeeds: list('A page of needs, the newest first.'),
  listOpenNeeds: list('A page of open needs, the most urgent and then the oldest first.'),
  getNeed: resource(
    'The need as it stands. Who is no party reads it while it is endorsed or matched, without its coverage.',
  ),
  appendNeedEvent: appended('need', ['role-not-allowed', 'authority-missing', 'needed-by-past']),
  changeNeed: changed('need', [
    'not-found',
    'role-not-allowed',
    'transition-not-allowed',
    'need-fixed',
    'need-quantity-covered',
    ...named,
  ]),
  listMatches: {
    answer: 'The needs that fit best, with what speaks for and against each.',
    problems: ['unknown-item', 'unknown-equipment-type'],
  },
  listNeedMatches: found('The pledges that fit best, with what speaks for and against each.'),
  listNeedEvents: log,
  getNeedEvent: found('The event.'),
}
