import type { ProblemSlug } from '../problems/catalogue.ts'
import type { OperationNotes } from './operations.ts'

/** What can be wrong with goals, money and allocations, in a plan as in an event. */
const sums: ProblemSlug[] = [
  'goals-do-not-add-up',
  'allocation-exceeds-goal',
  'allocated-to-no-hospital',
  'currency-not-of-programme',
  'tranches-do-not-add-up',
  'funds-too-great',
  'duplicate-entry',
  'unknown-organization',
  'unknown-equipment-type',
]

/** Operations about programmes. */
export const programmeNotes: Record<string, OperationNotes> = {
  createProgramme: {
    answer: 'The programme.',
    headers: ['ETag', 'Location'],
    problems: [
      'operator-not-a-party',
      'not-a-programme-owner',
      'programme-slug-taken',
      'programme-period-inverted',
      'unknown-programme-memorandum',
      'programme-outside-memorandum',
      ...sums,
    ],
  },
  listProgrammes: { answer: 'A page of programmes.', headers: ['Link'], problems: ['invalid-cursor'] },
  getProgramme: { answer: 'The programme as it stands.', headers: ['ETag'], problems: ['not-found'] },
  appendProgrammeEvent: {
    answer: 'The programme as it stands after the event; `Location` leads to the event in its log.',
    headers: ['ETag', 'Location'],
    problems: [
      'operator-not-a-party',
      'not-found',
      'role-not-allowed',
      'already-in-programme',
      'unknown-funder',
      'unknown-tranche',
      'tranche-received-before',
      'tranche-of-another-funder',
      'tranche-in-future',
      'unknown-report',
      'report-submitted-before',
      'reports-owed',
      ...sums,
    ],
  },
  getProgrammeProgress: {
    answer: 'Where it stands, by equipment type, region and hospital.',
    problems: ['not-found'],
  },
  listProgrammeEvents: {
    answer: 'A page of events, from the first on.',
    headers: ['Link'],
    problems: ['invalid-cursor', 'not-found'],
  },
  getProgrammeEvent: { answer: 'The event.', problems: ['not-found'] },
}
