import t from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { Recall, RecalledUnit, RecallSummary } from '../../schemas/recall.ts'
import { recalledUnits, recalls } from '../../src/database/field-tables.ts'
import { workflows } from '../../src/database/tables.ts'
import { speakAs } from '../support/build.ts'
import { publishAll } from '../support/publish.ts'
import { gs1, gtin, hibc, hibcDevice } from './labels.ts'
import { findRecall, start } from './scene.ts'

t.setTimeout(120_000)

const maker = 'Fanem'
const title = 'The temperature sensor may drift'

t.test('finds the devices of a hospital by each criterion, and by all together', async (t) => {
  const { built, cast, asIssuer, give } = await start(t)
  const asHospital = speakAs(built, cast.recipient)
  const serials = ['SN8', 'SN9', 'SN10', 'SN11', 'SN100', 'SN9-B']
  const [eight, nine, ten, eleven, hundred, other] = serials
  await give(cast.recipient, [
    { maker: 'FANEM', model: 'IN-3000', serialNumber: 'SN8', udi: gs1('LOT-A') },
    { maker, model: 'in-3000', serialNumber: 'SN9', udi: gs1('LOT-B') },
    { maker, model: 'IN-3000', serialNumber: 'SN10' },
    { maker, model: 'IN-4000', serialNumber: 'SN11', udi: hibc('LOT-A') },
    { serialNumber: 'SN100', udi: `https://id.gs1.org/01/${gtin}/10/LOT%2DA` },
    { maker: 'Other', model: 'IN-3000', serialNumber: 'SN9-B' },
  ])
  const cases: [criteria: object, found: (string | undefined)[]][] = [
    [{ maker: 'fanem' }, [eight, nine, ten, eleven]],
    [{ maker, model: 'In-3000' }, [eight, nine, ten]],
    [{ deviceIdentifier: gtin.slice(1) }, [eight, nine, hundred]],
    [{ deviceIdentifier: hibcDevice.toLowerCase() }, [eleven]],
    [{ deviceIdentifier: gtin, lots: ['LOT-A'] }, [eight, hundred]],
    [{ maker, lots: ['LOT-B', 'LOT-A'] }, [eight, nine, eleven]],
    [{ maker, serialNumbers: { from: 'SN9', to: 'SN10' } }, [nine, ten]],
    [{ maker: 'Other', serialNumbers: { from: 'SN9', to: 'SN10' } }, [other]],
    [
      {
        ...{ maker, model: 'IN-3000', deviceIdentifier: gtin, lots: ['LOT-A'] },
        serialNumbers: { from: 'SN1', to: 'SN9' },
      },
      [eight],
    ],
  ]
  for (const [criteria, found] of cases) {
    const { status, body } = await asIssuer.post('/v1/recalls', { title, criteria })
    t.equal(status, 201, JSON.stringify(criteria))
    t.equal(body.progress.units, found.length)
    const { id } = await findRecall(asHospital)
    const { body: units } = await asHospital.get(`/v1/recalls/${id}/units`)
    t.same(
      units.items.map((unit: RecalledUnit) => unit.serialNumber),
      found,
    )
  }
  const none = { title, criteria: { maker, lots: ['LOT-C'] } }
  t.match(await asIssuer.post('/v1/recalls', none), { status: 409, body: { code: 'recall-finds-nothing' } })
})

t.test('finds what a hospital holds or awaits, whatever became of it, and nothing else', async (t) => {
  const { built, cast, asIssuer, give } = await start(t)
  const asHospital = speakAs(built, cast.recipient)
  const one = (serialNumber: string) => [{ maker, serialNumber }]
  for (const until of [
    'planned',
    'packed',
    'dispatched',
    'arrived',
    'accepted',
    'inService',
    'outOfService',
  ] as const)
    await give(cast.recipient, one(until), until)
  const [refused = ''] = await give(cast.recipient, one('rejected'))
  await asHospital.send(`/v1/units/${refused}`, 'unit.rejected', {
    position: 'Director',
    reason: 'wrongMains',
  })
  const [gone = ''] = await give(cast.recipient, one('decommissioned'), 'inService')
  await asHospital.send(`/v1/units/${gone}`, 'unit.decommissioned', { reason: 'unsafe' })
  const { body } = await asIssuer.post('/v1/recalls', { title, criteria: { maker } })
  t.match(body, { progress: { units: 6, hospitals: 1 }, hospitals: [{ units: 6, onTheWay: 1 }] })
  const { id } = await findRecall(asHospital)
  const units = (await asHospital.get(`/v1/recalls/${id}/units`)).body.items
  t.same(
    units.map((unit: RecalledUnit) => [unit.serialNumber, unit.state]),
    [
      ['dispatched', 'inTransit'],
      ['arrived', 'arrived'],
      ['accepted', 'accepted'],
      ['inService', 'inService'],
      ['outOfService', 'outOfService'],
      ['rejected', 'rejected'],
    ],
  )
})

t.test('tells each hospital of its own devices, and the issuer of every hospital', async (t) => {
  const { built, cast, issuer, asIssuer, donor, give } = await start(t)
  const second = await built.makeOrganization({ kind: 'hospital', name: 'Aktau hospital' })
  const third = await built.makeOrganization({ kind: 'hospital', name: 'Hospital without' })
  const mine = await give(cast.recipient, [
    { maker, serialNumber: 'SN1' },
    { maker, serialNumber: 'SN2' },
  ])
  const theirs = await give(second, [{ maker, serialNumber: 'SN3' }])
  await give(third, [{ maker: 'Other', serialNumber: 'SN4' }])
  const made = await asIssuer.post('/v1/recalls', { title, reference: 'FSN-17', criteria: { maker } })
  t.match(made, { status: 201, headers: { etag: '"1"', location: `/v1/recalls/${made.body.id}` } })
  Recall.strict().parse(made.body)
  t.match(made.body, {
    ...{ state: 'open', title, reference: 'FSN-17', criteria: { maker } },
    owner: { id: issuer.id, kind: 'supplier', name: 'Issuer' },
    availableEvents: ['recall.withdrawn'],
    waitingFor: ['recipient'],
    deadlines: [{ name: 'reminder' }],
    hospitals: [
      { hospital: { id: second.id, name: 'Aktau hospital' }, units: 1, onTheWay: 0 },
      { hospital: { id: cast.recipient.id }, units: 2, onTheWay: 0 },
    ],
    progress: { units: 3, hospitals: 2, confirmed: 0 },
  })
  t.same((await asIssuer.get(`/v1/recalls/${made.body.id}`)).body, made.body)
  t.same(
    (await asIssuer.get(`/v1/recalls/${made.body.id}/units`)).body.items,
    [],
    'which units is not for a stranger',
  )
  for (const [hospital, own, others] of [
    [cast.recipient, mine, [second.id, 'Aktau hospital', ...theirs]],
    [second, theirs, [cast.recipient.id, 'City Perinatal Center', ...mine]],
  ] as const) {
    const speaker = speakAs(built, hospital)
    const { body: list } = await speaker.get('/v1/recalls')
    t.equal(list.items.length, 1)
    const summary = RecallSummary.strict().parse(list.items[0])
    const path = `/v1/recalls/${summary.id}`
    const { body: part } = await speaker.get(path)
    t.match(part, {
      ...{ state: 'open', title, reference: 'FSN-17', owner: { id: issuer.id } },
      availableEvents: ['recall.quarantined'],
      hospitals: [{ hospital: { id: hospital.id }, units: own.length }],
      progress: { units: own.length, hospitals: 1, confirmed: 0 },
    })
    const { body: units } = await speaker.get(`${path}/units?limit=1`)
    const { body: all } = await speaker.get(`${path}/units`)
    t.same(
      all.items.map(({ id }: { id: string }) => id),
      own,
    )
    t.equal(units.next !== undefined, own.length > 1)
    for (const unit of all.items) RecalledUnit.strict().parse(unit)
    const { body: log } = await speaker.get(`${path}/events`)
    t.match(log.items, [{ type: 'recall.opened', data: { hospitals: 1, units: own.length, onTheWay: 0 } }])
    await publishAll(built.db)
    const { body: feed } = await speaker.get('/v1/events?type=recall.*')
    t.match(feed.items, [{ type: 'recall.opened', stream: summary.id }])
    t.equal(feed.items.length, 1)
    const seen = JSON.stringify([part, all, log, feed, list])
    for (const other of [...others, made.body.id])
      t.notOk(seen.includes(other), `${hospital.id} sees no ${other}`)
    t.match(await speaker.get(`/v1/recalls/${made.body.id}`), { status: 404 })
    t.match(await speaker.get(`/v1/recalls/${made.body.id}/units`), { status: 404 })
    t.match(await speaker.get(`/v1/recalls/${made.body.id}/events`), { status: 404 })
    t.match(await asIssuer.get(path), { status: 404 })
  }
  for (const stranger of [speakAs(built, third), donor]) {
    t.same((await stranger.get('/v1/recalls')).body.items, [])
    t.match(await stranger.get(`/v1/recalls/${made.body.id}`), { status: 404 })
  }
})

t.test('shows an issuer the units of its own donations', async (t) => {
  const { built, cast, donor, give } = await start(t)
  const own = await give(cast.recipient, [{ maker, serialNumber: 'SN1' }])
  const other = await built.makeOrganization({ kind: 'club', name: 'Another club' })
  await give(cast.recipient, [{ maker, serialNumber: 'SN2' }], 'arrived', other)
  const { body } = await donor.post('/v1/recalls', { title, criteria: { maker } })
  const units = (await donor.get(`/v1/recalls/${body.id}/units`)).body.items
  t.equal(body.progress.units, 2)
  t.match(units, [{ id: own[0], hospital: cast.recipient.id, maker, serialNumber: 'SN1', state: 'arrived' }])
  t.equal(units.length, 1)
})

t.test('is for those who make, give or oversee devices', async (t) => {
  const { built, cast, give } = await start(t)
  await give(cast.recipient, [{ maker, serialNumber: 'SN1' }])
  const recall = { title, criteria: { maker } }
  for (const kind of ['supplier', 'authority', 'foundation', 'club'] as const) {
    const { status } = await speakAs(built, await built.makeOrganization({ kind })).post(
      '/v1/recalls',
      recall,
    )
    t.equal(status, 201, kind)
  }
  for (const kind of ['hospital', 'carrier'] as const)
    t.match(
      await speakAs(built, await built.makeOrganization({ kind })).post('/v1/recalls', recall),
      { status: 403, body: { code: 'recall-not-allowed' } },
      kind,
    )
  const operator = speakAs(built, { key: built.operator })
  t.match(await operator.post('/v1/recalls', recall), { status: 403, body: { code: 'operator-not-a-party' } })
  t.same((await operator.get('/v1/recalls')).body.items, [])
})

t.test('opens once for requests that are the same, and nothing where anything is wrong', async (t) => {
  const { built, cast, asIssuer, give } = await start(t)
  await give(cast.recipient, [{ maker, serialNumber: 'SN1' }])
  const whole = { title, criteria: { maker } }
  const once = { 'idempotency-key': 'once' }
  const first = await asIssuer.post('/v1/recalls', whole, once)
  const again = await asIssuer.post('/v1/recalls', whole, once)
  t.match(again, { status: 201, headers: { 'idempotency-replayed': 'true' } })
  t.same(again.body, first.body)
  const count = async () =>
    Promise.all([built.db.$count(recalls), built.db.$count(recalledUnits), built.db.$count(workflows)])
  const before = await count()
  t.same(before.slice(0, 2), [2, 1])
  const cases: [criteria: unknown, code: string, pointer: string][] = [
    [{}, 'required', '/criteria/maker'],
    [{ model: 'IN-3000' }, 'required', '/criteria/maker'],
    [{ maker: '' }, 'too-short', '/criteria/maker'],
    [{ maker, lots: [] }, 'too-few', '/criteria/lots'],
    [{ maker, serialNumbers: { from: 'SN1' } }, 'required', '/criteria/serialNumbers/to'],
    [
      { maker, serialNumbers: { from: 'SN10', to: 'SN9' } },
      'serial-range-inverted',
      '/criteria/serialNumbers/to',
    ],
    [{ deviceIdentifier: '07898000000014' }, 'check-digit', '/criteria/deviceIdentifier'],
    [{ deviceIdentifier: 'anything' }, 'udi-malformed', '/criteria/deviceIdentifier'],
    [{ deviceIdentifier: gs1() }, 'udi-malformed', '/criteria/deviceIdentifier'],
    [{ maker, hospital: uuidv7() }, 'unknown-field', '/criteria/hospital'],
    [null, 'not-an-object', '/criteria'],
  ]
  for (const [criteria, code, pointer] of cases)
    t.match(
      await asIssuer.post('/v1/recalls', { title, criteria }),
      { status: 400, body: { errors: [{ pointer, code }] } },
      JSON.stringify(criteria),
    )
  t.match(await asIssuer.post('/v1/recalls', { title, criteria: { maker: 'Nobody' } }), { status: 409 })
  t.same(await count(), before)
})

t.test('lists recalls newest first, by state, each once', async (t) => {
  const { cast, asIssuer, give } = await start(t)
  await give(cast.recipient, [{ maker, serialNumber: 'SN1' }])
  const ids: string[] = []
  for (let n = 0; n < 5; n++)
    ids.unshift((await asIssuer.post('/v1/recalls', { title: `Recall ${n}`, criteria: { maker } })).body.id)
  const list = async (url: string | undefined): Promise<string[]> => {
    if (!url) return []
    const { body, headers } = await asIssuer.get(url)
    const next = String(headers.link ?? '').match(/^<(.+)>; rel="next"$/)?.[1]
    return [...body.items.map(({ id }: { id: string }) => id), ...(await list(next))]
  }
  for (const limit of [1, 2, 5, 6]) t.same(await list(`/v1/recalls?limit=${limit}`), ids, `by ${limit}`)
  const [last = '', ...others] = ids
  await asIssuer.send(`/v1/recalls/${last}`, 'recall.withdrawn', { reason: 'issuedInError' })
  t.same(await list('/v1/recalls?state=open'), others)
  t.same(await list('/v1/recalls?state=withdrawn'), [last])
})

t.test('is found by a unit, for whoever sees the unit and is told of the recall', async (t) => {
  const { built, cast, issuer, asIssuer, donor, give } = await start(t)
  const second = await built.makeOrganization({ kind: 'hospital', name: 'Aktau hospital' })
  const [unit, other] = await give(cast.recipient, [
    { maker, serialNumber: 'SN1' },
    { maker: 'Other', serialNumber: 'SN2' },
  ])
  await give(second, [{ maker, serialNumber: 'SN3' }])
  const open = async (fields: object) =>
    (await asIssuer.post('/v1/recalls', { title, criteria: { maker }, ...fields })).body
  const whole = await open({})
  const [asHospital, asSecond] = [speakAs(built, cast.recipient), speakAs(built, second)]
  const { id: part } = await findRecall(asHospital)
  await open({ criteria: { maker: 'Other' } })
  const find = async ({ get }: typeof donor, query: string) => {
    const { status, body } = await get(`/v1/recalls?${query}`)
    t.equal(status, 200)
    return body.items
  }
  const seen = [
    { id: part, title, state: 'open', owner: { id: issuer.id }, progress: { units: 1, hospitals: 1 } },
  ]
  t.match(await find(asHospital, `unit=${unit}`), seen)
  t.match(await find(asHospital, `unit=${unit}&state=open`), seen)
  t.same(await find(asHospital, `unit=${unit}&state=completed`), [])
  t.equal((await find(asHospital, `unit=${other}`)).length, 1)
  t.equal((await find(asHospital, '')).length, 2)
  t.same(await find(asHospital, `unit=${uuidv7()}`), [])
  t.same(await find(asSecond, `unit=${unit}`), [], 'its own units alone')
  t.same(await find(donor, `unit=${unit}`), [], 'who is not told of the recall sees none')
  t.same(await find(asIssuer, `unit=${unit}`), [], 'an issuer that does not see the unit is told counts only')
  const { body } = await asHospital.get(`/v1/units/${unit}`)
  const party = { organization: issuer.id, role: 'supplier' }
  t.equal((await donor.send(`/v1/donations/${body.donation}`, 'party.added', party)).status, 201)
  t.match(await find(asIssuer, `unit=${unit}`), [{ id: whole.id, progress: { units: 2, hospitals: 2 } }])
})
