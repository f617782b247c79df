import { eq, sql } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { apiKeys } from '../../src/database/tables.ts'
import { build, speakAs } from '../support/build.ts'

const newKey = { name: 'Stock system', scopes: ['read'] }
const refused = { status: 409, body: { code: 'key-not-rotatable' } }

/** An organization's keeper of keys, and the database that holds them. */
const start = async (t: Test) => {
  const built = await build(t)
  const keeper = speakAs(built, await built.makeOrganization())
  const make = async (): Promise<string> => (await keeper.post('/v1/keys', newKey)).body.id
  const rotate = (id: string) => keeper.post(`/v1/keys/${id}/rotations`, {})
  const count = async () => (await keeper.get('/v1/keys?limit=100')).body.items.length
  return { db: built.db, make, rotate, count }
}

t.test('gives no successor to a key that has come to its end by itself', async (t) => {
  const { db, make, rotate, count } = await start(t)
  const id = await make()
  // Expiry is held against the database's clock; setting it back is what turning the clock would do.
  await db.update(apiKeys).set({ expiresAt: sql`now() - interval '1 minute'` }).where(eq(apiKeys.id, id))
  const before = await count()
  t.match(await rotate(id), refused)
  t.equal(await count(), before, 'no key was made')
})

t.test('gives a key one successor, however many ask for it at once', async (t) => {
  const { make, rotate, count } = await start(t)
  const before = await count()
  for (let round = 1; round <= 20; round++) {
    const id = await make()
    const answers = await Promise.all(Array.from({ length: 6 }, () => rotate(id)))
    const made = answers.filter(({ status }) => status === 201)
    t.equal(made.length, 1, `round ${round}`)
    for (const answer of answers.filter((one) => !made.includes(one))) t.match(answer, refused)
    t.equal(await count(), before + 2 * round, 'the key and its successor were made, and no other')
  }
})
