import type { Match } from '../../schemas/match.ts'
import type { Language } from '../../schemas/primitives.ts'
import type { SiteFinding } from '../../workflows/compare-site.ts'
import type { Judgement, Reason } from '../../workflows/match-needs.ts'
import { fillText } from '../problems/render.ts'
import { reasonTexts, urgencyTexts } from './match-texts.ts'

/** Says in words in what a place and a device differ. */
export type SaySite = (finding: SiteFinding, language: Language) => string

const valuesOf = (reason: Reason, language: Language, saySite: SaySite): Record<string, string | number> => {
  switch (reason.code) {
    case 'urgency':
      return { urgency: urgencyTexts[reason.urgency][language] }
    case 'siteUnknown':
      return { unknown: reason.unknown.map((finding) => saySite(finding, language)).join(' ') }
    case 'coversAll':
    case 'siteFits':
      return {}
    default: {
      const { code: _, ...values } = reason
      return values
    }
  }
}

/** A judgement in the reader's language. */
export const sayJudgement = (
  { score, covers, reasons, blockers }: Judgement,
  language: Language,
  saySite: SaySite,
): Omit<Match, 'need'> => ({
  score,
  covers,
  reasons: reasons.map((reason) => ({
    code: reason.code,
    text: fillText(reasonTexts[reason.code][language], valuesOf(reason, language, saySite), language),
  })),
  blockers: blockers.map((finding) => ({ code: finding.code, text: saySite(finding, language) })),
})
