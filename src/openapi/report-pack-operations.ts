import type { OperationNotes } from './operations.ts'

/** Operations about reports of a programme. */
export const reportPackNotes: Record<string, OperationNotes> = {
  makeReportPack: {
    answer: 'The report as data. `Location` leads to it, and `…/document` from there to the PDF.',
    headers: ['Location'],
    problems: [
      'operator-not-a-party',
      'not-found',
      'report-period-inverted',
      'report-period-in-future',
      'storage-unavailable',
    ],
  },
  getReportPack: { answer: 'The report.', problems: ['not-found'] },
  getReportPackDocument: {
    answer: 'The PDF, to be saved rather than shown.',
    headers: ['Content-Disposition'],
    problems: ['not-found', 'storage-unavailable'],
  },
}
