import t, { type Test } from 'tap'
import type { Event } from '../../schemas/event.ts'
import { feed, publications } from '../../src/database/tables.ts'
import { type Built, build, type Organization, speakAs } from '../support/build.ts'
import { publishAll } from '../support/publish.ts'
import { makeCast, newDonation, walk } from '../support/walk.ts'

/** Two donations: one of a campaign up to its contract, the other with units accepted. */
const start = async (t: Test) => {
  const built = await build(t, { environment: { BESIK_WEBHOOK_ALLOW_CIDRS: '127.0.0.0/8' } })
  const cast = await makeCast(built)
  const donor = speakAs(built, cast.donor)
  const made = await donor.post('/v1/donations', { ...newDonation(cast), programme: 'weight-of-life' })
  await speakAs(built, cast.recipient).send(`/v1/donations/${made.body.id}`, 'donation.agreed')
  const other = await walk(built, cast, { until: 'accepted' })
  await publishAll(built.db)
  return { built, cast, campaign: String(made.body.id), other: other.id }
}

const read = async (built: Built, who: Organization, query: string): Promise<Event[]> => {
  const { status, body } = await speakAs(built, who).get(`/v1/events?limit=100&${query}`)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body.items
}

const typesOf = (events: Event[]) => [...new Set(events.map(({ type }) => type))].sort()

t.test(
  'is narrowed to types, nouns, donations, roles and campaigns, and to all of these together',
  async (t) => {
    const { built, cast, campaign, other } = await start(t)
    const all = await read(built, cast.donor, '')
    const expectSame = async (query: string, passes: (event: Event) => boolean, who = cast.donor) =>
      t.same(await read(built, who, query), all.filter(passes), query || 'everything')
    await expectSame('type=unit.accepted', ({ type }) => type === 'unit.accepted')
    await expectSame('type=unit.*', ({ type }) => type.startsWith('unit.'))
    const several = ({ type }: Event) => type.startsWith('contract.') || type === 'unit.accepted'
    await expectSame('type=contract.*&type=unit.accepted', several)
    await expectSame('type=contract.*,unit.accepted', several)
    await expectSame('type=unit.*,*', () => true)
    await expectSame(`donation=${campaign}`, ({ stream }) => stream === campaign)
    await expectSame(`donation=${campaign},${other}`, () => true)
    await expectSame('programme=weight-of-life', ({ stream }) => stream === campaign)
    await expectSame('programme=gift-of-life', () => false)
    await expectSame('role=donor', () => true)
    await expectSame('role=recipient', () => false)
    await expectSame('role=donor,recipient', () => true, cast.recipient)
    await expectSame(
      `role=donor&donation=${other}&type=unit.*`,
      ({ stream, type }) => stream === other && type.startsWith('unit.'),
    )
    t.same(typesOf(await read(built, cast.donor, 'programme=weight-of-life&role=donor')), [
      'donation.agreed',
      'donation.pledged',
    ])
  },
)

t.test('asks by a role for the donations in which the reader itself has it', async (t) => {
  const { built, cast } = await start(t)
  const club = cast.recipient
  const gift = { ...newDonation(cast), parties: [{ organization: club.id, role: 'coordinator' }] }
  const parties = [...newDonation(cast).parties, ...gift.parties]
  const made = await speakAs(built, cast.donor).post('/v1/donations', { ...gift, parties })
  t.equal(made.status, 201)
  await publishAll(built.db)
  const found = await read(built, club, 'role=coordinator')
  t.same(
    found.map(({ stream, type }) => ({ stream, type })),
    [{ stream: made.body.id, type: 'donation.pledged' }],
  )
  t.same(await read(built, cast.supplier, 'role=coordinator'), [], 'not those in which somebody has it')
})

t.test('passes the events of endpoints by their type, and not where donations are asked for', async (t) => {
  const { built, cast, campaign } = await start(t)
  const made = await speakAs(built, cast.donor).post('/v1/endpoints', {
    url: 'https://127.0.0.1/besik',
    types: ['unit.*'],
  })
  t.equal(made.status, 201)
  await publishAll(built.db)
  t.match(await read(built, cast.donor, 'type=endpoint.*'), [{ stream: made.body.id }])
  for (const query of [`donation=${campaign}`, `donation=${made.body.id}`, 'role=donor', 'programme=x'])
    t.same(await read(built, cast.donor, `type=endpoint.*&${query}`), [], query)
  t.same(await read(built, cast.recipient, 'type=endpoint.*'), [], 'nor does anybody else see them')
})

t.test('binds a cursor to the filter, however it is written', async (t) => {
  const { built, cast, campaign, other } = await start(t)
  const { get } = speakAs(built, cast.donor)
  const { body } = await get(`/v1/events?limit=1&type=unit.*,donation.*&donation=${campaign},${other}`)
  const same = `type=donation.*&type=unit.*&donation=${other}&donation=${campaign}`
  t.equal((await get(`/v1/events?${same}&cursor=${body.next}`)).status, 200)
  for (const query of ['', 'type=unit.*', `type=unit.*,donation.*&donation=${campaign}`]) {
    const refused = await get(`/v1/events?${query}&cursor=${body.next}`)
    t.match(refused, { status: 400, body: { code: 'invalid-cursor' } }, query)
  }
})

t.test('refuses what no filter can be', async (t) => {
  const { built, cast } = await start(t)
  const { get } = speakAs(built, cast.donor)
  const wrong = [
    'type=unit',
    'type=',
    'type=*.accepted',
    'donation=x',
    'role=owner',
    'programme=A%20b',
    'wait=26',
    'wait=-1',
  ]
  for (const query of wrong) {
    const { status, body } = await get(`/v1/events?${query}`)
    t.match({ status, code: body.code }, { status: 400, code: 'invalid-request' }, query)
    t.match(body.errors, [{ in: 'query', name: query.split('=')[0] }], `${query} is named`)
  }
})

t.test('passes over no more than 2000 events in a request, and leads on behind them', async (t) => {
  const { built, cast, other } = await start(t)
  const before = await built.db.$count(publications)
  const rows = Array.from({ length: 4500 }, (_, n) => before + 1 + n)
  for (let n = 0; n < rows.length; n += 500) {
    const some = rows.slice(n, n + 500)
    await built.db
      .insert(publications)
      .values(some.map((position) => ({ position, streamId: other, sequence: 1, type: 'donation.pledged' })))
    await built.db.insert(feed).values(some.map((position) => ({ position, organizationId: cast.donor.id })))
  }
  await built.db
    .insert(publications)
    .values({ position: before + 4501, streamId: other, sequence: 2, type: 'donation.agreed' })
  await built.db.insert(feed).values({ position: before + 4501, organizationId: cast.donor.id })
  const { get } = speakAs(built, cast.donor)
  const sizes: number[] = []
  let url = '/v1/events?limit=100&type=donation.agreed'
  for (let n = 0; n < 4; n++) {
    const { body, headers } = await get(url)
    sizes.push(body.items.length)
    url = /^<(.+)>; rel="next"$/.exec(String(headers.link))?.[1] ?? ''
  }
  t.same(sizes, [2, 0, 1, 0], 'a page may be empty though there is more')
  t.same(
    (await get(`/v1/events?wait=25&type=unit.restored`)).body.items,
    [],
    'and nobody waits before the end',
  )
})
