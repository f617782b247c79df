import type { OperationNotes } from './operations.ts'

/** Operations about memoranda. */
export const memorandumNotes: Record<string, OperationNotes> = {
  draftMemorandum: {
    answer: 'The memorandum, for its parties to sign.',
    headers: ['ETag', 'Location'],
    problems: [
      'operator-not-a-party',
      'validity-inverted',
      'validity-over',
      'owner-among-parties',
      'duplicate-entry',
      'commitment-outside-validity',
      'commitment-by-stranger',
      'unknown-organization',
      'unknown-equipment-type',
      'memoranda-overlap',
    ],
  },
  listMemoranda: {
    answer: 'A page of memoranda, the newest first.',
    headers: ['Link'],
    problems: ['invalid-cursor'],
  },
  getMemorandum: { answer: 'The memorandum as it stands.', headers: ['ETag'], problems: ['not-found'] },
  appendMemorandumEvent: {
    answer: 'The memorandum as it stands after the event; `Location` leads to the event in its log.',
    headers: ['ETag', 'Location'],
    problems: [
      'operator-not-a-party',
      'not-found',
      'memorandum-already-signed',
      'memorandum-text-unknown',
      'commitment-unknown',
      'commitment-not-yours',
    ],
  },
  listMemorandumEvents: {
    answer: 'A page of the log, from the first event on.',
    headers: ['Link'],
    problems: ['invalid-cursor', 'not-found'],
  },
  getMemorandumEvent: { answer: 'The event.', problems: ['not-found'] },
}
