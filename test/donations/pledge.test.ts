import { DateTime } from 'luxon'
import t, { type Test } from 'tap'
import { isCode } from '../../schemas/code.ts'
import { Donation, Policy } from '../../schemas/donation.ts'
import { build, speakAs } from '../support/build.ts'
import { makeCast, newDonation } from '../support/walk.ts'

const start = async (t: Test) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const [donor, hospital] = [speakAs(built, cast.donor), speakAs(built, cast.recipient)]
  const pledge = async (fields: Record<string, unknown> = {}, by = donor) =>
    by.post('/v1/donations', { ...newDonation(cast), ...fields })
  return { built, cast, donor, hospital, pledge }
}

t.test('answers a pledge with the donation it made', async (t) => {
  const { cast, donor, pledge } = await start(t)
  const { status, headers, body } = await pledge({ reference: 'GG 2022' })
  t.equal(status, 201)
  t.equal(headers.location, `/v1/donations/${body.id}`)
  t.equal(headers.etag, '"1"')
  t.same(Donation.strict().parse(body), body)
  t.ok(isCode(body.code) && body.code.startsWith('D-'))
  t.match(body, {
    state: 'pledged',
    version: 1,
    reference: 'GG 2022',
    waitingFor: ['recipient'],
    availableEvents: ['donation.withdrawn', 'party.added'],
    items: [{ quantity: 2, equipmentType: { id: cast.equipmentType }, units: { open: 2, accepted: 0 } }],
    value: {
      contracted: { amount: 1_000_000_000, currency: 'KZT' },
      recognised: { amount: 0, currency: 'KZT' },
    },
    policy: { ...Policy.parse({}), timeZone: 'Asia/Almaty' },
  })
  t.equal(body.contract, undefined)
  t.same((await donor.get(`/v1/donations/${body.id}`)).body, body, 'and shows it so from then on')
})

t.test('belongs to a campaign by its slug, and is listed by it', async (t) => {
  const { donor, hospital, pledge } = await start(t)
  const { body } = await pledge({ programme: 'weight-of-life' })
  t.equal(body.programme, 'weight-of-life')
  const other = (await pledge()).body
  t.equal(other.programme, undefined)
  t.equal((await hospital.get(`/v1/donations/${body.id}`)).body.programme, 'weight-of-life')
  const list = async (programme: string) =>
    (await donor.get(`/v1/donations?programme=${programme}&role=donor`)).body.items
  t.match(await list('weight-of-life'), [{ id: body.id, programme: 'weight-of-life' }])
  t.same(await list('gift-of-life'), [])
  for (const wrong of ['Weight of Life', '-x', '', 7])
    t.match(await pledge({ programme: wrong }), {
      status: 400,
      body: { errors: [{ pointer: '/programme' }] },
    })
})

t.test('offers each party what it may do, and names whose turn it is', async (t) => {
  const { built, cast, donor, hospital, pledge } = await start(t)
  const path = `/v1/donations/${(await pledge()).body.id}`
  const offered = async (speaker: typeof donor) => (await speaker.get(path)).body.availableEvents
  t.same(await offered(hospital), ['donation.agreed', 'donation.declined'])
  t.same(await offered(donor), ['donation.withdrawn', 'party.added'])
  for (const looker of [cast.supplier, cast.authority]) t.same(await offered(speakAs(built, looker)), [])
  const agreed = await hospital.send(path, 'donation.agreed', { position: 'Director' })
  t.match(agreed.body, {
    state: 'contracting',
    waitingFor: ['donor', 'coordinator', 'recipient'],
    availableEvents: ['donation.declined'],
  })
  t.same(await offered(donor), ['contract.drafted', 'donation.withdrawn', 'party.added'])
})

t.test('lets a pledge end by the word of either side, for good', async (t) => {
  const { donor, hospital, pledge } = await start(t)
  const ends = [
    [
      hospital,
      'donation.declined',
      'declined',
      { reason: 'siteNotReady', note: 'No earthing yet.\nIn spring.' },
    ],
    [donor, 'donation.withdrawn', 'withdrawn', { reason: 'fundsUnavailable' }],
  ] as const
  for (const isAgreed of [false, true])
    for (const [speaker, type, state, data] of ends) {
      const path = `/v1/donations/${(await pledge()).body.id}`
      if (isAgreed) await hospital.send(path, 'donation.agreed')
      const ended = await speaker.send(path, type, data)
      t.match(ended, { status: 201, body: { state, waitingFor: [], availableEvents: [], deadlines: [] } })
      for (const [late, lateType] of [
        [hospital, 'donation.agreed'],
        [donor, 'party.added'],
      ] as const) {
        const more =
          lateType === 'party.added'
            ? { organization: ended.body.parties[0].organization.id, role: 'partner' }
            : {}
        const refused = await late.send(path, lateType, more)
        t.match(refused, {
          status: 409,
          body: { code: 'transition-not-allowed', state, availableEvents: [] },
        })
      }
      const { body } = await donor.get(`${path}/events?limit=100`)
      t.same(body.items.at(-1).data, data, 'the reason stands in the log')
    }
})

t.test('ends each deadline with a day of the recipient', async (t) => {
  const { hospital, pledge } = await start(t)
  const policy = { pledgeExpiry: 7, signatureReminder: 3, signatureEscalation: 5 }
  for (const [fields, zone] of [
    [{}, 'Asia/Almaty'],
    [{ timeZone: 'America/Sao_Paulo' }, 'America/Sao_Paulo'],
  ] as const) {
    const { body: pledged } = await pledge({ policy, ...fields })
    const path = `/v1/donations/${pledged.id}`
    const due = (from: string, days: number) =>
      DateTime.fromISO(from, { zone }).plus({ days }).endOf('day').toUTC().toISO()
    t.same(pledged.deadlines, [{ name: 'pledgeExpiry', dueAt: due(pledged.updatedAt, 7) }])
    t.equal(pledged.policy.timeZone, zone)
    const { body: agreed } = await hospital.send(path, 'donation.agreed')
    const expected = [
      { name: 'signatureReminder', dueAt: due(agreed.updatedAt, 3) },
      { name: 'signatureEscalation', dueAt: due(agreed.updatedAt, 5) },
    ]
    t.same(agreed.deadlines, expected, 'the answer of the pledge is no longer waited for')
    t.same((await hospital.get(path)).body.deadlines, expected)
  }
})

t.test('takes shares in per cent to two places, and shares in money', async (t) => {
  const { built, cast, pledge } = await start(t)
  const others = [await built.makeOrganization(), await built.makeOrganization()]
  const donors = (...shares: unknown[]) => ({
    parties: [
      { organization: cast.recipient.id, role: 'recipient' },
      ...shares.map((share, n) => ({ organization: [cast.donor, ...others][n]?.id, role: 'donor', share })),
    ],
  })
  const tenge = (amount: number) => ({ money: { amount, currency: 'KZT' } })
  for (const shares of [
    [{ percent: 33.33 }, { percent: 33.33 }, { percent: 33.34 }],
    [{ percent: 0.01 }, { percent: 99.99 }],
    [{ percent: 29.29 }, { percent: 57.57 }, { percent: 13.14 }],
    [tenge(999_999_999), tenge(1)],
    [tenge(1_000_000_000), tenge(0)],
    [undefined, undefined],
  ]) {
    const { status, body } = await pledge(donors(...shares))
    t.equal(status, 201, JSON.stringify(shares))
    const given: { share?: unknown }[] = body.parties
    const shown = given.flatMap(({ share }) => (share ? [JSON.stringify(share)] : []))
    t.same(shown.sort(), shares.flatMap((share) => (share ? [JSON.stringify(share)] : [])).sort())
  }
})

t.test('lets the coordinator pledge for the donors, and one organization hold several roles', async (t) => {
  const { built, cast, donor, pledge } = await start(t)
  const club = await built.makeOrganization({ kind: 'club', name: 'Coordinating club' })
  const parties = [
    { organization: cast.donor.id, role: 'donor' },
    { organization: cast.recipient.id, role: 'recipient' },
    { organization: club.id, role: 'coordinator' },
    { organization: club.id, role: 'carrier' },
  ]
  const { status, body } = await pledge({ parties }, speakAs(built, club))
  t.equal(status, 201)
  const found: { organization: { id: string }; roles: string[] }[] = body.parties
  t.same(found.find(({ organization }) => organization.id === club.id)?.roles, ['coordinator', 'carrier'])
  t.match(await donor.get(`/v1/donations/${body.id}`), { status: 200 }, 'the donors see it at once')
})

t.test('has no value where an item has none', async (t) => {
  const { cast, pledge } = await start(t)
  const valued = { equipmentType: cast.equipmentType, quantity: 3, unitValue: { amount: 7, currency: 'USD' } }
  const plain = { equipmentType: cast.equipmentType, quantity: 1, description: 'Spare mattress' }
  const both = (await pledge({ items: [valued, plain] })).body
  t.equal(both.value, undefined)
  t.match(both.items, [{ unitValue: { amount: 7 } }, { description: 'Spare mattress' }])
  t.match((await pledge({ items: [valued] })).body.value, {
    contracted: { amount: 21, currency: 'USD' },
    recognised: { amount: 0, currency: 'USD' },
  })
})

t.test('trims texts, and keeps what is not for it to change', async (t) => {
  const { pledge } = await start(t)
  const title = '  Инкубаторы «Салмақ өмірі» 👶 <b>&amp; \\u0000 %s {x}  '
  t.equal((await pledge({ title })).body.title, title.trim())
})
