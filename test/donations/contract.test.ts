import t, { type Test } from 'tap'
import { build, speakAs } from '../support/build.ts'
import { makeCast, sha256, walk } from '../support/walk.ts'

const kazakh = 'b'.repeat(64)
const texts = [
  { language: 'kk', sha256: kazakh },
  { language: 'ru', sha256 },
]

const start = async (t: Test) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const walked = await walk(built, cast, { until: 'contracting' })
  const { path, donor, hospital } = walked
  const authority = speakAs(built, cast.authority)
  const everybody = [cast.donor.id, cast.recipient.id, cast.authority.id]
  const draft = (signatories = everybody, number = '12/2022') =>
    donor.send(path, 'contract.drafted', { number, texts, signatories })
  const sign = (speaker: typeof donor, text = sha256, data: object = {}) =>
    speaker.send(path, 'contract.signed', { sha256: text, position: 'Director', ...data })
  return { built, cast, path, donor, hospital, authority, draft, sign }
}

t.test('stands once every signatory has signed, in whatever order', async (t) => {
  const orders = [
    ['donor', 'hospital', 'authority'],
    ['authority', 'hospital', 'donor'],
  ] as const
  for (const order of orders) {
    const { draft, sign, ...speakers } = await start(t)
    const drafted = await draft()
    t.match(drafted.body, { state: 'contracting', contract: { number: '12/2022', texts } })
    t.same(drafted.body.contract.signatures.length, 3)
    for (const [place, who] of order.entries()) {
      const speaker = speakers[who]
      t.ok((await speaker.get(speakers.path)).body.availableEvents.includes('contract.signed'))
      const { status, body } = await sign(speaker, place === 1 ? kazakh : sha256)
      t.equal(status, 201)
      t.equal(body.state, place === 2 ? 'contracted' : 'contracting', `${who} signs`)
      t.notOk(body.availableEvents.includes('contract.signed'), 'and is asked no more')
    }
    const { body } = await speakers.donor.get(speakers.path)
    const signatures: { signedAt?: string; position?: string; method?: string; sha256?: string }[] =
      body.contract.signatures
    t.equal(signatures.filter(({ signedAt }) => signedAt).length, 3)
    t.match(signatures, Array(3).fill({ position: 'Director', method: 'account' }))
    t.equal(signatures.filter((one) => one.sha256 === kazakh).length, 1, 'each under its text')
    t.match(body, { waitingFor: ['donor', 'supplier'], deadlines: [{ name: 'dispatch' }] })
    const events: { type: string }[] = (await speakers.donor.get(`${speakers.path}/events`)).body.items
    t.same(
      events.slice(-2).map(({ type }) => type),
      ['contract.signed', 'donation.contracted'],
    )
  }
})

t.test('takes a signature only from those who are asked, once, under a text of the draft', async (t) => {
  const { built, cast, path, donor, hospital, draft, sign } = await start(t)
  t.match(await sign(donor), { status: 409, body: { code: 'contract-not-drafted' } })
  t.notOk((await donor.get(path)).body.availableEvents.includes('contract.signed'))
  await draft([cast.donor.id, cast.recipient.id])
  const authority = speakAs(built, cast.authority)
  t.notOk((await authority.get(path)).body.availableEvents.includes('contract.signed'))
  t.match(await sign(authority), { status: 409, body: { code: 'not-a-signatory' } })
  t.match(await sign(hospital, 'c'.repeat(64)), {
    status: 409,
    body: { code: 'contract-text-unknown', errors: [{ pointer: '/data/sha256' }] },
  })
  t.match(await sign(hospital), { status: 201 })
  t.match(await sign(hospital, kazakh), { status: 409, body: { code: 'already-signed' } })
  t.match((await donor.get(path)).body, { state: 'contracting' })
})

t.test('drops every signature with a new draft', async (t) => {
  const { cast, path, donor, hospital, draft, sign } = await start(t)
  await draft([cast.donor.id, cast.recipient.id])
  await sign(hospital)
  const { body } = await draft([cast.donor.id, cast.recipient.id], '13/2022')
  t.equal(body.contract.number, '13/2022')
  t.same(body.contract.signatures, [{ organization: cast.donor.id }, { organization: cast.recipient.id }])
  t.match((await sign(donor)).body, { state: 'contracting' }, 'the old signature counts for nothing')
  t.match((await sign(hospital)).body, { state: 'contracted' })
  t.match(await draft(), { status: 409, body: { code: 'transition-not-allowed', state: 'contracted' } })
  t.match((await donor.get(path)).body.contract, { number: '13/2022' })
})

t.test('does not let a signature slip under a draft that its signatory has not seen', async (t) => {
  const { cast, path, hospital, draft } = await start(t)
  await draft([cast.donor.id, cast.recipient.id])
  const { headers } = await hospital.get(path)
  await draft([cast.donor.id, cast.recipient.id], '13/2022')
  const sign = { type: 'contract.signed', data: { sha256, position: 'Director' } }
  const late = await hospital.post(`${path}/events`, sign, { 'if-match': String(headers.etag) })
  t.match(late, { status: 412, body: { code: 'if-match-stale' } })
})

t.test('keeps how and when each one signed', async (t) => {
  const { cast, path, donor, hospital, draft } = await start(t)
  await draft([cast.donor.id, cast.recipient.id])
  const { headers } = await hospital.get(path)
  const occurredAt = '2022-10-20T05:00:00.000Z'
  const data = { sha256, position: 'Deputy director', method: 'paper' }
  const signed = await hospital.post(
    `${path}/events`,
    { type: 'contract.signed', data, occurredAt },
    { 'if-match': String(headers.etag) },
  )
  const expected = { organization: cast.recipient.id, ...data, signedAt: occurredAt }
  t.same(signed.body.contract.signatures[1], expected)
  t.same((await donor.get(path)).body.contract.signatures, [{ organization: cast.donor.id }, expected])
})

t.test('asks a party that joins later only by a new draft', async (t) => {
  const { built, cast, path, donor, hospital, draft, sign } = await start(t)
  await draft([cast.donor.id, cast.recipient.id])
  const partner = await built.makeOrganization({ kind: 'club', name: 'Partner club' })
  const outside = await draft([cast.donor.id, cast.recipient.id, partner.id])
  t.match(outside, {
    status: 409,
    body: { code: 'signatory-not-a-party', errors: [{ pointer: '/data/signatories/2' }] },
  })
  await donor.send(path, 'party.added', { organization: partner.id, role: 'partner' })
  t.match(await sign(speakAs(built, partner)), { status: 409, body: { code: 'not-a-signatory' } })
  await draft([cast.donor.id, cast.recipient.id, partner.id])
  await sign(donor)
  await sign(hospital)
  t.match((await donor.get(path)).body, { state: 'contracting' })
  t.match((await sign(speakAs(built, partner))).body, { state: 'contracted' })
})
