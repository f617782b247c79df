// The module's own `raw` is an encoder of that name; the function that gives a code's modules is on its default.
import symbols from '@bwip-js/node'

/** The modules of a two-dimensional code, row by row. */
export interface Matrix {
  columns: number
  rows: number
  isDark: (column: number, row: number) => boolean
}

const encode = (bcid: string, text: string, options: Record<string, string>): Matrix => {
  const [symbol] = symbols.raw({ bcid, text, ...options })
  if (!symbol || !('pixs' in symbol)) throw new Error(`${bcid} is not a code of two dimensions`)
  const { pixs, pixx: columns, pixy: rows } = symbol
  return { columns, rows, isDark: (column, row) => pixs[row * columns + column] === 1 }
}

export const encodeQr = (text: string): Matrix => encode('qrcode', text, { eclevel: 'M' })

/** A GS1 DataMatrix; undefined where the element string is not one, for a label without it is still a label. */
export const findDataMatrix = (elementString: string): Matrix | undefined => {
  try {
    // An opening bracket inside a value, which the element string escapes, is written as its code here.
    return encode('gs1datamatrix', elementString.replaceAll('\\(', '^040'), { parse: 'true' })
  } catch {
    return undefined
  }
}

/** Draws the dark modules as one path of bars: sharp at any size, and without seams between neighbours. */
export const drawMatrix = (
  doc: PDFKit.PDFDocument,
  { columns, rows, isDark }: Matrix,
  { x, y, size }: { x: number; y: number; size: number },
): void => {
  const module = size / Math.max(columns, rows)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (!isDark(column, row)) continue
      const start = column
      while (column + 1 < columns && isDark(column + 1, row)) column++
      doc.rect(x + start * module, y + row * module, (column - start + 1) * module, module)
    }
  }
  doc.fill('#000000')
}
