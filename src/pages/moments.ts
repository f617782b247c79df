import type { Language } from '../../schemas/primitives.ts'

const locales: Record<Language, string> = { kk: 'kk-KZ', ru: 'ru-KZ', en: 'en-GB' }

/** A day as it was where the hospital is. */
export const writeDay = (instant: string, language: Language, timeZone: string): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone }).format(new Date(instant))

/** A moment on the clock of the hospital. */
export const writeMoment = (instant: string, language: Language, timeZone: string): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeStyle: 'short', timeZone }).format(
    new Date(instant),
  )
