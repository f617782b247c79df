import t from 'tap'
import { catalogue } from '../../src/problems/catalogue.ts'
import { buildSmall } from '../support/build-small.ts'

t.test('the type of every problem leads to its explanation', async (t) => {
  const { app } = await buildSmall(t, async () => {})
  for (const [slug, { status, title }] of Object.entries(catalogue)) {
    const answer = await app.inject({ url: `/problems/${slug}`, headers: { 'accept-language': 'ru' } })
    t.equal(answer.statusCode, 200)
    t.match(answer.json(), { type: `/problems/${slug}`, code: slug, status, title: title.ru })
    t.equal(answer.headers['content-language'], 'ru')
    t.notMatch(answer.body, /[{]\w+[}]/, 'without names of values that only an occurrence has')
  }
})

t.test('a browser gets a page', async (t) => {
  const { app } = await buildSmall(t, async () => {})
  const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-language': 'kk' }
  const answer = await app.inject({ url: '/problems/not-found', headers })
  t.equal(answer.headers['content-type'], 'text/html; charset=utf-8')
  t.equal(answer.headers.vary, 'accept, accept-language')
  t.match(answer.body, `<html lang="kk">`)
  t.match(answer.body, `<h1>${catalogue['not-found'].title.kk}</h1>`)
})

t.test('an unknown slug is a problem itself', async (t) => {
  const { app } = await buildSmall(t, async () => {})
  for (const slug of ['nothing', 'toString', '__proto__'])
    t.match((await app.inject(`/problems/${slug}`)).json(), { code: 'not-found', status: 404 })
})
