import t, { type Test } from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { EquipmentType } from '../../schemas/equipment-type.ts'
import { equipmentTypes } from '../../src/database/tables.ts'
import { build, speakAs } from '../support/build.ts'

const incubator = {
  slug: 'neonatal-incubator',
  names: { kk: 'Жаңа туған нәресте инкубаторы', ru: 'Инкубатор для новорождённых', en: 'Neonatal incubator' },
  codes: [{ system: 'other', code: 'INC-1', source: 'Catalogue of the maker' }],
  mains: { voltage: 230, frequency: 50, phases: 1, plug: 'F', power: 450 },
  protocol: 'infant-incubator',
}

const start = async (t: Test) => {
  const built = await build(t)
  const organization = await built.makeOrganization()
  return {
    ...built,
    speaker: speakAs(built, organization),
    operator: speakAs(built, { key: built.operator }),
  }
}

t.test('adds to the catalogue, which every key can then read', async (t) => {
  const { operator, speaker } = await start(t)
  const made = await operator.post('/v1/equipment-types', incubator)
  t.equal(made.status, 201)
  const { id, createdAt, ...rest } = EquipmentType.strict().parse(made.body)
  t.same(rest, incubator)
  t.equal(made.headers.location, `/v1/equipment-types/${id}`)
  t.same((await speaker.get(`/v1/equipment-types/${id}`)).body, made.body)
  t.same((await speaker.get('/v1/equipment-types')).body, { items: [made.body] })
})

t.test('needs no more than a slug and names', async (t) => {
  const { operator } = await start(t)
  const { slug, names } = incubator
  const { status, body } = await operator.post('/v1/equipment-types', { slug, names })
  t.equal(status, 201)
  t.same(body.codes, [])
  t.equal(body.protocol, 'generic-device')
  t.notOk('mains' in body)
})

t.test('refuses a slug that is taken, also in a race', async (t) => {
  const { operator, db } = await start(t)
  const race = Array.from({ length: 8 }, () => operator.post('/v1/equipment-types', incubator))
  const answers = await Promise.all(race)
  t.same(answers.map(({ status }) => status).sort(), [201, ...Array(7).fill(409)])
  const refused = answers.filter(({ status }) => status === 409)
  for (const { body } of refused) t.match(body, { code: 'slug-taken', errors: [{ pointer: '/slug' }] })
  t.equal(await db.$count(equipmentTypes), 1)
})

t.test('lets only the operator write the catalogue', async (t) => {
  const { speaker, db } = await start(t)
  t.match(await speaker.post('/v1/equipment-types', incubator), {
    status: 403,
    body: { code: 'operator-only' },
  })
  t.equal(await db.$count(equipmentTypes), 0)
})

t.test('names the fields that are wrong', async (t) => {
  const { operator } = await start(t)
  const cases: [object, string, string][] = [
    [{ slug: 'Neonatal incubator' }, '/slug', 'wrong-pattern'],
    [{ slug: '-a' }, '/slug', 'wrong-pattern'],
    [{ names: { ru: 'Инкубатор', en: 'Incubator' } }, '/names/kk', 'required'],
    [{ mains: { voltage: 0, frequency: 50 } }, '/mains/voltage', 'too-small'],
    [{ mains: { voltage: 230, frequency: 400 } }, '/mains/frequency', 'not-one-of'],
    [{ mains: { voltage: 230, frequency: 50, plug: 'Z' } }, '/mains/plug', 'wrong-pattern'],
    [{ codes: [{ system: 'XYZ', code: '1', source: 'x' }] }, '/codes/0/system', 'not-one-of'],
    [{ codes: [{ system: 'EMDN', code: '1' }] }, '/codes/0/source', 'required'],
    [{ price: 1 }, '/price', 'unknown-field'],
  ]
  for (const [change, pointer, code] of cases)
    t.match(
      await operator.post('/v1/equipment-types', { ...incubator, ...change }),
      { status: 400, body: { code: 'invalid-request', errors: [{ pointer, code }] } },
      pointer,
    )
  t.match(await operator.post('/v1/equipment-types', { ...incubator, protocol: 'no-such' }), {
    status: 400,
    body: { code: 'unknown-protocol', errors: [{ pointer: '/protocol' }] },
  })
})

t.test('finds by slug, and goes through the catalogue page by page', async (t) => {
  const { operator, speaker } = await start(t)
  const slugs = ['incubator', 'warmer', 'ventilator', 'monitor', 'phototherapy-lamp']
  for (const slug of slugs) await operator.post('/v1/equipment-types', { ...incubator, slug })
  t.match((await speaker.get('/v1/equipment-types?slug=monitor')).body, { items: [{ slug: 'monitor' }] })
  t.same((await speaker.get('/v1/equipment-types?slug=none')).body, { items: [] })
  const found: string[] = []
  let query = 'limit=2'
  while (query) {
    const { body } = await speaker.get(`/v1/equipment-types?${query}`)
    found.push(...body.items.map(({ slug }: { slug: string }) => slug))
    query = body.next ? `limit=2&cursor=${body.next}` : ''
  }
  t.same(found, slugs)
})

t.test('answers 404 for a type that is not there', async (t) => {
  const { speaker } = await start(t)
  t.match(await speaker.get(`/v1/equipment-types/${uuidv7()}`), { status: 404, body: { code: 'not-found' } })
})
