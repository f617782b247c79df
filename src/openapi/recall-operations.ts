import type { OperationNotes } from './operations.ts'

/** Operations about recalls. */
export const recallNotes: Record<string, OperationNotes> = {
  openRecall: {
    answer: 'The recall, with the hospitals that were found.',
    headers: ['ETag', 'Location'],
    problems: ['operator-not-a-party', 'recall-not-allowed', 'serial-range-inverted', 'recall-finds-nothing'],
  },
  listRecalls: {
    answer: 'A page of recalls, the newest first.',
    headers: ['Link'],
    problems: ['invalid-cursor'],
  },
  getRecall: { answer: 'The recall as it stands.', headers: ['ETag'], problems: ['not-found'] },
  listRecalledUnits: {
    answer: 'A page of units, in the order in which they were planned.',
    headers: ['Link'],
    problems: ['invalid-cursor', 'not-found'],
  },
  appendRecallEvent: {
    answer: 'The recall as it stands after the event; `Location` leads to the event in its log.',
    headers: ['ETag', 'Location'],
    problems: [
      'operator-not-a-party',
      'not-found',
      'role-not-allowed',
      'recall-counts-do-not-add-up',
      'recall-awaits-too-many',
    ],
  },
  listRecallEvents: {
    answer: 'A page of the log, from the first event on.',
    headers: ['Link'],
    problems: ['invalid-cursor', 'not-found'],
  },
  getRecallEvent: { answer: 'The event.', problems: ['not-found'] },
}
