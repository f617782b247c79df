import type { Impact } from '../../schemas/impact.ts'
import type { OperationExamples } from './cast.ts'

const impact: Impact = {
  donations: 1,
  units: { planned: 5, inService: 4, ended: 1, waiting: 1 },
  followUps: [
    {
      days: 30,
      units: 4,
      working: 3,
      notWorking: 1,
      notAnswered: 0,
      notYetDue: 0,
      endedBefore: 0,
      share: 0.75,
    },
    {
      days: 90,
      units: 4,
      working: 2,
      notWorking: 0,
      notAnswered: 1,
      notYetDue: 0,
      endedBefore: 1,
      share: 1,
    },
    { days: 180, units: 4, working: 0, notWorking: 0, notAnswered: 0, notYetDue: 3, endedBefore: 1 },
    { days: 365, units: 4, working: 0, notWorking: 0, notAnswered: 0, notYetDue: 3, endedBefore: 1 },
  ],
  firstUse: { units: 4, days: { median: 96.5, p90: 101 } },
  states: [
    { state: 'pledged', donations: 1, ended: 1, ongoing: 0, days: { median: 2, p90: 2 } },
    { state: 'contracting', donations: 1, ended: 1, ongoing: 0, days: { median: 18, p90: 18 } },
    { state: 'contracted', donations: 1, ended: 1, ongoing: 0, days: { median: 53.4, p90: 53.4 } },
    { state: 'shipping', donations: 1, ended: 0, ongoing: 1 },
  ],
  uses: [
    { kind: 'examined', people: 1265, units: 3, reports: 4 },
    { kind: 'treated', people: 9, units: 1, reports: 1 },
  ],
}

/** What came of donations. */
export const impactExamples: Record<string, OperationExamples> = { measureImpact: { reply: impact } }
