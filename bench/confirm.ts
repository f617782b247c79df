import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pino } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import type { OrganizationKind } from '../schemas/organization.ts'
import { buildApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { connect } from '../src/database/client.ts'
import { apiKeys, equipmentTypes, organizations } from '../src/database/tables.ts'
import { hashKey, makeKey } from '../src/keys/key.ts'
import { common, fillUnit, openPage } from '../test/confirmations/form.ts'
import { speakAs } from '../test/support/build.ts'
import { makePng } from '../test/support/files.ts'
import { inspect } from '../test/support/inspect.ts'
import { sha256 } from '../test/support/walk.ts'
import { openLab } from './lab.ts'

/** How long a hospital waits for the confirmation of a consignment, durably stored, and what else waits meanwhile. */

const lab = await openLab(10, 1)
const { db, close } = connect(lab.place, { max: 10 })
const files = mkdtempSync(join(tmpdir(), 'besik-bench-files-'))
const config = readConfig({
  BESIK_RATE_LIMIT: '1000000',
  BESIK_MAX_LAG: '0',
  BESIK_PUBLIC_URL: 'https://besik.example.kz',
  BESIK_ATTACHMENTS_DIR: files,
})
const { app } = await buildApp({ config, db, logger: pino({ level: 'warn' }) })
await app.ready()

const makeOrganization = async (kind: OrganizationKind) => {
  const [id, key] = [uuidv7(), makeKey()]
  const where = { country: 'KZ', timeZone: 'Asia/Almaty', identifiers: [] }
  await db.insert(organizations).values({ id, kind, name: `A ${kind}`, language: 'ru', ...where })
  const scopes = ['read', 'write']
  await db
    .insert(apiKeys)
    .values({ id: uuidv7(), organizationId: id, name: 'bench', hash: hashKey(key), hint: '', scopes })
  return { id, key }
}

const donor = await makeOrganization('club')
const recipient = await makeOrganization('hospital')
const protocol = 'infant-incubator'
const equipmentType = uuidv7()
const names = { kk: 'Инкубатор', ru: 'Инкубатор', en: 'Incubator' }
await db.insert(equipmentTypes).values({ id: equipmentType, slug: 'incubator', names, codes: [], protocol })
const [giver, hospital] = [speakAs({ app }, donor), speakAs({ app }, recipient)]

const expect = ({ status, body }: Awaited<ReturnType<typeof giver.post>>) => {
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body
}

/** A consignment of so many units that stands at the hospital. */
const bring = async (count: number) => {
  const pledge = {
    title: 'Incubators for newborns',
    items: [{ equipmentType, quantity: count }],
    parties: [
      { organization: donor.id, role: 'donor' },
      { organization: recipient.id, role: 'recipient' },
    ],
  }
  const { id, items } = expect(await giver.post('/v1/donations', pledge))
  const path = `/v1/donations/${id}`
  expect(await hospital.send(path, 'donation.agreed'))
  const texts = [{ language: 'ru', sha256 }]
  const signatories = [donor.id, recipient.id]
  expect(await giver.send(path, 'contract.drafted', { number: '1', texts, signatories }))
  for (const party of [giver, hospital])
    expect(await party.send(path, 'contract.signed', { sha256, position: 'Director' }))
  const planned = Array.from({ length: count }, () => ({ item: items[0].id }))
  const plan = { incotermPlace: 'Almaty', units: planned }
  const { id: shipmentId, units } = expect(await giver.post(`${path}/shipments`, plan))
  const shipment = `/v1/shipments/${shipmentId}`
  const packed = units.map(({ id: unit }: { id: string }, n: number) => ({ unit, serialNumber: `SN-${n}` }))
  expect(await giver.send(shipment, 'shipment.packed', { packages: [{ number: '1', units: packed }] }))
  expect(await giver.send(shipment, 'shipment.dispatched', { mode: 'air' }))
  expect(await hospital.send(shipment, 'shipment.arrived'))
  const url = `${path}/attachments`
  const headers = {
    authorization: `Bearer ${recipient.key}`,
    'idempotency-key': randomUUID(),
    'content-type': 'image/png',
  }
  const stored = await app.inject({ method: 'POST', url, headers, payload: makePng() })
  return {
    shipment,
    photo: String(stored.json().sha256),
    units: units.map((unit: { id: string }): string => unit.id),
  }
}

const delay = monitorEventLoopDelay({ resolution: 1 })

const measure = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
  delay.reset()
  delay.enable()
  const start = performance.now()
  const result = await work()
  const took = performance.now() - start
  await new Promise((resolve) => setTimeout(resolve, 20))
  delay.disable()
  const held = (delay.max / 1e6).toFixed(0)
  console.log(`${name.padEnd(44)} ${took.toFixed(0).padStart(6)} ms   loop held ${held.padStart(5)} ms`)
  return result
}

const confirmByApi = async (count: number) => {
  const { shipment, units, photo } = await bring(count)
  const inspection = inspect(protocol, { 'rating-plate': { photos: [photo] } })
  const decisions = units.map((unit: string) => ({
    outcome: 'accepted',
    unit,
    inspection,
  }))
  const body = {
    language: 'ru',
    signer: { name: 'A signer', position: 'Director' },
    receipt: { packages: 1, sealsIntact: true },
    decisions,
  }
  const size = (JSON.stringify(body).length / 1024).toFixed(0)
  await measure(`API, ${count} units, ${size} kB`, async () =>
    expect(await hospital.post(`${shipment}/confirmations`, body)),
  )
  await measure(`API, ${count} units, the same again`, async () =>
    expect(await hospital.post(`${shipment}/confirmations`, body)),
  )
  await measure(`API, act of ${count} units`, async () => expect(await hospital.post(`${shipment}/acts`, {})))
}

const confirmByPage = async (count: number) => {
  const { shipment, units, photo } = await bring(count)
  const { url } = expect(await giver.post(`${shipment}/links`, {}, { 'idempotency-key': randomUUID() }))
  const page = openPage({ app }, new URL(url).pathname)
  const form = Object.assign(
    { ...common },
    ...units.map((unit: string, place: number) =>
      fillUnit(place, unit, 'accepted', { 'p.rating-plate': photo }, protocol),
    ),
  )
  await measure(`page, form of ${count} units`, () => page.get())
  const review = await measure(`page, review of ${count} units`, () => page.send(form))
  const done = await measure(`page, signature of ${count} units`, () => page.sign(review.hidden))
  if (review.status !== 200 || done.status !== 200)
    throw new Error(`${review.status} ${review.summary} ${done.status}`)
}

for (const count of [50, 200, 200, 500]) await confirmByApi(count)
for (const count of [50, 200, 500]) await confirmByPage(count)

await app.close()
await close()
rmSync(files, { recursive: true, force: true })
await lab.close()
