import t from 'tap'
import { openScene } from '../confirmations/scene.ts'
import { build, speakAs } from '../support/build.ts'
import { plan } from '../support/consign.ts'
import { inspect } from '../support/inspect.ts'

const makeCheck = (id: string) => ({
  id,
  type: 'boolean',
  texts: { kk: 'Аурухананың тексеруі', ru: 'Проверка больницы', en: "The hospital's own check" },
  isSafety: false,
  isRequired: true,
})

t.test('pins a check of the hospital to units that are planned from then on', async (t) => {
  const { hospital, cast, donor, donation, item, units, confirm } = await openScene(t)
  const path = `/v1/equipment-types/${cast.equipmentType}/checks`
  const made = await hospital.post(path, { check: makeCheck('own-check') })
  t.match(made, {
    status: 201,
    headers: { location: path },
    body: { equipmentType: cast.equipmentType, check: { id: 'own-check', needsPhoto: false } },
  })
  t.match((await hospital.get(path)).body, { items: [{ id: made.body.id }] })
  t.match((await hospital.get(`/v1/units/${units[0]}`)).body.protocol, {
    slug: 'generic-device',
    additions: [],
  })
  const [old = '', replaced = ''] = units
  t.match(
    await confirm([
      { outcome: 'accepted', unit: old, inspection: inspect() },
      { outcome: 'rejected', unit: replaced, reason: 'wrongItem' },
    ]),
    { status: 201 },
    'what came before does without it',
  )
  const next = await plan(donor, donation, [{ item, replaces: replaced }])
  const { body } = await hospital.get(`/v1/units/${next.units[0]}`)
  t.match(body.protocol, { slug: 'generic-device', version: 1, additions: [{ id: 'own-check' }] })
})

t.test('takes no unit over that failed to be checked so', async (t) => {
  const check = makeCheck('own-check')
  const { confirm, units, hospital, cast } = await openScene(t, { quantity: 1, checks: [check] })
  const accept = (inspection: object) => confirm([{ outcome: 'accepted', unit: units[0], inspection }])
  t.match(await accept(inspect()), {
    status: 409,
    body: { errors: [{ code: 'checks-missing', detail: /own-check/ }] },
  })
  const { body } = await hospital.get(`/v1/equipment-types/${cast.equipmentType}/checks`)
  const path = `/v1/checks/${body.items[0].id}/withdrawals`
  t.match(await hospital.post(path, {}), { status: 200, body: { withdrawnAt: /^\d{4}-/ } })
  t.match(await accept(inspect()), { status: 409 }, 'withdrawing it later changes nothing for this one')
  const inspection = inspect()
  const results = [...inspection.results, { check: 'own-check', value: true }]
  t.match(await accept({ ...inspection, results }), { status: 201 })
})

t.test('replaces no check of the protocol, nor one of its own', async (t) => {
  const built = await build(t)
  const hospital = speakAs(built, await built.makeOrganization({ kind: 'hospital' }))
  const other = speakAs(built, await built.makeOrganization({ kind: 'hospital' }))
  const path = `/v1/equipment-types/${await built.makeEquipmentType()}/checks`
  const taken = { status: 409, body: { code: 'check-id-taken', errors: [{ pointer: '/check/id' }] } }
  t.match(await hospital.post(path, { check: makeCheck('visual-condition') }), taken)
  const { body } = await hospital.post(path, { check: makeCheck('own-check') })
  t.match(await hospital.post(path, { check: makeCheck('own-check') }), taken)
  t.match(await other.post(path, { check: makeCheck('own-check') }), { status: 201 }, 'another hospital may')
  t.strictSame((await other.get(path)).body.items.length, 1, 'and sees its own alone')
  t.equal((await other.post(`/v1/checks/${body.id}/withdrawals`, {})).status, 404)
  t.equal((await hospital.post(`/v1/checks/${body.id}/withdrawals`, {})).status, 200)
  t.equal((await hospital.post(`/v1/checks/${body.id}/withdrawals`, {})).status, 404)
  t.match((await hospital.get(path)).body, { items: [] })
  t.match(
    await hospital.post(path, { check: makeCheck('own-check') }),
    taken,
    'an id means one thing for ever',
  )
  const limit = { ...makeCheck('limited'), type: 'number', unit: 'Cel', limit: { min: 2, max: 1 } }
  t.match(await hospital.post(path, { check: limit }), { status: 400 })
  const unknown = `/v1/equipment-types/${body.id}/checks`
  t.match(await hospital.post(unknown, { check: makeCheck('x') }), { status: 404 })
})

t.test('takes forty checks, also where two are added at once', async (t) => {
  const built = await build(t)
  const hospital = speakAs(built, await built.makeOrganization({ kind: 'hospital' }))
  const path = `/v1/equipment-types/${await built.makeEquipmentType()}/checks`
  const add = (n: number) => hospital.post(path, { check: makeCheck(`check-${n}`) })
  for (let n = 0; n < 38; n++) await add(n)
  const answers = await Promise.all(Array.from({ length: 5 }, (_, n) => add(38 + n)))
  const refused = answers.filter(({ status }) => status !== 201)
  t.equal(refused.length, 3)
  for (const one of refused) t.match(one, { status: 409, body: { code: 'too-many-checks', detail: /40/ } })
  t.equal((await hospital.get(path)).body.items.length, 40)
})
