import t, { type Test } from 'tap'
import { isCode } from '../../schemas/code.ts'
import { DeliverySummary } from '../../schemas/delivery.ts'
import { DonationSummary } from '../../schemas/donation.ts'
import { Endpoint } from '../../schemas/endpoint.ts'
import { ShipmentSummary } from '../../schemas/shipment.ts'
import { UnitSummary } from '../../schemas/unit.ts'
import { build, speakAs } from '../support/build.ts'
import { bring, plan } from '../support/consign.ts'
import { inspect } from '../support/inspect.ts'
import { publishAll } from '../support/publish.ts'
import { makeCast, newDonation, walk } from '../support/walk.ts'

const start = async (t: Test) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const [donor, hospital] = [speakAs(built, cast.donor), speakAs(built, cast.recipient)]
  const pledge = async (quantity = 2) => (await donor.post('/v1/donations', newDonation(cast, quantity))).body
  return { built, cast, donor, hospital, pledge }
}

const ids = (rows: { id: string }[]) => rows.map(({ id }) => id)
const nextOf = (headers: Record<string, unknown>) =>
  /^<(.+)>; rel="next"$/.exec(String(headers.link ?? ''))?.[1]

t.test('lists donations newest first, as a screen shows them', async (t) => {
  const { donor, hospital, pledge, cast } = await start(t)
  const [first, second] = [await pledge(3), await pledge(1)]
  const { body, headers } = await hospital.get('/v1/donations')
  t.same(ids(body.items), [second.id, first.id])
  t.equal(body.next, undefined)
  t.equal(headers.link, undefined)
  for (const item of body.items) t.same(DonationSummary.strict().parse(item), item)
  t.match(body.items[1], {
    code: first.code,
    title: 'Incubators for newborns',
    state: 'pledged',
    recipient: { id: cast.recipient.id, kind: 'hospital', name: 'City Perinatal Center' },
    quantity: 3,
    accepted: 0,
    createdAt: first.createdAt,
  })
  t.same((await donor.get('/v1/donations')).body, body, 'the same to each party')
})

t.test('reads a list page by page, whatever is added meanwhile', async (t) => {
  const { donor, pledge } = await start(t)
  const made: string[] = []
  for (let n = 0; n < 5; n++) made.unshift((await pledge()).id)
  const read: string[] = []
  const sizes: number[] = []
  for (let url: string | undefined = '/v1/donations?limit=2&state=pledged'; url; ) {
    const { body, headers }: Awaited<ReturnType<typeof donor.get>> = await donor.get(url)
    read.push(...ids(body.items))
    sizes.push(body.items.length)
    url = nextOf(headers)
    t.equal(Boolean(url), Boolean(body.next))
    if (url) t.match(url, /^\/v1\/donations\?.*limit=2.*state=pledged/, 'the link keeps limit and filters')
    await pledge()
  }
  t.same(read, made, 'nothing twice, and nothing left out')
  t.same(sizes, [2, 2, 1])
})

t.test('finds donations by state, role and code', async (t) => {
  const { built, cast, donor, hospital, pledge } = await start(t)
  const [open, agreed] = [await pledge(), await pledge()]
  await hospital.send(`/v1/donations/${agreed.id}`, 'donation.agreed')
  const find = async (query: string, speaker = donor) => {
    const { body } = await speaker.get(`/v1/donations?${query}`)
    return ids(body.items)
  }
  t.same(await find('state=pledged'), [open.id])
  t.same(await find('state=contracting'), [agreed.id])
  t.same(await find('state=accepted'), [])
  t.same(await find('role=donor'), [agreed.id, open.id])
  t.same(await find('role=recipient'), [])
  t.same(await find('role=recipient&state=pledged', hospital), [open.id])
  t.ok(isCode(open.code))
  t.same(await find(`code=${open.code}`), [open.id])
  t.same(await find(`code=${open.code}&state=contracting`), [], 'filters narrow each other')
  const stranger = speakAs(built, await built.makeOrganization())
  t.same(await find(`code=${open.code}`, stranger), [])
  t.same(await find('role=recipient', speakAs(built, cast.authority)), [])
})

t.test('knows each donation by the state that it is in, all along its way', async (t) => {
  const { built, cast, donor, hospital } = await start(t)
  const { path, id, item } = await walk(built, cast, { quantity: 2, until: 'contracted' })
  const check = async (state: string) => {
    t.equal((await donor.get(path)).body.state, state)
    for (const speaker of [donor, hospital]) {
      const { body } = await speaker.get(`/v1/donations?state=${state}`)
      t.match(body.items, [{ id, state }], `is listed as ${state}`)
    }
    t.equal((await donor.get('/v1/donations')).body.items[0].state, state)
  }
  await check('contracted')
  const consignment = await plan(donor, path, [{ item }, { item }])
  await bring({ donor, hospital }, consignment, 'dispatched')
  await check('shipping')
  await hospital.send(consignment.path, 'shipment.arrived')
  await check('accepting')
  const [one, other] = consignment.units
  await hospital.send(`/v1/units/${one}`, 'unit.accepted', { position: 'Director', inspection: inspect() })
  await hospital.send(`/v1/units/${other}`, 'unit.rejected', { position: 'Director', reason: 'wrongItem' })
  await check('remedying')
  await donor.send(`/v1/units/${other}`, 'unit.returned')
  await check('accepted')
  t.match((await donor.get('/v1/donations')).body.items, [{ quantity: 2, accepted: 1 }])
  await hospital.send(`/v1/units/${one}`, 'unit.commissioned', { location: 'Ward 3' })
  await check('inService')
  await donor.send(path, 'donation.closed')
  await check('closed')
})

t.test('lists the shipments and units of a donation, by state and shipment', async (t) => {
  const { built, cast, donor, hospital } = await start(t)
  const { path, id, item } = await walk(built, cast, { quantity: 4, until: 'contracted' })
  const first = await plan(donor, path, [{ item, maker: 'Fanem', model: '1186' }, { item }])
  const second = await plan(donor, path, [{ item, serialNumber: 'SN-9' }])
  await bring({ donor, hospital }, first, 'packed')
  const list = async (url: string, speaker = hospital) => {
    const { status, body } = await speaker.get(url)
    if (status !== 200) throw new Error(JSON.stringify(body))
    return body.items
  }
  const shipments = await list(`/v1/shipments?donation=${id}`)
  t.match(shipments, [
    { id: second.path.slice(-36), state: 'planned', units: 1, donation: id },
    { id: first.path.slice(-36), state: 'packed', units: 2, donation: id },
  ])
  for (const shipment of shipments) t.same(ShipmentSummary.strict().parse(shipment), shipment)
  t.match(await list(`/v1/shipments?donation=${id}&state=packed`), [{ state: 'packed' }])
  const units = await list(`/v1/units?donation=${id}`)
  t.same(ids(units), [...first.units, ...second.units].reverse())
  for (const unit of units) t.same(UnitSummary.strict().parse(unit), unit)
  t.match(units[0], { serialNumber: 'SN-9', item, donation: id, shipment: second.path.slice(-36) })
  const inFirst = `/v1/units?donation=${id}&shipment=${first.path.slice(-36)}`
  t.same(ids(await list(inFirst)), [...first.units].reverse())
  t.same(await list(`${inFirst}&state=planned`), [])
  t.same(ids(await list(`/v1/units?donation=${id}&state=planned`)), second.units)
  const pages = [await hospital.get(`/v1/units?donation=${id}&limit=2`)]
  pages.push(await hospital.get(nextOf(pages[0]?.headers ?? {}) ?? ''))
  t.same(
    pages.flatMap(({ body }) => ids(body.items)),
    ids(units),
  )
  t.equal(nextOf(pages[1]?.headers ?? {}), undefined)

  const stranger = speakAs(built, await built.makeOrganization())
  t.same(await list(`/v1/shipments?donation=${id}`, stranger), [])
  t.same(await list(`/v1/units?donation=${id}`, stranger), [])
  t.same(await list(`/v1/units?donation=${first.path.slice(-36)}`), [], 'a shipment is no donation')
})

/** Every row of a list, page by page, and how many each page had. */
const readAll = async ({ get }: ReturnType<typeof speakAs>, first: string) => {
  const rows: { id: string }[] = []
  const sizes: number[] = []
  for (let url: string | undefined = first; url; ) {
    const { status, body, headers }: Awaited<ReturnType<typeof get>> = await get(url)
    if (status !== 200) throw new Error(JSON.stringify(body))
    rows.push(...body.items)
    sizes.push(body.items.length)
    url = nextOf(headers)
  }
  return { rows, sizes }
}

const endpoint = { url: 'https://93.184.216.34/', types: ['endpoint.*'] }

t.test('lists the endpoints of the own organization, newest first, page by page and by state', async (t) => {
  const { donor, hospital } = await start(t)
  const made: string[] = []
  for (let n = 0; n < 5; n++) made.unshift((await donor.post('/v1/endpoints', endpoint)).body.id)
  const other = (await hospital.post('/v1/endpoints', endpoint)).body.id
  const { rows, sizes } = await readAll(donor, '/v1/endpoints?limit=2')
  t.same(ids(rows), made)
  t.same(sizes, [2, 2, 1])
  for (const row of rows) {
    t.same(Endpoint.strict().parse(row), row)
    t.same((await donor.get(`/v1/endpoints/${row.id}`)).body, row, 'as it is read alone')
  }
  const [removed, paused] = made
  await donor.send(`/v1/endpoints/${removed}`, 'endpoint.removed')
  await donor.send(`/v1/endpoints/${paused}`, 'endpoint.paused')
  const find = async (state: string) =>
    ids((await readAll(donor, `/v1/endpoints?limit=2&state=${state}`)).rows)
  t.same(await find('removed'), [removed])
  t.same(await find('paused'), [paused])
  t.same(await find('active'), made.slice(2))
  t.same(await find('disabled'), [])
  t.same(ids((await hospital.get('/v1/endpoints')).body.items), [other], 'and nobody sees those of others')
})

t.test('lists the deliveries of an endpoint, newest first, page by page, by state and type', async (t) => {
  const { built, donor, hospital } = await start(t)
  const { id } = (await donor.post('/v1/endpoints', { ...endpoint, types: ['donation.*', 'endpoint.*'] }))
    .body
  const path = `/v1/endpoints/${id}`
  for (let n = 0; n < 5; n++) await donor.send(path, 'endpoint.pinged')
  await donor.send(path, 'endpoint.paused')
  await publishAll(built.db)
  const { rows, sizes } = await readAll(donor, `${path}/deliveries?limit=2`)
  t.same(ids(rows), ids(rows).toSorted().reverse())
  t.same(sizes, [2, 2, 1])
  for (const row of rows) t.same(DeliverySummary.strict().parse(row), row)
  for (const query of ['state=pending', 'type=endpoint.pinged', 'state=pending&type=endpoint.pinged'])
    t.same(ids((await readAll(donor, `${path}/deliveries?limit=2&${query}`)).rows), ids(rows), query)
  for (const query of ['state=exhausted', 'state=delivered', 'type=endpoint.paused', 'type=unit.accepted'])
    t.same((await readAll(donor, `${path}/deliveries?${query}`)).rows, [], query)
  t.equal((await hospital.get(`${path}/deliveries`)).status, 404)
})
