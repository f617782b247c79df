import type { Language } from '../../../schemas/primitives.ts'
import type { Outcome } from './model.ts'
import { en } from './texts/en.ts'
import { kk } from './texts/kk.ts'
import { ru } from './texts/ru.ts'

export type Texts = typeof en

/** What the pages say, by language. */
export const texts: Record<Language, Texts> = { kk, ru, en }

/** What to decide, as a choice of the form. */
export const outcomeTexts = (texts: Texts): Record<Outcome, string> => ({
  accepted: texts.outcomeAccepted,
  acceptedWithRemarks: texts.outcomeAcceptedWithRemarks,
  rejected: texts.outcomeRejected,
  missing: texts.outcomeMissing,
})

/** What was decided. */
export const settledTexts = (texts: Texts): Record<Outcome, string> => ({
  accepted: texts.settledAccepted,
  acceptedWithRemarks: texts.settledAcceptedWithRemarks,
  rejected: texts.settledRejected,
  missing: texts.settledMissing,
})
