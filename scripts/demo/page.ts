import { styleText } from 'node:util'
import { DateTime } from 'luxon'

/** Where the story is set, and whose calendar days it tells. */
export const zone = 'Asia/Almaty'

const write = (line: string) => console.log(line.trimEnd())
// Colours only where a person looks: `styleText` heeds the terminal and NO_COLOR.
const paint = (style: Parameters<typeof styleText>[0], text: string) =>
  styleText(style, text, { stream: process.stdout })

// Beside the text stand a day of 15 columns and what changed, of some 50.
const textWidth = Math.min(Math.max((process.stdout.columns ?? 120) - 55, 40), 80)
const indent = ' '.repeat(15)

const wrap = (text: string, width: number): string[] => {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = `${lines.at(-1)} ${word}`.trimStart()
    if (line.length > width && lines.at(-1)) lines.push(word)
    else lines[lines.length - 1] = line
  }
  return lines
}

export interface Step {
  /** RFC 3339, or undefined for what bears the moment it was recorded. */
  at?: string
  who: string
  says: string
  /** What Besik answered, where it is to be read. */
  answer?: string
  /** Whether it is a fact that was published, and not part of the sample. */
  isPublished?: boolean
  /** What it changed, one subject a line, or how it was refused. */
  effects: { subject: string; change: string; isRefusal?: boolean }[]
}

const formatDay = (at: string) => DateTime.fromISO(at, { zone }).toFormat('d LLL yyyy').padStart(11)

export const printStep = ({ at, who, says, answer, isPublished, effects }: Step) => {
  const texts = [...wrap(`${who}: ${says}`, textWidth), ...(answer ? wrap(`“${answer}”`, textWidth) : [])]
  const day = at ? formatDay(at) : 'now'.padStart(11)
  for (let row = 0; row < Math.max(texts.length, effects.length); row += 1) {
    const head = row === 0 ? `${isPublished ? paint('yellow', '●') : ' '} ${paint('dim', day)}  ` : indent
    const { subject, change, isRefusal } = effects[row] ?? { subject: '', change: '' }
    const text = (texts[row] ?? '').padEnd(textWidth)
    const effect = paint(isRefusal ? 'red' : 'green', change)
    write(change ? `${head}${text}  ${subject.padEnd(9)} ${effect}` : `${head}${text}`)
  }
}

export const printSection = (title: string) => write(`\n${paint('bold', title)}`)
export const printLine = (text = '') => write(text)

const detailWidth = 12

/** What came of the step above, in two columns below it. */
export const printDetails = (rows: [string, string][]) => {
  for (const [left, right] of rows) {
    for (const [row, part] of wrap(right, textWidth).entries())
      write(`${indent}${paint('dim', (row === 0 ? left : '').padEnd(detailWidth))}${part}`)
  }
}

/** Lines of a drawing. */
export const printLines = (lines: string[]) => {
  for (const line of lines) write(`${indent}${line}`)
}

/** A text as it stands; a line that is too long goes on under its beginning. */
export const printText = (text: string) => {
  for (const line of text.trimEnd().split('\n')) {
    const margin = indent + ' '.repeat(detailWidth + (line.length - line.trimStart().length))
    for (const part of wrap(line.trimStart(), textWidth)) write(margin + part)
  }
}

/** Lines of two columns. */
export const printTable = (rows: [string, string][]) => {
  const width = Math.max(...rows.map(([left]) => left.length))
  for (const [left, right] of rows) write(`  ${left.padEnd(width)}  ${right}`)
}
