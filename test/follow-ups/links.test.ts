import { randomUUID } from 'node:crypto'
import { DateTime } from 'luxon'
import t from 'tap'
import { FollowUpLink } from '../../schemas/follow-up.ts'
import { followUpLinks } from '../../src/database/field-tables.ts'
import { speakAs } from '../support/build.ts'
import { openScene } from './scene.ts'

t.test('is told once, and kept as a hash', async (t) => {
  const { built, donor, donation, donationId } = await openScene(t, { quantity: 1 })
  const once = { 'idempotency-key': randomUUID() }
  const made = await donor.post(`${donation}/follow-up-links`, { days: 7 }, once)
  t.match(made, {
    status: 201,
    headers: { location: donation },
    body: { donation: donationId, language: 'ru' },
  })
  t.match(made.body.url, /^https:\/\/besik\.example\/f\/[0-9A-Z]{26}$/)
  t.match(made.body.qr, /^<svg /)
  t.strictSame(FollowUpLink.strict().parse(made.body), made.body)
  const end = DateTime.now().setZone('Asia/Almaty').plus({ days: 7 }).endOf('day')
  t.equal(made.body.expiresAt, end.toUTC().toISO())
  const { url: _, qr: __, ...rest } = made.body
  t.strictSame((await donor.post(`${donation}/follow-up-links`, { days: 7 }, once)).body, rest)
  const stored = await built.db.select().from(followUpLinks)
  t.equal(stored.length, 1)
  const token = String(made.body.url).slice(-26)
  t.notOk(JSON.stringify(stored).includes(token))
  t.notOk(JSON.stringify(await built.db.execute('select * from idempotency_keys')).includes(token))
  t.notOk(built.lines.join('').includes(token))
})

t.test('is made and ended by donor, coordinator and hospital alone', async (t) => {
  const { built, donor, hospital, supplier, authority, donation, makeLink } = await openScene(t, {
    quantity: 1,
  })
  const stranger = speakAs(built, await built.makeOrganization())
  t.match(await hospital.post(`${donation}/follow-up-links`, {}), { status: 201 })
  const link = await makeLink()
  for (const other of [supplier, authority]) {
    t.match(await other.post(`${donation}/follow-up-links`, {}), {
      ...{ status: 403, body: { code: 'role-not-allowed' } },
    })
    t.match(await other.post(`/v1/follow-up-links/${link.id}/revocations`, {}), { status: 403 })
  }
  t.match(await stranger.post(`${donation}/follow-up-links`, {}), { status: 404 })
  t.match(await stranger.post(`/v1/follow-up-links/${link.id}/revocations`, {}), { status: 404 })
  t.match(await donor.post(`/v1/follow-up-links/${randomUUID()}/revocations`, {}), { status: 404 })
  t.match(await built.app.inject({ url: link.path }), { statusCode: 200 }, 'so far it is open')
  const first = await hospital.post(`/v1/follow-up-links/${link.id}/revocations`, {})
  t.match(first, { status: 200, body: { id: link.id } })
  t.strictSame((await donor.post(`/v1/follow-up-links/${link.id}/revocations`, {})).body, first.body)
  t.match(await built.app.inject({ url: link.path }), { statusCode: 410 })
  t.match(await donor.post(`${donation}/follow-up-links`, { days: 91 }), { status: 400 })
})
