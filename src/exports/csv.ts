import { pipeline, Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import { type Column, readCell } from './columns.ts'

async function* toRecords(columns: Column[], rows: AsyncIterable<unknown>) {
  for await (const row of rows) yield columns.map((column) => readCell(row, column))
}

/**
 * Rows as CSV (RFC 4180) in UTF-8. The mark at its beginning tells spreadsheets so; a text that they would take for a
 * formula begins with an apostrophe.
 */
export const toCsv = (columns: Column[], rows: AsyncIterable<unknown>): Readable => {
  const csv = stringify({
    bom: true,
    columns: columns.map(({ name }) => name),
    header: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { boolean: String },
  })
  // A fault destroys both ends, and the reader of the answer sees it broken off.
  pipeline(Readable.from(toRecords(columns, rows)), csv, () => {})
  return csv
}
