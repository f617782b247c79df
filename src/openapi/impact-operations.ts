import type { OperationNotes } from './notes.ts'

/** What came of donations. */
export const impactNotes: Record<string, OperationNotes> = {
  measureImpact: {
    answer: 'The figures as of now, each with what it is measured over.',
    problems: ['operator-not-a-party'],
  },
}
