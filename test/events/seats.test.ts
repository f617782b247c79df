import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import t, { type Test } from 'tap'
import { connect } from '../../src/database/client.ts'
import { createIsAllowed } from '../../src/events/feed-options.ts'
import type { News } from '../../src/events/news.ts'
import { createWaiting } from '../../src/events/waiting.ts'
import { createAuthenticate } from '../../src/keys/authenticate.ts'
import { makeKey } from '../../src/keys/key.ts'
import { buildSmall } from '../support/build-small.ts'
import { until } from '../support/hooks.ts'
import { useDatabase } from '../support/postgres.ts'

t.setTimeout(60_000)

/** Who is forgotten waits for longer than its test may take. */
const forever = 600_000

/** Places whose news are made up; all are given back in the end. */
const start = (t: Test, findNews: (organizations: string[]) => Promise<News>) => {
  const waiting = createWaiting({
    findNews,
    engine: { onPublished: () => {} },
    onError: (error) => t.error(error),
  })
  return (organization: string) => {
    const place = waiting.enter(organization)
    if (!place) throw new Error('there was no place')
    t.teardown(place.leave)
    return place
  }
}

t.test('who was told while it read does not wait for what it was told of', async (t) => {
  let looks = 0
  const enter = start(t, async (organizations) => {
    looks += 1
    return { head: '1', organizations }
  })
  const place = enter('one')
  // The next look comes after all were told of what the first one found, and finds nothing new.
  await until('a second look is taken', () => looks > 1)
  await place.pause(forever)
  t.notOk(place.isOver(), 'and has its place still')
})

t.test('who comes while others are asked about is woken by whatever was found', async (t) => {
  const found = Promise.withResolvers<News>()
  const questions: string[][] = []
  const enter = start(t, (organizations) => {
    questions.push(organizations)
    return found.promise
  })
  let isWaiting = true
  void enter('asked')
    .pause(forever)
    .then(() => {
      isWaiting = false
    })
  t.same(questions, [['asked']], 'the question is under way')
  const woken = enter('late').pause(forever)
  found.resolve({ head: '1', organizations: [] })
  await woken
  t.ok(isWaiting, 'who was asked about waits on, since nothing was found for it')
})

t.test('sends away whose key is refused, and nobody because the database fails', async (t) => {
  const { application } = await useDatabase(t)
  const { db, close } = connect(application)
  const isAllowed = createIsAllowed(createAuthenticate({ db }))
  const routes: FastifyPluginAsyncZod = async (app) => {
    app.get('/', async (request) => ({ isAllowed: await isAllowed(request) }))
  }
  const { app } = await buildSmall(t, routes)
  const ask = async () => {
    // A new key each time: of no other is it certain that the database is asked.
    const headers = { authorization: `Bearer ${makeKey()}` }
    return (await app.inject({ url: '/', headers })).json()
  }
  t.same(await ask(), { isAllowed: false }, 'a key that does not exist')
  await close()
  t.same(await ask(), { isAllowed: true }, 'a key that nothing can be learnt about')
})
