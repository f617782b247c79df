import { drawAside, drawLines, type Element, tag } from './draw.ts'
import { reserve, type Sheet, turnPage } from './sheet.ts'
import { colors } from './styles.ts'
import type { Piece } from './words.ts'
import { heightOf, type Line, wrap } from './wrap.ts'

export interface Column {
  /** Share of the width. */
  share: number
  head?: readonly Piece[]
  align?: 'left' | 'center' | 'right'
}

export interface Row {
  cells: readonly (readonly Piece[])[]
  /** The row has one cell over all columns, and heads the rows below it. */
  isHeading?: boolean
}

export interface Table {
  columns: readonly Column[]
  rows: readonly Row[]
  /** Height that has to follow below the last row on the same page. */
  after?: number
}

const pad = { x: 4.5, top: 3, bottom: 3.5 }

interface Box extends Column {
  x: number
  width: number
}

const place = (sheet: Sheet, columns: readonly Column[]): Box[] => {
  const whole = columns.reduce((sum, { share }) => sum + share, 0)
  let x = sheet.left
  return columns.map((column) => {
    const width = (sheet.width * column.share) / whole
    x += width
    return { ...column, x: x - width, width }
  })
}

const tallest = (cells: readonly (readonly Line[])[]) =>
  Math.max(...cells.map(heightOf), 0) + pad.top + pad.bottom

const drawGrid = (sheet: Sheet, boxes: readonly Box[], height: number, isShaded: boolean) =>
  drawAside(sheet, 'Layout', () => {
    const { doc, left, width, y } = sheet
    if (isShaded) doc.rect(left, y, width, height).fill(colors.shade)
    doc.lineWidth(0.5).strokeColor(colors.rule).rect(left, y, width, height)
    for (const { x } of boxes.slice(1)) doc.moveTo(x, y).lineTo(x, y + height)
    doc.stroke()
  })

const drawCell = (sheet: Sheet, box: Box, lines: readonly Line[]) =>
  drawLines(sheet, lines, { ...box, x: box.x + pad.x, width: box.width - 2 * pad.x, y: sheet.y + pad.top })

/** As many lines of a cell as fit into a height, and those that do not. */
const split = (lines: readonly Line[], room: number): [Line[], Line[]] => {
  let used = 0
  const end = lines.findIndex(({ style }) => {
    used += style.leading
    return used > room
  })
  return end < 0 ? [[...lines], []] : [lines.slice(0, end), lines.slice(end)]
}

interface LaidRow {
  boxes: readonly Box[]
  cells: readonly (readonly Line[])[]
  height: number
  isHeading: boolean
}

const layOut = (sheet: Sheet, boxes: readonly Box[], { cells, isHeading = false }: Row): LaidRow => {
  const own = isHeading ? [{ share: 1, x: sheet.left, width: sheet.width }] : boxes
  const laid = own.map((box, at) => wrap(cells[at] ?? [], box.width - 2 * pad.x, sheet.measure))
  return { boxes: own, cells: laid, height: tallest(laid), isHeading }
}

/** Draws a row, over as many pages as it needs. */
const drawRow = (
  sheet: Sheet,
  element: Element,
  { boxes, cells, isHeading }: LaidRow,
  continueOver: () => void,
) => {
  const row = tag(sheet, element, 'TR')
  const elements = boxes.map(() => tag(sheet, row, isHeading ? 'TH' : 'TD'))
  let rest = cells
  do {
    if (sheet.bottom - sheet.y < 40) continueOver()
    const room = sheet.bottom - sheet.y - pad.top - pad.bottom
    const parts = rest.map((lines) => split(lines, room))
    const drawn = parts.map(([part]) => part)
    const height = tallest(drawn)
    drawGrid(sheet, boxes, height, isHeading)
    for (const [at, box] of boxes.entries()) elements[at]?.add(() => drawCell(sheet, box, drawn[at] ?? []))
    sheet.y += height
    rest = parts.map(([, remaining]) => remaining)
  } while (rest.some((lines) => lines.length > 0))
  row.end()
}

/** Draws a table; it goes on over pages under a repeated head, and a row that no page can hold is divided. */
export const drawTable = (sheet: Sheet, { columns, rows, after = 0 }: Table): void => {
  const boxes = place(sheet, columns)
  const head = columns.some((column) => column.head)
    ? layOut(sheet, boxes, { cells: columns.map((column) => column.head ?? []) })
    : undefined
  const headHeight = head?.height ?? 0
  const element = tag(sheet, sheet.root, 'Table')

  const drawHead = (isAgain: boolean) => {
    if (!head) return
    drawGrid(sheet, boxes, headHeight, true)
    const row = isAgain ? undefined : tag(sheet, element, 'TR')
    for (const [at, box] of boxes.entries()) {
      const draw = () => drawCell(sheet, box, head.cells[at] ?? [])
      if (row) tag(sheet, row, 'TH', draw, { scope: 'Column' })
      else drawAside(sheet, 'Pagination', draw)
    }
    row?.end()
    sheet.y += headHeight
  }
  const continueOver = () => {
    turnPage(sheet)
    drawHead(true)
  }

  const laid = rows.map((row) => layOut(sheet, boxes, row))
  const most = (sheet.bottom - sheet.top - headHeight) * 0.6
  // What has to stand on one page with the top of a row: the row itself, and the one that it heads.
  const together = (at: number): number => {
    const row = laid[at]
    if (!row) return after
    const follows = row.isHeading || at === laid.length - 1 ? together(at + 1) : 0
    return Math.min(row.height + follows, most)
  }
  reserve(sheet, headHeight + together(0))
  drawHead(false)
  for (const [at, row] of laid.entries()) {
    if (sheet.y + together(at) > sheet.bottom && row.height <= most) continueOver()
    drawRow(sheet, element, row, continueOver)
  }
  element.end()
}
