import t from 'tap'
import { speakAs } from '../support/build.ts'
import { makeCast, walk } from '../support/walk.ts'
import { openForm, passDeadlines } from './scene.ts'

t.test('answers about no unit of another donation of the same service', async (t) => {
  const { page, fill, built, since, units, listEvents } = await openForm(t, { quantity: 1 })
  // Strangers to the donation of the link, whose unit is asked the very same question.
  const cast = await makeCast(built)
  const { hospital, units: theirs, path } = await walk(built, cast, { quantity: 1, until: 'accepted' })
  const [unit = ''] = theirs
  const one = `/v1/units/${unit}`
  const { headers } = await hospital.get(one)
  const commissioned = { type: 'unit.commissioned', data: { location: 'Ward 7' }, occurredAt: since }
  const etag = { 'if-match': String(headers.etag) }
  t.match(await hospital.post(`${one}/events`, commissioned, etag), { status: 201 })
  await passDeadlines(built)
  const readTheirs = async () => ({
    unit: (await hospital.get(one)).body,
    log: (await speakAs(built, cast.donor).get(`${path}/events?limit=100`)).body.items,
  })
  const before = await readTheirs()
  t.match(before.unit, { state: 'inService', followUps: [{ days: 30, state: 'due' }] })

  const foreign = { [`${unit}.days`]: '30', [`${unit}.works`]: 'no', [`${unit}.reason`]: 'spareParts' }
  t.match(await page.sign({ ...fill({}), ...foreign }, '?lang=en'), { status: 409, summary: [/./] })
  t.strictSame(await readTheirs(), before)
  // An answer beside it that is in order falls with it.
  t.match(await page.sign({ ...fill({ works: 'yes' }), ...foreign }, '?lang=en'), { status: 409 })
  t.strictSame(await readTheirs(), before)
  t.strictSame(await listEvents('followUp.answered'), [])
  t.match(await page.sign(fill({ works: 'yes' }), '?lang=en'), { status: 200 })
  t.match(await listEvents('followUp.answered'), [{ subject: { id: units[0] } }])
})
