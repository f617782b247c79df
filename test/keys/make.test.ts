import { once } from 'node:events'
import { eq } from 'drizzle-orm'
import t from 'tap'
import { apiKeys } from '../../src/database/tables.ts'
import { details } from '../../src/details.ts'
import { fanOut } from '../../src/endpoints/fan-out.ts'
import { createEngine } from '../../src/engine/engine.ts'
import { hashKey } from '../../src/keys/key.ts'
import { createKey, toMade } from '../../src/keys/make.ts'
import { answerMade } from '../../src/secret-answer.ts'
import { build } from '../support/build.ts'

t.test('shows only the secret that was stored where two nodes make one key at once', async (t) => {
  const { db, makeOrganization } = await build(t)
  const { id } = await makeOrganization()
  const request = { principalId: id, key: 'raced', fingerprint: hashKey('the same request') }
  const met = new EventTarget()
  let arrived = 0
  const makeOnNode = () =>
    answerMade(
      createEngine({ db, details, fanOut, groupWriter: true, onError: t.error }),
      request,
      async (tx) => {
        const made = await createKey(tx, id, { name: 'raced', scopes: ['read'] })
        // Both have made a key before either of them can keep its answer.
        arrived += 1
        if (arrived === 1) await once(met, 'both')
        else met.dispatchEvent(new Event('both'))
        return toMade(made)
      },
    )
  const answers = await Promise.all([makeOnNode(), makeOnNode()])
  const bodies = answers.map(({ body }) => JSON.parse(body))
  const [secret, ...others] = bodies.flatMap((body) => ('secret' in body ? [body.secret] : []))
  t.same(others, [], 'one of them shows a secret')
  t.equal(bodies[0].id, bodies[1].id, 'both answer with the same key')
  const stored = await db.select().from(apiKeys).where(eq(apiKeys.name, 'raced'))
  t.match(stored, [{ id: bodies[0].id, hash: hashKey(secret) }])
  t.equal(stored.length, 1)
})
