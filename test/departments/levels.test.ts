import { sql } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { v7 as uuidv7 } from 'uuid'
import type { Department } from '../../schemas/department.ts'
import { EquippingLevel } from '../../schemas/register.ts'
import { departments, holdings } from '../../src/database/field-tables.ts'
import { organizations } from '../../src/database/tables.ts'
import { type Built, build, type Organization, speakAs } from '../support/build.ts'
import { makeDepartment } from '../support/departments.ts'

type Speaker = ReturnType<typeof speakAs>

const start = async (t: Test) => {
  const built = await build(t)
  const operator = speakAs(built, { key: built.operator })
  const makeHospital = async (name: string, region?: string): Promise<Organization> => {
    const { body } = await operator.post('/v1/organizations', {
      kind: 'hospital',
      name,
      country: 'KZ',
      region,
    })
    const key = { name: 'Key', scopes: ['read', 'write'] }
    const { body: made } = await operator.post(`/v1/organizations/${body.id}/keys`, key)
    return { id: body.id, key: made.secret }
  }
  const [incubator, warmer] = [await built.makeEquipmentType(), await built.makeEquipmentType()]
  const reader = speakAs(built, await built.makeOrganization({ kind: 'club' }))
  return { built, makeHospital, incubator, warmer, reader }
}

/** Registers what a department has: for each type the devices present, those that work, and the norm. */
const register = async (
  built: Built,
  hospital: Organization,
  { id }: Pick<Department, 'id'>,
  counts: Record<string, [present: number, working: number, norm: number]>,
  countedOn = '2026-01-31',
) => {
  const lines = Object.entries(counts).map(([equipmentType, [present, working, norm]]) => ({
    ...{ equipmentType, present, working, norm },
  }))
  const path = `/v1/departments/${id}/register`
  const { status, body } = await speakAs(built, hospital).post(path, { countedOn, holdings: lines })
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
}

/** Every row of a list of levels, following its links. */
const listLevels = async ({ get }: Speaker, query: string, limit = 100): Promise<EquippingLevel[]> => {
  const rows: EquippingLevel[] = []
  let url: string | undefined = `/v1/equipping-levels?limit=${limit}&${query}`
  while (url) {
    const { status, body, headers }: Awaited<ReturnType<Speaker['get']>> = await get(url)
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
    for (const item of body.items) rows.push(EquippingLevel.strict().parse(item))
    url = String(headers.link ?? '').match(/^<(.+)>; rel="next"$/)?.[1]
  }
  return rows
}

const none = { departments: 0, norm: 0, covered: 0, working: 0, present: 0 }

t.test('counts no more of a type than its norm asks, and shows what it divides', async (t) => {
  const { built, makeHospital, incubator, warmer, reader } = await start(t)
  const hospital = await makeHospital('Perinatal centre', 'KZ-75')
  const [ward, theatre] = [await makeDepartment(built, hospital), await makeDepartment(built, hospital)]
  await register(built, hospital, ward, { [incubator]: [10, 9, 8], [warmer]: [1, 0, 4] })
  await register(built, hospital, theatre, { [incubator]: [2, 2, 0] }, '2026-03-31')
  const [level, ...others] = await listLevels(reader, 'by=hospital')
  t.strictSame(level, {
    region: 'KZ-75',
    hospital: { id: hospital.id, kind: 'hospital', name: 'Perinatal centre' },
    level: 0.75,
    workingLevel: 0.6667,
    ...{ hospitals: 1, departments: 2, norm: 12, covered: 9, working: 8, present: 13 },
    countedOn: { from: '2026-01-31', to: '2026-03-31' },
    underConstruction: none,
  })
  t.same(others, [])
  t.match(await listLevels(reader, `equipmentType=${warmer}`), [
    { level: 0.25, workingLevel: 0, norm: 4, covered: 1, working: 0, departments: 1 },
  ])
})

t.test('has no level where the norms ask for nothing', async (t) => {
  const { built, makeHospital, incubator, reader } = await start(t)
  const hospital = await makeHospital('Perinatal centre')
  await register(built, hospital, await makeDepartment(built, hospital), { [incubator]: [3, 3, 0] })
  const [level] = await listLevels(reader, 'by=region')
  t.strictSame(level, {
    ...{ hospitals: 1, departments: 1, norm: 0, covered: 0, working: 0, present: 3 },
    countedOn: { from: '2026-01-31', to: '2026-01-31' },
    underConstruction: none,
  })
})

t.test('counts departments under construction apart until the day they open', async (t) => {
  const { built, makeHospital, incubator, reader } = await start(t)
  const hospital = await makeHospital('Perinatal centre', 'KZ-75')
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Almaty', dateStyle: 'short' }).format()
  const open = await makeDepartment(built, hospital, { opensOn: today })
  const building = await makeDepartment(built, hospital, { opensOn: '2999-01-01' })
  await register(built, hospital, open, { [incubator]: [3, 2, 4] })
  await register(built, hospital, building, { [incubator]: [1, 1, 10] })
  const apart = { departments: 1, norm: 10, covered: 1, working: 1, present: 1 }
  for (const by of ['region', 'hospital'])
    t.match(await listLevels(reader, `by=${by}`), [
      {
        level: 0.75,
        hospitals: 1,
        departments: 1,
        norm: 4,
        covered: 3,
        working: 2,
        underConstruction: apart,
      },
    ])
  const rows = await listLevels(speakAs(built, hospital), 'by=department')
  t.match(rows, [
    { department: { id: open.id }, level: 0.75, underConstruction: none },
    { department: { id: building.id }, hospitals: 0, norm: 0, underConstruction: apart },
  ])
  t.notOk(rows[1] && 'level' in rows[1])
})

t.test(
  'gives the level of the public case: 92 % over 16 inpatient and 61 outpatient organizations',
  async (t) => {
    const { built, reader } = await start(t)
    const equipmentType = await built.makeEquipmentType()
    // What the case published is the share and the organizations; 50 devices asked of each is ours.
    const hospitals = Array.from({ length: 77 }, (_, n) => ({
      id: uuidv7(),
      kind: 'hospital' as const,
      name: n < 16 ? `Inpatient ${n}` : `Outpatient ${n - 16}`,
      ...{ country: 'KZ', region: 'KZ-47', timeZone: 'Asia/Aqtau', language: 'kk' as const, identifiers: [] },
    }))
    await built.db.insert(organizations).values(hospitals)
    const wards = hospitals.map(({ id }) => ({
      id: uuidv7(),
      organizationId: id,
      name: 'Ward',
      profile: { features: {}, languages: [] },
    }))
    await built.db.insert(departments).values(wards)
    await built.db.insert(holdings).values(
      wards.map(({ id }, n) => ({
        ...{ departmentId: id, equipmentTypeId: equipmentType, countedOn: '2025-12-31' },
        ...{ present: n < 16 ? 50 : 45, working: 44, norm: 50 },
      })),
    )
    // 16 with all of 50 and 61 with 45 of them are 3545 of 3850; three devices away from 92 % to the digit.
    await built.db.execute(
      sql`update holdings set present = present - 3 where department_id = ${wards[0]?.id ?? ''}`,
    )
    const [level, ...others] = await listLevels(reader, 'by=region&region=KZ-47')
    t.same(others, [])
    t.match(level, {
      region: 'KZ-47',
      hospitals: 77,
      departments: 77,
      norm: 3850,
      covered: 3542,
      level: 0.92,
    })
    t.equal((await listLevels(reader, 'by=hospital&region=KZ-47', 10)).length, 77, 'page by page')
  },
)

t.test('sums up by region, each once, however small the pages', async (t) => {
  const { built, makeHospital, incubator, reader } = await start(t)
  for (const [name, region] of [
    ['A', 'KZ-47'],
    ['B', 'KZ-75'],
    ['C', undefined],
    ['D', 'KZ-47'],
    ['E', 'KZ-11'],
  ] as const) {
    const hospital = await makeHospital(name, region)
    await register(built, hospital, await makeDepartment(built, hospital), { [incubator]: [1, 1, 2] })
  }
  await makeHospital('Without a register', 'KZ-19')
  const regions = [undefined, 'KZ-11', 'KZ-47', 'KZ-75']
  for (const limit of [1, 2, 3, 4, 5]) {
    const rows = await listLevels(reader, 'by=region', limit)
    t.same(
      rows.map(({ region }) => region),
      regions,
      `by ${limit}`,
    )
    t.same(
      rows.map(({ hospitals }) => hospitals),
      [1, 1, 2, 1],
    )
    t.same((await listLevels(reader, 'by=hospital', limit)).length, 5)
  }
  t.match(
    await reader.get(
      `/v1/equipping-levels?by=hospital&cursor=${(await reader.get('/v1/equipping-levels?by=region&limit=1')).body.next}`,
    ),
    {
      status: 400,
      body: { code: 'invalid-cursor' },
    },
  )
  t.same(await listLevels(reader, 'by=region&region=KZ-19'), [])
})

t.test('shows departments to their own hospital alone', async (t) => {
  const { built, makeHospital, incubator, reader } = await start(t)
  const [mine, theirs] = [await makeHospital('Mine', 'KZ-75'), await makeHospital('Theirs', 'KZ-75')]
  for (const hospital of [mine, theirs])
    await register(built, hospital, await makeDepartment(built, hospital, { name: 'Ward' }), {
      [incubator]: [1, 1, 2],
    })
  const own = await listLevels(speakAs(built, mine), 'by=department')
  t.match(own, [{ department: { name: 'Ward' }, level: 0.5 }])
  t.equal(own.length, 1)
  t.same(await listLevels(speakAs(built, mine), `by=department&hospital=${theirs.id}`), [])
  t.same(await listLevels(reader, 'by=department'), [])
  const authority = speakAs(built, await built.makeOrganization({ kind: 'authority' }))
  t.same(await listLevels(authority, 'by=department'), [])
  t.equal((await listLevels(authority, `by=hospital&hospital=${theirs.id}`)).length, 1)
})
