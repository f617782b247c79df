import type { ProblemSlug } from '../problems/catalogue.ts'
import { appended, found, list, madeResource, type OperationNotes, resource } from './notes.ts'

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
  createProgramme: madeResource('The programme.', [
    'not-a-programme-owner',
    'programme-slug-taken',
    'programme-period-inverted',
    'unknown-programme-memorandum',
    'programme-outside-memorandum',
    'memorandum-not-in-force',
    ...sums,
  ]),
  listProgrammes: list('A page of programmes.'),
  getProgramme: resource('The programme as it stands.'),
  appendProgrammeEvent: appended('programme', [
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
  ]),
  getProgrammeProgress: found('Where it stands, by equipment type, region and hospital.'),
  listProgrammeEvents: list('A page of events, from the first on.', 'not-found'),
  getProgrammeEvent: found('The event.'),
}
