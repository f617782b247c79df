import { found, madeOf, type OperationNotes, paper } from './notes.ts'

/** Operations about reports of a programme. */
export const reportPackNotes: Record<string, OperationNotes> = {
  makeReportPack: madeOf(
    'The report as data. `Location` leads to it, and `…/document` from there to the PDF.',
    ['report-period-inverted', 'report-period-in-future', 'storage-unavailable'],
  ),
  getReportPack: found('The report.'),
  getReportPackDocument: paper('The PDF, to be saved rather than shown.', 'storage-unavailable'),
}
