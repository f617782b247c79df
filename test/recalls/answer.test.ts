import t, { type Test } from 'tap'
import { Recall } from '../../schemas/recall.ts'
import { speakAs } from '../support/build.ts'
import { passTime } from '../support/deadlines.ts'
import { publishAll } from '../support/publish.ts'
import { findRecall, start, tellAll } from './scene.ts'

t.setTimeout(120_000)

const maker = 'Fanem'
const position = 'Biomedical engineer'

/** A recall of three devices with one hospital, one of them on its way, and of one with another. */
const open = async (t: Test) => {
  const scene = await start(t)
  const { built, cast, asIssuer, give } = scene
  const second = await built.makeOrganization({ kind: 'hospital', name: 'Aktau hospital' })
  const devices = [
    { maker, serialNumber: 'SN1' },
    { maker, serialNumber: 'SN2' },
  ]
  await give(cast.recipient, devices, 'inService')
  await give(cast.recipient, [{ maker, serialNumber: 'SN3' }], 'dispatched')
  await give(second, [{ maker, serialNumber: 'SN4' }], 'accepted')
  const { body } = await asIssuer.post('/v1/recalls', { title: 'Recall', criteria: { maker } })
  const [asFirst, asSecond] = [speakAs(built, cast.recipient), speakAs(built, second)]
  return {
    ...scene,
    ...{ asFirst, asSecond, second, id: String(body.id), path: `/v1/recalls/${body.id}` },
    first: `/v1/recalls/${(await findRecall(asFirst)).id}`,
    other: `/v1/recalls/${(await findRecall(asSecond)).id}`,
  }
}

const typesIn = async ({ get }: ReturnType<typeof speakAs>, path: string) =>
  (await get(`${path}/events`)).body.items.map(({ type }: { type: string }) => type)

t.test('is completed once every hospital has put its devices out of use', async (t) => {
  const { built, cast, asIssuer, asFirst, asSecond, second, path, first, other } = await open(t)
  const answer = { quarantined: 1, notFound: 1, awaited: 1, position, note: 'In the store room.' }
  const answered = await asFirst.send(first, 'recall.quarantined', answer)
  t.equal(answered.status, 201)
  Recall.strict().parse(answered.body)
  t.match(answered.body, {
    ...{ state: 'completed', waitingFor: [], availableEvents: [], deadlines: [] },
    hospitals: [{ units: 3, onTheWay: 1, quarantined: 1, notFound: 1, awaited: 1 }],
    progress: { units: 3, hospitals: 1, confirmed: 1 },
  })
  t.same(await typesIn(asFirst, first), ['recall.opened', 'recall.quarantined', 'recall.completed'])
  await tellAll(built)
  t.match((await asIssuer.get(path)).body, {
    ...{ state: 'open', progress: { units: 4, hospitals: 2, confirmed: 1 } },
    hospitals: [
      { hospital: { id: second.id }, confirmedAt: undefined },
      { hospital: { id: cast.recipient.id }, quarantined: 1, notFound: 1, awaited: 1, confirmedAt: String },
    ],
  })
  t.notOk(JSON.stringify((await asSecond.get(other)).body).includes(cast.recipient.id))
  await asSecond.send(other, 'recall.quarantined', { quarantined: 1, notFound: 0, position })
  await tellAll(built)
  t.match((await asIssuer.get(path)).body, {
    ...{
      state: 'completed',
      progress: { confirmed: 2 },
      deadlines: [],
      availableEvents: ['recall.withdrawn'],
    },
  })
  const { body: log } = await asIssuer.get(`${path}/events`)
  t.match(log.items, [
    { type: 'recall.opened', data: { hospitals: 2, units: 4, onTheWay: 1 } },
    {
      ...{ type: 'recall.confirmed', from: 'open', to: 'open' },
      data: { hospital: cast.recipient.id, quarantined: 1, notFound: 1, awaited: 1 },
    },
    { type: 'recall.confirmed', from: 'open', to: 'completed', data: { hospital: second.id } },
    { type: 'recall.completed' },
  ])
  t.notOk(JSON.stringify(log).includes('store room'), 'what the hospital noted is its own')
  await publishAll(built.db)
  const { body: feed } = await asIssuer.get('/v1/events?type=recall.*')
  t.equal(feed.items.length, 4)
})

t.test('is answered once, with counts that add up to the devices found', async (t) => {
  const { asFirst, first } = await open(t)
  const before = (await asFirst.get(first)).body
  const cases: [data: object, code: string, pointer: string][] = [
    [{ quarantined: 2, notFound: 0 }, 'recall-counts-do-not-add-up', '/data/quarantined'],
    [{ quarantined: 3, notFound: 1 }, 'recall-counts-do-not-add-up', '/data/quarantined'],
    [{ quarantined: 1, notFound: 0, awaited: 2 }, 'recall-awaits-too-many', '/data/awaited'],
  ]
  for (const [data, code, pointer] of cases)
    t.match(
      await asFirst.send(first, 'recall.quarantined', { ...data, position }),
      { status: 409, body: { code, errors: [{ pointer }] } },
      JSON.stringify(data),
    )
  const malformed: [data: object, pointer: string, code: string][] = [
    [{ quarantined: 3 }, '/data/notFound', 'required'],
    [{ quarantined: -1, notFound: 4 }, '/data/quarantined', 'too-small'],
    [{ quarantined: 1.5, notFound: 1.5 }, '/data/quarantined', 'not-an-integer'],
    [{ quarantined: 3, notFound: 0, position: '' }, '/data/position', 'too-short'],
  ]
  for (const [data, pointer, code] of malformed)
    t.match(
      await asFirst.send(first, 'recall.quarantined', { position, ...data }),
      { status: 400, body: { errors: [{ pointer, code }] } },
      JSON.stringify(data),
    )
  t.same((await asFirst.get(first)).body, before)
  const whole = { quarantined: 3, notFound: 0, position }
  t.equal((await asFirst.send(first, 'recall.quarantined', whole)).status, 201)
  t.match(await asFirst.send(first, 'recall.quarantined', whole), {
    status: 409,
    body: { code: 'transition-not-allowed', state: 'completed', availableEvents: [] },
  })
})

t.test('is answered by the hospital and withdrawn by its issuer, each of its own alone', async (t) => {
  const { built, asIssuer, asFirst, asSecond, path, first, other } = await open(t)
  const whole = { quarantined: 3, notFound: 0, position }
  const refused = { status: 403, body: { code: 'role-not-allowed' } }
  t.match(await asFirst.send(first, 'recall.withdrawn', { reason: 'resolved' }), refused)
  t.match(await asIssuer.send(path, 'recall.quarantined', whole), refused)
  const etag = { 'if-match': '"1"' }
  const event = { type: 'recall.quarantined', data: whole }
  for (const [stranger, target] of [
    [asSecond, first],
    [asIssuer, first],
    [asFirst, other],
    [asFirst, path],
  ] as const)
    t.match(await stranger.post(`${target}/events`, event, etag), {
      status: 404,
      body: { code: 'not-found' },
    })
  for (const type of ['recall.opened', 'recall.confirmed', 'recall.completed', 'recall.reminded'])
    t.match(await asFirst.send(first, type), { status: 400, body: { code: 'unknown-event-type' } }, type)
  await tellAll(built)
  t.match((await asIssuer.get(path)).body, { state: 'open', progress: { confirmed: 0 } })
})

t.test('is withdrawn with a reason, and every hospital hears it, also one that has answered', async (t) => {
  const { built, asIssuer, asFirst, asSecond, path, first, other } = await open(t)
  await asFirst.send(first, 'recall.quarantined', { quarantined: 3, notFound: 0, position })
  t.match(await asIssuer.send(path, 'recall.withdrawn', {}), {
    status: 400,
    body: { errors: [{ pointer: '/data/reason', code: 'required' }] },
  })
  const withdrawal = { reason: 'issuedInError', note: 'Another lot was meant.' }
  const ended = { state: 'withdrawn', withdrawal, availableEvents: [], deadlines: [] }
  t.match(await asIssuer.send(path, 'recall.withdrawn', withdrawal), { status: 201, body: ended })
  // The answer of the first arrives after the end, and changes nothing any more.
  await tellAll(built)
  t.match((await asIssuer.get(path)).body, { ...ended, progress: { confirmed: 0 } })
  for (const [hospital, part] of [
    [asFirst, first],
    [asSecond, other],
  ] as const) {
    t.match((await hospital.get(part)).body, ended)
    t.equal((await typesIn(hospital, part)).at(-1), 'recall.withdrawn')
  }
  t.match(await asSecond.send(other, 'recall.quarantined', { quarantined: 1, notFound: 0, position }), {
    status: 409,
    body: { code: 'transition-not-allowed' },
  })
})

t.test('is withdrawn after all have answered', async (t) => {
  const { built, asIssuer, asFirst, asSecond, path, first, other } = await open(t)
  await asFirst.send(first, 'recall.quarantined', { quarantined: 3, notFound: 0, position })
  await asSecond.send(other, 'recall.quarantined', { quarantined: 0, notFound: 1, position })
  await tellAll(built)
  t.match((await asIssuer.get(path)).body, { state: 'completed' })
  await asIssuer.send(path, 'recall.withdrawn', { reason: 'resolved' })
  await tellAll(built)
  for (const [speaker, one] of [
    [asIssuer, path],
    [asFirst, first],
    [asSecond, other],
  ] as const)
    t.match((await speaker.get(one)).body, { state: 'withdrawn', withdrawal: { reason: 'resolved' } })
})

t.test('reminds the issuer and whoever has not answered after a week', async (t) => {
  const { built, asIssuer, asFirst, asSecond, path, first, other } = await open(t)
  await asFirst.send(first, 'recall.quarantined', { quarantined: 3, notFound: 0, position })
  await tellAll(built)
  const { deadlines: open_ } = (await asSecond.get(other)).body
  const days = (Date.parse(open_[0].dueAt) - Date.now()) / 86_400_000
  t.ok(days > 6.9 && days < 8.1, `in ${days} days`)
  await passTime(built.db)
  await tellAll(built)
  t.same(await typesIn(asIssuer, path), ['recall.opened', 'recall.confirmed', 'recall.reminded'])
  t.same(await typesIn(asSecond, other), ['recall.opened', 'recall.reminded'])
  t.same(await typesIn(asFirst, first), ['recall.opened', 'recall.quarantined', 'recall.completed'])
  t.match((await asIssuer.get(path)).body, { state: 'open', deadlines: [] })
})
