import { countDays } from '../schemas/calendar-day.ts'
import type { Urgency } from '../schemas/need.ts'
import { type Comparison, compareSite, type SiteFinding } from './compare-site.ts'

/** What could be given. */
export interface Offer extends Pick<Comparison, 'mains' | 'requirements'> {
  quantity: number
  /** Where its donor would rather give. */
  region?: string
  /** The day on which it could be installed; today where none is named. */
  on?: string
}

/** What is asked for, with the place it is for. */
export interface Wanted extends Pick<Comparison, 'profile' | 'opensOn'> {
  urgency: Urgency
  remaining: number
  region: string | null
  neededBy: string | null
  /** The calendar days, at the hospital, on which it was written down and of now. */
  createdOn: string
  today: string
}

/** What speaks for a match, or is not known; the values stand in its text. */
export type Reason =
  | { code: 'urgency'; urgency: Urgency }
  | { code: 'coversAll' }
  | { code: 'coversPart'; covers: number; remaining: number }
  | { code: 'region'; region: string }
  | { code: 'waiting'; days: number }
  | { code: 'neededSoon'; day: string }
  | { code: 'siteFits' }
  | { code: 'siteUnknown'; unknown: SiteFinding[] }

export interface Judgement {
  /** 0 to 100. */
  score: number
  covers: number
  reasons: Reason[]
  blockers: SiteFinding[]
}

// What each can add to the score; together they come to 100.
const weights = { quantity: 20, region: 15, waiting: 10, deadline: 5, site: 10 }
const urgencies: Record<Urgency, number> = { planned: 10, soon: 20, urgent: 30, critical: 40 }
/** Days of waiting that count in full, and days before its last day from which a need is pressing. */
const [longWait, soon] = [180, 90]

const judgeSite = (wanted: Wanted, offer: Offer) => {
  const findings = compareSite({
    ...{ mains: offer.mains, requirements: offer.requirements },
    ...{ profile: wanted.profile, opensOn: wanted.opensOn, on: offer.on ?? wanted.today },
  })
  return {
    blockers: findings.filter(({ found }) => found !== undefined),
    // What the hospital never said is asked for, and stops nothing yet.
    unknown: findings.filter(({ found }) => found === undefined),
  }
}

const judgeTime = ({ createdOn, today, neededBy }: Wanted) => {
  const days = Math.max(0, countDays(createdOn, today))
  const pressing = neededBy !== null && countDays(today, neededBy) <= soon ? neededBy : undefined
  const waited = Math.round((weights.waiting * Math.min(days, longWait)) / longWait)
  return { days, pressing, score: waited + (pressing ? weights.deadline : 0) }
}

/** Judges how well an offer fits a need: a score, what makes it up, and what stands in the way. */
export const judgeMatch = (wanted: Wanted, offer: Offer): Judgement => {
  const { urgency, remaining, region } = wanted
  const covers = Math.min(offer.quantity, remaining)
  const isRegion = region !== null && region === offer.region
  const time = judgeTime(wanted)
  const { blockers, unknown } = judgeSite(wanted, offer)
  const site = blockers.length > 0 ? 0 : unknown.length > 0 ? weights.site / 2 : weights.site
  const reasons: Reason[] = [
    { code: 'urgency', urgency },
    covers === remaining ? { code: 'coversAll' } : { code: 'coversPart', covers, remaining },
    ...(isRegion ? [{ code: 'region' as const, region }] : []),
    ...(time.days > 0 ? [{ code: 'waiting' as const, days: time.days }] : []),
    ...(time.pressing ? [{ code: 'neededSoon' as const, day: time.pressing }] : []),
    ...(unknown.length > 0 ? [{ code: 'siteUnknown' as const, unknown }] : []),
    ...(blockers.length + unknown.length === 0 ? [{ code: 'siteFits' as const }] : []),
  ]
  const quantity = remaining > 0 ? Math.round((weights.quantity * covers) / remaining) : 0
  const score = urgencies[urgency] + quantity + (isRegion ? weights.region : 0) + time.score + site
  return { score, covers, reasons, blockers }
}

/** Best first: what nothing stands in the way of before the rest, and the oldest first among equals. */
export const orderMatches = <One extends { id: string; judgement: Judgement }>(matches: One[]): One[] =>
  matches.toSorted(
    (one, other) =>
      Math.sign(one.judgement.blockers.length) - Math.sign(other.judgement.blockers.length) ||
      other.judgement.score - one.judgement.score ||
      (one.id < other.id ? -1 : 1),
  )
