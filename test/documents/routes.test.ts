import { hash, randomUUID } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { decide, openScene, type Scene } from '../confirmations/scene.ts'
import { inspect } from '../support/inspect.ts'
import { readText } from './read-pdf.ts'

const { accepted, rejected, missing } = decide

const fetchAs = async ({ built }: Scene, { key }: { key: string }, url: string) => {
  const response = await built.app.inject({ url, headers: { authorization: `Bearer ${key}` } })
  return {
    status: response.statusCode,
    headers: response.headers,
    bytes: response.rawPayload,
    body: response.body,
  }
}

const open = async (t: Test) => {
  const scene = await openScene(t)
  const issue = (body: object = { languages: ['en'] }) => scene.hospital.post(`${scene.shipment}/acts`, body)
  const fetchAct = async (id: string, as = scene.cast.donor) => fetchAs(scene, as, `/v1/acts/${id}/document`)
  return { ...scene, scene, issue, fetchAct }
}

t.test('makes an act of what was confirmed, whose hash the log holds', async (t) => {
  const { units, confirm, issue, fetchAct, listEvents, hospital, shipment } = await open(t)
  const [one = '', other = '', third = ''] = units
  const inspection = inspect('generic-device', { 'protective-earth-resistance': { value: 812 } })
  const { body: confirmation } = await confirm([
    accepted(one),
    rejected(other, { reason: 'failedSafetyTest', inspection, note: 'Sparks' }),
    missing(third),
  ])
  const made = await issue()
  t.match(made, { status: 201, headers: { location: `/v1/acts/${made.body.id}` } })
  t.match(made.body, { languages: ['en'], verificationUrl: `https://besik.example.kz/acts/${made.body.id}` })
  const { status, headers, bytes } = await fetchAct(made.body.id)
  t.equal(status, 200)
  t.match(headers, { 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff' })
  t.equal(hash('sha256', bytes), made.body.sha256)
  t.match(await listEvents('act.issued'), [
    { data: { act: made.body.id, sha256: made.body.sha256, languages: ['en'] } },
  ])
  t.match((await hospital.get(shipment)).body.acts, [{ id: made.body.id, sha256: made.body.sha256 }])
  const text = await readText(bytes)
  for (const part of ['SN-1', 'SN-2', 'SN-3', 'Sparks', '812', 'City Perinatal Center', 'Rotary Club Almaty'])
    t.match(text, part)
  t.match(text, confirmation.signer.name)
  t.match(text.replaceAll(' ', ''), confirmation.textSha256)
})

t.test('answers the same act while nothing changes, and a new one after that', async (t) => {
  const { units, confirm, issue, listEvents } = await open(t)
  await confirm([accepted(units[0] ?? '')])
  const first = await issue()
  const again = await issue()
  t.strictSame(again.body, first.body)
  const russian = await issue({ languages: ['ru', 'kk'] })
  t.not(russian.body.id, first.body.id, 'in other languages it is another one')
  t.not((await issue({ languages: ['kk', 'ru'] })).body.id, russian.body.id)
  const together = await Promise.all(Array.from({ length: 3 }, () => issue({ languages: ['kk'] })))
  t.equal(new Set(together.map(({ body }) => body.id)).size, 1, 'asked for by several at once, there is one')
  t.equal((await listEvents('act.issued')).length, 4)
  await confirm([rejected(units[1] ?? '')], { receipt: undefined })
  const second = await issue()
  t.not(second.body.sha256, first.body.sha256)
})

t.test('says of a repaired unit that it awaits a decision', async (t) => {
  const { units, confirm, issue, fetchAct, repair } = await open(t)
  const [one = '', other = ''] = units
  await confirm([accepted(one), rejected(other, { note: 'Sparks' })])
  await repair(other)
  const text = await readText((await fetchAct((await issue()).body.id)).bytes)
  t.notMatch(text, 'Sparks', 'the decision of before stands no longer')
})

t.test('makes none before the consignment was received, nor for a stranger', async (t) => {
  const { issue, confirm, units, built, shipment, fetchAct, speakAs } = await open(t)
  t.match(await issue(), { status: 409, body: { code: 'transition-not-allowed', state: 'arrived' } })
  t.match(await issue({ languages: ['kk', 'kk'] }), { status: 400 })
  await confirm([accepted(units[0] ?? '')])
  const { body } = await issue()
  const other = await built.makeOrganization()
  const stranger = speakAs(other)
  t.equal((await stranger.post(`${shipment}/acts`, {})).status, 404)
  t.equal((await stranger.get(`/v1/acts/${body.id}`)).status, 404)
  t.equal((await fetchAct(body.id, other)).status, 404)
  for (const paper of ['packing-list', 'labels'])
    t.equal((await stranger.get(`${shipment}/${paper}`)).status, 404, paper)
  t.equal((await stranger.get(`/v1/acts/${units[0]}`)).status, 404)
})

t.test('shows whoever holds the paper whether it is the one that was made', async (t) => {
  const { units, confirm, issue, built, cast } = await open(t)
  await confirm([accepted(units[0] ?? '')])
  const { body } = await issue()
  const url = new URL(body.verificationUrl).pathname
  const page = await built.app.inject({ url, headers: { 'accept-language': 'kk' } })
  t.match(page, {
    statusCode: 200,
    headers: { 'content-type': /html/, 'content-language': 'kk', 'referrer-policy': 'no-referrer' },
  })
  t.match(page.body, body.sha256)
  for (const secret of ['SN-1', cast.recipient.id, 'Perinatal', 'Үлгідегі', 'Incubators'])
    t.notMatch(page.body, secret, 'and nothing of what is in it')
  t.equal((await built.app.inject({ url: `/acts/${units[0]}` })).statusCode, 404)
  t.equal((await built.app.inject({ url: '/acts/%00' })).statusCode, 404)
})

t.test('answers the packing list and labels of a consignment', async (t) => {
  const { scene, shipment, cast } = await open(t)
  for (const paper of ['packing-list', 'labels'])
    for (const language of ['kk', 'ru', 'en']) {
      const url = `${shipment}/${paper}?language=${language}`
      const { status, headers, bytes } = await fetchAs(scene, cast.supplier, url)
      t.match({ status, headers }, { status: 200, headers: { 'content-type': 'application/pdf' } }, url)
      t.match(await readText(bytes), 'SN-3')
      t.strictSame((await fetchAs(scene, cast.supplier, url)).bytes, bytes, 'the same again, to the byte')
    }
  t.match(await fetchAs(scene, cast.supplier, `${shipment}/labels?language=fr`), { status: 400 })
})

t.test('answers papers of a consignment that is only planned', async (t) => {
  const scene = await openScene(t, { until: 'planned' })
  for (const paper of ['packing-list', 'labels'])
    t.equal((await fetchAs(scene, scene.cast.donor, `${scene.shipment}/${paper}`)).status, 200, paper)
})

t.test('answers a request that is made again without drawing another act', async (t) => {
  const { units, confirm, built, hospital, shipment } = await open(t)
  await confirm([accepted(units[0] ?? '')])
  const once = { 'idempotency-key': randomUUID() }
  const first = await hospital.post(`${shipment}/acts`, { languages: ['en'] }, once)
  await confirm([rejected(units[1] ?? '')], { receipt: undefined })
  rmSync(built.files, { recursive: true })
  writeFileSync(built.files, 'Nothing can be kept here.')
  const again = await hospital.post(`${shipment}/acts`, { languages: ['en'] }, once)
  t.match(again, { status: 201, headers: { 'idempotency-replayed': 'true' } })
  t.strictSame(again.body, first.body)
  t.match(await hospital.post(`${shipment}/acts`, { languages: ['ru'] }, once), {
    body: { code: 'idempotency-key-reused' },
  })
})

t.test('says so where the file of an act is gone', async (t) => {
  const { units, confirm, issue, fetchAct, built } = await open(t)
  await confirm([accepted(units[0] ?? '')])
  const { body } = await issue()
  rmSync(built.files, { recursive: true })
  const { status, body: text } = await fetchAct(body.id)
  t.equal(status, 503)
  t.match(JSON.parse(text), { code: 'storage-unavailable' })
  t.ok(
    built.lines.some((line) => line.includes('storage')),
    'and the operator finds it in the log',
  )
})
