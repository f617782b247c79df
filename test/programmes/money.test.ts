import t from 'tap'
import { speakAs } from '../support/build.ts'
import { funding, kzt, openCampaign } from './scene.ts'

const paid = { on: '2026-11-02', amount: kzt(600_000_000) }

t.test('notes what came of each tranche, be it told by the owner or its funder', async (t) => {
  const { built, funder, make, runner } = await openCampaign(t)
  const { path } = await make()
  const payer = speakAs(built, funder)
  const first = await payer.send(path, 'tranche.received', { funder: funder.id, tranche: '1', ...paid })
  t.equal(first.status, 201)
  t.match(first.body, {
    state: 'planned',
    funders: [{ received: kzt(600_000_000), tranches: [{ id: '1', received: paid }, { id: '2' }] }],
  })
  const less = { on: '2026-11-03', amount: kzt(1) }
  const second = await runner.send(path, 'tranche.received', { funder: funder.id, tranche: '2', ...less })
  t.match(second.body.funders, [{ received: kzt(600_000_001), tranches: [{}, { received: less }] }])
  t.same(second.body, (await runner.get(path)).body)
  t.same((await payer.get(path)).body.availableEvents, [], 'there is nothing left for it to tell')
  const { body } = await payer.get(`${path}/progress`)
  t.same(body.funds, { planned: 1_000_000_000, received: 600_000_001, acceptedShare: 0 })
})

t.test('refuses money twice, in another currency, of others, or of tomorrow', async (t) => {
  const { built, funder, stranger, make, runner } = await openCampaign(t)
  const { path } = await make({ funders: [funding(funder, 10, 20), funding(stranger, 30)] })
  const own = { funder: funder.id, tranche: '1', ...paid }
  t.equal((await runner.send(path, 'tranche.received', own)).status, 201)
  const other = { ...own, tranche: '2' }
  const table = [
    ['received before', own, 409, 'tranche-received-before', '/data/tranche'],
    ['no tranche of its', { ...own, tranche: '7' }, 400, 'unknown-tranche', '/data/tranche'],
    ['no funder', { ...own, funder: path.slice(-36) }, 400, 'unknown-funder', '/data/funder'],
    [
      'another currency',
      { ...other, amount: { amount: 5, currency: 'USD' } },
      400,
      'currency-not-of-programme',
      '/data/amount/currency',
    ],
    ['the future', { ...other, on: '2099-01-01' }, 400, 'tranche-in-future', '/data/on'],
    ['nothing at all', { ...other, amount: kzt(0) }, 400, 'invalid-request', '/data/amount/amount'],
  ] as const
  const before = (await runner.get(path)).body
  for (const [what, data, status, code, pointer] of table) {
    const refused = await runner.send(path, 'tranche.received', data)
    t.match(refused, { status, body: { code, errors: [{ pointer }] } }, what)
  }
  const ofAnother = await speakAs(built, funder).send(path, 'tranche.received', {
    ...other,
    funder: stranger.id,
  })
  t.match(ofAnother, { status: 403, body: { code: 'tranche-of-another-funder' } })
  t.same((await runner.get(path)).body, before, 'nothing changed')
})

t.test('takes further funders and suppliers, who see it from then on', async (t) => {
  const { built, funder, stranger, second, make, runner } = await openCampaign(t)
  const { path } = await make({ suppliers: [], allocations: [] })
  const joining = speakAs(built, stranger)
  t.equal((await joining.get(path)).status, 404)
  const added = await runner.send(path, 'funder.added', funding(stranger, 5, 6))
  t.equal(added.status, 201)
  t.match(added.body.funders, [
    { organization: { id: funder.id } },
    { organization: { id: stranger.id, kind: 'club', name: 'Another club' }, amount: kzt(11) },
  ])
  t.same((await runner.get(path)).body, added.body)
  t.match((await joining.get(path)).body.availableEvents, ['tranche.received'])
  const supplied = await runner.send(path, 'supplier.added', { organization: stranger.id })
  t.match(supplied.body.suppliers, [{ id: stranger.id }])
  const allocated = await runner.send(path, 'allocation.set', {
    ...{ hospital: second.id, quantity: 3 },
    equipmentType: supplied.body.goals[0].equipmentType,
  })
  t.match(allocated.body.allocations, [{ hospital: { id: second.id, name: 'District hospital' } }])
  t.equal((await speakAs(built, second).get(path)).status, 200)

  const twice = await runner.send(path, 'funder.added', funding(stranger, 7))
  t.match(twice, { status: 409, body: { code: 'already-in-programme' } })
  const short = { ...funding(second, 1, 2), amount: kzt(4) }
  t.match(await runner.send(path, 'funder.added', short), {
    status: 400,
    body: { code: 'tranches-do-not-add-up', errors: [{ pointer: '/data/tranches' }] },
  })
  t.match(await runner.send(path, 'supplier.added', { organization: path.slice(-36) }), {
    status: 400,
    body: { code: 'unknown-organization', errors: [{ pointer: '/data/organization' }] },
  })
})

t.test('changes goals and allocations as long as they add up', async (t) => {
  const { hospital, stranger, equipmentType, make, runner } = await openCampaign(t)
  const { path } = await make()
  const goal = (quantity: number, region?: string) =>
    runner.send(path, 'goal.set', { equipmentType, quantity, ...(region && { region }) })
  t.match((await goal(12)).body.goals, [{ equipmentType, quantity: 12 }])
  t.match((await goal(5, 'KZ-75')).body.goals, [{ quantity: 12 }, { region: 'KZ-75', quantity: 5 }])
  t.match(await goal(9), {
    status: 400,
    body: { code: 'allocation-exceeds-goal', errors: [{ pointer: '/data/quantity' }] },
  })
  t.match(await goal(13, 'KZ-47'), { status: 400, body: { code: 'goals-do-not-add-up' } })
  const allocate = (fields: object) =>
    runner.send(path, 'allocation.set', { hospital: hospital.id, equipmentType, ...fields })
  t.match((await allocate({ quantity: 1, hospital: stranger.id })).body, {
    code: 'allocated-to-no-hospital',
    errors: [{ pointer: '/data/hospital' }],
  })
  const raised = await allocate({ quantity: 8 })
  t.match(
    raised.body.allocations.map(({ quantity }: { quantity: number }) => quantity),
    [4, 8],
  )
  t.match((await allocate({ quantity: 9 })).body, { code: 'allocation-exceeds-goal' })
  t.match((await runner.send(path, 'goal.set', { equipmentType: path.slice(-36), quantity: 1 })).body, {
    code: 'unknown-equipment-type',
    errors: [{ pointer: '/data/equipmentType' }],
  })
  t.equal((await allocate({ quantity: 0 })).body.allocations.length, 1)
  t.match((await runner.get(`${path}/progress`)).body.total, { goal: 12, allocated: 4 })
})

t.test('is steered by nobody but its owner', async (t) => {
  const { built, funder, hospital, supplier, make, runner } = await openCampaign(t)
  const { path } = await make()
  for (const one of [funder, hospital, supplier])
    t.match(await speakAs(built, one).send(path, 'programme.started'), {
      status: 403,
      body: { code: 'role-not-allowed' },
    })
  t.match((await runner.send(path, 'programme.started')).body, { state: 'running' })
  t.match(await runner.send(path, 'programme.started'), {
    status: 409,
    body: { code: 'transition-not-allowed', state: 'running' },
  })
  const ended = await runner.send(path, 'programme.cancelled', { reason: 'fundsUnavailable', note: 'Sorry.' })
  t.match(ended.body, {
    ...{ state: 'cancelled', waitingFor: [], availableEvents: [] },
    ending: { reason: 'fundsUnavailable', note: 'Sorry.' },
  })
})
