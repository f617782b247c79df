import { sql } from 'drizzle-orm'
import t from 'tap'
import { openScene } from './scene.ts'

t.test('looks at a bounded number of deliveries for a page, and leads on behind them', async (t) => {
  const { built, make, donor } = await openScene(t)
  const { id, path } = await make()
  const other = await make()
  // Two of each hundred were of another type; those that were cancelled lie at the very end.
  for (const endpoint of [id, other.id])
    await built.db.execute(sql`
      insert into deliveries (endpoint_id, event_id, stream_id, sequence, type, state, is_ordered)
      select ${endpoint}::uuid, ('01700000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, gen_random_uuid(), 1,
        case when n % 50 = 0 then 'unit.accepted' else 'donation.agreed' end,
        case when n <= 3 then 'cancelled' else 'delivered' end, false
      from generate_series(1, 10500) n`)
  const readAll = async (query: string) => {
    const pages: string[][] = []
    for (let next: string | undefined = ''; next !== undefined; ) {
      const { status, body } = await donor.get(`${path}/deliveries?${query}${next && `&cursor=${next}`}`)
      if (status !== 200) throw new Error(JSON.stringify(body))
      pages.push(body.items.map((one: { id: string }) => one.id))
      next = body.next
    }
    return pages
  }
  const rare = await readAll('state=cancelled&limit=2')
  t.same(
    rare.map((page) => page.length),
    [0, 0, 2, 1],
    'pages without any lead on to those that have some',
  )
  t.same(
    rare.flat(),
    ['3', '2', '1'].map((n) => `01700000-0000-7000-8000-${n.padStart(12, '0')}`),
  )
  t.same(
    (await readAll('state=exhausted&limit=2')).map((page) => page.length),
    [0],
    'an index knows that there are none',
  )
  const typed = (await readAll('type=unit.accepted&limit=100')).flat()
  t.equal(typed.length, 210)
  t.equal(new Set(typed).size, 210)
  t.same(typed, typed.toSorted().reverse())
  const common = await readAll('state=delivered&limit=100')
  t.same(
    common.map((page) => page.length),
    [...Array(104).fill(100), 97],
    'and where most pass, every page is full',
  )
})
