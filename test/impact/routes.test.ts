import { sql } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { Impact } from '../../schemas/impact.ts'
import { passDeadlines } from '../follow-ups/scene.ts'
import { build, speakAs } from '../support/build.ts'
import { type Cast, makeCast, sha256, walk } from '../support/walk.ts'

t.setTimeout(240_000)

const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
const dayAgo = (days: number) => ago(days).slice(0, 10)

const start = async (t: Test) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const hospital = speakAs(built, cast.recipient)
  const sendAgo = async (path: string, days: number, type: string, data: object = {}, by = hospital) => {
    const { headers } = await by.get(path)
    const event = { type, data, occurredAt: ago(days) }
    const answer = await by.post(`${path}/events`, event, { 'if-match': String(headers.etag) })
    if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  }
  const measure = async (query = '', by = speakAs(built, cast.donor)): Promise<Impact> => {
    const { status, body } = await by.get(`/v1/impact${query}`)
    t.equal(status, 200)
    return Impact.parse(body)
  }
  return { built, cast, hospital, sendAgo, measure }
}

const nobody = { working: 0, notWorking: 0, notAnswered: 0, notYetDue: 0, endedBefore: 0 }

t.test('counts nothing where there is nothing, and divides by nothing', async (t) => {
  const { measure } = await start(t)
  t.same(await measure(), {
    donations: 0,
    units: { planned: 0, inService: 0, ended: 0, waiting: 0 },
    followUps: [30, 90, 180, 365].map((days) => ({ days, units: 0, ...nobody })),
    firstUse: { units: 0 },
    states: [],
    uses: [],
  })
})

t.test('tells units that work from those nobody answered about, asked about, or has any more', async (t) => {
  const { built, cast, hospital, sendAgo, measure } = await start(t)
  const { units } = await walk(built, cast, { quantity: 6, until: 'accepted' })
  await built.db.execute(sql`update donations set created_at = now() - interval '200 days'`)
  const [first, second, third, fourth, fifth] = units.map((unit) => `/v1/units/${unit}`)
  // In service on the 80th, 100th, 120th, 120th and 140th day; the sixth still waits.
  const served: [string | undefined, number][] = [
    [first, 120],
    [second, 100],
    [third, 80],
    [fourth, 80],
    [fifth, 60],
  ]
  for (const [unit, days] of served)
    await sendAgo(String(unit), days, 'unit.commissioned', { location: 'Ward 3' })
  await hospital.send(String(fifth), 'unit.decommissioned', { reason: 'unsafe' })
  t.match(await measure(), {
    units: { planned: 6, inService: 5, ended: 1, waiting: 1 },
    followUps: [
      { days: 30, units: 5, ...nobody, notYetDue: 4, endedBefore: 1, share: undefined },
      { days: 90, units: 5, ...nobody, notYetDue: 4, endedBefore: 1 },
      { days: 180 },
      { days: 365 },
    ],
    firstUse: { units: 5, days: { median: 120, p90: 132 } },
  })

  await passDeadlines(built, 'followUp30')
  const answer = (unit: string | undefined, data: object) =>
    hospital.send(String(unit), 'followUp.answered', { days: 30, ...data })
  const uses = { from: dayAgo(50), to: dayAgo(20), people: 1265, kind: 'examined' }
  const answers = [
    await answer(first, { isWorking: true, uses }),
    await answer(second, { isWorking: true, uses: { ...uses, people: 9, kind: 'treated' } }),
    await answer(third, { isWorking: false, reason: 'training', uses: { ...uses, people: 35 } }),
  ]
  t.same(
    answers.map(({ status }) => status),
    [201, 201, 201],
  )
  await passDeadlines(built, 'followUp90')
  await hospital.send(String(first), 'unit.decommissioned', { reason: 'unsafe' })

  const impact = await measure()
  t.same(impact.units, { planned: 6, inService: 5, ended: 2, waiting: 1 })
  t.same(impact.followUps[0], {
    days: 30,
    units: 5,
    working: 2,
    notWorking: 1,
    notAnswered: 1,
    notYetDue: 0,
    endedBefore: 1,
    share: 0.667,
  })
  for (const { units, days, share: _, ...counts } of impact.followUps) {
    const { working, notWorking, notAnswered, notYetDue, endedBefore } = counts
    t.equal(working + notWorking + notAnswered + notYetDue + endedBefore, units, `${days} days add up`)
  }
  t.match(impact.followUps[1], { working: 0, notAnswered: 3, notYetDue: 0, endedBefore: 2, share: undefined })
  t.match(impact.followUps[2], { notAnswered: 0, notYetDue: 3, endedBefore: 2 })
  t.same(impact.uses, [
    { kind: 'examined', people: 1300, units: 2, reports: 2 },
    { kind: 'treated', people: 9, units: 1, reports: 1 },
  ])
})

t.test('measures each state by the log, as its events say they happened', async (t) => {
  const { built, cast, hospital, sendAgo, measure } = await start(t)
  const donor = speakAs(built, cast.donor)
  const contract = async (agreed: number, signed: number) => {
    const { path } = await walk(built, cast, { until: 'pledged' })
    await sendAgo(path, agreed, 'donation.agreed')
    const draft = {
      number: '12',
      texts: [{ language: 'ru', sha256 }],
      signatories: [cast.donor.id, cast.recipient.id],
    }
    await donor.send(path, 'contract.drafted', draft)
    await donor.send(path, 'contract.signed', { sha256, position: 'President' })
    await sendAgo(path, signed, 'contract.signed', { sha256, position: 'Director' })
    return path
  }
  const cancelled = await contract(20, 10)
  await contract(20, 5)
  await walk(built, cast, { until: 'pledged' })
  await sendAgo(cancelled, 7, 'donation.cancelled', { reason: 'donorUnable' }, donor)
  const { states } = await measure()
  const by = new Map(states.map((one) => [one.state, one]))
  t.same([...by.keys()].sort(), ['cancelled', 'contracted', 'contracting', 'pledged'])
  t.match(by.get('pledged'), { donations: 3, ended: 2, ongoing: 1, days: { median: 0, p90: 0 } })
  t.same(by.get('contracting'), {
    state: 'contracting',
    donations: 2,
    ended: 2,
    ongoing: 0,
    days: { median: 12.5, p90: 14.5 },
  })
  t.match(by.get('contracted'), { donations: 2, ended: 1, ongoing: 1, days: { median: 3, p90: 3 } })
  t.match(by.get('cancelled'), { donations: 1, ended: 0, ongoing: 1, days: undefined })
  t.equal((await measure('', hospital)).donations, 3, 'each party sees them')
})

t.test('leaves out what the filters ask not for, and what is of others', async (t) => {
  const { built, cast, measure } = await start(t)
  const other: Cast = {
    ...cast,
    equipmentType: await built.makeEquipmentType(),
    recipient: await built.makeOrganization({ kind: 'hospital', name: 'Another hospital' }),
  }
  await built.db.execute(sql`update organizations set region = 'KZ-47' where id = ${other.recipient.id}`)
  await walk(built, cast, { quantity: 1, until: 'accepted', more: { programme: 'weight-of-life' } })
  await walk(built, other, { quantity: 2, until: 'accepted' })
  const stranger = await built.makeOrganization()
  const expected: [query: string, donations: number, planned: number][] = [
    ['', 2, 3],
    ['?programme=weight-of-life', 1, 1],
    ['?programme=another', 0, 0],
    ['?region=KZ-47', 1, 2],
    [`?equipmentType=${cast.equipmentType}`, 1, 1],
    [`?donor=${cast.donor.id}`, 2, 3],
    [`?donor=${cast.recipient.id}`, 0, 0],
    [`?donor=${cast.donor.id}&region=KZ-47&programme=weight-of-life`, 0, 0],
  ]
  for (const [query, donations, planned] of expected) {
    const impact = await measure(query)
    t.match(impact, { donations, units: { planned, waiting: planned } }, query || 'no filter')
    const pledged = impact.states.find(({ state }) => state === 'pledged')
    t.equal(pledged?.donations ?? 0, donations, `${query || 'no filter'}, by the log`)
  }
  t.match(await measure('', speakAs(built, other.recipient)), { donations: 1, units: { planned: 2 } })
  t.match(
    await measure('', speakAs(built, stranger)),
    { donations: 0, states: [] },
    'a stranger is told nothing',
  )
  t.match(await measure(`?donor=${cast.donor.id}`, speakAs(built, stranger)), { donations: 0 })
  t.match(await speakAs(built, { key: built.operator }).get('/v1/impact'), {
    status: 403,
    body: { code: 'operator-not-a-party' },
  })
  t.match(await speakAs(built, cast.donor).get('/v1/impact?region=Almaty'), { status: 400 })
})

t.test('counts units of the asked type alone where a donation has several', async (t) => {
  const { built, cast, hospital, measure } = await start(t)
  const laser = await built.makeEquipmentType()
  const unitValue = { amount: 1, currency: 'KZT' }
  const items = [
    { equipmentType: cast.equipmentType, quantity: 1, unitValue },
    { equipmentType: laser, quantity: 1, unitValue },
  ]
  const { path, donor } = await walk(built, cast, { until: 'contracted', more: { items } })
  const { body } = await hospital.get(path)
  const units = body.items.map(({ id }: { id: string }) => ({ item: id }))
  t.equal((await donor.post(`${path}/shipments`, { incotermPlace: 'Almaty', units })).status, 201)
  t.match(await measure(), { units: { planned: 2 } })
  t.match(await measure(`?equipmentType=${laser}`), { donations: 1, units: { planned: 1 } })
})
