import type { Language } from '../../../schemas/primitives.ts'

/** A number as people type it: a decimal comma or point, blanks between thousands, a minus of any kind. */
export const parseNumber = (text: string): number | undefined => {
  const plain = text
    .replace(/[\s\u00A0\u202F']/g, '')
    .replace(/[\u2212\u2013]/g, '-')
    .replace(',', '.')
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(plain) ? Number(plain) : undefined
}

/** A number as the language writes it, without grouping, so that it can be typed back. */
export const writeNumber = (value: number, language: Language): string =>
  language === 'en' ? String(value) : String(value).replace('.', ',')

// UCUM is for machines; an engineer reads what stands on the instrument.
const symbols: Record<string, string> = {
  Cel: '°C',
  mOhm: 'mΩ',
  Ohm: 'Ω',
  kOhm: 'kΩ',
  MOhm: 'MΩ',
  uA: 'µA',
  'dB[A]': 'dBA',
  'dB[SPL]': 'dBA',
  'dB(A)': 'dBA',
  '1': '',
  '{count}': '',
}

/** A UCUM unit as it is printed on instruments. */
export const writeUnit = (ucum: string): string => symbols[ucum] ?? ucum.replace(/^u(?=[A-Z])/, 'µ')

/** Permitted values in signs that every language reads alike, such as `≤ 300 mΩ`. */
export const writeLimit = (
  { min, max }: { min?: number; max?: number },
  unit: string,
  language: Language,
): string => {
  const range =
    min === undefined
      ? `≤ ${writeNumber(max ?? 0, language)}`
      : max === undefined
        ? `≥ ${writeNumber(min, language)}`
        : `${writeNumber(min, language)} … ${writeNumber(max, language)}`
  return `${range} ${writeUnit(unit)}`.trim()
}
