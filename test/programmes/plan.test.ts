import { eq, sql } from 'drizzle-orm'
import t from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { Programme } from '../../schemas/programme.ts'
import { memoranda } from '../../src/database/field-tables.ts'
import { parties } from '../../src/database/tables.ts'
import { speakAs } from '../support/build.ts'
import { type Campaign, funding, kzt, openCampaign, tranche } from './scene.ts'

t.test('answers a plan with the programme it made', async (t) => {
  const { owner, funder, hospital, second, supplier, equipmentType, plan, runner } = await openCampaign(t)
  const { status, headers, body } = await runner.post('/v1/programmes', plan)
  t.equal(status, 201)
  t.equal(headers.location, `/v1/programmes/${body.id}`)
  t.equal(headers.etag, '"1"')
  t.same(Programme.strict().parse(body), body)
  t.match(body, {
    ...{ slug: 'weight-of-life', state: 'planned', version: 1, waitingFor: ['owner', 'funder'] },
    owner: { id: owner.id, kind: 'club', name: 'Rotary Club Almaty' },
    ...{ startsOn: '2026-10-01', endsOn: '2028-09-30', currency: 'KZT', deadlines: [], reports: [] },
    goals: [{ equipmentType, quantity: 10 }],
    funders: [
      {
        organization: { id: funder.id, name: 'Foundation' },
        ...{ amount: kzt(1_000_000_000), received: kzt(0) },
        tranches: [{ id: '1', amount: kzt(600_000_000) }, { id: '2' }],
      },
    ],
    suppliers: [{ id: supplier.id }],
    allocations: [
      { hospital: { id: hospital.id, name: 'City Perinatal Center' }, equipmentType, quantity: 6 },
      { hospital: { id: second.id }, quantity: 4 },
    ],
  })
  t.same((await runner.get(`/v1/programmes/${body.id}`)).body, body, 'and shows it so from then on')
  const log = await runner.get(`/v1/programmes/${body.id}/events`)
  t.match(log.body.items, [{ type: 'programme.planned', from: null, to: 'planned', data: plan }])
})

t.test('is seen by each of its parties, and by nobody else', async (t) => {
  const { built, owner, funder, hospital, second, supplier, stranger, make } = await openCampaign(t)
  const { id, path } = await make()
  const offered: Record<string, string[]> = {}
  for (const [role, party] of Object.entries({ owner, funder, hospital, second, supplier })) {
    const speaker = speakAs(built, party)
    const { status, body } = await speaker.get(path)
    t.equal(status, 200, role)
    t.equal((await speaker.get(`${path}/progress`)).status, 200, `${role} sees its progress`)
    t.match((await speaker.get('/v1/programmes')).body.items, [
      { id, slug: 'weight-of-life', state: 'planned' },
    ])
    offered[role] = body.availableEvents
  }
  t.same(offered.hospital, [])
  t.same(offered.supplier, [])
  t.same(offered.funder, ['tranche.received'])
  t.ok(offered.owner?.includes('programme.started'))
  const other = speakAs(built, stranger)
  for (const url of [path, `${path}/progress`, `${path}/events`, `${path}/events/1`])
    t.match(await other.get(url), { status: 404, body: { code: 'not-found' } }, url)
  t.same((await other.get('/v1/programmes')).body.items, [])
  const sent = await other.post(`${path}/events`, { type: 'programme.started' }, { 'if-match': '"1"' })
  t.match(sent, { status: 404, body: { code: 'not-found' } })
})

t.test('is listed by state and slug, page by page', async (t) => {
  const { runner, make } = await openCampaign(t)
  const first = await make()
  const second = await make({ slug: 'sight-of-life' })
  t.equal((await runner.send(first.path, 'programme.started')).status, 201)
  const list = async (query: string): Promise<{ id: string }[]> =>
    (await runner.get(`/v1/programmes?${query}`)).body.items
  const idsOf = async (query: string) => (await list(query)).map(({ id }) => id)
  t.same(await idsOf(''), [second.id, first.id])
  t.same(await idsOf('state=running'), [first.id])
  t.same(await idsOf('slug=sight-of-life'), [second.id])
  t.same(await idsOf('slug=gift-of-life'), [])
  const page = await runner.get('/v1/programmes?limit=1')
  const next = await runner.get(`/v1/programmes?limit=1&cursor=${page.body.next}`)
  t.same(
    [page, next].flatMap(({ body }) => body.items.map(({ id }: { id: string }) => id)),
    [second.id, first.id],
  )
  t.equal(next.body.next, undefined)
})

const refused: [
  what: string,
  fields: (of: Campaign) => Record<string, unknown>,
  code: string,
  pointer: string,
][] = [
  ['an inverted period', () => ({ endsOn: '2026-09-30' }), 'programme-period-inverted', '/endsOn'],
  [
    'tranches that fall short',
    ({ funder }) => ({ funders: [{ ...funding(funder, 10, 20), amount: kzt(31) }] }),
    'tranches-do-not-add-up',
    '/funders/0/tranches',
  ],
  [
    'money in another currency',
    ({ funder }) => ({ funders: [{ ...funding(funder, 10), amount: { amount: 10, currency: 'USD' } }] }),
    'currency-not-of-programme',
    '/funders/0/amount/currency',
  ],
  [
    'a tranche in another currency',
    ({ funder }) => ({
      funders: [
        {
          ...funding(funder, 30),
          tranches: [tranche('1', 10), { ...tranche('2', 20), amount: { amount: 20, currency: 'EUR' } }],
        },
      ],
    }),
    'currency-not-of-programme',
    '/funders/0/tranches/1/amount/currency',
  ],
  [
    'a funder twice',
    ({ funder }) => ({ funders: [funding(funder, 10), funding(funder, 20)] }),
    'duplicate-entry',
    '/funders/1',
  ],
  [
    'a tranche twice',
    ({ funder }) => ({
      funders: [{ ...funding(funder, 30), tranches: [tranche('1', 10), tranche('1', 20)] }],
    }),
    'duplicate-entry',
    '/funders/0/tranches/1',
  ],
  [
    'more money than can be counted',
    ({ funder, stranger }) => ({ funders: [funding(funder, 1e15), funding(stranger, 1)] }),
    'funds-too-great',
    '/funders/1/amount',
  ],
  [
    'a goal twice',
    ({ equipmentType }) => ({
      goals: [
        { equipmentType, quantity: 10 },
        { equipmentType, quantity: 11 },
      ],
    }),
    'duplicate-entry',
    '/goals/1',
  ],
  [
    'goals of regions beyond that of all',
    ({ equipmentType }) => ({
      goals: [
        { equipmentType, quantity: 10 },
        { equipmentType, region: 'KZ-75', quantity: 6 },
        { equipmentType, region: 'KZ-47', quantity: 5 },
      ],
    }),
    'goals-do-not-add-up',
    '/goals/2/quantity',
  ],
  [
    'an allocation twice',
    ({ hospital, equipmentType }) => ({
      allocations: [1, 2].map((quantity) => ({ hospital: hospital.id, equipmentType, quantity })),
    }),
    'duplicate-entry',
    '/allocations/1',
  ],
  [
    'more allocated than the goal',
    ({ hospital, second, equipmentType }) => ({
      allocations: [hospital, second].map(({ id }) => ({ hospital: id, equipmentType, quantity: 6 })),
    }),
    'allocation-exceeds-goal',
    '/allocations/1/quantity',
  ],
  [
    'an allocation to a club',
    ({ stranger, equipmentType }) => ({
      allocations: [{ hospital: stranger.id, equipmentType, quantity: 1 }],
    }),
    'allocated-to-no-hospital',
    '/allocations/0/hospital',
  ],
  ['a supplier that is none', () => ({ suppliers: [uuidv7()] }), 'unknown-organization', '/suppliers/0'],
  [
    'an unknown equipment type',
    () => ({ goals: [{ equipmentType: uuidv7(), quantity: 1 }], allocations: [] }),
    'unknown-equipment-type',
    '/goals/0/equipmentType',
  ],
  ['an unknown memorandum', () => ({ memorandum: uuidv7() }), 'unknown-programme-memorandum', '/memorandum'],
]

t.test('refuses a plan that does not add up, and keeps nothing of it', async (t) => {
  const campaign = await openCampaign(t)
  const { built, plan, runner } = campaign
  for (const [what, fields, code, pointer] of refused) {
    const { status, body } = await runner.post('/v1/programmes', { ...plan, ...fields(campaign) })
    t.match({ status, ...body }, { status: 400, code, errors: [{ pointer }] }, what)
  }
  t.same(await built.db.execute(sql`select id from programmes`), [])
})

t.test('lets goals of regions be parts of a whole, or make it up', async (t) => {
  const { make, equipmentType, runner } = await openCampaign(t)
  const regional = [
    { equipmentType, region: 'KZ-75', quantity: 6 },
    { equipmentType, region: 'KZ-47', quantity: 4 },
  ]
  const totalOf = async (slug: string, goals: object[]) =>
    (await runner.get(`${(await make({ slug, goals })).path}/progress`)).body.total.goal
  t.equal(await totalOf('made-up', regional), 10)
  t.equal(await totalOf('parts', [...regional, { equipmentType, quantity: 12 }]), 12)
})

t.test('has a slug of its own, and an owner that may run one', async (t) => {
  const { built, plan, stranger, hospital, supplier, make } = await openCampaign(t)
  await make()
  const other = speakAs(built, stranger)
  t.match(await other.post('/v1/programmes', plan), {
    status: 409,
    body: { code: 'programme-slug-taken', errors: [{ pointer: '/slug' }] },
  })
  for (const one of [hospital, supplier])
    t.match(await speakAs(built, one).post('/v1/programmes', { ...plan, slug: 'another' }), {
      status: 403,
      body: { code: 'not-a-programme-owner' },
    })
  t.match(await speakAs(built, { key: built.operator }).post('/v1/programmes', plan), {
    body: { code: 'operator-not-a-party' },
  })
})

t.test('lies within the memorandum in force that it rests on, whose authorities see it', async (t) => {
  const { built, cast, owner, stranger, plan, runner, make } = await openCampaign(t)
  const id = uuidv7()
  const empty = { scope: {}, texts: [] }
  await built.db
    .insert(memoranda)
    .values({ id, title: 'Memorandum', startsOn: '2026-10-01', endsOn: '2028-09-30', ...empty })
  const member = { streamId: id, kind: 'memorandum' as const, state: 'active' }
  await built.db.insert(parties).values([
    { ...member, organizationId: owner.id, roles: ['owner'] },
    { ...member, organizationId: cast.authority.id, roles: ['member'] },
  ])
  const ask = (fields: object) => runner.post('/v1/programmes', { ...plan, memorandum: id, ...fields })
  const outside = { code: 'programme-outside-memorandum' }
  t.match((await ask({ startsOn: '2026-09-30' })).body, { ...outside, errors: [{ pointer: '/startsOn' }] })
  t.match((await ask({ endsOn: '2028-10-01' })).body, { ...outside, errors: [{ pointer: '/endsOn' }] })
  const unseen = await speakAs(built, stranger).post('/v1/programmes', { ...plan, memorandum: id })
  t.match(unseen.body, { code: 'unknown-programme-memorandum', errors: [{ pointer: '/memorandum' }] })
  const stand = (state: string) => built.db.update(parties).set({ state }).where(eq(parties.streamId, id))
  for (const state of ['draft', 'expired', 'terminated']) {
    await stand(state)
    const refused = await ask({})
    t.match(refused, {
      status: 409,
      body: { code: 'memorandum-not-in-force', errors: [{ pointer: '/memorandum' }] },
    })
    t.match(refused.body.detail, state)
  }
  await stand('active')
  const { path, body } = await make({ memorandum: id })
  t.equal(body.memorandum, id)
  const seen = await speakAs(built, cast.authority).get(path)
  t.match(seen, { status: 200, body: { memorandum: id, availableEvents: [] } })
})
