import t, { type Test } from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { Organization } from '../../schemas/organization.ts'
import { organizations } from '../../src/database/tables.ts'
import { build, speakAs } from '../support/build.ts'

const hospital = {
  kind: 'hospital',
  name: 'Перинатальный центр № 2',
  country: 'KZ',
  timeZone: 'Asia/Qyzylorda',
  language: 'kk',
  identifiers: [{ system: 'KZ-BIN', value: '941240001151' }],
}

const start = async (t: Test) => {
  const built = await build(t)
  const organization = await built.makeOrganization({ name: 'A first foundation' })
  return {
    ...built,
    organization,
    speaker: speakAs(built, organization),
    operator: speakAs(built, { key: built.operator }),
  }
}

/** Names on every page of a list, following its links. */
const listNames = async ({ get }: ReturnType<typeof speakAs>, query: string, limit = 100) => {
  const names: string[] = []
  let url: string | undefined = `/v1/organizations?limit=${limit}&${query}`
  while (url) {
    const { status, body, headers }: Awaited<ReturnType<typeof get>> = await get(url)
    if (status !== 200) return body.code
    names.push(...body.items.map(({ name }: { name: string }) => name))
    url = String(headers.link ?? '').match(/^<(.+)>; rel="next"$/)?.[1]
  }
  return names
}

t.test('registers an organization, which every key can then read', async (t) => {
  const { operator, speaker } = await start(t)
  const made = await operator.post('/v1/organizations', hospital)
  t.equal(made.status, 201)
  const { id, createdAt, ...rest } = Organization.strict().parse(made.body)
  t.same(rest, hospital)
  t.equal(made.headers.location, `/v1/organizations/${id}`)
  for (const reader of [speaker, operator])
    t.same((await reader.get(`/v1/organizations/${id}`)).body, made.body)
})

t.test('registers once for requests that are the same', async (t) => {
  const { operator, db } = await start(t)
  const once = { 'idempotency-key': 'once' }
  const first = await operator.post('/v1/organizations', hospital, once)
  const again = await operator.post('/v1/organizations', hospital, once)
  t.match(again, { status: 201, headers: { 'idempotency-replayed': 'true' } })
  t.same(again.body, first.body)
  t.equal(await db.$count(organizations), 2)
})

t.test('registers nobody for a key other than the operator, nor without a key', async (t) => {
  const { app, db, speaker } = await start(t)
  t.match(await speaker.post('/v1/organizations', { broken: true }), {
    status: 403,
    body: { code: 'operator-only' },
  })
  const response = await app.inject({ method: 'POST', url: '/v1/organizations', payload: hospital })
  t.match(response.json(), { status: 401, code: 'unauthenticated' })
  t.equal(await db.$count(organizations), 1)
})

t.test('refuses a number that another organization has, and says which', async (t) => {
  const { operator, db } = await start(t)
  await operator.post('/v1/organizations', hospital)
  const identifiers = [{ system: 'KZ-BIN', value: '940140000385' }, ...hospital.identifiers]
  t.match(await operator.post('/v1/organizations', { ...hospital, name: 'Another', identifiers }), {
    status: 409,
    body: { code: 'identifier-taken', errors: [{ pointer: '/identifiers/1' }] },
  })
  const abroad = [{ system: 'US-EIN', value: '941240001151' }]
  t.match(await operator.post('/v1/organizations', { ...hospital, identifiers: abroad }), { status: 201 })
  t.equal(await db.$count(organizations), 3)
})

t.test('gives a number to one of the registrations that race for it', async (t) => {
  const { operator, db } = await start(t)
  const all = (work: () => Promise<{ status: number }>) => Promise.all(Array.from({ length: 12 }, work))
  // Connections are made first, or the winner would be done before the others have theirs.
  await all(() => operator.get('/v1/organizations'))
  const race = await all(() => operator.post('/v1/organizations', hospital))
  const statuses = race.map(({ status }) => status).sort()
  t.same(statuses, [201, ...Array(11).fill(409)])
  t.equal(await db.$count(organizations), 2)
})

t.test('names the fields that are wrong', async (t) => {
  const { operator } = await start(t)
  const cases: [object, string, string][] = [
    [{ kind: 'person' }, '/kind', 'not-one-of'],
    [{ name: '' }, '/name', 'too-short'],
    [{ name: undefined }, '/name', 'required'],
    [{ timeZone: 'Asia/Nowhere' }, '/timeZone', 'unknown-time-zone'],
    [{ identifiers: [{ system: 'KZ-BIN', value: '941240001152' }] }, '/identifiers/0/value', 'check-digit'],
    [{ id: uuidv7() }, '/id', 'unknown-field'],
  ]
  for (const [change, pointer, code] of cases)
    t.match(
      await operator.post('/v1/organizations', { ...hospital, ...change }),
      { status: 400, body: { code: 'invalid-request', errors: [{ pointer, code }] } },
      pointer,
    )
})

t.test('finds organizations by kind, country, and part of the name in whatever case', async (t) => {
  const { operator, speaker } = await start(t)
  const register = async (kind: string, country: string, name: string) =>
    t.equal((await operator.post('/v1/organizations', { kind, country, name })).status, 201)
  await register('hospital', 'KZ', 'Областной перинатальный центр')
  await register('hospital', 'KZ', 'Қалалық аурухана')
  await register('club', 'US', 'Club_100% of donors')
  await register('hospital', 'BR', 'Hospital das Clínicas')
  const cases: [string, string[]][] = [
    ['kind=club', ['Club_100% of donors']],
    ['kind=hospital&country=KZ', ['Областной перинатальный центр', 'Қалалық аурухана']],
    ['q=%D0%9F%D0%95%D0%A0%D0%98%D0%9D%D0%90%D0%A2', ['Областной перинатальный центр']],
    ['q=%D2%9B%D0%B0%D0%BB%D0%B0', ['Қалалық аурухана']],
    ['q=cl%C3%8Dnicas&kind=hospital', ['Hospital das Clínicas']],
    ['q=100%25', ['Club_100% of donors']],
    ['q=_', ['Club_100% of donors']],
    ['q=%25', ['Club_100% of donors']],
    ['q=%5C', []],
    ["q='", []],
    ['kind=carrier', []],
  ]
  for (const [query, names] of cases) t.same(await listNames(speaker, query), names, query)
})

t.test('lists each organization once, however small the pages', async (t) => {
  const { makeOrganization, speaker } = await start(t)
  const names = ['A first foundation']
  for (let n = 0; n < 7; n++) {
    names.push(`Foundation ${n}`)
    await makeOrganization({ name: `Foundation ${n}` })
  }
  for (const limit of [1, 2, 3, 7, 8, 9])
    t.same(await listNames(speaker, 'kind=foundation', limit), names, `by ${limit}`)
})

t.test('refuses a cursor of another filter, and a page of no size', async (t) => {
  const { makeOrganization, speaker } = await start(t)
  await makeOrganization()
  const { body } = await speaker.get('/v1/organizations?limit=1')
  const invalid = { status: 400, body: { code: 'invalid-cursor', errors: [{ in: 'query', name: 'cursor' }] } }
  t.match(await speaker.get(`/v1/organizations?limit=5&cursor=${body.next}`), { status: 200 })
  t.match(await speaker.get(`/v1/organizations?kind=club&cursor=${body.next}`), invalid)
  t.match(await speaker.get(`/v1/keys?cursor=${body.next}`), invalid)
  t.match(await speaker.get('/v1/organizations?cursor=invented'), invalid)
  const refused: [string, string][] = [
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=two', 'limit'],
    ['kind=person', 'kind'],
    ['q=', 'q'],
    ['q=%00', 'q'],
    ['nmae=x', 'nmae'],
  ]
  for (const [query, name] of refused)
    t.match(
      await speaker.get(`/v1/organizations?${query}`),
      { status: 400, body: { code: 'invalid-request', errors: [{ in: 'query', name }] } },
      query,
    )
})

t.test('answers for the organization of the key, and for an unknown one', async (t) => {
  const { operator, organization, speaker } = await start(t)
  t.match(await speaker.get('/v1/organizations/me'), { status: 200, body: { id: organization.id } })
  t.match(await operator.get('/v1/organizations/me'), { status: 403, body: { code: 'operator-not-a-party' } })
  t.match(await speaker.get(`/v1/organizations/${uuidv7()}`), { status: 404, body: { code: 'not-found' } })
  t.match(await speaker.get('/v1/organizations/42'), {
    status: 400,
    body: { code: 'invalid-request', errors: [{ in: 'path', name: 'id', code: 'not-an-id' }] },
  })
})
