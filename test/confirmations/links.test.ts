import { sql } from 'drizzle-orm'
import t from 'tap'
import { decide, openScene, passDeadline } from './scene.ts'

const types = (events: { type: string }[]) =>
  events.map(({ type }) => type).filter((type) => type.startsWith('link.'))

t.test('makes a link to one shipment, with its code, for whoever is to confirm it', async (t) => {
  const { tryLink, shipment, hospital, listEvents, built, cast, speakAs } = await openScene(t)
  const { status, body, headers } = await tryLink({ language: 'kk' })
  t.equal(status, 201)
  t.match(body, {
    shipment: shipment.slice('/v1/shipments/'.length),
    language: 'kk',
    url: /\/c\/[0-9A-HJKMNP-TV-Z]{26}$/,
    qr: /^<svg /,
    expiresAt: /^\d{4}-/,
  })
  t.equal(headers.location, shipment)
  t.match((await hospital.get(shipment)).body, {
    links: [{ id: body.id, language: 'kk', state: 'live' }],
    deadlines: [{ name: 'acceptanceReminder' }, { name: 'acceptanceEscalation' }, { name: 'linkExpiry' }],
  })
  t.match(await listEvents('link.issued'), [{ data: { link: body.id, language: 'kk' } }])
  t.match((await tryLink()).body, { language: 'ru' }, "the hospital's own language by default")
  t.equal((await speakAs(cast.recipient).post(`${shipment}/links`, {})).status, 201)
  t.match(await speakAs(cast.authority).post(`${shipment}/links`, {}), {
    status: 403,
    body: { code: 'role-not-allowed' },
  })
  const stranger = speakAs(await built.makeOrganization())
  t.equal((await stranger.post(`${shipment}/links`, {})).status, 404)
})

t.test('makes none for what is not packed yet', async (t) => {
  const { tryLink } = await openScene(t, { until: 'planned' })
  t.match(await tryLink(), { status: 409, body: { code: 'transition-not-allowed', state: 'planned' } })
})

t.test('tells the secret of a link once, and keeps it nowhere', async (t) => {
  const { donor, shipment, built } = await openScene(t)
  const headers = { 'idempotency-key': 'a-link' }
  const { body } = await donor.post(`${shipment}/links`, {}, headers)
  const token = new URL(body.url).pathname.slice('/c/'.length)
  const replayed = await donor.post(`${shipment}/links`, {}, headers)
  t.match(replayed, { status: 201, headers: { 'idempotency-replayed': 'true' } })
  const { url: _, qr: __, ...open } = body
  t.strictSame(replayed.body, open)
  const page = `/c/${token}`
  await built.app.inject({ url: page })
  await built.app.inject({ method: 'POST', url: page, payload: 'step=sign' })
  await built.app.inject({ url: `${page}/act.pdf` })
  await built.app.inject({ method: 'POST', url: `${page}/photos`, payload: Buffer.from('x') })
  await built.app.inject({ method: 'DELETE', url: page })
  const tables = await built.db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  )
  t.ok(tables.length > 15, 'every table is looked through')
  for (const { name } of tables) {
    const [found] = await built.db.execute<{ rows: number }>(
      sql`select count(*)::int as rows from ${sql.identifier(name)} t where t::text ilike ${`%${token}%`}`,
    )
    t.equal(found?.rows, 0, `${name} does not hold it`)
  }
  t.ok(
    built.lines.some((line) => line.includes('/c/:token')),
    'requests are logged',
  )
  t.notOk(
    built.lines.find((line) => line.includes(token)),
    'none of them with the secret',
  )
})

t.test('keeps one link live: a new one ends the one before', async (t) => {
  const { makeLink, hospital, shipment, built } = await openScene(t)
  const first = await makeLink()
  const second = await makeLink()
  t.match((await hospital.get(shipment)).body.links, [
    { id: first.id, state: 'replaced' },
    { id: second.id, state: 'live' },
  ])
  t.equal((await built.app.inject({ url: first.path })).statusCode, 410)
  t.equal((await built.app.inject({ url: second.path })).statusCode, 200)
})

t.test('tells at once that a link was opened, by whoever did it first', async (t) => {
  const { makeLink, listEvents, built, cast, donor, shipment } = await openScene(t)
  const { id, path } = await makeLink()
  await built.app.inject({ method: 'HEAD', url: path })
  t.strictSame(await listEvents('link.opened'), [], 'a program that looks for a page opens nothing')
  await Promise.all(Array.from({ length: 4 }, () => built.app.inject({ url: path })))
  t.match(await listEvents('link.opened'), [
    { data: { link: id, isLate: false }, actor: { organization: cast.recipient.id, link: id } },
  ])
  t.match((await donor.get(shipment)).body.links, [{ id, openedAt: /^\d{4}-/ }])
})

t.test('takes a link that was read out over the phone', async (t) => {
  const { makeLink, built } = await openScene(t)
  const { path } = await makeLink()
  const spoken = path.slice(3).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')
  t.equal((await built.app.inject({ url: `/c/${spoken}` })).statusCode, 200)
})

t.test('reminds, presses and ends a link that nobody uses', async (t) => {
  const { makeLink, listEvents, built, hospital, shipment } = await openScene(t)
  const { id, path } = await makeLink()
  await passDeadline(built, 'acceptanceReminder')
  await built.app.inject({ url: path })
  t.match(await listEvents('link.opened'), [{ data: { isLate: true } }], 'it was opened late')
  await passDeadline(built, 'acceptanceEscalation')
  await passDeadline(built, 'linkExpiry')
  t.strictSame(types(await listEvents()), [
    'link.issued',
    'link.reminded',
    'link.opened',
    'link.escalated',
    'link.expired',
  ])
  const page = await built.app.inject({ url: path })
  t.equal(page.statusCode, 410)
  t.match((await hospital.get(shipment)).body, { links: [{ id, state: 'expired' }], deadlines: [] })
})

t.test('starts to remind when there is something to look at', async (t) => {
  const { makeLink, hospital, shipment } = await openScene(t, { until: 'dispatched' })
  await makeLink()
  t.match((await hospital.get(shipment)).body.deadlines, [{ name: 'linkExpiry' }])
  await hospital.send(shipment, 'shipment.arrived')
  const { body } = await hospital.get(shipment)
  t.strictSame(body.deadlines.map(({ name }: { name: string }) => name).sort(), [
    'acceptanceEscalation',
    'acceptanceReminder',
    'linkExpiry',
  ])
})

t.test('tells that somebody came after a link had expired', async (t) => {
  const { makeLink, listEvents, built } = await openScene(t)
  const { path } = await makeLink()
  await passDeadline(built, 'linkExpiry')
  for (let visit = 0; visit < 2; visit++) t.equal((await built.app.inject({ url: path })).statusCode, 410)
  t.strictSame(types(await listEvents()), ['link.issued', 'link.expired', 'link.opened'])
  t.match(await listEvents('link.opened'), [{ data: { isLate: true } }])
})

t.test('shows that a link expired, also once the consignment has ended', async (t) => {
  const { makeLink, built, donor, shipment } = await openScene(t, { until: 'dispatched' })
  const { path } = await makeLink()
  await passDeadline(built, 'linkExpiry')
  t.equal((await donor.send(shipment, 'shipment.lost')).status, 201)
  t.equal((await built.app.inject({ url: path })).statusCode, 410)
})

t.test('ends a link that is taken back, and one to what was called off', async (t) => {
  const { makeLink, built, donor, shipment, hospital } = await openScene(t, { until: 'packed' })
  const first = await makeLink()
  t.equal((await donor.send(shipment, 'link.revoked', { link: first.id })).status, 201)
  t.equal((await built.app.inject({ url: first.path })).statusCode, 410)
  t.match(await donor.send(shipment, 'link.revoked', { link: first.id }), {
    status: 409,
    body: { code: 'link-ended' },
  })
  const second = await makeLink()
  t.equal((await donor.send(shipment, 'shipment.cancelled', { reason: 'replanned' })).status, 201)
  t.equal((await built.app.inject({ url: second.path })).statusCode, 410)
  t.match((await hospital.get(shipment)).body, {
    links: [{ state: 'revoked' }, { state: 'revoked' }],
    deadlines: [],
  })
})

t.test('ends a link once the hospital has confirmed without it', async (t) => {
  const { makeLink, confirm, units, built, hospital, shipment } = await openScene(t, { quantity: 2 })
  const { path } = await makeLink()
  const [one = '', other = ''] = units
  await confirm([decide.accepted(one)])
  t.equal((await built.app.inject({ url: path })).statusCode, 200, 'one unit is still to be decided')
  await confirm([decide.accepted(other)], { receipt: undefined })
  t.match((await hospital.get(shipment)).body, { links: [{ state: 'revoked' }], deadlines: [] })
  t.equal((await built.app.inject({ url: path })).statusCode, 410)
})

t.test('knows no link that was made up, and hears only so many', async (t) => {
  const { built } = await openScene(t, { environment: { BESIK_RATE_LIMIT: '200' } })
  const guess = (token: string) => built.app.inject({ url: `/c/${token}`, headers: { accept: 'text/html' } })
  const first = await guess('0123456789ABCDEFGHJKMNPQRS')
  t.equal(first.statusCode, 404)
  t.match(first.headers['content-type'], 'text/html')
  t.equal((await guess('x')).statusCode, 404)
  t.equal((await guess('%2e%2e%2fv1')).statusCode, 404)
  t.equal((await guess('0'.repeat(200))).statusCode, 404)
  const last = await guess('1'.repeat(26))
  t.equal(last.statusCode, 429)
  t.match(last.headers, { 'retry-after': /^\d+$/, 'content-type': /html/ })
})
