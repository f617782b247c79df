import t from 'tap'
import { speakAs } from '../support/build.ts'
import { findBreaks, readStored } from '../support/log.ts'
import { expect, openScene, readNeed } from './scene.ts'

t.test('two hundred pledges at once never cover more than was asked for', async (t) => {
  const scene = await openScene(t)
  const { donor, db } = scene
  const { id, path } = await scene.ask({ quantity: 50 })
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => donor.post('/v1/donations', scene.newPledge(id, 1))),
  )
  const count = (is: (answer: (typeof answers)[number]) => boolean) => answers.filter(is).length
  t.equal(
    count(({ status }) => status === 201),
    50,
  )
  t.equal(
    count(({ status, body }) => status === 409 && body.code === 'need-over-pledged'),
    150,
  )
  const need = await readNeed(scene, path)
  t.match(need, { state: 'matched', remaining: 0 })
  t.equal(need.coverage.length, 50)
  const made = answers.filter(({ status }) => status === 201).map(({ body }) => body.id)
  t.strictSame(new Set(need.coverage.map(({ donation }: { donation: string }) => donation)), new Set(made))
  t.equal((await donor.get('/v1/open-needs')).body.items.length, 0)
  const stored = await readStored(db, id)
  t.same(findBreaks(stored), [])
})

t.test(
  'pledges that cover the same needs in another order wait for each other, and never in a circle',
  async (t) => {
    const scene = await openScene(t)
    const one = await scene.ask({ quantity: 20 })
    const other = await scene.ask({ quantity: 20 })
    const pledge = (needs: string[]) => ({
      ...scene.newPledge('', 1),
      items: needs.map((need) => ({ equipmentType: scene.equipmentType, quantity: 1, need })),
    })
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => {
        const needs = n % 2 === 0 ? [one.id, other.id] : [other.id, one.id]
        return scene.donor.post('/v1/donations', pledge(needs))
      }),
    )
    t.equal(answers.filter(({ status }) => status === 201).length, 20)
    for (const { path } of [one, other])
      t.match(await readNeed(scene, path), { state: 'matched', remaining: 0 })
  },
)

t.test('reserves all that a pledge names or nothing, and says what is left', async (t) => {
  const scene = await openScene(t)
  const { donor } = scene
  const one = await scene.ask({ quantity: 5 })
  const other = await scene.ask({ quantity: 1 })
  const item = (need: string, quantity: number) => ({ equipmentType: scene.equipmentType, quantity, need })
  const items = [item(one.id, 2), item(other.id, 1), item(one.id, 4)]
  const answer = await donor.post('/v1/donations', { ...scene.newPledge('', 1), items })
  t.match(answer, {
    status: 409,
    body: { code: 'need-over-pledged', errors: [{ pointer: '/items/2/quantity' }] },
  })
  t.match(answer.body.detail, /: 3\./)
  t.match(await readNeed(scene, one.path), { remaining: 5, version: 3, coverage: [] })
  t.match(await readNeed(scene, other.path), { remaining: 1, coverage: [] })
  const both = { ...scene.newPledge('', 1), items: [item(one.id, 2), item(other.id, 1), item(one.id, 3)] }
  expect(await donor.post('/v1/donations', both))
  t.match(await readNeed(scene, one.path), { state: 'matched', coverage: [{ quantity: 2 }, { quantity: 3 }] })
})

t.test('the same pledge sent again reserves nothing more', async (t) => {
  const scene = await openScene(t)
  const { id, path } = await scene.ask({ quantity: 3 })
  const key = { 'idempotency-key': 'again' }
  const first = await scene.donor.post('/v1/donations', scene.newPledge(id, 2), key)
  const again = await scene.donor.post('/v1/donations', scene.newPledge(id, 2), key)
  t.strictSame(again.body, first.body)
  t.equal((await readNeed(scene, path)).remaining, 1)
})

t.test('refuses an item that does not fit the need it names', async (t) => {
  const scene = await openScene(t)
  const { donor, built, cast } = scene
  const { id } = await scene.ask({ quantity: 3 })
  const draft = await scene.ask({}, 'draft')
  const clinic = await built.makeOrganization({ kind: 'hospital', name: 'Another' })
  const elsewhere = await scene.addDepartment(clinic)
  const type = await built.makeEquipmentType()
  const pledge = (need: string, item = {}) => scene.newPledge(need, 1, item)
  const toClinic = {
    ...pledge(id),
    parties: [
      { organization: cast.donor.id, role: 'donor' },
      { organization: clinic.id, role: 'recipient' },
    ],
  }
  const refused: [object, number, string, string][] = [
    [pledge(draft.id), 400, 'unknown-need', '/items/0/need'],
    [pledge(cast.donor.id), 400, 'unknown-need', '/items/0/need'],
    [pledge(id, { equipmentType: type }), 400, 'need-of-another-type', '/items/0/equipmentType'],
    [toClinic, 400, 'need-of-another-hospital', '/items/0/need'],
    [pledge(id, { department: elsewhere }), 400, 'unknown-department', '/items/0/department'],
  ]
  for (const [body, status, code, pointer] of refused)
    t.match(await donor.post('/v1/donations', body), { status, body: { code, errors: [{ pointer }] } })
  expect(await scene.hospital.send(`/v1/needs/${id}`, 'need.withdrawn', { reason: 'other' }))
  t.match(await donor.post('/v1/donations', pledge(id)), { body: { code: 'unknown-need' } })
  const coordinator = await scene.ask({ quantity: 2 })
  await scene.pledge(coordinator.id, 1)
  expect(await scene.hospital.send(coordinator.path, 'need.withdrawn', { reason: 'other' }))
  t.match(await donor.post('/v1/donations', pledge(coordinator.id)), {
    status: 409,
    body: { code: 'need-not-open', errors: [{ pointer: '/items/0/need' }] },
  })
})

t.test('an item may name another department of the recipient, with or without a need', async (t) => {
  const scene = await openScene(t)
  const other = await scene.addDepartment(undefined, { name: 'Intensive care' })
  const { id } = await scene.ask({ quantity: 3 })
  const covering = await scene.donor.post('/v1/donations', scene.newPledge(id, 1, { department: other }))
  t.match(expect(covering).items, [{ department: other, need: id }])
  const { need: _, ...plain } = { need: undefined, equipmentType: scene.equipmentType, quantity: 1 }
  const pledge = { ...scene.newPledge(id, 1), items: [{ ...plain, department: other }, plain] }
  const answer = expect(await scene.donor.post('/v1/donations', pledge))
  t.match(answer.items, [{ department: other }, {}])
  t.notMatch(JSON.stringify(answer.items), /need/)
})

t.test('whoever pledges becomes a party, by the role of the pledge', async (t) => {
  const scene = await openScene(t)
  const { built, cast } = scene
  const club = await built.makeOrganization({ kind: 'club', name: 'A partner club' })
  const { id, path } = await scene.ask({ quantity: 3 })
  const parties = [
    { organization: cast.donor.id, role: 'donor' },
    { organization: club.id, role: 'coordinator' },
    { organization: cast.supplier.id, role: 'supplier' },
    { organization: cast.recipient.id, role: 'recipient' },
  ]
  expect(await scene.donor.post('/v1/donations', { ...scene.newPledge(id, 3), parties }))
  for (const who of [cast.donor, club]) {
    const speaker = speakAs(built, who)
    t.equal((await speaker.get(path)).body.coverage.length, 1)
    t.equal((await speaker.get(`${path}/events`)).status, 200)
    t.equal((await speaker.get('/v1/needs')).body.items[0].id, id)
  }
  const supplier = speakAs(built, cast.supplier)
  t.strictSame((await supplier.get(path)).body.coverage, [])
  t.equal((await supplier.get(`${path}/events`)).status, 404)
})
