import { Checklist } from './checklist.ts'
import dispatchReadiness from './checklists/dispatch-readiness.v1.json' with { type: 'json' }

/** Every version of every checklist; one that was published never changes, for answers name it. */
export const checklists: readonly Checklist[] = [dispatchReadiness].map((one) => Checklist.parse(one))

/** A version of a checklist; without one, the newest. */
export const findChecklist = (
  slug: string,
  version?: number,
  among: readonly Checklist[] = checklists,
): Checklist | undefined =>
  among
    .filter((one) => one.slug === slug && (version ?? one.version) === one.version)
    .toSorted((one, other) => other.version - one.version)[0]

/** The newest version of each checklist. */
export const listChecklists = (among: readonly Checklist[] = checklists): Checklist[] =>
  [...new Set(among.map(({ slug }) => slug))].flatMap((slug) => findChecklist(slug, undefined, among) ?? [])
