import t from 'tap'
import { common, fillUnit, openPage } from './form.ts'
import { decide, openScene } from './scene.ts'

t.test('confirms two hundred units in one submission', async (t) => {
  const { units, confirm, look, statesOf, listEvents } = await openScene(t, { quantity: 200 })
  const bad = units.map((unit, place) => decide.accepted(unit, place === 150 ? { serialNumber: 'SN-1' } : {}))
  t.match(await confirm(bad), {
    status: 409,
    body: { errors: [{ pointer: '/decisions/150/serialNumber', code: 'serial-number-mismatch' }] },
  })
  t.strictSame(
    new Set(await statesOf()),
    new Set(['arrived']),
    'one that does not fit leaves all as they were',
  )
  const start = performance.now()
  const { status } = await confirm(units.map((unit) => decide.accepted(unit)))
  t.comment(`200 units took ${Math.round(performance.now() - start)} ms`)
  t.equal(status, 201)
  t.match(await look(), { state: 'accepted', slots: { accepted: 200, arrived: 0 } })
  t.equal((await listEvents('unit.accepted')).length, 200, 'each has an event of its own')
})

t.test('takes the form of two hundred units, sent without a script', async (t) => {
  const { units, makeLink, built, look } = await openScene(t, { quantity: 200 })
  const { path } = await makeLink()
  const page = openPage(built, path)
  const form = Object.assign({}, common, ...units.map((unit, place) => fillUnit(place, unit, 'accepted')))
  const review = await page.send(form)
  t.equal(review.status, 200, review.summary.slice(0, 3).join())
  t.match(await page.sign(review.hidden), { status: 200 })
  t.match(await look(), { state: 'accepted', slots: { accepted: 200 } })
})
