import t from 'tap'
import { judgeMatch, type Offer, orderMatches, type Wanted } from '../../workflows/match-needs.ts'

const mains = { voltage: 230, frequency: 50, phases: 1, plug: 'F' }
const profile: Wanted['profile'] = {
  mains: { voltage: 220, frequency: 50, phases: [1], plugs: ['F'] },
  features: { earthing: true },
  languages: [],
}
const wanted: Wanted = {
  ...{ urgency: 'critical', remaining: 4, region: 'KZ-75', neededBy: null, profile, opensOn: null },
  ...{ createdOn: '2022-04-23', today: '2022-10-20' },
}
const offer: Offer = { quantity: 4, region: 'KZ-75', mains }
const codes = (list: { code: string }[]) => list.map(({ code }) => code)

t.test('scores what fits in every respect with as much as there is', async (t) => {
  const { score, covers, reasons, blockers } = judgeMatch({ ...wanted, neededBy: '2022-12-01' }, offer)
  t.equal(score, 100)
  t.equal(covers, 4)
  t.strictSame(reasons, [
    { code: 'urgency', urgency: 'critical' },
    { code: 'coversAll' },
    { code: 'region', region: 'KZ-75' },
    { code: 'waiting', days: 180 },
    { code: 'neededSoon', day: '2022-12-01' },
    { code: 'siteFits' },
  ])
  t.strictSame(blockers, [])
})

t.test('each respect counts by itself', async (t) => {
  const whole = judgeMatch(wanted, offer).score
  const less: [Partial<Wanted>, Partial<Offer>, number][] = [
    [{ urgency: 'urgent' }, {}, 10],
    [{ urgency: 'planned' }, {}, 30],
    [{}, { quantity: 1 }, 15],
    [{}, { quantity: 90 }, 0],
    [{ region: 'KZ-47' }, {}, 15],
    [{ region: null }, { region: undefined }, 15],
    [{ createdOn: '2022-10-20' }, {}, 10],
    [{ createdOn: '2022-07-22' }, {}, 5],
    [{ profile: null }, {}, 5],
    [{ opensOn: '2022-12-01' }, {}, 10],
  ]
  for (const [need, given, points] of less)
    t.equal(
      judgeMatch({ ...wanted, ...need }, { ...offer, ...given }).score,
      whole - points,
      JSON.stringify([need, given]),
    )
})

t.test('says how much of it an offer would cover', async (t) => {
  const part = judgeMatch(wanted, { ...offer, quantity: 3 })
  t.equal(part.covers, 3)
  t.match(part.reasons, [{}, { code: 'coversPart', covers: 3, remaining: 4 }])
})

t.test('mains that do not fit stand in the way, and voltages of one supply do not', async (t) => {
  const american = { voltage: 110, frequency: 60, phases: 1, plug: 'B' }
  t.strictSame(judgeMatch(wanted, { ...offer, mains: american }).blockers, [
    { code: 'voltage', expected: 110, found: 220 },
    { code: 'frequency', expected: 60, found: 50 },
    { code: 'plug', expected: 'B', found: ['F'] },
  ])
  t.strictSame(judgeMatch(wanted, { ...offer, mains: { ...mains, voltage: 240 } }).blockers, [])
})

t.test('what nobody said of the place stops nothing, and is named', async (t) => {
  const asking = { ...offer, requirements: { features: ['oxygen' as const], doorWidth: 900 } }
  const { blockers, reasons } = judgeMatch(wanted, asking)
  t.strictSame(blockers, [])
  t.match(reasons.at(-1), { code: 'siteUnknown', unknown: [{ code: 'feature' }, { code: 'doorWidth' }] })
  const missing = { ...profile, features: { oxygen: false } }
  t.strictSame(codes(judgeMatch({ ...wanted, profile: missing }, asking).blockers), ['feature'])
})

t.test('a department that opens later stands in the way until the day it opens', async (t) => {
  const building = { ...wanted, opensOn: '2023-02-01' }
  t.strictSame(judgeMatch(building, offer).blockers, [
    { code: 'opening', expected: '2022-10-20', found: '2023-02-01' },
  ])
  t.strictSame(judgeMatch(building, { ...offer, on: '2023-01-31' }).blockers.length, 1)
  t.strictSame(judgeMatch(building, { ...offer, on: '2023-02-01' }).blockers, [])
})

t.test('what nothing stands in the way of comes first, then by score, then the oldest', async (t) => {
  const judge = (need: Partial<Wanted>) => judgeMatch({ ...wanted, ...need }, offer)
  const matches = [
    { id: '3', judgement: judge({ opensOn: '2023-02-01' }) },
    { id: '2', judgement: judge({ urgency: 'soon' }) },
    { id: '1', judgement: judge({ urgency: 'planned' }) },
    { id: '0', judgement: judge({ urgency: 'soon' }) },
  ]
  t.strictSame(
    orderMatches(matches).map(({ id }) => id),
    ['0', '2', '1', '3'],
  )
})
