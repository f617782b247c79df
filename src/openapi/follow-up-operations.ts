import type { ProblemSlug } from '../problems/catalogue.ts'
import { list, madeOf, type OperationNotes } from './notes.ts'

/** Why an event of a follow-up or a repair may be refused. */
export const followUpRefusals: ProblemSlug[] = [
  'follow-up-not-due',
  'follow-up-already-answered',
  'outage-reason-missing',
  'outage-reason-unexpected',
  'use-period-inverted',
  'use-period-in-future',
  'use-period-before-service',
  'use-period-overlapping',
  'repair-open',
  'repair-not-open',
  'repair-expected-in-past',
]

/** Operations about follow-ups; they are answered by events of the unit, or through a link. */
export const followUpNotes: Record<string, OperationNotes> = {
  listFollowUps: list('A page of units, the oldest first.'),
  issueFollowUpLink: madeOf(
    'The link. Its address is told this once: the same request made again is answered without it.',
    ['role-not-allowed'],
  ),
  revokeFollowUpLink: {
    answer: 'The link, ended.',
    problems: ['operator-not-a-party', 'not-found', 'role-not-allowed'],
  },
}
