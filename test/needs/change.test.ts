import { randomUUID } from 'node:crypto'
import t from 'tap'
import { expect, openScene, readNeed } from './scene.ts'

t.test('changes a draft as a whole, notes what changed, and nothing where nothing did', async (t) => {
  const scene = await openScene(t)
  const { id, path } = await scene.ask({}, 'draft')
  const department = await scene.addDepartment(undefined, { name: 'Intensive care' })
  const equipmentType = await scene.built.makeEquipmentType()
  const neededBy = '2031-05-01'
  const change = {
    department,
    equipmentType,
    neededBy,
    quantity: 7,
    urgency: 'planned',
    contactRole: 'Director',
  }
  const { status, headers, body } = await scene.change(path, change)
  t.equal(status, 200)
  t.equal(headers.etag, '"2"')
  t.match(body, {
    ...{ neededBy, quantity: 7, remaining: 7, urgency: 'planned', contactRole: 'Director' },
    ...{ department: { id: department }, equipmentType: { id: equipmentType } },
  })
  const same = await scene.change(path, change)
  t.equal(same.body.version, 2)
  t.notOk((await scene.change(path, { neededBy: null })).body.neededBy)
  const log = (await scene.hospital.get(`${path}/events`)).body.items
  t.strictSame(log.map(({ data }: { data: unknown }) => data).slice(1), [change, { neededBy: null }])
  const other = await scene.built.makeOrganization({ kind: 'authority' })
  t.match(await scene.change(path, { authority: other.id }), { body: { authority: { id: other.id } } })
  t.notOk((await scene.change(path, { authority: null })).body.authority)
  t.match(await scene.hospital.send(path, 'need.submitted'), {
    status: 409,
    body: { code: 'authority-missing', errors: [{ pointer: '/authority' }] },
  })
  t.ok(id)
})

t.test('an authority that is replaced after it sent the need back reads it no longer', async (t) => {
  const scene = await openScene(t)
  const { path } = await scene.ask({}, 'submitted')
  expect(await scene.authority.send(path, 'need.returned', { reason: 'otherwiseFunded' }))
  t.equal((await scene.authority.get(path)).status, 200)
  const other = await scene.built.makeOrganization({ kind: 'authority' })
  expect(await scene.change(path, { authority: other.id }), 200)
  t.equal((await scene.authority.get(path)).status, 404)
  t.equal((await scene.authority.get('/v1/needs')).body.items.length, 0)
})

t.test('a need that is before the authority or has ended takes no changes', async (t) => {
  const scene = await openScene(t)
  const { path } = await scene.ask({}, 'submitted')
  t.match(await scene.change(path, { quantity: 1 }), {
    status: 409,
    body: { code: 'transition-not-allowed', state: 'submitted' },
  })
})

t.test('an endorsed need is not edited into another, and never below what is pledged', async (t) => {
  const scene = await openScene(t)
  const { id, path } = await scene.ask({ quantity: 5 })
  await scene.pledge(id, 3)
  const department = await scene.addDepartment(undefined, { name: 'Intensive care' })
  const equipmentType = await scene.built.makeEquipmentType()
  const before = await readNeed(scene, path)
  const fixed = { department, equipmentType, urgency: 'soon', justification: 'Another.', quantity: 6 }
  for (const [name, value] of Object.entries(fixed))
    t.match(await scene.change(path, { [name]: value }), {
      status: 409,
      body: { code: 'need-fixed', errors: [{ pointer: `/${name}` }] },
    })
  const covered = await scene.change(path, { quantity: 2 })
  t.match(covered, {
    status: 409,
    body: { code: 'need-quantity-covered', errors: [{ pointer: '/quantity' }] },
  })
  t.match(covered.body.detail, /3/)
  t.strictSame(await readNeed(scene, path), before)
  t.match(await scene.change(path, { contactRole: 'Director', quantity: 4 }), {
    body: { state: 'endorsed', quantity: 4, remaining: 1, contactRole: 'Director' },
  })
  t.match(await scene.change(path, { quantity: 3 }), { body: { state: 'matched', remaining: 0 } })
})

t.test('only the hospital changes it, and of the version that it saw', async (t) => {
  const scene = await openScene(t)
  const { path } = await scene.ask()
  const { app } = scene.built
  const send = (key: string, more: Record<string, string>) =>
    app.inject({
      method: 'PATCH',
      url: path,
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/merge-patch+json',
        'idempotency-key': randomUUID(),
        ...more,
      },
      payload: '{"contactRole":"Director"}',
    })
  const { cast } = scene
  t.match((await send(cast.authority.key, { 'if-match': '"3"' })).json(), {
    code: 'role-not-allowed',
    status: 403,
  })
  t.match((await send(cast.donor.key, { 'if-match': '"3"' })).json(), { status: 404 })
  t.match((await send(cast.recipient.key, { 'if-match': '"2"' })).json(), { status: 412 })
  t.match((await send(cast.recipient.key, {})).json(), { status: 428 })
  t.equal((await send(cast.recipient.key, { 'if-match': '"3"' })).statusCode, 200)
})
