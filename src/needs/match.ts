import type { z } from 'zod'
import type { Match, MatchQuery } from '../../schemas/match.ts'
import type { Language } from '../../schemas/primitives.ts'
import { judgeMatch, orderMatches } from '../../workflows/match-needs.ts'
import type { Database } from '../database/client.ts'
import { createFindCandidates, createFindSummaries } from './candidates.ts'
import { createReadOffer } from './offer.ts'
import { type SaySite, sayJudgement } from './say-match.ts'

interface Asking {
  organization: string | undefined
  language: Language
}

/** Proposes needs that an offer could cover, the best first. */
export const createMatchOffer = (db: Database, saySite: SaySite) => {
  const [readOffer, findCandidates] = [createReadOffer(db), createFindCandidates(db)]
  const findSummaries = createFindSummaries(db)
  return async (query: z.infer<typeof MatchQuery>, { organization, language }: Asking): Promise<Match[]> => {
    const { equipmentType, offer } = await readOffer(query, organization)
    const found = await findCandidates(equipmentType, offer.region)
    const judged = found.map(({ id, wanted }) => ({ id, judgement: judgeMatch(wanted, offer) }))
    const best = orderMatches(judged).slice(0, query.limit)
    const summaries = await findSummaries(best.map(({ id }) => id))
    return best.flatMap(({ id, judgement }) => {
      const need = summaries.get(id)
      return need ? [{ need, ...sayJudgement(judgement, language, saySite) }] : []
    })
  }
}
