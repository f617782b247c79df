import fc from 'fast-check'
import t from 'tap'
import { linkNext, makeCursor, readCursor, toStretch } from '../src/paging.ts'
import { Problem } from '../src/problems/problem.ts'
import { buildSmall } from './support/build-small.ts'

const id = '019a0000-0000-7000-8000-0123456789ab'
const list = { list: 'organizations', kind: 'hospital' }

const refusal = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error instanceof Problem ? error.slug : error
  }
}

t.test('reads the place that a cursor was made of', async (t) => {
  t.equal(readCursor(makeCursor(id, list), list), id)
  t.equal(readCursor(makeCursor(42, list), list, 'position'), '42')
  t.equal(readCursor(undefined, list), undefined)
})

t.test('binds a cursor to its list and filter, in whatever order', async (t) => {
  const cursor = makeCursor(id, list)
  t.equal(readCursor(cursor, { kind: 'hospital', list: 'organizations', q: undefined }), id)
  for (const other of [
    { ...list, kind: 'club' },
    { ...list, list: 'donations' },
    { ...list, country: 'KZ' },
    { list: 'organizations' },
    {},
  ])
    t.equal(
      refusal(() => readCursor(cursor, other)),
      'invalid-cursor',
      JSON.stringify(other),
    )
})

t.test('lets nothing but an id or a number into a query, whoever made the cursor', async (t) => {
  const forged = ['', '1', "' or 1=1", `${id}'`, id.toUpperCase(), '1e9', '-1', '9'.repeat(16), '\0']
  for (const place of forged)
    t.equal(
      refusal(() => readCursor(makeCursor(place, list), list)),
      'invalid-cursor',
      place,
    )
  for (const place of forged.filter((one) => one !== '1'))
    t.equal(
      refusal(() => readCursor(makeCursor(place, list), list, 'position')),
      'invalid-cursor',
      place,
    )
})

t.test('refuses any other text', async (t) => {
  fc.assert(fc.property(fc.string(), (text) => refusal(() => readCursor(text, list)) === 'invalid-cursor'))
  t.pass('without failing on it')
})

t.test('cuts the row too many, and says where to go on', async (t) => {
  const rows = ['1', '2', '3'].map((n) => ({ id: id.replace(/.$/, n) }))
  const placeOf = ({ id }: { id: string }) => id
  t.same(toStretch(rows, 2, placeOf), { items: rows.slice(0, 2), last: rows[1]?.id })
  t.same(toStretch(rows, 3, placeOf), { items: rows, last: undefined })
  t.same(toStretch([], 3, placeOf), { items: [], last: undefined })
})

t.test('links to the next page with all that was asked, question marks too', async (t) => {
  const { app } = await buildSmall(t, async (app) => {
    app.get('/list', async (request, reply) => {
      linkNext(request, reply, 'on')
      return ''
    })
  })
  for (const [asked, linked] of [
    ['/list', '/list?cursor=on'],
    ['/list?', '/list?cursor=on'],
    ['/list?limit=2&cursor=here', '/list?limit=2&cursor=on'],
    ['/list?q=how?&limit=2', '/list?q=how%3F&limit=2&cursor=on'],
    ['/list?q=??&q=%3F', '/list?q=%3F%3F&q=%3F&cursor=on'],
  ] as const)
    t.equal((await app.inject(asked)).headers.link, `<${linked}>; rel="next"`, asked)
})
