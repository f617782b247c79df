import t from 'tap'
import { initialTransition, transition } from 'xstate'
import { programmeWorkflow } from '../../workflows/programme.ts'
import { type ProgrammeMachineEvent, programmeEvents } from '../../workflows/programme-events.ts'
import { isProgrammeOpen, refuseProgramme } from '../../workflows/programme-refusals.ts'
import { clocksOf, withNext } from '../../workflows/programme-reports.ts'
import { decideEach, findForgetful, findPlaces, sayWay } from '../support/machines.ts'
import { programmeInput, programmeSamples as samples } from '../support/programme-events.ts'
import { at, authority, club, hospital, item, otherItem, stranger } from '../support/workflow-events.ts'

const events = Object.values(samples)
const places = findPlaces(programmeWorkflow, programmeInput, events)

const follow = (...sent: ProgrammeMachineEvent[]) => {
  let [programme] = initialTransition(programmeWorkflow, programmeInput)
  for (const event of sent) {
    if (!programme.can(event)) throw new Error(`${event.type} is refused in ${programme.value}`)
    ;[programme] = transition(programmeWorkflow, programme, event)
  }
  return programme
}
const later = <Event extends ProgrammeMachineEvent>(event: Event, moment: string): Event => ({
  ...event,
  at: moment,
})
const refusalOf = (event: ProgrammeMachineEvent, ...sent: ProgrammeMachineEvent[]) => {
  const programme = follow(...sent)
  const refusal = refuseProgramme(programme.context, event)
  if (programme.can(event) === (refusal !== undefined))
    throw new Error(`${event.type} and its refusal differ`)
  return refusal
}

const stops = ['stops reportReminder', 'stops reportDue']
const starts = ['starts reportReminder', 'starts reportDue']

t.test('takes in each state the events that belong there', async (t) => {
  const all = (...sent: ProgrammeMachineEvent[]) => decideEach(programmeWorkflow, follow(...sent), events)
  const plans = (state: string) => ({
    'goal.set': [state],
    'allocation.set': [state],
    'funder.added': [state],
    'supplier.added': [state],
    'programme.cancelled': ['cancelled', ...stops],
  })
  t.same(all(), {
    ...plans('planned'),
    'programme.started': ['running'],
    'tranche.received': ['planned', ...stops, ...starts],
  })
  t.same(all(samples['programme.started']), {
    ...plans('running'),
    'programme.completed': ['completed', ...stops, ...starts],
    'tranche.received': ['running', ...stops, ...starts],
  })
  t.same(all(samples['programme.started'], samples['tranche.received']), {
    ...plans('running'),
    'programme.completed': ['completed', ...stops, ...starts],
    'report.submitted': ['running', ...stops, ...starts],
    'report.reminded': ['running'],
    'report.overdue': ['running', ...stops, ...starts],
  })
  t.same(all(samples['programme.started'], samples['programme.completed']), {
    'tranche.received': ['completed'],
  })
  const final = { ...samples['report.submitted'], data: { report: 'final' } }
  const done = [samples['programme.started'], samples['programme.completed'], final]
  t.same(all(...done), { 'programme.closed': ['closed'], 'tranche.received': ['completed'] })
  t.same(all(...done, samples['programme.closed']), {})
  t.same(all(samples['programme.cancelled']), {})
})

t.test('comes to every state, and decides the same from a database as in memory', async (t) => {
  const final = [{ ...samples['report.submitted'], data: { report: 'final' } }]
  const found = findPlaces(programmeWorkflow, programmeInput, [
    samples['programme.started'],
    samples['programme.completed'],
    samples['programme.closed'],
    samples['programme.cancelled'],
    samples['tranche.received'],
    ...final,
  ])
  t.same(
    [...new Set(found.map(({ snapshot }) => String(snapshot.value)))].sort(),
    Object.keys(programmeWorkflow.states).sort(),
  )
  t.same(findForgetful(programmeWorkflow, places, events).map(sayWay), [])
})

t.test('is steered by its owner, and told of money by its funders as well', async (t) => {
  for (const [type, { by }] of Object.entries(programmeEvents))
    if (by.length > 0) t.same(by, type === 'tranche.received' ? ['owner', 'funder'] : ['owner'], type)
})

t.test('keeps its sums right when goals and allocations change', async (t) => {
  const set = (quantity: number, region?: string) => ({
    ...samples['goal.set'],
    data: { equipmentType: item, quantity, ...(region && { region }) },
  })
  const allocate = (quantity: number, equipmentType = item) => ({
    ...samples['allocation.set'],
    data: { hospital, equipmentType, quantity },
  })
  t.match(refusalOf(set(5)), { problem: 'allocation-exceeds-goal', values: { allocated: 6, goal: 5 } })
  t.equal(refusalOf(set(6)), undefined)
  t.match(refusalOf(set(11, 'KZ-47')), { problem: 'goals-do-not-add-up', values: { sum: 11, goal: 10 } })
  t.match(refusalOf(set(4, 'KZ-75'), set(7, 'KZ-47')), { values: { sum: 11, goal: 10 } })
  t.match(refusalOf(allocate(11)), {
    problem: 'allocation-exceeds-goal',
    values: { allocated: 11, goal: 10 },
  })
  t.match(refusalOf(allocate(1, otherItem)), { values: { allocated: 1, goal: 0 } }, 'a type without a goal')
  t.same(follow(allocate(0)).context.allocations, [], 'nothing takes an allocation back')
  t.same(follow(allocate(0)).context.parties[hospital], ['recipient'], 'whoever was party stays one')
  t.same(follow(set(7)).context.goals, [{ equipmentType: item, quantity: 7 }], 'the same goal is replaced')
})

t.test('takes each funder and each tranche once, in its one currency', async (t) => {
  const join = samples['funder.added']
  t.same(follow(join).context.parties[stranger], ['funder'])
  t.match(refusalOf(join, join), { problem: 'already-in-programme', pointer: '/data/organization' })
  const amount = { amount: 50, currency: 'USD' }
  t.match(refusalOf({ ...join, data: { ...join.data, amount } }), {
    problem: 'currency-not-of-programme',
    pointer: '/data/amount/currency',
  })
  const paid = samples['tranche.received']
  const pay = (data: Partial<typeof paid.data>, by = club) => ({
    ...paid,
    by,
    data: { ...paid.data, ...data },
  })
  t.match(refusalOf(paid, paid), { problem: 'tranche-received-before' })
  t.match(refusalOf(pay({ amount })), { problem: 'currency-not-of-programme' })
  t.match(refusalOf(pay({ funder: stranger })), { problem: 'unknown-funder' })
  t.match(refusalOf(pay({ tranche: '3' })), { problem: 'unknown-tranche' })
  t.match(refusalOf(pay({ on: '2022-10-21' })), { problem: 'tranche-in-future' })
  t.match(refusalOf(pay({}, stranger), join), { problem: 'tranche-of-another-funder' })
  const evening = '2022-10-20T18:30:00.000Z'
  t.equal(refusalOf(later(pay({ on: '2022-10-21' }), evening)), undefined, 'a day begins in its own zone')
  const offers = (by: string, ...sent: ProgrammeMachineEvent[]) =>
    isProgrammeOpen(follow(...sent).context, 'tranche.received', by)
  const second = pay({ tranche: '2' })
  t.same(
    [offers(authority), offers(club), offers(authority, paid, second), offers(club, paid, second)],
    [true, true, false, false],
  )
})

t.test('owes a report a year from the first money on, and a final one', async (t) => {
  const first = samples['tranche.received']
  const second = { ...first, data: { ...first.data, tranche: '2', on: '2022-09-01' } }
  const overdue = later(samples['report.overdue'], '2023-10-20T18:00:00.500Z')
  const reportsOf = (...sent: ProgrammeMachineEvent[]) =>
    follow(...sent).context.reports.map(({ id, dueOn, state }) => `${id} ${dueOn} ${state}`)
  const running = samples['programme.started']
  t.same(reportsOf(), [])
  t.same(reportsOf(first), ['yearly-1 2023-10-20 open'])
  t.same(reportsOf(first, second), ['yearly-1 2023-09-01 open'], 'money that came before moves the day')
  t.same(reportsOf(first, samples['report.reminded']), ['yearly-1 2023-10-20 reminded'])
  t.same(reportsOf(first, overdue), ['yearly-1 2023-10-20 overdue', 'yearly-2 2024-10-20 open'])
  t.same(reportsOf(first, samples['report.submitted']), [
    'yearly-1 2023-10-20 submitted',
    'yearly-2 2024-10-20 open',
  ])
  t.same(reportsOf(first, overdue, samples['report.submitted']), [
    'yearly-1 2023-10-20 submitted',
    'yearly-2 2024-10-20 open',
  ])
  const completed = later(samples['programme.completed'], '2023-12-30T20:00:00.000Z')
  t.same(
    reportsOf(running, first, overdue, completed),
    ['yearly-1 2023-10-20 overdue', 'final 2024-02-29 open'],
    'two months after the day in its zone',
  )
  t.same(reportsOf(running, first, overdue, samples['programme.cancelled']), ['yearly-1 2023-10-20 overdue'])
  t.match(refusalOf(samples['programme.closed'], running, first, completed), { problem: 'reports-owed' })
  t.match(refusalOf(samples['report.submitted']), { problem: 'unknown-report' })
  const submitted = [first, samples['report.submitted']]
  t.match(refusalOf(samples['report.submitted'], ...submitted), { problem: 'report-submitted-before' })
  t.notOk(follow(first, second).can(samples['report.overdue']), 'the deadline of a day that has moved')
})

t.test('reckons deadlines in days of its own zone', async (t) => {
  const reports = (on: string) =>
    withNext({
      reports: [],
      funders: [
        {
          organization: authority,
          amount: { amount: 1, currency: 'KZT' },
          tranches: [
            {
              ...{ id: '1', plannedOn: on, amount: { amount: 1, currency: 'KZT' } },
              received: { on, amount: { amount: 1, currency: 'KZT' } },
            },
          ],
        },
      ],
    })
  const daysOf = (on: string, moment = at) =>
    clocksOf(reports(on), moment, 'Asia/Almaty').map(({ id, days }) => [id, days])
  t.same(daysOf('2022-10-20'), [
    ['reportReminder', 304],
    ['reportDue', 365],
  ])
  t.same(daysOf('2022-10-20', '2022-10-20T18:30:00.000Z'), [
    ['reportReminder', 303],
    ['reportDue', 364],
  ])
  t.same(daysOf('2021-11-20'), [
    ['reportReminder', -30],
    ['reportDue', 31],
  ])
  t.same(daysOf('2021-10-01'), [['reportDue', -19]], 'nothing reminds of what is late already')
})
