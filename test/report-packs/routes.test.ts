import { createHash, randomUUID } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { ReportPack } from '../../schemas/report-pack.ts'
import { readText } from '../documents/read-pdf.ts'
import { build, speakAs } from '../support/build.ts'
import { inDays } from '../support/day.ts'
import { makeCast, walk } from '../support/walk.ts'

/** A programme of a foundation for one hospital, with a donation of three incubators that were all accepted. */
const start = async (t: Test) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const owner = speakAs(built, cast.donor)
  const amount = { amount: 1_500_000_000, currency: 'KZT' }
  const plan = {
    slug: 'weight-of-life',
    names: { kk: 'Өмір салмағы', ru: 'Вес жизни', en: 'Weight of Life' },
    startsOn: inDays(-30),
    endsOn: inDays(300),
    currency: 'KZT',
    goals: [{ equipmentType: cast.equipmentType, quantity: 5 }],
    funders: [
      {
        organization: cast.donor.id,
        amount,
        tranches: [{ id: 'first', plannedOn: inDays(-20), amount }],
      },
    ],
    suppliers: [cast.supplier.id],
    allocations: [{ hospital: cast.recipient.id, equipmentType: cast.equipmentType, quantity: 5 }],
  }
  const made = await owner.post('/v1/programmes', plan)
  t.equal(made.status, 201, JSON.stringify(made.body))
  const path = `/v1/programmes/${made.body.id}`
  const received = { funder: cast.donor.id, tranche: 'first', on: inDays(-1), amount }
  t.match(await owner.send(path, 'programme.started'), { status: 201 })
  t.match(await owner.send(path, 'tranche.received', received), { status: 201 })
  await walk(built, cast, { quantity: 3, until: 'accepted', more: { programme: 'weight-of-life' } })
  return { built, cast, owner, path }
}

const wanted = { kind: 'yearly', startsOn: inDays(-30), endsOn: inDays(-1), languages: ['ru', 'kk'] }

t.test('makes a report of what the donations of a programme came to, as data and as a PDF', async (t) => {
  const { built, cast, owner, path } = await start(t)
  const made = await owner.post(`${path}/report-packs`, { ...wanted, endsOn: inDays(0) })
  t.equal(made.status, 201, JSON.stringify(made.body))
  t.same(ReportPack.parse(made.body), made.body)
  t.match(made.body.data, {
    programme: { slug: 'weight-of-life', owner: { id: cast.donor.id }, currency: 'KZT' },
    objectives: [{ goal: 5, pledged: 3, accepted: 3, inService: 0 }],
    spending: {
      funders: [{ planned: 1_500_000_000, received: 1_500_000_000 }],
      donations: [{ state: 'accepted', contracted: 1_500_000_000, recognised: 1_500_000_000 }],
    },
    sustainability: { inService: 0, outOfService: 0, decommissioned: 0, unanswered: 0 },
  })
  const { partners }: ReportPack['data'] = made.body.data
  const part = partners.find(({ organization }) => organization.id === cast.recipient.id)
  t.match(part, { roles: ['recipient'], donations: 1 })
  const url = String(made.headers.location)
  t.same((await owner.get(url)).body, made.body)
  const headers = { authorization: `Bearer ${cast.donor.key}` }
  const document = await built.app.inject({ url: `${url}/document`, headers })
  t.equal(document.headers['content-type'], 'application/pdf')
  t.equal(createHash('sha256').update(document.rawPayload).digest('hex'), made.body.sha256)
  const text = (await readText(document.rawPayload)).replaceAll('\u00A0', ' ')
  for (const part of [
    'Годовой отчёт',
    'Жылдық есеп',
    'Вес жизни',
    '15 000 000,00 KZT',
    'City Perinatal Center',
  ])
    t.ok(text.includes(part), part)
})

t.test('shows a report to whom it was made for, and each party only what it sees', async (t) => {
  const { built, cast, owner, path } = await start(t)
  const made = await owner.post(`${path}/report-packs`, wanted)
  const [url, hospital] = [String(made.headers.location), speakAs(built, cast.recipient)]
  const stranger = speakAs(built, await built.makeOrganization({ kind: 'club' }))
  for (const other of [hospital, stranger]) {
    t.match(await other.get(url), { status: 404 })
    t.match(await other.get(`${url}/document`), { status: 404 })
  }
  t.match(await stranger.post(`${path}/report-packs`, wanted), { status: 404 })
  t.match(
    await hospital.post(`${path}/report-packs`, wanted),
    { status: 201 },
    'a party makes one of its own',
  )
})

t.test('answers a request that is made again without drawing another report', async (t) => {
  const { built, owner, path } = await start(t)
  const once = { 'idempotency-key': randomUUID() }
  const first = await owner.post(`${path}/report-packs`, wanted, once)
  rmSync(built.files, { recursive: true })
  writeFileSync(built.files, 'Nothing can be kept here.')
  const again = await owner.post(`${path}/report-packs`, wanted, once)
  t.match(again, { status: 201, headers: { 'idempotency-replayed': 'true' } })
  t.strictSame(again.body, first.body)
})

t.test('refuses a period that ends before it begins, or after today', async (t) => {
  const { owner, path } = await start(t)
  const post = (more: object) => owner.post(`${path}/report-packs`, { ...wanted, ...more })
  t.match(await post({ startsOn: inDays(-1), endsOn: inDays(-2) }), {
    status: 400,
    body: { code: 'report-period-inverted', errors: [{ pointer: '/endsOn' }] },
  })
  t.match(await post({ endsOn: inDays(3) }), { status: 400, body: { code: 'report-period-in-future' } })
  t.match(await post({ languages: ['ru', 'ru'] }), { status: 400, body: { code: 'invalid-request' } })
})
