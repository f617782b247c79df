import { eq } from 'drizzle-orm'
import { DateTime } from 'luxon'
import t from 'tap'
import { Unit } from '../../schemas/unit.ts'
import { openFollowUps } from '../../src/database/field-tables.ts'
import { dayAgo, openScene } from './scene.ts'

const stages = ['followUp30', 'followUp90', 'followUp180', 'followUp365']

t.test("asks at the end of the hospital's day, counted from the day of commissioning", async (t) => {
  const { look, since } = await openScene(t, { quantity: 1, daysAgo: 20 })
  const { deadlines } = await look()
  const ends = [30, 90, 180, 365].map((days) =>
    DateTime.fromISO(since, { zone: 'Asia/Almaty' }).plus({ days }).endOf('day').toUTC().toISO(),
  )
  t.strictSame(
    deadlines,
    stages.map((name, n) => ({ name, dueAt: ends[n] })),
  )
})

t.test('asks, waits, and says that an answer is overdue', async (t) => {
  const { look, pass, listEvents, hospital, one, built, units } = await openScene(t, { quantity: 1 })
  t.match(await hospital.send(one, 'followUp.answered', { days: 30, isWorking: true }), {
    status: 409,
    body: { code: 'follow-up-not-due', errors: [{ pointer: '/data/days' }] },
  })
  await pass('followUp30')
  const due = await look()
  t.match(due, { state: 'inService', followUps: [{ days: 30, state: 'due' }] })
  t.strictSame(Unit.strict().parse(due), due)
  t.match(
    due.deadlines.map(({ name }: { name: string }) => name),
    ['followUpAnswer', ...stages.slice(1)],
  )
  t.match(await listEvents('followUp.due'), [{ data: { days: 30 }, actor: { deadline: 'followUp30' } }])
  await pass('followUpAnswer')
  t.match(await look(), { followUps: [{ days: 30, state: 'overdue' }] })
  t.match(await listEvents('followUp.overdue'), [
    { data: { days: 30 }, actor: { deadline: 'followUpAnswer' } },
  ])
  const open = () =>
    built.db
      .select()
      .from(openFollowUps)
      .where(eq(openFollowUps.unitId, units[0] ?? ''))
  t.match(await open(), [{ days: 30, state: 'overdue' }])
  const data = {
    ...{ days: 30, isWorking: true, position: 'Head nurse' },
    uses: { from: dayAgo(0), to: dayAgo(0), people: 4, kind: 'treated' },
    consumablesLeft: { amount: 2, unit: 'months' },
  }
  const answered = await hospital.send(one, 'followUp.answered', data)
  t.match(answered, {
    status: 201,
    body: { state: 'inService', followUps: [{ state: 'answered', ...data }] },
  })
  t.strictSame(Unit.strict().parse(answered.body), answered.body)
  t.strictSame(await open(), [])
  t.match(await hospital.send(one, 'followUp.answered', data), {
    ...{ status: 409, body: { code: 'follow-up-already-answered' } },
  })
})

t.test('asks at once what has fallen due before anybody told of the commissioning', async (t) => {
  const { look, pass } = await openScene(t, { quantity: 1, daysAgo: 100 })
  await pass()
  t.match(await look(), {
    followUps: [
      { days: 30, state: 'due' },
      { days: 90, state: 'due' },
    ],
  })
})

t.test("runs by the days of the donation's own policy", async (t) => {
  const { donor, cast } = await openScene(t, { quantity: 1 })
  const pledge = {
    title: 'Ophthalmoscopes',
    items: [{ equipmentType: cast.equipmentType, quantity: 1 }],
    parties: [
      { organization: cast.donor.id, role: 'donor' },
      { organization: cast.recipient.id, role: 'recipient' },
    ],
  }
  t.match(await donor.post('/v1/donations', { ...pledge, policy: { followUp30: 45 } }), {
    body: { policy: { followUp30: 45, followUp90: 90, followUpAnswer: 14 } },
  })
  t.match(await donor.post('/v1/donations', { ...pledge, policy: { followUp30: 90 } }), {
    ...{ status: 400, body: { errors: [{ pointer: '/policy/followUp30', code: 'too-big' }] } },
  })
})

t.test('refuses counts that are none, and days that can not be', async (t) => {
  const { hospital, one, pass, look } = await openScene(t, { quantity: 1, daysAgo: 40 })
  await pass()
  const before = await look()
  const uses = { from: dayAgo(30), to: dayAgo(1), people: 4, kind: 'treated' }
  const answer = (more: object) =>
    hospital.send(one, 'followUp.answered', { days: 30, isWorking: true, ...more })
  const refused: [object, number, string, string][] = [
    [{ uses: { ...uses, people: -1 } }, 400, '/data/uses/people', 'too-small'],
    [{ uses: { ...uses, people: 1.5 } }, 400, '/data/uses/people', 'not-an-integer'],
    [{ uses: { ...uses, people: [1, 2] } }, 400, '/data/uses/people', 'not-a-number'],
    [{ uses: { ...uses, from: '2026-02-30' } }, 400, '/data/uses/from', 'not-a-day'],
    [{ uses: { ...uses, patients: ['a'] } }, 400, '/data/uses/patients', 'unknown-field'],
    [{ note: 'The mother is 900101300007' }, 400, '/data/note', 'identity-number'],
    [{ days: 31 }, 400, '/data/days', 'not-one-of'],
    [{ isWorking: false, reason: 'lazy' }, 400, '/data/reason', 'not-one-of'],
    [{ isWorking: false }, 409, '/data/reason', 'outage-reason-missing'],
    [{ uses: { ...uses, from: dayAgo(1), to: dayAgo(2) } }, 409, '/data/uses/to', 'use-period-inverted'],
    [{ uses: { ...uses, to: dayAgo(-2) } }, 409, '/data/uses/to', 'use-period-in-future'],
    [{ uses: { ...uses, from: dayAgo(41) } }, 409, '/data/uses/from', 'use-period-before-service'],
  ]
  for (const [more, status, pointer, code] of refused)
    t.match(await answer(more), { status, body: { errors: [{ pointer, code }] } }, code)
  t.strictSame(await look(), before, 'and nothing has changed')
})

t.test('shows donor and supplier what does not work, and lets either see to it', async (t) => {
  const { hospital, donor, supplier, authority, one, pass, listEvents, look } = await openScene(t, {
    ...{ quantity: 1, daysAgo: 31 },
  })
  await pass()
  const broken = await hospital.send(one, 'followUp.answered', {
    ...{ days: 30, isWorking: false, reason: 'spareParts', note: 'The fan stands still.' },
  })
  t.match(broken, {
    status: 201,
    body: { state: 'outOfService', outage: { reason: 'spareParts' }, repair: { state: 'requested' } },
  })
  t.match(await listEvents('repair.requested'), [{ data: { reason: 'spareParts' }, to: 'outOfService' }])
  t.match((await supplier.get(one)).body, {
    ...{ state: 'outOfService', repair: { state: 'requested', reason: 'spareParts' } },
    availableEvents: ['repair.accepted', 'repair.done', 'repair.refused'],
  })
  const accepted = { position: 'Head of service', expectedOn: dayAgo(-7) }
  t.match(await authority.send(one, 'repair.accepted', accepted), { status: 403 })
  t.match(await hospital.send(one, 'repair.accepted', accepted), { status: 403 })
  t.match(await supplier.send(one, 'repair.accepted', { ...accepted, expectedOn: dayAgo(2) }), {
    ...{ status: 409, body: { code: 'repair-expected-in-past' } },
  })
  t.match(await donor.send(one, 'repair.refused', { reason: 'notOurs' }), {
    body: { repair: { state: 'refused', refusal: 'notOurs' } },
  })
  t.match(await supplier.send(one, 'repair.accepted', accepted), {
    body: { state: 'outOfService', repair: { state: 'accepted', ...accepted, refusal: undefined } },
  })
  t.match(await hospital.send(one, 'unit.failed', { reason: 'broken' }), {
    ...{ status: 409, body: { code: 'repair-open' } },
  })
  t.match(await supplier.send(one, 'repair.done', { note: 'A new fan.' }), {
    body: { state: 'outOfService', repair: { state: 'done', note: 'A new fan.' } },
  })
  const done = await look()
  t.strictSame(Unit.strict().parse(done), done)
  t.match(await supplier.send(one, 'unit.restored'), { status: 403 }, 'the hospital confirms it')
  t.match(await hospital.send(one, 'unit.restored'), {
    body: { state: 'inService', outage: undefined, repair: undefined },
  })
  t.match(await supplier.send(one, 'repair.done'), { status: 409, body: { code: 'transition-not-allowed' } })
})

t.test('keeps how long a unit has served, and asks no more about it', async (t) => {
  const { hospital, one, pass, look, built } = await openScene(t, { quantity: 1, daysAgo: 100 })
  await pass()
  await pass('followUpAnswer')
  const served = await hospital.send(one, 'unit.decommissioned', { reason: 'uneconomicRepair' })
  t.match(served, { status: 201, body: { state: 'decommissioned', service: { days: 100 }, deadlines: [] } })
  t.strictSame(await built.db.select().from(openFollowUps), [])
  await pass('followUp180')
  t.match((await look()).followUps, [{ days: 30 }, { days: 90 }])
})
