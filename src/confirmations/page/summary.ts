import { nameUnit } from './fields.ts'
import type { ConfirmationModel } from './model.ts'

interface SummaryLine {
  text: string
  /** Absent where no field of the page is at fault. */
  href?: string
}

const find = (model: ConfirmationModel, name: string): Pick<SummaryLine, 'href'> & { code?: string } => {
  if (name === '') return {}
  const [start, place = '', kind, check] = name.split('.')
  if (start !== 'u') return { href: `#${name}` }
  const unit = model.units[Number(place)]
  if (unit === undefined || unit.settled !== undefined) return { code: unit?.code }
  const isShown = !['c', 'i', 'p'].includes(kind ?? '') || unit.checks.some(({ id }) => id === check)
  return { code: unit.code, href: `#${isShown ? name : nameUnit(Number(place)).outcome}` }
}

const order = ['packages', 'seals', 'receiptNote', 'tester', 'i', 'units', 'u', 'name', 'position']

/** Where on the page a field stands; units follow each other, and within one the order of reading stays. */
const rank = (name: string): [part: number, unit: number] => {
  const [start = '', place] = name.split('.')
  const part = order.indexOf(start)
  return [part === -1 ? order.length : part, Number(place ?? 0)]
}

const compare = ([one]: [string, string], [other]: [string, string]): number => {
  const [part, unit] = rank(one)
  const [otherPart, otherUnit] = rank(other)
  return part - otherPart || unit - otherUnit
}

/** The problems in the order of their fields on the page, each with the way to its field. */
export const listProblems = (model: ConfirmationModel): SummaryLine[] =>
  Object.entries(model.problems ?? {})
    .sort(compare)
    .map(([name, text]) => {
      const { code, href } = find(model, name)
      return { text: code ? `${code}: ${text}` : text, href }
    })
