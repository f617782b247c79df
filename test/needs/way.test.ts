import t from 'tap'
import { inspect } from '../support/inspect.ts'
import { findBreaks, readStored } from '../support/log.ts'
import { sha256 } from '../support/walk.ts'
import { expect, openScene, readNeed, type Scene } from './scene.ts'

/** Brings a donation of so many units to the hospital, and lets it decide about each. */
const deliver = async ({ donor, hospital, cast }: Scene, path: string, outcomes: boolean[]) => {
  const signatories = [cast.donor.id, cast.recipient.id]
  const draft = { number: '1', texts: [{ language: 'ru', sha256 }], signatories }
  expect(await donor.send(path, 'contract.drafted', draft))
  expect(await donor.send(path, 'contract.signed', { sha256, position: 'President' }))
  expect(await hospital.send(path, 'contract.signed', { sha256, position: 'Director' }))
  const item = (await donor.get(path)).body.items[0].id
  const plan = { incotermPlace: 'Almaty', units: outcomes.map(() => ({ item })) }
  const shipment = await donor.post(`${path}/shipments`, plan)
  const way = `/v1/shipments/${expect(shipment).id}`
  const units: string[] = shipment.body.units.map(({ id }: { id: string }) => id)
  const packed = units.map((unit, n) => ({ unit, serialNumber: `SN-${n}` }))
  expect(await donor.send(way, 'shipment.packed', { packages: [{ number: '1', units: packed }] }))
  return { way, units }
}

t.test(
  'goes from a draft over the authority to the donors, and is fulfilled by what was accepted',
  async (t) => {
    const scene = await openScene(t)
    const { donor, hospital, authority, cast, settle } = scene
    const made = await hospital.post('/v1/needs', scene.newNeed({ quantity: 2 }))
    t.equal(made.status, 201)
    const path = `/v1/needs/${made.body.id}`
    t.equal(made.headers.location, path)
    t.match(made.body, {
      ...{ state: 'draft', quantity: 2, remaining: 2, delivered: 0, region: 'KZ-75', coverage: [] },
      hospital: { id: cast.recipient.id, kind: 'hospital' },
      department: { name: 'Neonatal unit' },
      authority: { id: cast.authority.id },
      availableEvents: ['need.submitted', 'need.withdrawn'],
    })
    t.equal((await authority.get(path)).status, 404, 'nobody but the hospital sees a draft')

    expect(await hospital.send(path, 'need.submitted'))
    const submitted = await hospital.get('/v1/needs?state=submitted')
    t.match(
      submitted.body.items,
      [{ id: made.body.id }],
      'the list knows the state that came with a new party',
    )
    t.equal((await hospital.send(path, 'need.endorsed')).body.code, 'role-not-allowed')
    const returned = await authority.send(path, 'need.returned', { reason: 'incomplete', note: 'How many?' })
    t.match(returned.body, { state: 'draft', returned: { reason: 'incomplete', note: 'How many?' } })
    const patched = await scene.change(path, { justification: 'Three share one.', urgency: 'critical' })
    t.match(patched.body, {
      justification: 'Three share one.',
      urgency: 'critical',
      returned: { reason: 'incomplete' },
    })
    t.notOk(expect(await hospital.send(path, 'need.submitted')).returned)
    t.match(expect(await authority.send(path, 'need.endorsed')), { state: 'endorsed', waitingFor: ['donor'] })

    const donation = await scene.pledge(String(made.body.id), 2)
    const pledged = await donor.get(donation)
    t.match(pledged.body.items, [{ need: made.body.id, department: scene.department }])
    t.match(await readNeed(scene, path), {
      ...{ state: 'matched', remaining: 0 },
      coverage: [
        { donation: pledged.body.id, item: pledged.body.items[0].id, quantity: 2, state: 'reserved' },
      ],
    })
    expect(await hospital.send(donation, 'donation.agreed'))
    await settle()
    t.match(await readNeed(scene, path), { state: 'matched', coverage: [{ state: 'agreed' }] })
    t.equal((await donor.get(path)).body.coverage.length, 1, 'the donor is a party now')

    const { body: log } = await hospital.get(`${path}/events`)
    t.strictSame(
      log.items.map(({ type }: { type: string }) => type),
      [
        ...[
          'need.drafted',
          'need.submitted',
          'need.returned',
          'need.changed',
          'need.submitted',
          'need.endorsed',
        ],
        ...['need.reserved', 'need.matched', 'need.agreed'],
      ],
    )
    t.same(findBreaks(await readStored(scene.db, String(made.body.id))), [])
  },
)

t.test('counts what was accepted, and opens again by what was not', async (t) => {
  const scene = await openScene(t)
  const { donor, hospital, settle } = scene
  const { id, path } = await scene.ask({ quantity: 2 })
  const donation = await scene.pledge(id, 2)
  expect(await hospital.send(donation, 'donation.agreed'))
  const { way, units } = await deliver(scene, donation, [true, false])
  const dispatched = await donor.send(way, 'shipment.dispatched', { mode: 'air' })
  t.equal(dispatched.status, 201, JSON.stringify(dispatched.body))
  expect(await hospital.send(way, 'shipment.arrived'))
  const position = 'Deputy director'
  expect(await hospital.send(`/v1/units/${units[0]}`, 'unit.accepted', { position, inspection: inspect() }))
  expect(
    await hospital.send(`/v1/units/${units[1]}`, 'unit.rejected', { position, reason: 'damagedInTransit' }),
  )
  expect(await donor.send(`/v1/units/${units[1]}`, 'unit.returned', { reason: 'underWarranty' }))
  await settle()
  t.match(await readNeed(scene, path), {
    ...{ state: 'endorsed', delivered: 1, remaining: 1 },
    coverage: [{ quantity: 1, state: 'delivered' }],
  })
  expect(
    await scene
      .pledge(id, 1)
      .then((other) => hospital.send(other, 'donation.declined', { reason: 'notNeeded' })),
  )
  await settle()
  t.match(await readNeed(scene, path), { state: 'endorsed', remaining: 1, coverage: [{ quantity: 1 }] })
  const lowered = await scene.change(path, { quantity: 1 })
  t.match(lowered.body, { state: 'fulfilled', quantity: 1, remaining: 0 })
  t.equal((await scene.change(path, { quantity: 1 })).body.code, 'transition-not-allowed')
})

t.test('is open again whenever a pledge ends before a contract or is reduced', async (t) => {
  const scene = await openScene(t)
  const { donor, hospital, settle, db } = scene
  const { id, path } = await scene.ask({ quantity: 3 })
  const take = async (how: (donation: string) => Promise<unknown>, remaining: number) => {
    await how(await scene.pledge(id, 3))
    await settle()
    const { state, ...need } = await readNeed(scene, path)
    t.equal(state, remaining > 0 ? 'endorsed' : 'matched')
    t.equal(need.remaining, remaining)
  }
  await take(
    async (path) => expect(await hospital.send(path, 'donation.declined', { reason: 'unsuitable' })),
    3,
  )
  await take(async (path) => expect(await donor.send(path, 'donation.withdrawn', { reason: 'other' })), 3)
  await take(async (path) => scene.passDay(path.split('/').at(-1) ?? ''), 3)
  await take(async (path) => {
    expect(await hospital.send(path, 'donation.agreed'))
    await deliver(scene, path, [true])
    const { items } = (await donor.get(path)).body
    expect(
      await donor.send(path, 'contract.reduced', { item: items[0].id, quantity: 1, reason: 'donorUnable' }),
    )
  }, 1)
  t.match(await readNeed(scene, path), { coverage: [{ quantity: 2, state: 'agreed' }] })
  t.same(findBreaks(await readStored(db, id)), [])
})

t.test('shows nobody the news that are on their way to it', async (t) => {
  const scene = await openScene(t)
  const { donor, hospital, authority, settle } = scene
  const neededBy = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10)
  const { id, path } = await scene.ask({ neededBy, quantity: 2 })
  expect(await hospital.send(await scene.pledge(id, 2), 'donation.agreed'))
  const timers = (await readStored(scene.db, id)).deadlines.map(({ name }) => name)
  t.same(timers.sort(), ['neededBy', 'news'], 'they come as a deadline')
  for (const reader of [hospital, authority, donor]) {
    const { body } = await reader.get(path)
    t.strictSame(body.deadlines, [{ name: 'neededBy', dueAt: `${neededBy}T18:59:59.999Z` }])
  }
  await settle()
  t.match(await readNeed(scene, path), { coverage: [{ state: 'agreed' }] }, 'they were heard')
})

t.test('expires with its day, unless pledges cover all of it', async (t) => {
  const scene = await openScene(t)
  const neededBy = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10)
  const open = await scene.ask({ neededBy, quantity: 2 })
  const matched = await scene.ask({ neededBy, quantity: 2 })
  const { deadlines } = await readNeed(scene, open.path)
  t.match(deadlines, [{ name: 'neededBy', dueAt: `${neededBy}T18:59:59.999Z` }])
  const pledge = await scene.pledge(matched.id, 2)
  await scene.passDay(open.id)
  await scene.passDay(matched.id)
  t.equal((await readNeed(scene, open.path)).state, 'expired')
  t.equal((await scene.donor.get(open.path)).status, 404, 'what has ended is shown to its parties alone')
  t.equal((await readNeed(scene, matched.path)).state, 'matched')
  expect(await scene.donor.send(pledge, 'donation.withdrawn', { reason: 'other' }))
  await scene.settle()
  t.equal((await readNeed(scene, matched.path)).state, 'expired')
})

t.test('expires with its day, however late its submission was told', async (t) => {
  const scene = await openScene(t)
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  const neededBy = inDays(40).slice(0, 10)
  const { id, path } = await scene.ask({ neededBy }, 'draft')
  const { headers } = await scene.hospital.get(path)
  const told = { type: 'need.submitted', data: {}, occurredAt: inDays(-10) }
  const submitted = await scene.hospital.post(`${path}/events`, told, { 'if-match': String(headers.etag) })
  t.match(submitted.body.deadlines, [{ name: 'neededBy', dueAt: `${neededBy}T18:59:59.999Z` }])
  await scene.passDay(id)
  t.equal((await readNeed(scene, path)).state, 'expired')
})

t.test('is withdrawn by the hospital with a reason', async (t) => {
  const scene = await openScene(t)
  const { path } = await scene.ask()
  t.equal((await scene.hospital.send(path, 'need.withdrawn')).body.code, 'invalid-request')
  const answer = await scene.hospital.send(path, 'need.withdrawn', { reason: 'otherwiseObtained' })
  t.match(answer.body, { state: 'withdrawn', ending: { reason: 'otherwiseObtained' }, waitingFor: [] })
})
