import type { Sheet } from './sheet.ts'
import { colors } from './styles.ts'
import type { Piece } from './words.ts'
import { heightOf, type Line, wrap } from './wrap.ts'

export type Element = PDFKit.PDFStructureElement
type ElementOptions = PDFKit.Mixins.StructureElementOptions & { scope?: 'Column' | 'Row' }

export interface Place {
  x: number
  y: number
  width: number
  align?: 'left' | 'center' | 'right'
}

const shift = ({ align }: Place) => ({ left: 0, center: 0.5, right: 1 })[align ?? 'left']

/** Draws lines from a place downwards. */
export const drawLines = ({ doc, speech }: Sheet, lines: readonly Line[], place: Place): void => {
  let { y } = place
  for (const { text, style, width, lang } of lines) {
    const x = place.x + (place.width - width) * shift(place)
    // The part of a line above its letters and below them is divided as in a book, not as the font's tables say.
    const baseline = y + style.leading * 0.5 + style.size * 0.34
    const isForeign = lang !== undefined && lang !== speech.lead
    if (isForeign) doc.markContent('Span', { lang })
    if (text !== '')
      doc
        .font(style.font)
        .fontSize(style.size)
        .fillColor(style.color)
        .text(text, x, baseline, { lineBreak: false, baseline: 'alphabetic' })
    if (isForeign) doc.endMarkedContent()
    y += style.leading
  }
}

/** Adds an element to the structure of the document, and what is drawn within it. */
export const tag = (
  { doc }: Sheet,
  parent: Element,
  type: string,
  draw?: () => void,
  options: ElementOptions = {},
): Element => {
  const element = doc.struct(type, options)
  parent.add(element)
  if (draw) element.add(draw)
  return element
}

/** Draws what a reader who hears the document need not hear. */
export const drawAside = ({ doc }: Sheet, type: 'Layout' | 'Pagination', draw: () => void): void => {
  doc.markContent('Artifact', { type })
  draw()
  doc.endMarkedContent()
}

/** Draws a paragraph over the whole width, or in the column that is given, and moves on below it. */
export const drawText = (
  sheet: Sheet,
  pieces: readonly Piece[],
  options: { type?: string; x?: number; width?: number; align?: Place['align'] } = {},
): void => {
  const { type = 'P', x = sheet.left, width = sheet.width, align } = options
  const lines = wrap(pieces, width, sheet.measure)
  const { y } = sheet
  tag(sheet, sheet.root, type, () => drawLines(sheet, lines, { x, y, width, align })).end()
  sheet.y += heightOf(lines)
}

/** A level rule. */
export const drawRule = (
  sheet: Sheet,
  x: number,
  y: number,
  width: number,
  color: string = colors.rule,
): void => {
  sheet.doc
    .lineWidth(0.5)
    .strokeColor(color)
    .moveTo(x, y)
    .lineTo(x + width, y)
    .stroke()
}
