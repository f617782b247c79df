import { appended, found, list, log, madeResource, type OperationNotes, resource } from './notes.ts'

/** Operations about recalls. */
export const recallNotes: Record<string, OperationNotes> = {
  openRecall: madeResource('The recall, with the hospitals that were found.', [
    'recall-not-allowed',
    'serial-range-inverted',
    'recall-finds-nothing',
  ]),
  listRecalls: list('A page of recalls, the newest first.'),
  getRecall: resource('The recall as it stands.'),
  listRecalledUnits: list('A page of units, in the order in which they were planned.', 'not-found'),
  appendRecallEvent: appended('recall', [
    'role-not-allowed',
    'recall-counts-do-not-add-up',
    'recall-awaits-too-many',
  ]),
  listRecallEvents: log,
  getRecallEvent: found('The event.'),
}
