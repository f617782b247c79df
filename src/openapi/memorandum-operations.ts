import { appended, found, list, log, madeResource, type OperationNotes, resource } from './notes.ts'

/** Operations about memoranda. */
export const memorandumNotes: Record<string, OperationNotes> = {
  draftMemorandum: madeResource('The memorandum, for its parties to sign.', [
    'validity-inverted',
    'validity-over',
    'owner-among-parties',
    'duplicate-entry',
    'commitment-outside-validity',
    'commitment-by-stranger',
    'unknown-organization',
    'unknown-equipment-type',
    'memoranda-overlap',
  ]),
  listMemoranda: list('A page of memoranda, the newest first.'),
  getMemorandum: resource('The memorandum as it stands.'),
  appendMemorandumEvent: appended('memorandum', [
    'memorandum-already-signed',
    'memorandum-text-unknown',
    'commitment-unknown',
    'commitment-not-yours',
  ]),
  listMemorandumEvents: log,
  getMemorandumEvent: found('The event.'),
}
