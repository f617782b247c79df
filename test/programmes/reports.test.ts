import { DateTime } from 'luxon'
import t, { type Test } from 'tap'
import { inDays } from '../support/day.ts'
import { fireAll, passTime } from '../support/deadlines.ts'
import { kzt, openCampaign } from './scene.ts'

const zone = 'Asia/Almaty'
const today = () => DateTime.fromISO(inDays(0), { zone })
const iso = (day: DateTime) => day.toISODate() ?? ''
const endOf = (day: DateTime) => day.endOf('day').toUTC().toISO()

/** A running campaign whose first money came so many months ago. */
const openPaid = async (t: Test, monthsAgo: number) => {
  const campaign = await openCampaign(t)
  const { funder, make, runner } = campaign
  const { id, path } = await make()
  await runner.send(path, 'programme.started')
  const on = today().minus({ months: monthsAgo })
  const receipt = { funder: funder.id, tranche: '1', on: iso(on), amount: kzt(600_000_000) }
  const { status, body } = await runner.send(path, 'tranche.received', receipt)
  if (status !== 201) throw new Error(JSON.stringify(body))
  const show = async () => (await runner.get(path)).body
  const typesOf = async () => {
    const { body } = await runner.get(`${path}/events?limit=100`)
    return body.items.map(({ type }: { type: string }) => type).slice(3)
  }
  return { ...campaign, db: campaign.built.db, id, path, on, show, typesOf }
}

t.test('reminds of a yearly report two months before its day, and tells when it is overdue', async (t) => {
  const { db, id, on, show, typesOf, runner, path } = await openPaid(t, 0)
  const due = on.plus({ months: 12 })
  const dueOn = iso(due)
  t.match(await show(), {
    reports: [{ id: 'yearly-1', kind: 'yearly', dueOn, state: 'open' }],
    deadlines: [
      { name: 'reportReminder', dueAt: endOf(due.minus({ months: 2 })) },
      { name: 'reportDue', dueAt: endOf(due) },
    ],
  })
  await fireAll(db)
  t.same(await typesOf(), [], 'nothing before its time')

  await passTime(db, id, 'reportReminder')
  await fireAll(db)
  t.match(await show(), {
    reports: [{ id: 'yearly-1', state: 'reminded' }],
    deadlines: [{ name: 'reportDue', dueAt: endOf(due) }],
  })
  await passTime(db, id, 'reportDue')
  await fireAll(db)
  const next = on.plus({ months: 24 })
  t.match(await show(), {
    reports: [
      { id: 'yearly-1', state: 'overdue' },
      { id: 'yearly-2', dueOn: iso(next), state: 'open' },
    ],
    deadlines: [{ dueAt: endOf(next.minus({ months: 2 })) }, { name: 'reportDue', dueAt: endOf(next) }],
  })
  t.same(await typesOf(), ['report.reminded', 'report.overdue'])
  const { body } = await runner.get(`${path}/events?limit=100`)
  t.match(body.items.at(-1), {
    ...{ subject: { kind: 'programme', id }, from: 'running', to: 'running' },
    ...{ actor: { deadline: 'reportDue' }, data: { report: 'yearly-1', dueOn } },
  })
  const submitted = await runner.send(path, 'report.submitted', { report: 'yearly-1' })
  t.match(submitted.body.reports, [{ state: 'submitted' }, { id: 'yearly-2', state: 'open' }])
  t.equal(submitted.body.deadlines.length, 2, 'the deadlines of the next go on')
})

t.test('catches up with years that passed before the money was told of', async (t) => {
  const { db, on, show, typesOf } = await openPaid(t, 30)
  await fireAll(db)
  t.match(await show(), {
    reports: [
      { id: 'yearly-1', dueOn: iso(on.plus({ months: 12 })), state: 'overdue' },
      { id: 'yearly-2', dueOn: iso(on.plus({ months: 24 })), state: 'overdue' },
      { id: 'yearly-3', dueOn: iso(on.plus({ months: 36 })), state: 'open' },
    ],
    deadlines: [{ name: 'reportReminder' }, { dueAt: endOf(on.plus({ months: 36 })) }],
  })
  t.same(await typesOf(), ['report.overdue', 'report.overdue'])
})

t.test('asks for the final report two months after completion, and closes once all are in', async (t) => {
  const { show, runner, path } = await openPaid(t, 3)
  const completed = await runner.send(path, 'programme.completed')
  const due = today().plus({ months: 2 })
  t.match(completed.body, {
    state: 'completed',
    waitingFor: ['owner'],
    reports: [{ id: 'final', kind: 'final', dueOn: iso(due), state: 'open' }],
    deadlines: [{ name: 'reportReminder' }, { name: 'reportDue', dueAt: endOf(due) }],
  })
  const early = await runner.send(path, 'programme.closed')
  t.match(early, { status: 409, body: { code: 'reports-owed' } })
  const unknown = await runner.send(path, 'report.submitted', { report: 'yearly-9' })
  t.match(unknown, { status: 400, body: { code: 'unknown-report', errors: [{ pointer: '/data/report' }] } })
  const sha256 = 'a'.repeat(64)
  const submitted = await runner.send(path, 'report.submitted', { report: 'final', sha256 })
  t.match(submitted.body, { reports: [{ state: 'submitted' }], deadlines: [] })
  const twice = await runner.send(path, 'report.submitted', { report: 'final' })
  t.match(twice, { status: 409, body: { code: 'report-submitted-before' } })
  t.match((await runner.send(path, 'programme.closed')).body, { state: 'closed', availableEvents: [] })
  t.match(await show(), { state: 'closed' })
})

t.test('counts to the day of a report from the day of what is told late', async (t) => {
  const { make, runner } = await openCampaign(t)
  const { path } = await make()
  await runner.send(path, 'programme.started')
  const { headers } = await runner.get(path)
  const completed = today().minus({ days: 10 })
  const occurredAt = completed.plus({ hours: 12 }).toUTC().toISO()
  const told = { type: 'programme.completed', data: {}, occurredAt }
  const { body } = await runner.post(`${path}/events`, told, { 'if-match': String(headers.etag) })
  const due = completed.plus({ months: 2 })
  t.match(body, {
    reports: [{ id: 'final', dueOn: iso(due) }],
    deadlines: [
      { name: 'reportReminder', dueAt: endOf(due.minus({ months: 2 })) },
      { name: 'reportDue', dueAt: endOf(due) },
    ],
  })
})

t.test('still owes a yearly report whose day had passed when all was done', async (t) => {
  const { db, show, runner, path, typesOf } = await openPaid(t, 14)
  const completed = await runner.send(path, 'programme.completed')
  t.match(completed.body.reports, [{ id: 'yearly-1', state: 'open' }])
  await fireAll(db)
  // Two months after the end of a long month, and two before that, may be a day that has passed.
  const isLate = today().plus({ months: 2 }).minus({ months: 2 }) < today()
  t.match((await show()).reports, [
    { id: 'yearly-1', state: 'overdue' },
    { id: 'final', state: isLate ? 'reminded' : 'open' },
  ])
  const reminded = isLate ? ['report.reminded'] : []
  t.same(await typesOf(), ['programme.completed', 'report.overdue', ...reminded])
})

t.test('lets no deadline outlive a programme that is called off', async (t) => {
  const { show, runner, path } = await openPaid(t, 0)
  await runner.send(path, 'programme.cancelled', { reason: 'other' })
  t.match(await show(), { state: 'cancelled', deadlines: [], reports: [] })
})
