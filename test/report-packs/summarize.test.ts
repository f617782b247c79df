import t from 'tap'
import { toLocalDay } from '../../schemas/local-day.ts'
import { ReportPackData } from '../../schemas/report-pack.ts'
import { summarize } from '../../src/report-packs/summarize.ts'
import { club, foundation, hospital, laser, material, scope } from './material.ts'

const toDay = (instant: string) => toLocalDay(instant, 'Asia/Almaty')
const period = { startsOn: '2023-01-01', endsOn: '2023-12-31', toDay }
const report = summarize(material, period)

t.test('says what the schema of a report says', async (t) => {
  t.same(ReportPackData.parse(report), report)
})

t.test('holds what was reached against what was aimed at', async (t) => {
  t.same(report.objectives, [
    { equipmentType: laser, goal: 10, pledged: 3, accepted: 2, inService: 1 },
    { equipmentType: scope, goal: 0, pledged: 0, accepted: 0, inService: 0 },
  ])
})

t.test('counts follow-ups of the period by their answers, and people as totals', async (t) => {
  t.same(report.measures.followUps, [
    { days: 30, asked: 2, answered: 2, working: 1 },
    { days: 90, asked: 1, answered: 0, working: 0 },
    { days: 180, asked: 0, answered: 0, working: 0 },
    { days: 365, asked: 0, answered: 0, working: 0 },
  ])
  t.same(report.measures.people, [
    { kind: 'examined', total: 1265 },
    { kind: 'treated', total: 0 },
  ])
  // The last of June ends at 18:00 UTC in Almaty, which was six hours ahead then.
  const july = summarize(material, { ...period, startsOn: '2023-07-01', endsOn: '2023-07-31' })
  t.same(july.measures.followUps[0], { days: 30, asked: 1, answered: 1, working: 0 })
  t.same(july.measures.people[0], { kind: 'examined', total: 0 })
})

t.test('tells money that came within the period, and the value of accepted units alone', async (t) => {
  t.same(report.spending.funders, [
    { organization: foundation, planned: 30_700_000_000, received: 10_000_000_000 },
  ])
  t.match(report.spending.donations, [
    { contracted: 300_000_000, recognised: 200_000_000 },
    { contracted: null, recognised: null },
  ])
  const later = summarize(material, { ...period, endsOn: '2024-12-31' })
  t.equal(later.spending.funders[0]?.received, 30_700_000_000)
})

t.test("adds up each partner's part", async (t) => {
  t.same(report.partners, [
    { organization: foundation, roles: ['owner', 'funder', 'donor'], donations: 2 },
    { organization: hospital, roles: ['recipient'], donations: 1 },
    { organization: club, roles: ['partner'], donations: 1 },
  ])
  t.same(report.sustainability, { inService: 1, outOfService: 1, decommissioned: 0, unanswered: 1 })
})
