import t from 'tap'
import { inDays } from '../support/day.ts'
import { openScene, pass, signing } from './scene.ts'

type Scene = Awaited<ReturnType<typeof openScene>>

const typesOf = async ({ owner }: Scene, path: string): Promise<string[]> =>
  (await owner.get(`${path}/events`)).body.items.map(({ type }: { type: string }) => type)

t.test('counts what is reported, until a commitment is kept', async (t) => {
  const scene = await openScene(t)
  const { owner, authority, hospital, activate } = scene
  const { path } = await activate()
  const report = (quantity: number, commitment = 'training') => ({ commitment, quantity })
  t.match((await owner.send(path, 'commitment.reported', report(8))).body, {
    commitments: [{ done: 8, state: 'open' }, { done: 0 }],
  })
  const refused = await hospital.send(path, 'commitment.reported', report(4))
  t.match(refused, { status: 409, body: { code: 'commitment-not-yours' } })
  t.match(refused.body.errors, [{ pointer: '/data/commitment' }])
  t.match(await owner.send(path, 'commitment.reported', report(1, 'cars')), {
    ...{ status: 409, body: { code: 'commitment-unknown', detail: /cars/ } },
  })
  t.match(await authority.send(path, 'commitment.reported', report(1)), { status: 409 })
  const kept = await owner.send(path, 'commitment.reported', report(4))
  t.match(kept.body, { state: 'active', commitments: [{ done: 12, quantity: 12, state: 'kept' }, {}] })
  t.notMatch(JSON.stringify(kept.body.deadlines), /training/, 'its clocks are stopped')
  t.match(await hospital.send(path, 'commitment.reported', report(120, 'consultations')), {
    ...{ status: 201, body: { commitments: [{}, { done: 120 }] } },
  })
  const { items } = (await owner.get(`${path}/events`)).body
  t.match(items.at(-2), { type: 'commitment.kept', data: { commitment: 'training' } })
  t.equal(items.at(-2).cause, items.at(-3).id, 'it is known which report kept it')
})

t.test('is reminded of each commitment, which is overdue by its own day, and may be kept late', async (t) => {
  const scene = await openScene(t)
  const { built, owner, activate } = scene
  const { id, path } = await activate()
  await pass(built.db, id, 'commitmentReminder.training')
  t.equal((await owner.get(path)).body.state, 'active')
  await pass(built.db, id, 'commitmentDue.training')
  t.match((await owner.get(path)).body.commitments, [{ state: 'overdue' }, { state: 'open' }])
  const { items } = (await owner.get(`${path}/events`)).body
  t.match(items.slice(-2), [
    {
      ...{ type: 'commitment.reminded', data: { commitment: 'training' } },
      actor: { deadline: 'commitmentReminder.training' },
    },
    {
      ...{ type: 'commitment.overdue', data: { commitment: 'training' } },
      actor: { deadline: 'commitmentDue.training' },
    },
  ])
  const late = await owner.send(path, 'commitment.reported', { commitment: 'training', quantity: 12 })
  t.match(late.body.commitments, [{ state: 'kept', done: 12 }, { state: 'open' }])
})

t.test('expires at the end of its last day, after a reminder', async (t) => {
  const scene = await openScene(t)
  const { built, owner, hospital, activate } = scene
  const { id, path } = await activate()
  const { deadlines } = (await owner.get(path)).body
  const due = new Map(deadlines.map(({ name, dueAt }: Record<string, string>) => [name, dueAt]))
  const endOf = (days: number) => `${inDays(days)}T18:59:59.999Z`
  t.equal(due.get('expiry'), endOf(365))
  t.equal(due.get('expiryReminder'), endOf(335))
  t.equal(due.get('commitmentDue.training'), endOf(100))
  t.equal(due.get('commitmentReminder.training'), endOf(86))
  await pass(built.db, id, 'expiryReminder')
  t.equal((await owner.get(path)).body.state, 'active')
  // Both fall due at the very same instant, in whatever order.
  await pass(built.db, id, 'expiry', 'commitmentDue.consultations')
  t.match((await owner.get(path)).body, {
    ...{ state: 'expired', availableEvents: ['commitment.reported'] },
    commitments: [{ state: 'open' }, { state: 'overdue' }],
  })
  const types = await typesOf(scene, path)
  t.same(types.slice(-3).sort(), ['commitment.overdue', 'memorandum.expired', 'memorandum.expiryReminded'])
  const late = await hospital.send(path, 'commitment.reported', {
    commitment: 'consultations',
    quantity: 300,
  })
  t.match(late, { status: 201, body: { state: 'expired', commitments: [{}, { state: 'kept' }] } })
  t.match(await owner.send(path, 'memorandum.terminated', { reason: 'other' }), {
    ...{ status: 409, body: { code: 'transition-not-allowed' } },
  })
})

t.test('can no longer be signed once its last day passed', async (t) => {
  const scene = await openScene(t)
  const { built, owner, hospital, draft } = scene
  const { id, path } = await draft()
  t.equal((await owner.send(path, 'memorandum.signed', signing)).status, 201)
  await pass(built.db, id, 'expiry')
  t.match((await owner.get(path)).body, { state: 'expired', deadlines: [], availableEvents: [] })
  t.match(await hospital.send(path, 'memorandum.signed', signing), {
    ...{ status: 409, body: { code: 'transition-not-allowed', state: 'expired' } },
  })
  const report = { commitment: 'training', quantity: 1 }
  t.match(await owner.send(path, 'commitment.reported', report), { status: 409 }, 'nothing was promised')
})

t.test('is reminded soon again where it was signed after the reminder', async (t) => {
  const scene = await openScene(t)
  const { built, owner, authority, hospital, draft } = scene
  const { id, path } = await draft({ endsOn: inDays(20), commitments: [] })
  await pass(built.db, id, 'expiryReminder')
  for (const party of [owner, authority, hospital]) await party.send(path, 'memorandum.signed', signing)
  const { body } = await owner.get(path)
  t.match(body, { state: 'active', deadlines: [{ name: 'expiryReminder' }, { name: 'expiry' }] })
  await pass(built.db, id, 'expiryReminder')
  const types = await typesOf(scene, path)
  t.equal(types.filter((type) => type === 'memorandum.expiryReminded').length, 2)
})
