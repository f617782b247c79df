import t, { type Test } from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { Register } from '../../schemas/register.ts'
import { build, speakAs } from '../support/build.ts'
import { makeDepartment } from '../support/departments.ts'

const start = async (t: Test) => {
  const built = await build(t)
  const hospital = await built.makeOrganization({ kind: 'hospital' })
  const department = await makeDepartment(built, hospital)
  const types = [await built.makeEquipmentType(), await built.makeEquipmentType()]
  const [incubator = '', warmer = ''] = types
  return {
    ...{ built, hospital, incubator, warmer },
    path: `/v1/departments/${department.id}/register`,
    speaker: speakAs(built, hospital),
    club: speakAs(built, await built.makeOrganization({ kind: 'club' })),
  }
}

const line = (equipmentType: string, present: number, working: number, norm: number) => ({
  ...{ equipmentType, present, working, norm },
})

t.test('says what a department has, and replaces all of it', async (t) => {
  const { speaker, path, incubator, warmer } = await start(t)
  const none = await speaker.get(path)
  t.match(none, { status: 200, body: { holdings: [] } })
  t.notOk('countedOn' in none.body, 'nobody has counted yet')
  const holdings = [line(incubator, 6, 5, 8), line(warmer, 3, 3, 0)]
  const first = await speaker.post(path, { countedOn: '2026-01-31', holdings })
  t.equal(first.status, 200)
  Register.strict().parse(first.body)
  t.equal(first.body.countedOn, '2026-01-31')
  const listed = (body: Register) =>
    body.holdings.map(({ equipmentType, ...counts }) => ({ equipmentType: equipmentType.id, ...counts }))
  t.same(new Set(listed(first.body)), new Set(holdings))
  t.strictSame((await speaker.get(path)).body, first.body)
  await speaker.post(path, { countedOn: '2026-02-28', holdings: [line(incubator, 7, 7, 8)] })
  const second = (await speaker.get(path)).body
  t.same(listed(second), [line(incubator, 7, 7, 8)])
  t.equal(second.countedOn, '2026-02-28')
})

t.test('replaces once for requests that are the same', async (t) => {
  const { speaker, path, incubator } = await start(t)
  const once = { 'idempotency-key': 'once' }
  const first = { countedOn: '2026-01-31', holdings: [line(incubator, 1, 1, 2)] }
  await speaker.post(path, first, once)
  await speaker.post(path, { ...first, holdings: [line(incubator, 2, 2, 2)] })
  const again = await speaker.post(path, first, once)
  t.match(again, { headers: { 'idempotency-replayed': 'true' }, body: { holdings: [{ present: 1 }] } })
  t.match((await speaker.get(path)).body, { holdings: [{ present: 2 }] }, 'what came in between stands')
})

t.test('keeps one whole register where several are sent at a time', async (t) => {
  const { speaker, path, incubator, warmer } = await start(t)
  await speaker.get(path)
  const send = (n: number) =>
    speaker.post(path, {
      countedOn: '2026-01-31',
      holdings: n % 2 ? [line(incubator, n, n, 9)] : [line(incubator, n, n, 9), line(warmer, n, n, 9)],
    })
  const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => send(n)))
  t.same(new Set(answers.map(({ status }) => status)), new Set([200]))
  const { holdings } = (await speaker.get(path)).body
  const [{ present }] = holdings
  t.equal(holdings.length, present % 2 ? 1 : 2)
  t.ok(holdings.every((one: { present: number }) => one.present === present))
})

t.test('is for its own hospital', async (t) => {
  const { built, club, path, incubator } = await start(t)
  const other = speakAs(built, await built.makeOrganization({ kind: 'hospital' }))
  const register = { countedOn: '2026-01-31', holdings: [line(incubator, 1, 1, 1)] }
  for (const stranger of [other, club]) {
    const refused = { status: 403, body: { code: 'department-not-own' } }
    t.match(await stranger.get(path), refused)
    t.match(await stranger.post(path, register), refused)
  }
  const unknown = `/v1/departments/${uuidv7()}/register`
  t.match(await other.get(unknown), { status: 404, body: { code: 'not-found' } })
  t.match(await other.post(unknown, register), { status: 404, body: { code: 'not-found' } })
})

t.test('refuses a register that contradicts itself, and keeps the one before', async (t) => {
  const { speaker, path, incubator, warmer } = await start(t)
  const kept = await speaker.post(path, { countedOn: '2026-01-31', holdings: [line(incubator, 6, 5, 8)] })
  const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
  const cases: [what: string, body: object, code: string, pointer: string, field?: string][] = [
    [
      'more work than there are',
      { holdings: [line(warmer, 1, 1, 1), line(incubator, 2, 3, 1)] },
      'working-exceeds-present',
      '/holdings/1/working',
    ],
    ['a future day', { countedOn: tomorrow }, 'counted-in-future', '/countedOn'],
    [
      'a type twice',
      { holdings: [line(incubator, 1, 1, 1), line(incubator, 1, 1, 1)] },
      'duplicate-entry',
      '/holdings/1/equipmentType',
    ],
    [
      'a type that is not',
      { holdings: [line(uuidv7(), 1, 1, 1)] },
      'unknown-equipment-type',
      '/holdings/0/equipmentType',
    ],
    ['nothing', { holdings: [] }, 'invalid-request', '/holdings', 'too-few'],
    [
      'a fraction',
      { holdings: [line(incubator, 1.5, 1, 1)] },
      'invalid-request',
      '/holdings/0/present',
      'not-an-integer',
    ],
    [
      'less than none',
      { holdings: [line(incubator, 1, 1, -1)] },
      'invalid-request',
      '/holdings/0/norm',
      'too-small',
    ],
    ['no such day', { countedOn: '2026-02-30' }, 'invalid-request', '/countedOn', 'not-a-day'],
    ['the year 0', { countedOn: '0000-01-01' }, 'invalid-request', '/countedOn', 'not-a-day'],
  ]
  for (const [what, change, code, pointer, field = code] of cases) {
    const whole = { countedOn: '2026-02-28', holdings: [line(incubator, 1, 1, 1)], ...change }
    t.match(
      await speaker.post(path, whole),
      { status: 400, body: { code, errors: [{ pointer, code: field }] } },
      what,
    )
  }
  t.strictSame((await speaker.get(path)).body, kept.body)
})

t.test('may be counted on the today of its hospital', async (t) => {
  const { speaker, path, incubator } = await start(t)
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Almaty', dateStyle: 'short' }).format()
  const register = { countedOn: today, holdings: [line(incubator, 1, 1, 0)] }
  t.match(await speaker.post(path, register), { status: 200, body: { countedOn: today } })
})
