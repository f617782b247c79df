import { and, eq, sql } from 'drizzle-orm'
import t from 'tap'
import { deliveries, recoveries } from '../../src/database/tables.ts'
import { createRecover } from '../../src/endpoints/recover.ts'
import { createPromote } from '../../src/webhooks/promote.ts'
import { speakAs } from '../support/build.ts'
import { publishAll } from '../support/publish.ts'
import { sha256 } from '../support/walk.ts'
import { openScene, url } from './scene.ts'

const anHourAgo = () => new Date(Date.now() - 3_600_000).toISOString()

t.test('what is recovered for an ordered endpoint comes one after the other', async (t) => {
  const { built, make, pledge, donor } = await openScene(t)
  const { db } = built
  const { path } = await make({ types: ['donation.*'], isOrdered: true })
  await pledge()
  // Out of the order, as deliveries are that were sent again one by one before they were given up.
  await db.update(deliveries).set({
    ...{ state: 'exhausted', attempts: 9, failures: 9, isOrdered: false },
    ...{ dueAt: new Date('2020-01-01'), settledAt: new Date('2020-01-01') },
  })
  t.equal((await donor.post(`${path}/recoveries`, { since: anHourAgo() })).status, 201)
  const { promote } = createPromote(db)
  const recover = createRecover({ db, promote })
  while ((await recover()) > 0);
  const rows = await db.execute<{ type: string; isDue: boolean }>(sql`
    select type, due_at <= now() as "isDue" from deliveries where state = 'pending' and is_ordered order by sequence`)
  t.same(
    rows.map((row) => ({ ...row })),
    [
      { type: 'donation.pledged', isDue: true },
      { type: 'donation.agreed', isDue: false },
    ],
  )
  t.equal(await db.$count(deliveries, eq(deliveries.dueAt, sql`'infinity'`)), 1)
})

t.test('open recoveries take turns, so that a long one delays no other', async (t) => {
  const { built, make, pledge, donor } = await openScene(t)
  const { db } = built
  const paths = [(await make()).path, (await make()).path, (await make()).path]
  for (let count = 0; count < 2; count++) await pledge()
  const opened: string[] = []
  for (const path of paths) {
    const { status, body } = await donor.post(`${path}/recoveries`, { since: anHourAgo() })
    t.equal(status, 201)
    opened.push(body.id)
  }
  const recover = createRecover({ db, promote: async () => 0, chunk: 1 })
  const readPlaces = async () => {
    const rows = await db.select().from(recoveries)
    return new Map(rows.map(({ id, position }) => [id, position]))
  }
  const worked: string[] = []
  for (let round = 0; round < 6; round++) {
    const before = await readPlaces()
    t.equal(await recover(), 1)
    for (const [id, position] of await readPlaces()) if (position !== before.get(id)) worked.push(id)
  }
  t.strictSame(worked, [...opened, ...opened], 'a chunk of each, and then of the first again')
})

t.test('recoveries that are finished make room for others', async (t) => {
  const { built, make, donor } = await openScene(t)
  const { path } = await make()
  const open = () => donor.post(`${path}/recoveries`, { since: anHourAgo() })
  for (let count = 0; count < 10; count++) t.equal((await open()).status, 201)
  t.match((await open()).body, { code: 'too-many-recoveries' })
  const [first] = await built.db.select().from(recoveries)
  await built.db
    .update(recoveries)
    .set({ finishedAt: new Date() })
    .where(eq(recoveries.id, first?.id ?? ''))
  t.equal((await open()).status, 201)
  t.match((await open()).body, { code: 'too-many-recoveries' }, 'for as many as were finished')
})

t.test('a recovery brings nothing from before its organization became a party', async (t) => {
  const { built, cast, donor, pledge } = await openScene(t)
  const { db } = built
  const path = await pledge()
  const joining = await built.makeOrganization()
  const party = { organization: joining.id, role: 'partner' }
  t.equal((await donor.send(path, 'party.added', party)).status, 201)
  await publishAll(db)
  const signatories = [cast.donor.id, cast.recipient.id]
  const draft = { number: '1', texts: [{ language: 'ru', sha256 }], signatories }
  t.equal((await donor.send(path, 'contract.drafted', draft)).status, 201)
  await publishAll(db)
  // Made last, so that all that it is owed comes from the recovery.
  const newcomer = speakAs(built, joining)
  const endpoint = (await newcomer.post('/v1/endpoints', { url, types: ['*'] })).body
  const opened = await newcomer.post(`/v1/endpoints/${endpoint.id}/recoveries`, { since: anHourAgo() })
  t.equal(opened.status, 201)
  const recover = createRecover({ db, promote: async () => 0 })
  while ((await recover()) > 0);
  const owed = await db.select().from(deliveries).orderBy(deliveries.sequence)
  t.same(
    owed.map(({ type }) => type),
    ['party.added', 'contract.drafted'],
  )
  t.match((await newcomer.get(String(opened.headers.location))).body, { added: 2, finishedAt: String })
})

t.test('what is sent again has no end while it is pending', async (t) => {
  const { built, make, pledge, donor } = await openScene(t)
  const { id, path } = await make({ types: ['donation.pledged'] })
  await pledge()
  const [row] = await built.db.select().from(deliveries)
  const one = `${path}/deliveries/${row?.eventId}`
  for (const state of ['delivered', 'exhausted'] as const) {
    await built.db
      .update(deliveries)
      .set({ state, attempts: 1, settledAt: new Date() })
      .where(and(eq(deliveries.endpointId, id), eq(deliveries.eventId, row?.eventId ?? '')))
    t.match((await donor.get(one)).body, { state, settledAt: String })
    const resent = await donor.post(`${one}/resends`, {})
    t.equal(resent.status, 200)
    const [listed] = (await donor.get(`${path}/deliveries`)).body.items
    for (const shown of [resent.body, (await donor.get(one)).body, listed]) {
      t.equal(shown.state, 'pending')
      t.equal(shown.settledAt, undefined, `${state} before`)
    }
  }
})
