import { DateTime } from 'luxon'
import type { Language } from '../../schemas/primitives.ts'
import { monthTexts } from './texts.ts'

const two = (value: number) => String(value).padStart(2, '0')

// Written out here rather than left to Intl: its wording changes with the version of its data, and with the wording
// the bytes of a document would.
const writeDay = (year: number, month: number, day: number, language: Language): string => {
  const name = monthTexts[month - 1]?.[language] ?? ''
  if (language === 'kk') return `${year} жылғы ${day} ${name}`
  return language === 'ru' ? `${day} ${name} ${year} г.` : `${day} ${name} ${year}`
}

/** The day of an instant in a zone, in words. */
export const writeDate = (instant: string, zone: string, language: Language): string => {
  const { year, month, day } = DateTime.fromISO(instant, { zone })
  return writeDay(year, month, day, language)
}

/** An instant in a zone in figures, the same in every language: `20.10.2022 14:05 (UTC+06:00)`. */
export const writeMoment = (instant: string, zone: string): string => {
  const { year, month, day, hour, minute, offset } = DateTime.fromISO(instant, { zone })
  const away = Math.abs(offset)
  const shift = `${offset < 0 ? '−' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`
  return `${two(day)}.${two(month)}.${year} ${two(hour)}:${two(minute)} (UTC${shift})`
}

/** A calendar day in figures: `20.10.2022`. */
export const writeCalendarDay = (day: string): string => day.split('-').reverse().join('.')
