import { randomUUID } from 'node:crypto'
import t from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { speakAs } from '../support/build.ts'
import { inDays } from '../support/day.ts'
import { publishAll } from '../support/publish.ts'
import { sha256 } from '../support/walk.ts'
import { openScene, signing } from './scene.ts'

t.test('is drafted by one party and signed by all', async (t) => {
  const { owner, authority, hospital, club, department, clinic, draft } = await openScene(t)
  const { id, path, made } = await draft()
  t.match(made, { status: 201, headers: { etag: '"1"', location: path } })
  t.match(made.body, {
    ...{ id, state: 'draft', version: 1, title: 'Care for newborns', number: 'M-3', scope: {} },
    ...{ waitingFor: ['owner', 'member'], startsOn: inDays(0), endsOn: inDays(365) },
    availableEvents: ['memorandum.signed', 'memorandum.terminated'],
    texts: [{ language: 'ru', sha256 }],
    signatories: [club, department, clinic].map(({ id }) => ({ organization: { id }, signedAt: undefined })),
    commitments: [
      { id: 'training', by: club.id, quantity: 12, done: 0, dueOn: inDays(100), state: 'open' },
      { id: 'consultations', by: clinic.id, quantity: 300, done: 0, state: 'open' },
    ],
  })
  t.same(made.body.deadlines.map(({ name }: { name: string }) => name).sort(), [
    ...['commitmentDue.consultations', 'commitmentDue.training', 'commitmentReminder.consultations'],
    ...['commitmentReminder.training', 'expiry', 'expiryReminder'],
  ])
  const first = await hospital.send(path, 'memorandum.signed', signing)
  t.match(first, { status: 201, headers: { location: `${path}/events/2` }, body: { state: 'draft' } })
  t.same(first.body.availableEvents, ['memorandum.terminated'], 'nobody is asked to sign twice')
  t.equal((await authority.send(path, 'memorandum.signed', signing)).body.state, 'draft')
  const last = await owner.send(path, 'memorandum.signed', { ...signing, method: 'qualified' })
  t.match(last.body, {
    ...{ state: 'active', version: 4, waitingFor: [] },
    signatories: [{ ...signing, method: 'qualified', signedAt: last.body.updatedAt }, signing, signing],
  })
  const { body: log } = await authority.get(`${path}/events`)
  t.same(
    log.items.map(({ type, from, to }: Record<string, string>) => [type, from, to]),
    [
      ['memorandum.drafted', null, 'draft'],
      ['memorandum.signed', 'draft', 'draft'],
      ['memorandum.signed', 'draft', 'draft'],
      ['memorandum.signed', 'draft', 'active'],
      ['memorandum.activated', 'draft', 'active'],
    ],
  )
  t.match(log.items[0], { subject: { kind: 'memorandum', id }, data: { title: 'Care for newborns' } })
})

t.test('is signed once by each, in one of its texts', async (t) => {
  const { owner, draft } = await openScene(t)
  const { path } = await draft()
  const wrong = await owner.send(path, 'memorandum.signed', { ...signing, sha256: 'f'.repeat(64) })
  t.match(wrong, {
    ...{ status: 409, body: { code: 'memorandum-text-unknown' } },
  })
  t.match(wrong.body.errors, [{ pointer: '/data/sha256' }])
  t.equal((await owner.send(path, 'memorandum.signed', signing)).status, 201)
  const twice = await owner.send(path, 'memorandum.signed', signing)
  t.match(twice, { status: 409, body: { code: 'memorandum-already-signed' } })
  t.equal((await owner.get(path)).body.version, 2)
})

t.test('is ended by any party, from the draft on', async (t) => {
  const { owner, authority, hospital, draft, activate } = await openScene(t)
  const { path: drafted } = await draft()
  const ended = await hospital.send(drafted, 'memorandum.terminated', { reason: 'agreed', note: 'Anew.' })
  t.match(ended.body, {
    ...{ state: 'terminated', deadlines: [], availableEvents: [] },
    ending: { reason: 'agreed', note: 'Anew.' },
  })
  t.match(await owner.send(drafted, 'memorandum.signed', signing), {
    ...{ status: 409, body: { code: 'transition-not-allowed', state: 'terminated' } },
  })
  const { path } = await activate()
  t.match(await authority.send(path, 'memorandum.terminated', { reason: 'whim' }), { status: 400 })
  t.equal((await authority.send(path, 'memorandum.terminated', { reason: 'notKept' })).status, 201)
})

t.test('answers the same request made again with the same memorandum', async (t) => {
  const { owner, body } = await openScene(t)
  const key = { 'idempotency-key': randomUUID() }
  const [one, other] = [
    await owner.post('/v1/memoranda', body, key),
    await owner.post('/v1/memoranda', body, key),
  ]
  t.equal(one.status, 201)
  t.same(other.body, one.body)
  t.equal((await owner.get('/v1/memoranda')).body.items.length, 1)
})

t.test('lists those that the caller is a party to, by state and page by page', async (t) => {
  const { built, owner, hospital, stranger, clinic, draft, activate } = await openScene(t)
  const { id: active } = await activate()
  const ids = [active]
  for (let n = 0; n < 3; n++) ids.unshift((await draft({ parties: [clinic.id], commitments: [] })).id)
  const idsOf = ({ body }: Awaited<ReturnType<typeof owner.get>>): string[] =>
    body.items.map(({ id }: { id: string }) => id)
  t.same(idsOf(await owner.get('/v1/memoranda')), ids)
  t.same(idsOf(await hospital.get('/v1/memoranda?state=active')), [active])
  const page = await hospital.get('/v1/memoranda?limit=3&state=draft')
  t.same(idsOf(page), ids.slice(0, 3))
  const two = await hospital.get('/v1/memoranda?limit=2')
  const rest = await hospital.get(`/v1/memoranda?limit=2&cursor=${two.body.next}`)
  t.same([...idsOf(two), ...idsOf(rest)], ids)
  t.equal(rest.body.next, undefined)
  t.same(rest.body.items[1], (await hospital.get(`/v1/memoranda/${active}`)).body, 'as it reads alone')
  t.same((await speakAs(built, stranger).get('/v1/memoranda')).body.items, [])
})

t.test('is as unknown to a stranger as one that is not there', async (t) => {
  const { built, stranger, activate } = await openScene(t)
  const { path } = await activate()
  const other = speakAs(built, stranger)
  const nowhere = `/v1/memoranda/${uuidv7()}`
  for (const place of [path, nowhere]) {
    for (const url of [place, `${place}/events`, `${place}/events/1`])
      t.match(await other.get(url), { status: 404, body: { code: 'not-found' } }, url)
    const event = { type: 'memorandum.terminated', data: { reason: 'other' } }
    t.match(await other.post(`${place}/events`, event, { 'if-match': '"4"' }), {
      ...{ status: 404, body: { code: 'not-found' } },
    })
  }
})

t.test('reaches the feed of each party, and its endpoints, as it stands in the log', async (t) => {
  const { built, owner, hospital, stranger, activate } = await openScene(t)
  const endpoint = await hospital.post('/v1/endpoints', {
    url: 'https://93.184.216.34/besik',
    types: ['memorandum.*', 'commitment.*'],
  })
  t.equal(endpoint.status, 201)
  const { path } = await activate()
  await hospital.send(path, 'commitment.reported', { commitment: 'consultations', quantity: 300 })
  await publishAll(built.db)
  const { body: log } = await owner.get(`${path}/events`)
  const query = 'type=memorandum.*,commitment.*'
  for (const party of [owner, hospital])
    t.same((await party.get(`/v1/events?${query}`)).body.items, log.items)
  t.same((await speakAs(built, stranger).get(`/v1/events?${query}`)).body.items, [])
  const { body: owed } = await hospital.get(`/v1/endpoints/${endpoint.body.id}/deliveries`)
  t.same(
    owed.items.map(({ id }: { id: string }) => id).sort(),
    log.items.map(({ id }: { id: string }) => id).sort(),
  )
})
