import type { RawFinding } from '../../schemas/gate.ts'
import type { Language } from '../../schemas/primitives.ts'
import type { JudgedGate } from '../../workflows/gates.ts'
import { fillText } from '../problems/render.ts'
import { comparisons, featureTexts, isMeasured, languageNames, measures, sentences, words } from './labels.ts'
import type { Examined } from './read.ts'

type Value = RawFinding['expected']

const join = (value: Value): string => {
  if (Array.isArray(value)) return value.join(', ')
  return typeof value === 'object' ? `${value.min}–${value.max}` : String(value)
}

const sayWord = (value: Value, language: Language): string => {
  const word = join(value)
  return words[word]?.[language] ?? word
}

const sayLanguages = (value: Value, language: Language): string =>
  Array.isArray(value) ? value.map((one) => languageNames[one]?.[language] ?? one).join(', ') : join(value)

const sayPlace = ({ code, feature, expected, found }: RawFinding, language: Language): string => {
  if (feature) {
    const text = comparisons[found === undefined ? 'unsaid' : 'missing'][language]
    return fillText(text, { label: featureTexts[feature][language] }, language)
  }
  if (!isMeasured(code)) return ''
  const { label, unit } = measures[code]
  const count = (value: Value) => [join(value), unit?.[language]].filter(Boolean).join(' ')
  const text = comparisons[found === undefined ? 'unknown' : 'differs'][language]
  const values = { label: label[language], expected: count(expected), found: count(found) }
  return fillText(text, values, language)
}

const saySentence = (
  { code, question, document, expected, found }: RawFinding,
  { questions }: JudgedGate,
  language: Language,
): string => {
  if (code === 'feature' || isMeasured(code)) return ''
  const values = {
    question: questions.find(({ item }) => item.id === question)?.item.texts[language] ?? '',
    document: document ?? '',
    expected: code === 'manualLanguage' ? sayLanguages(expected, language) : sayWord(expected, language),
    found:
      code === 'manualLanguage'
        ? sayLanguages(found, language)
        : code === 'memorandumPeriod' && Array.isArray(found)
          ? found.join(' – ')
          : sayWord(found, language),
  }
  const more = question !== undefined && expected !== undefined ? ` ${sentences.months[language]}` : ''
  return fillText(`${sentences[code][language]}${more}`, values, language)
}

/** A finding in a sentence of the reader's language; one about an item begins with what it is and where it goes. */
export const sayFinding = (
  finding: RawFinding,
  gate: JudgedGate,
  { labels }: Pick<Examined, 'labels'>,
  language: Language,
): string => {
  const text = sayPlace(finding, language) || saySentence(finding, gate, language)
  const label = finding.item === undefined ? undefined : labels.get(finding.item)
  if (!label) return text
  const { equipment, department } = label
  return `${[equipment[language], department].filter(Boolean).join(', ')}. ${text}`
}

/** A finding about a place alone, of whatever device, in a sentence of the reader's language. */
export const saySite = (finding: Omit<RawFinding, 'item' | 'question' | 'document'>, language: Language) =>
  finding.code === 'opening'
    ? fillText(sentences.opening[language], { found: join(finding.found) }, language)
    : sayPlace(finding, language)
