import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { Department } from '../../schemas/department.ts'
import { build, speakAs } from '../support/build.ts'
import { makeDepartment } from '../support/departments.ts'

const mains = { voltage: 220, frequency: 50, plugs: ['F', 'C', 'F'] }
const ward = { name: 'Neonatal ward', profile: { mains, features: { oxygen: true, water: false } } }

const start = async (t: Test) => {
  const built = await build(t)
  const hospital = await built.makeOrganization({ kind: 'hospital', name: 'Perinatal centre' })
  const other = await built.makeOrganization({ kind: 'hospital', name: 'City hospital' })
  const club = await built.makeOrganization({ kind: 'club' })
  const amend = async (
    by: { key: string },
    { id, version }: { id: string; version: number },
    change: unknown,
    type = 'application/merge-patch+json',
  ) => {
    const headers = {
      authorization: `Bearer ${by.key}`,
      'content-type': type,
      'idempotency-key': randomUUID(),
      'if-match': `"${version}"`,
    }
    const payload = JSON.stringify(change)
    const response = await built.app.inject({
      method: 'PATCH',
      url: `/v1/departments/${id}`,
      headers,
      payload,
    })
    return { status: response.statusCode, headers: response.headers, body: response.json() }
  }
  const speakers = {
    asHospital: speakAs(built, hospital),
    asOther: speakAs(built, other),
    asClub: speakAs(built, club),
  }
  return { built, hospital, other, club, amend, ...speakers }
}

t.test('adds a department, whose site everybody may read', async (t) => {
  const { built, hospital, ...speakers } = await start(t)
  const made = await speakers.asHospital.post('/v1/departments', { ...ward, opensOn: '2030-01-01' })
  t.match(made, { status: 201, headers: { etag: '"1"' } })
  const { id, createdAt, updatedAt, ...rest } = Department.strict().parse(made.body)
  t.strictSame(rest, {
    organization: hospital.id,
    name: 'Neonatal ward',
    version: 1,
    profile: {
      mains: { voltage: 220, frequency: 50, phases: [1], plugs: ['F', 'C'] },
      features: { oxygen: true, water: false },
      languages: [],
    },
    opensOn: '2030-01-01',
  })
  t.equal(made.headers.location, `/v1/departments/${id}`)
  const operator = speakAs(built, { key: built.operator })
  for (const reader of [speakers.asClub, speakers.asOther, operator]) {
    const read = await reader.get(`/v1/departments/${id}`)
    t.strictSame(read.body, made.body)
    t.equal(read.headers.etag, '"1"')
  }
  t.match(await speakers.asClub.get(`/v1/departments/${uuidv7()}`), {
    status: 404,
    body: { code: 'not-found' },
  })
})

t.test('adds one department for requests that are the same', async (t) => {
  const { asHospital: speaker } = await start(t)
  const once = { 'idempotency-key': 'once' }
  const first = await speaker.post('/v1/departments', ward, once)
  const again = await speaker.post('/v1/departments', ward, once)
  t.match(again, { status: 201, headers: { 'idempotency-replayed': 'true' } })
  t.same(again.body, first.body)
  t.equal((await speaker.get('/v1/departments')).body.items.length, 1)
})

t.test('is for hospitals alone', async (t) => {
  const { built, asClub: club } = await start(t)
  t.match(await club.post('/v1/departments', ward), { status: 403, body: { code: 'hospital-only' } })
  const operator = speakAs(built, { key: built.operator })
  t.match(await operator.post('/v1/departments', ward), {
    status: 403,
    body: { code: 'operator-not-a-party' },
  })
  t.same((await club.get('/v1/departments')).body.items, [])
})

t.test('gives a name once in a hospital, also to departments that race for it', async (t) => {
  const { built, hospital, amend, ...speakers } = await start(t)
  await speakers.asHospital.get('/v1/departments')
  const race = await Promise.all(
    Array.from({ length: 8 }, () => speakers.asHospital.post('/v1/departments', ward)),
  )
  t.same(race.map(({ status }) => status).sort(), [201, ...Array(7).fill(409)])
  const taken = { code: 'department-name-taken', errors: [{ pointer: '/name' }] }
  t.match(
    race.find(({ status }) => status === 409),
    { body: taken },
  )
  t.match(
    await speakers.asOther.post('/v1/departments', ward),
    { status: 201 },
    'another hospital has its own',
  )
  const second = await makeDepartment(built, hospital)
  t.match(await amend(hospital, second, { name: ward.name }), { status: 409, body: taken })
  t.match(await amend(hospital, second, { name: second.name }), { status: 200, body: { version: 1 } })
})

t.test('lists the departments of a hospital, and of all, each once', async (t) => {
  const { built, hospital, other, asClub: club } = await start(t)
  const names: string[] = []
  for (let n = 0; n < 5; n++) names.push((await makeDepartment(built, hospital)).name)
  const { name } = await makeDepartment(built, other)
  const list = async (url: string | undefined): Promise<string[]> => {
    if (!url) return []
    const { body, headers } = await club.get(url)
    const next = String(headers.link ?? '').match(/^<(.+)>; rel="next"$/)?.[1]
    return [...body.items.map((one: { name: string }) => one.name), ...(await list(next))]
  }
  for (const limit of [1, 2, 5, 100]) {
    t.same(await list(`/v1/departments?organization=${hospital.id}&limit=${limit}`), names, `by ${limit}`)
    t.same(await list(`/v1/departments?limit=${limit}`), [...names, name], `all by ${limit}`)
  }
  t.same(await list(`/v1/departments?organization=${uuidv7()}`), [])
})

t.test('merges a change into what is there, and takes away what is null', async (t) => {
  const { hospital, amend, asHospital: speaker } = await start(t)
  const climate = { temperature: { min: 18, max: 26 } }
  const profile = { ...ward.profile, climate, doorWidth: 900, languages: ['kk', 'ru'] }
  const { body: made } = await speaker.post('/v1/departments', { ...ward, profile, opensOn: '2030-01-01' })
  const changed = await amend(hospital, made, {
    opensOn: null,
    profile: {
      mains: { power: 3000, plugs: ['F'] },
      features: { oxygen: null, earthing: true },
      climate: { humidity: { min: 40, max: 60 } },
      doorWidth: null,
      languages: ['kk'],
    },
  })
  t.match(changed, { status: 200, headers: { etag: '"2"' }, body: { version: 2, name: ward.name } })
  t.strictSame(changed.body.profile, {
    mains: { voltage: 220, frequency: 50, phases: [1], plugs: ['F'], power: 3000 },
    features: { water: false, earthing: true },
    climate: { temperature: { min: 18, max: 26 }, humidity: { min: 40, max: 60 } },
    languages: ['kk'],
  })
  t.notOk('opensOn' in changed.body)
  t.strictSame((await speaker.get(`/v1/departments/${made.id}`)).body, changed.body)
  const gone = await amend(
    hospital,
    changed.body,
    { profile: { mains: null, languages: null } },
    'application/json',
  )
  t.match(gone, { status: 200, body: { version: 3, profile: { languages: [] } } })
  t.notOk('mains' in gone.body.profile)
})

t.test('leaves the version where nothing changes', async (t) => {
  const { built, hospital, amend } = await start(t)
  const made = await makeDepartment(built, hospital)
  for (const change of [
    {},
    { name: made.name },
    { profile: {} },
    { profile: { mains: { voltage: 220 } } },
    { opensOn: null },
  ])
    t.strictSame((await amend(hospital, made, change)).body, made, JSON.stringify(change))
})

t.test('refuses what does not fit what is there, and changes nothing', async (t) => {
  const { hospital, amend, asHospital: speaker } = await start(t)
  const climate = { temperature: { min: 18, max: 26 } }
  const { body: made } = await speaker.post('/v1/departments', {
    name: 'Ward',
    profile: { climate },
    opensOn: '2030-01-01',
  })
  const cases: [change: object, pointer: string, code: string][] = [
    [{ profile: { mains: { voltage: 220 } } }, '/profile/mains/frequency', 'required'],
    [
      { profile: { climate: { temperature: { max: 10 } } } },
      '/profile/climate/temperature/max',
      'limit-inverted',
    ],
    [{ name: null }, '/name', 'not-text'],
    [{ profile: null }, '/profile', 'not-an-object'],
    [{ profile: { features: { gas: true } } }, '/profile/features/gas', 'unknown-field'],
    [{ opensOn: '0000-01-01' }, '/opensOn', 'not-a-day'],
    [{ version: 7 }, '/version', 'unknown-field'],
  ]
  for (const [change, pointer, code] of cases)
    t.match(
      await amend(hospital, made, change),
      { status: 400, body: { code: 'invalid-request', errors: [{ pointer, code }] } },
      JSON.stringify(change),
    )
  t.strictSame((await speaker.get(`/v1/departments/${made.id}`)).body, made)
})

t.test('is changed by its own hospital, by its current version', async (t) => {
  const { built, hospital, other, asClub: club, amend } = await start(t)
  const made = await makeDepartment(built, hospital)
  t.match(await amend(other, made, { name: 'Mine' }), { status: 403, body: { code: 'department-not-own' } })
  const { key } = await built.makeOrganization({ kind: 'club' })
  t.match(await amend({ key }, made, { name: 'Mine' }), { status: 403, body: { code: 'hospital-only' } })
  t.match(await amend(hospital, { id: uuidv7(), version: 1 }, { name: 'Mine' }), { status: 404 })
  t.match(await amend(hospital, made, { name: 'Ward B' }), { status: 200, body: { version: 2 } })
  t.match(await amend(hospital, made, { name: 'Ward C' }), { status: 412, body: { code: 'if-match-stale' } })
  t.match((await club.get(`/v1/departments/${made.id}`)).body, { name: 'Ward B', version: 2 })
})
