import type { Language } from '../../schemas/primitives.ts'
import { actTexts, measureTexts, sharedTexts } from './texts.ts'

/** A number with the language's decimal mark; its digits stay as they were measured. */
export const writeNumber = (value: number, language: Language): string => {
  const digits = String(value).replace('-', '−')
  return language === 'en' ? digits : digits.replace('.', ',')
}

/** A measured value with its unit. */
export const writeMeasure = (value: number, unit: string | undefined, language: Language): string => {
  if (unit === undefined) return writeNumber(value, language)
  const known = Object.hasOwn(measureTexts, unit) ? measureTexts[unit] : undefined
  return `${writeNumber(value, language)}\u00A0${known?.[language] ?? unit}`
}

/** The bounds of a value in words, for the font has no sign for "at most". */
export const writeLimit = (
  { min, max }: { min?: number; max?: number },
  unit: string | undefined,
  language: Language,
): string => {
  if (min !== undefined && max !== undefined)
    return `${writeNumber(min, language)}\u00A0– ${writeMeasure(max, unit, language)}`
  if (max !== undefined) return `${actTexts.atMost[language]} ${writeMeasure(max, unit, language)}`
  return min === undefined ? '' : `${actTexts.atLeast[language]} ${writeMeasure(min, unit, language)}`
}

/** Grams as kilograms. */
export const writeWeight = (grams: number, language: Language): string =>
  `${writeNumber(grams / 1000, language)}\u00A0${sharedTexts.kilogram[language]}`
