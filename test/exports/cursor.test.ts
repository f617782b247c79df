import t, { type Test } from 'tap'
import { build, speakAs } from '../support/build.ts'
import { makeCast, newDonation } from '../support/walk.ts'

/** A donor of four donations: its list as pages have it, and as a table, told by ids. */
const start = async (t: Test) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const donor = speakAs(built, cast.donor)
  for (let count = 0; count < 4; count++) await donor.post('/v1/donations', newDonation(cast, 1))
  const page = async (query: string) => {
    const { body } = await donor.get(`/v1/donations?${query}`)
    const items: { id: string }[] = body.items
    return { ids: items.map(({ id }) => id), next: String(body.next) }
  }
  const download = async (query: string) => {
    const headers = { authorization: `Bearer ${cast.donor.key}`, accept: 'text/csv' }
    const { body } = await built.app.inject({ url: `/v1/donations?${query}`, headers })
    const [, ...rows] = body.trimEnd().split('\r\n')
    return rows.map((row) => row.split(',')[0])
  }
  return { page, download }
}

t.test('a table begins where the cursor of a page says, and holds all that follows', async (t) => {
  const { page, download } = await start(t)
  const { ids: all } = await page('limit=100')
  t.equal(all.length, 4)
  const first = await page('limit=1')
  t.same(first.ids, all.slice(0, 1))
  t.same(await download(`limit=1&cursor=${first.next}`), all.slice(1))
  const second = await page(`limit=2&cursor=${first.next}`)
  t.same(await download(`cursor=${second.next}`), all.slice(3), 'whichever page the cursor is of')
  t.same(await download('limit=1'), all, 'without one it holds the list')
})
