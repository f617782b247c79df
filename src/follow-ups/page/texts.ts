import type { Language } from '../../../schemas/primitives.ts'
import { en } from './texts/en.ts'
import { kk } from './texts/kk.ts'
import { ru } from './texts/ru.ts'

export type Texts = typeof en

/** What the page says, by language. */
export const texts: Record<Language, Texts> = { kk, ru, en }
