import { clean } from './clean.ts'
import type { Style } from './styles.ts'
import type { Piece } from './words.ts'

/** One line as it will be drawn. */
export interface Line {
  text: string
  style: Style
  width: number
  lang?: string
}

/** Width of a text at size 1. */
export type Measure = (text: string, font: Style['font']) => number

/** Remembers the widths of words: the same ones come back on every row of a table. */
export const createMeasure = (doc: PDFKit.PDFDocument): Measure => {
  const known = { regular: new Map<string, number>(), bold: new Map<string, number>() }
  return (text, font) => {
    const found = known[font].get(text)
    if (found !== undefined) return found
    const width = doc.font(font).fontSize(1000).widthOfString(text) / 1000
    known[font].set(text, width)
    return width
  }
}

// A line may end after a space, and after a mark that joins the parts of a long code or address.
const breaks = /(?<=[ \-–—/\\,;:_?&=.])(?=[^ ])/u

/** Cuts a word that is wider than its column into parts that fit. */
function* cut(word: string, room: number, widthOf: (text: string) => number): Generator<string> {
  let part = ''
  let width = 0
  for (const character of word) {
    const step = widthOf(character)
    if (part !== '' && width + step > room) {
      yield part
      part = ''
      width = 0
    }
    part += character
    width += step
  }
  yield part
}

/** The lines of some text in a column. */
export const wrap = (pieces: readonly Piece[], column: number, measure: Measure): Line[] => {
  const lines: Line[] = []
  for (const { text, style, lang } of pieces) {
    const widthOf = (part: string) => measure(part, style.font) * style.size
    // The space after a word belongs to it while it is measured, as it does while it is drawn: the two share their work.
    const space = widthOf(' ')
    const spaceAfter = (part: string) => (part.endsWith(' ') ? space : 0)
    for (const paragraph of clean(text).split('\n')) {
      let line = ''
      let width = 0
      const put = () => lines.push({ text: line, style, lang, width: width - spaceAfter(line) })
      for (const word of paragraph.split(breaks)) {
        const isWide = widthOf(word) - spaceAfter(word) > column
        for (const part of isWide ? cut(word, column, widthOf) : [word]) {
          const step = widthOf(part)
          if (line !== '' && width + step - spaceAfter(part) > column) {
            put()
            line = ''
            width = 0
          }
          line += part
          width += step
        }
      }
      put()
    }
  }
  return lines
}

export const heightOf = (lines: readonly Line[]): number =>
  lines.reduce((sum, { style }) => sum + style.leading, 0)
