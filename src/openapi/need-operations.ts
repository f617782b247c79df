import type { ProblemSlug } from '../problems/catalogue.ts'
import type { OperationNotes } from './operations.ts'

const named: ProblemSlug[] = [
  'unknown-department',
  'unknown-equipment-type',
  'unknown-organization',
  'not-an-authority',
  'needed-by-past',
]

/** Operations about needs. */
export const needNotes: Record<string, OperationNotes> = {
  createNeed: {
    answer: 'The need, as a draft.',
    headers: ['ETag', 'Location'],
    problems: ['operator-not-a-party', 'need-hospital-only', ...named],
  },
  listNeeds: {
    answer: 'A page of needs, the newest first.',
    headers: ['Link'],
    problems: ['invalid-cursor'],
  },
  listOpenNeeds: {
    answer: 'A page of open needs, the most urgent and then the oldest first.',
    headers: ['Link'],
    problems: ['invalid-cursor'],
  },
  getNeed: {
    answer:
      'The need as it stands. Who is no party reads it while it is endorsed or matched, without its coverage.',
    headers: ['ETag'],
    problems: ['not-found'],
  },
  appendNeedEvent: {
    answer: 'The need as it stands after the event; `Location` leads to the event in its log.',
    headers: ['ETag', 'Location'],
    problems: [
      'operator-not-a-party',
      'not-found',
      'role-not-allowed',
      'authority-missing',
      'needed-by-past',
    ],
  },
  changeNeed: {
    answer: 'The need as it stands after the change.',
    headers: ['ETag'],
    problems: [
      'operator-not-a-party',
      'not-found',
      'role-not-allowed',
      'transition-not-allowed',
      'need-fixed',
      'need-quantity-covered',
      ...named,
    ],
  },
  listMatches: {
    answer: 'The needs that fit best, with what speaks for and against each.',
    problems: ['unknown-item', 'unknown-equipment-type'],
  },
  listNeedMatches: {
    answer: 'The pledges that fit best, with what speaks for and against each.',
    problems: ['not-found'],
  },
  listNeedEvents: {
    answer: 'A page of the log, from the first event on.',
    headers: ['Link'],
    problems: ['invalid-cursor', 'not-found'],
  },
  getNeedEvent: { answer: 'The event.', problems: ['not-found'] },
}
