import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { type Cell, type Column, readCell } from './columns.ts'
import {
  contentTypes,
  rootRelations,
  sheetEnd,
  sheetStart,
  styles,
  workbook,
  workbookRelations,
} from './xlsx-parts.ts'

/** Rows that a sheet holds, its head included. */
const mostRows = 1_048_576
/** Characters that go to be compressed at once. */
const chunkSize = 65_536
/** Characters that a cell holds. */
const mostText = 32_767

// XML 1.0 has no way to write these.
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const toText = (text: string) =>
  text
    .slice(0, mostText)
    .replace(unwritable, '')
    .replace(/[&<>]/g, (character) => entities[character] ?? '')

const textCell = (text: string) => `<c t="inlineStr"><is><t xml:space="preserve">${toText(text)}</t></is></c>`

/** Days since the end of 1899, as spreadsheets count time; they know no zone, so it is UTC. */
const toSerial = (text: string) => Date.parse(text) / 86_400_000 + 25_569

const toXml = (cell: Cell, { kind }: Column): string => {
  if (cell === undefined) return '<c/>'
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`
  if (typeof cell === 'boolean') return `<c t="b"><v>${Number(cell)}</v></c>`
  if (kind === 'instant') return `<c s="1"><v>${toSerial(cell)}</v></c>`
  if (kind === 'day') return `<c s="2"><v>${toSerial(cell)}</v></c>`
  return textCell(cell)
}

const headOf = ({ name, kind }: Column) => textCell(kind === 'instant' ? `${name} (UTC)` : name)

/** One sheet of as many rows as it holds; leaves the rest to the next. */
async function* writeSheet(
  columns: Column[],
  rows: AsyncIterator<unknown>,
  most: number,
  onFull: () => void,
) {
  let chunk = `${sheetStart}<row>${columns.map(headOf).join('')}</row>`
  for (let count = 1; ; count++) {
    if (count === most) {
      onFull()
      break
    }
    const { done, value } = await rows.next()
    if (done) break
    chunk += `<row>${columns.map((column) => toXml(readCell(value, column), column)).join('')}</row>`
    if (chunk.length < chunkSize) continue
    yield chunk
    chunk = ''
  }
  yield chunk + sheetEnd
}

const writeParts = (zip: ZipFile, sheets: number) => {
  const parts = {
    'xl/workbook.xml': workbook(sheets),
    'xl/_rels/workbook.xml.rels': workbookRelations(sheets),
    'xl/styles.xml': styles,
    '_rels/.rels': rootRelations,
    '[Content_Types].xml': contentTypes(sheets),
  }
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
}

/** Rows as a spreadsheet (Office Open XML), in as many sheets as they need, written as they come. */
export const toXlsx = (
  columns: Column[],
  source: AsyncIterable<unknown>,
  most = mostRows,
): NodeJS.ReadableStream => {
  const zip = new ZipFile()
  const rows = source[Symbol.asyncIterator]()
  const addSheet = (number: number) => {
    let isFull = false
    const sheet = Readable.from(writeSheet(columns, rows, most, () => (isFull = true)))
    sheet.on('error', (error) => zip.outputStream.emit('error', error))
    sheet.on('end', () => (isFull ? addSheet(number + 1) : writeParts(zip, number)))
    zip.addReadStream(sheet, `xl/worksheets/sheet${number}.xml`)
  }
  addSheet(1)
  return zip.outputStream
}
