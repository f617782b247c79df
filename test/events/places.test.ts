import { connect as dial } from 'node:net'
import { sql } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { connect } from '../../src/database/client.ts'
import { createFindNews } from '../../src/events/news.ts'
import { createWaiting, type Place } from '../../src/events/waiting.ts'
import { type Built, build, speakAs } from '../support/build.ts'
import { until } from '../support/hooks.ts'
import { follow, listen } from '../support/reader.ts'

t.setTimeout(90_000)

const [one, other, third] = ['01', '02', '03'].map((n) => `01a83c52-7fbb-7c40-9d2e-40a3f1c2b8${n}`)

const start = async (t: Test) => {
  const built = await build(t, { background: true })
  const waiting = createWaiting({
    findNews: createFindNews(built.db),
    engine: built.engine,
    onError: () => {},
    mostOfOne: 2,
    mostInAll: 3,
  })
  const places: Place[] = []
  t.teardown(() => {
    for (const { leave } of places) leave()
  })
  const enter = (organization = '') => {
    const place = waiting.enter(organization)
    if (place) places.push(place)
    return place
  }
  return { enter, count: waiting.count }
}

const countConnections = ({ app }: Pick<Built, 'app'>) =>
  new Promise<number>((resolve, reject) => {
    app.server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
  })

t.test('gives so many places to an organization, and so many in the whole process', async (t) => {
  const { enter, count } = await start(t)
  const taken = [enter(one), enter(one)]
  t.equal(enter(one), undefined, 'those of the organization are taken')
  const last = enter(other)
  t.ok(last)
  for (const organization of [other, third]) t.equal(enter(organization), undefined, 'all are')
  taken[0]?.leave()
  taken[0]?.leave()
  t.equal(count(), 2, 'who leaves twice gives one place back')
  t.ok(enter(third))
  t.equal(enter(one), undefined)
  t.equal(count(), 3)
})

t.test('lets who leaves in the middle of a wait go at once, and nobody else', async (t) => {
  const { enter, count } = await start(t)
  const [leaving, staying] = [enter(one), enter(one)]
  const left = leaving?.pause(60_000)
  let isThere = true
  void staying?.pause(60_000).then(() => {
    isThere = false
  })
  leaving?.leave()
  await left
  t.ok(leaving?.isOver())
  t.ok(isThere)
  t.notOk(staying?.isOver())
  t.equal(count(), 1)
  staying?.leave()
  t.equal(count(), 0)
})

t.test('takes the place back of a client that vanishes while it waits or follows', async (t) => {
  const built = await build(t, { background: true })
  const club = await built.makeOrganization()
  const url = await listen(built)
  const { get } = speakAs(built, club)
  // Its key is known from here on, so that places are taken in the order in which the requests come.
  t.equal((await get('/v1/events')).status, 200)
  for (let round = 0; round < 2; round++) {
    const abort = new AbortController()
    const headers = { authorization: `Bearer ${club.key}` }
    const waits = Array.from({ length: 10 }, () =>
      fetch(`${url}/v1/events?wait=25`, { headers, signal: abort.signal }).catch(() => 'gone'),
    )
    const streams = await Promise.all(
      Array.from({ length: 10 }, () => follow(t, `${url}/v1/events/stream`, club)),
    )
    await until('every place is taken', async () => (await get('/v1/events?wait=1')).status === 429)
    abort.abort()
    for (const { stop } of streams) stop()
    t.same(new Set(await Promise.all(waits)), new Set(['gone']))
    await until('a place is free', async () => (await get('/v1/events?wait=1')).status === 200)
    const again = await Promise.all(Array.from({ length: 20 }, () => get('/v1/events?wait=1')))
    t.ok(
      again.every(({ status }) => status === 200),
      'and so are all the others',
    )
  }
})

t.test('counts a request that waits as one, however often it reads', async (t) => {
  const built = await build(t, { background: true, environment: { BESIK_RATE_LIMIT: '50' } })
  const club = await built.makeOrganization()
  const { get, post } = speakAs(built, club)
  const left = async (path: string) => Number((await get(path)).headers['x-ratelimit-remaining'])
  const before = await left('/v1/events')
  const waits = left('/v1/events?wait=3&type=unit.*')
  const body = { url: 'https://93.184.216.34/', types: ['*'] }
  for (let n = 0; n < 4; n++)
    t.equal((await post('/v1/endpoints', body)).status, 201, 'it is woken and reads on')
  await waits
  t.equal(await left('/v1/events'), before - 6, 'one for each request')
})

t.test('a reader that leaves while its key is looked up takes no place', async (t) => {
  const built = await build(t, { background: true })
  const club = await built.makeOrganization()
  const { port } = new URL(await listen(built))
  const owner = connect(built.database.owner, { max: 1 })
  const [locked, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const locking = owner.db.transaction(async (tx) => {
    await tx.execute(sql`lock table api_keys in access exclusive mode`)
    locked.resolve()
    await done.promise
  })
  await locked.promise
  // As many as there are places.
  const sockets = Array.from({ length: 20 }, () => dial(Number(port), '127.0.0.1'))
  let arrived = 0
  built.app.server.on('request', () => arrived++)
  for (const socket of sockets)
    socket.write(`GET /v1/events/stream HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${club.key}\r\n\r\n`)
  await until('all have come', () => arrived === sockets.length)
  for (const socket of sockets) socket.destroy()
  await until('the service has noticed', () => countConnections(built).then((count) => count === 0))
  done.resolve()
  await locking
  await owner.close()
  const { get } = speakAs(built, club)
  t.equal((await get('/v1/events?wait=1')).status, 200)
})
