import { styleText } from 'node:util'
import { encodeQr } from '../../src/documents/symbol.ts'

const quiet = 2

/** A QR code for the terminal, two rows of modules in a line; undefined where it would not fit. */
export const drawQr = (text: string): string[] | undefined => {
  const { columns, isDark } = encodeQr(text)
  const size = columns + 2 * quiet
  if (size > Math.min((process.stdout.columns ?? 80) - 20, 60)) return undefined
  const isBlack = (row: number, column: number) => {
    const [y, x] = [row - quiet, column - quiet]
    return y >= 0 && x >= 0 && y < columns && x < columns && isDark(x, y)
  }
  const draw = (row: number, column: number) => {
    const [above, below] = [isBlack(row, column), isBlack(row + 1, column)]
    return above ? (below ? '█' : '▀') : below ? '▄' : ' '
  }
  return Array.from({ length: Math.ceil(size / 2) }, (_, line) => {
    const modules = Array.from({ length: size }, (_, column) => draw(2 * line, column)).join('')
    // Dark on light, whatever the colours of the terminal.
    return styleText(['black', 'bgWhite'], modules, { stream: process.stdout })
  })
}
