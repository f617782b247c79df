import { readCheckDigit, readCheckPair } from './gs1-checks.ts'
import { findFixedLength, findIdentifier } from './gs1-identifiers.ts'
import { readSixDigits } from './label-date.ts'

/** One application identifier with its value, such as `{ ai: '21', value: 'INC-7' }`. */
export interface Element {
  ai: string
  value: string
}

export type Gs1Fault =
  | 'check-digit'
  | 'unknown-ai'
  | 'malformed'
  | 'too-long'
  | 'wrong-date'
  | 'repeated-ai'
  | 'excluded-ai'

export type Gs1Reading = { elements: Element[] } | { fault: Gs1Fault }

/** The visible symbol of ASCII 29, which scanners send for the separator FNC1. */
const separator = '\u241D'
export const showSeparators = (text: string): string => text.replaceAll('\x1D', separator)

/** What is wrong with the value of one application identifier; undefined where nothing is. */
export const findElementFault = ({ ai, value }: Element): Gs1Fault | undefined => {
  const identifier = findIdentifier(ai)
  if (!identifier) return 'unknown-ai'
  const { format, longest, checked, rule } = identifier
  if (value.length > longest) return 'too-long'
  if (!format.test(value)) return 'malformed'
  if (rule === 'date' && readSixDigits(value.slice(0, 6)) === undefined) return 'wrong-date'
  const head = value.slice(0, checked)
  if (rule === 'checkDigit' && readCheckDigit(head.slice(0, -1)) !== head.slice(-1)) return 'check-digit'
  if (rule === 'checkPair' && readCheckPair(value.slice(0, -2)) !== value.slice(-2)) return 'check-digit'
}

/** Elements without those that are there twice with one value, or what is wrong with them. */
export const checkElements = (elements: readonly Element[]): Gs1Reading => {
  const values = new Map<string, string>()
  for (const { ai, value } of elements) {
    const fault = findElementFault({ ai, value })
    if (fault) return { fault }
    if ((values.get(ai) ?? value) !== value) return { fault: 'repeated-ai' }
    values.set(ai, value)
  }
  if (values.size === 0) return { fault: 'malformed' }
  if (values.has('235') && values.has('21')) return { fault: 'excluded-ai' }
  return { elements: Array.from(values, ([ai, value]) => ({ ai, value })) }
}

const bracketed = /\((\d{2,4})\)((?:\\\(|(?!\(\d{2,4}\))[^\\])*)/y

const readBracketed = (text: string): Gs1Reading => {
  const elements: Element[] = []
  bracketed.lastIndex = 0
  for (let end = 0; end < text.length; end = bracketed.lastIndex) {
    const [whole, ai = '', value = ''] = bracketed.exec(text) ?? []
    if (whole === undefined) return { fault: 'malformed' }
    elements.push({ ai, value: value.replaceAll('\\(', '(') })
  }
  return checkElements(elements)
}

const withoutSeparator = (text: string) => (text.startsWith(separator) ? text.slice(1) : text)

const readRaw = (text: string): Gs1Reading => {
  const elements: Element[] = []
  let rest = text
  while (rest !== '') {
    // No application identifier begins with the digits of another.
    const ai = [2, 3, 4].map((length) => rest.slice(0, length)).find(findIdentifier)
    if (!ai) return { fault: /^\d{2}/.test(rest) ? 'unknown-ai' : 'malformed' }
    const from = rest.slice(ai.length)
    const end = findFixedLength(ai) ?? from.indexOf(separator)
    const value = end < 0 ? from : from.slice(0, end)
    elements.push({ ai, value })
    rest = withoutSeparator(from.slice(value.length))
  }
  return checkElements(elements)
}

/** Reads a GS1 element string as it is printed, `(01)…(21)…`, or as a scanner sends it; spaces don't count. */
export const readElementString = (text: string): Gs1Reading => {
  const bare = withoutSeparator(showSeparators(text).replaceAll(' ', ''))
  return bare.startsWith('(') ? readBracketed(bare) : readRaw(bare)
}

/** The element string to print and to encode, `(01)…(21)…`. A value's own opening bracket is escaped. */
export const toElementString = (elements: readonly Element[]): string =>
  elements.map(({ ai, value }) => `(${ai})${value.replaceAll('(', '\\(')}`).join('')
