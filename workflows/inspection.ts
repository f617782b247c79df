import type { CheckResult, Inspection } from '../schemas/inspection.ts'
import { toLocalDay } from '../schemas/local-day.ts'
import type { Check, Protocol } from '../schemas/protocol.ts'
import type { Refusal } from './declaration.ts'
import { findInputFaults, isAnswered } from './inspection-faults.ts'

type Outcome = 'passed' | 'failed' | 'missing' | 'notApplicable'

/** What the results of an inspection come to, check by check and as a whole. */
export interface Judgement {
  /** In the order of the checks. */
  outcomes: { check: string; outcome: Outcome }[]
  /** What contradicts the checks or itself, and is never recorded. */
  faults: Refusal[]
  /** Evidence that a result lacks: an instrument or a photo. */
  gaps: Refusal[]
  /** Ids of the checks that failed. */
  failing: string[]
  /** Ids of the safety checks among them. */
  failingSafety: string[]
  /** Ids of required checks without a result. */
  missing: string[]
  canAccept: boolean
  canAcceptWithRemarks: boolean
}

const isWithin = (value: number, { min = -Infinity, max = Infinity }: { min?: number; max?: number }) =>
  value >= min && value <= max

const passes = (check: Check, { value, photos }: CheckResult): boolean => {
  switch (check.type) {
    case 'boolean':
      return value === check.expects
    case 'number':
      // A value without a limit is only recorded.
      return typeof value === 'number' && Number.isFinite(value) && isWithin(value, check.limit ?? {})
    case 'text':
      return typeof value === 'string'
    case 'choice':
      return check.options.some((option) => option.value === value && option.passes)
    case 'photo':
      return photos.length > 0
  }
}

const settle = (check: Check, result: CheckResult | undefined): Outcome => {
  if (result && isAnswered(check, result)) return passes(check, result) ? 'passed' : 'failed'
  // A check that may not apply to every unit says so by an option of its own, or by not being required.
  if (check.isRequired) return 'missing'
  return result ? 'notApplicable' : 'missing'
}

/** An instrument or photo that a measured result has to name. */
const findGaps = (checks: readonly Check[], { results }: Inspection, at: string): Refusal[] =>
  results.flatMap((result, place) => {
    const check = checks.find(({ id }) => id === result.check)
    if (!check || !isAnswered(check, result)) return []
    const pointer = `${at}/results/${place}`
    const gaps: Refusal[] = []
    if (check.needsInstrument && result.instrument === undefined)
      gaps.push({ problem: 'instrument-missing', pointer, values: { check: check.id } })
    if (check.needsPhoto && result.photos.length === 0)
      gaps.push({ problem: 'photo-missing', pointer: `${pointer}/photos`, values: { check: check.id } })
    return gaps
  })

/**
 * Judges an inspection by the checks that were pinned when the unit was planned. `on` is the day of the decision at the
 * hospital, which no calibration may come after; `at` is where the inspection stands in the event.
 */
export const judge = ({
  checks,
  inspection,
  on,
  at = '/data/inspection',
}: {
  checks: readonly Check[]
  inspection: Inspection
  on: string
  at?: string
}): Judgement => {
  const outcomes = checks.map((check) => ({
    check,
    outcome: settle(
      check,
      inspection.results.find((result) => result.check === check.id),
    ),
  }))
  const idsOf = (outcome: Outcome, isCounted: (check: Check) => boolean = () => true) =>
    outcomes.filter((one) => one.outcome === outcome && isCounted(one.check)).map(({ check }) => check.id)
  const failing = idsOf('failed')
  const failingSafety = idsOf('failed', ({ isSafety }) => isSafety)
  const missing = idsOf('missing', ({ isRequired }) => isRequired)
  const faults = findInputFaults({ checks, inspection, on, at })
  const gaps = findGaps(checks, inspection, at)
  const isComplete = missing.length + faults.length + gaps.length === 0
  return {
    outcomes: outcomes.map(({ check, outcome }) => ({ check: check.id, outcome })),
    faults,
    gaps,
    failing,
    failingSafety,
    missing,
    canAccept: isComplete && failing.length === 0,
    canAcceptWithRemarks: isComplete && failingSafety.length === 0,
  }
}

export interface PinnedProtocol {
  slug: string
  version: number
  /** Those of the protocol and the hospital's own. */
  checks: readonly Check[]
}

interface Decided {
  outcome: 'accepted' | 'acceptedWithRemarks' | 'rejected'
  pinned: PinnedProtocol
  /** Absent where nothing was tested. */
  inspection?: Inspection
  /** When it was decided, RFC 3339 in UTC. */
  decidedAt: string
  /** Time zone of the hospital. */
  zone: string
  /** JSON pointer of the inspection. */
  at?: string
}

const listIncomplete = (
  outcome: Decided['outcome'],
  {
    missing,
    gaps,
    failing,
    failingSafety,
  }: Pick<Judgement, 'missing' | 'gaps' | 'failing' | 'failingSafety'>,
  pointer: string,
): Refusal[] => {
  if (outcome === 'rejected') return []
  const about = (problem: string, checks: string[]): Refusal[] =>
    checks.length > 0 ? [{ problem, pointer, values: { checks: checks.join(', ') } }] : []
  const others = failing.filter((id) => !failingSafety.includes(id))
  return [
    ...about('safety-check-failed', failingSafety),
    ...about('checks-missing', missing),
    ...gaps,
    ...about('checks-failed', outcome === 'accepted' ? others : []),
  ]
}

/**
 * Why a decision does not fit what was measured; nothing where it does. A rejection takes whatever was measured, as
 * long as it can be read by the pinned checks.
 */
export const listRefusals = ({
  outcome,
  pinned: { slug, version, checks },
  inspection,
  decidedAt,
  zone,
  at = '/data/inspection',
}: Decided): Refusal[] => {
  if (!inspection)
    return outcome !== 'rejected' && checks.some(({ isRequired }) => isRequired)
      ? [{ problem: 'inspection-missing', pointer: at, values: { protocol: slug, version } }]
      : []
  if (inspection.protocol.slug !== slug || inspection.protocol.version !== version)
    return [{ problem: 'protocol-mismatch', pointer: `${at}/protocol`, values: { protocol: slug, version } }]
  const judgement = judge({ checks, inspection, on: toLocalDay(decidedAt, zone), at })
  return [...judgement.faults, ...listIncomplete(outcome, judgement, `${at}/results`)]
}

/** The first reason why a decision does not fit what was measured; undefined where it does. */
export const refuseInspection = (decided: Decided): Refusal | undefined => listRefusals(decided)[0]

/** Checks of a protocol and, after them, those a hospital adds. One under an id already taken gives way to the first. */
export const withAdditions = ({ checks }: Protocol, additions: readonly Check[]): Check[] => {
  const byId = new Map<string, Check>()
  for (const check of [...checks, ...additions]) if (!byId.has(check.id)) byId.set(check.id, check)
  return [...byId.values()]
}

/** Why a hospital can't add these checks to a protocol; undefined where it can. */
export const refuseAdditions = (
  { checks }: Protocol,
  additions: readonly Check[],
  at = '/checks',
): Refusal | undefined => {
  const taken = new Set(checks.map(({ id }) => id))
  for (const [place, { id }] of additions.entries()) {
    if (taken.has(id))
      return { problem: 'check-id-taken', pointer: `${at}/${place}/id`, values: { check: id } }
    taken.add(id)
  }
}
