import { createHash } from 'node:crypto'
import t from 'tap'
import { Dossier } from '../../schemas/dossier.ts'
import { uploadAs } from '../attachments/uploads.ts'
import { speakAs } from '../support/build.ts'
import { bring } from '../support/consign.ts'
import { inDays } from '../support/day.ts'
import { makePdf } from '../support/files.ts'
import { permit, start } from './papers.ts'

t.setTimeout(240_000)

const usd = (amount: number) => ({ amount, currency: 'USD' })

t.test('shows documents as they stand today, the declaration and the terms', async (t) => {
  const { built, cast, donor, hospital, item, donation, consign } = await start(t)
  const { path } = await consign(2)
  const supplier = speakAs(built, cast.supplier)
  const bytes = makePdf()
  t.equal((await uploadAs(built, cast.recipient, donation)(bytes)).status, 201)
  const attachment = createHash('sha256').update(bytes).digest('hex')

  const document = (document: string, kind: string, fields: object) =>
    permit({ document, kind, number: document, ...fields })
  const recorded = [
    await hospital.send(path, 'document.recorded', permit({ attachment })),
    await hospital.send(
      path,
      'document.recorded',
      document('exemption', 'exemption', { validUntil: inDays(5) }),
    ),
    await supplier.send(
      path,
      'document.recorded',
      document('test', 'testReport', { validUntil: inDays(-1) }),
    ),
    await supplier.send(
      path,
      'document.recorded',
      document('manual', 'manual', { validUntil: undefined, languages: ['kk', 'ru'] }),
    ),
    await donor.send(
      path,
      'document.recorded',
      document('origin', 'certificateOfOrigin', { validFrom: inDays(2) }),
    ),
    await donor.send(path, 'document.recorded', document('waybill', 'waybill', {})),
    await donor.send(path, 'document.withdrawn', { document: 'waybill', reason: 'Booked anew.' }),
  ]
  t.same(
    recorded.map(({ status }) => status),
    Array.from(recorded, () => 201),
  )
  const lines = [
    { item, code: '9018.90 840 9', basis: 'Ruling NY J83775', quantity: 2, value: usd(2_000_000) },
    { item, code: '901990', basis: 'Spare parts', value: usd(400_000) },
  ]
  const declaration = { regime: 'humanitarianAid', invoiceValue: usd(2_400_000), lines }
  t.equal((await donor.send(path, 'customs.declared', declaration)).status, 201)

  const { status, body } = await hospital.get(`${path}/dossier`)
  t.equal(status, 200)
  const dossier = Dossier.parse(body)
  t.match(dossier, {
    shipment: path.split('/').at(-1),
    donation: donation.split('/').at(-1),
    incoterm: 'DAP',
    incotermPlace: 'Almaty',
    origin: 'KZ',
    on: inDays(0),
    timeZone: 'Asia/Almaty',
    stays: [],
    holds: [],
    timeInCustoms: undefined,
  })
  t.same(
    dossier.documents.map(({ document, state }) => [document, state]),
    [
      ['permit', 'valid'],
      ['exemption', 'expiring'],
      ['test', 'expired'],
      ['manual', 'valid'],
      ['origin', 'notYetValid'],
      ['waybill', 'withdrawn'],
    ],
  )
  t.match(dossier.documents[0], { attachment, recordedBy: cast.recipient.id, basis: 'Order DSM-237/2020' })
  t.match(dossier.documents[3], { languages: ['kk', 'ru'], recordedBy: cast.supplier.id })
  t.match(dossier.documents[5], { withdrawalReason: 'Booked anew.' })
  t.match(dossier.declaration, {
    regime: 'humanitarianAid',
    invoiceValue: usd(2_400_000),
    lines: [{ item, code: '9018908409', basis: 'Ruling NY J83775' }, { code: '901990' }],
  })
  const { items } = (await donor.get(`${donation}/events?limit=100`)).body
  t.match(
    items.filter(({ type }: { type: string }) => /^(document|customs)\./.test(type)),
    [
      ...Array.from({ length: 6 }, () => ({ type: 'document.recorded', from: 'planned', to: 'planned' })),
      { type: 'document.withdrawn' },
      { type: 'customs.declared', data: { lines: [{ code: '9018908409' }, {}] } },
    ],
    'each is in the log, with the code as it is kept',
  )
})

t.test('shows the country that a shipment was planned to be sent from', async (t) => {
  const { donor, donation, item } = await start(t)
  const planned = await donor.post(`${donation}/shipments`, {
    incotermPlace: 'Almaty',
    origin: 'BR',
    incoterm: 'CIP',
    units: [{ item }],
  })
  t.match((await donor.get(`/v1/shipments/${planned.body.id}/dossier`)).body, {
    origin: 'BR',
    incoterm: 'CIP',
  })
})

t.test('shows a dossier to the parties of its donation alone', async (t) => {
  const { built, cast, consign, stranger, hospital } = await start(t)
  const { path } = await consign()
  const permitted = [cast.donor, cast.recipient, cast.supplier, cast.authority]
  for (const party of permitted) t.equal((await speakAs(built, party).get(`${path}/dossier`)).status, 200)
  t.match(await stranger.get(`${path}/dossier`), { status: 404, body: { code: 'not-found' } })
  t.match(await speakAs(built, { key: built.operator }).get(`${path}/dossier`), { status: 404 })
  t.match(
    await speakAs(built, cast.authority).send(path, 'document.recorded', permit()),
    { status: 403, body: { code: 'role-not-allowed' } },
    'an authority reads papers and records none',
  )
  const { headers } = await hospital.get(path)
  const blind = await stranger.post(
    `${path}/events`,
    { type: 'document.recorded', data: permit() },
    { 'if-match': String(headers.etag) },
  )
  t.equal(blind.status, 404)
})

t.test('takes a file that is attached to the donation, and no other', async (t) => {
  const { built, cast, hospital, donation, consign } = await start(t)
  const { path } = await consign()
  const unknown = 'f'.repeat(64)
  const answer = await hospital.send(path, 'document.recorded', permit({ attachment: unknown }))
  t.match(answer, {
    status: 409,
    body: {
      code: 'attachment-unknown',
      errors: [{ pointer: '/data/attachment', code: 'attachment-unknown' }],
    },
  })
  t.same((await hospital.get(`${path}/dossier`)).body.documents, [])
  const bytes = makePdf()
  const attachment = createHash('sha256').update(bytes).digest('hex')
  t.equal((await hospital.send(path, 'document.recorded', permit({ attachment }))).status, 409, 'not yet')
  await uploadAs(built, cast.recipient, donation)(bytes)
  t.equal((await hospital.send(path, 'document.recorded', permit({ attachment }))).status, 201)
})

t.test('lets a permit and an exemption go with one shipment only', async (t) => {
  const { donor, hospital, consign } = await start(t)
  const [first, second] = [await consign(), await consign()]
  const invoice = permit({ document: 'invoice', kind: 'commercialInvoice' })
  for (const document of [permit(), invoice])
    t.equal((await hospital.send(first.path, 'document.recorded', document)).status, 201)
  t.match(await hospital.send(second.path, 'document.recorded', permit({ document: 'p' })), {
    status: 409,
    body: { code: 'document-used-elsewhere', errors: [{ pointer: '/data/number' }] },
  })
  t.equal(
    (await hospital.send(second.path, 'document.recorded', invoice)).status,
    201,
    'an invoice may be of both',
  )
  t.equal(
    (await hospital.send(second.path, 'document.recorded', permit({ kind: 'exemption' }))).status,
    201,
    'another kind has numbers of its own',
  )
  await donor.send(first.path, 'shipment.cancelled', { reason: 'replanned' })
  t.equal(
    (await hospital.send(second.path, 'document.recorded', permit({ document: 'p' }))).status,
    201,
    'that of a shipment which never left is not used up',
  )
})

t.test('refuses an expired permit in the language of its reader, and changes nothing', async (t) => {
  const { built, cast, consign } = await start(t)
  const { path } = await consign()
  const expired = permit({ validUntil: inDays(-1) })
  const titles: Record<string, string> = {
    kk: 'Құжаттың мерзімі өтіп кеткен',
    ru: 'Срок действия документа истёк',
    en: 'The document has expired',
  }
  const before = (await speakAs(built, cast.recipient).get(path)).headers.etag
  for (const [language, title] of Object.entries(titles))
    t.match(await speakAs(built, cast.recipient, language).send(path, 'document.recorded', expired), {
      status: 409,
      body: { code: 'document-expired', title, errors: [{ pointer: '/data/validUntil' }] },
    })
  const { headers } = await speakAs(built, cast.recipient).get(path)
  t.equal(headers.etag, before)
})

t.test('declares what the shipment carries, and no more of it', async (t) => {
  const { donor, item, consign } = await start(t)
  const { path } = await consign(2)
  const declare = (lines: object[], invoiceValue = usd(900)) =>
    donor.send(path, 'customs.declared', { regime: 'grant', invoiceValue, lines })
  const line = { item, code: '901890', basis: 'An instrument of medicine.' }
  const other = '0183a1f0-1d2e-7b31-8e01-52b1d07e6a21'
  t.match(await declare([line, { ...line, item: other }]), {
    status: 409,
    body: { code: 'declared-item-not-in-shipment', errors: [{ pointer: '/data/lines/1/item' }] },
  })
  t.match(
    await declare([
      { ...line, quantity: 2 },
      { ...line, code: '901990', quantity: 1 },
    ]),
    {
      status: 409,
      body: {
        code: 'declared-quantity-exceeded',
        errors: [{ pointer: '/data/lines/1/quantity' }],
        detail: /2/,
      },
    },
  )
  t.match(await declare([{ ...line, value: usd(899) }]), {
    status: 400,
    body: { code: 'declared-values-do-not-add-up', errors: [{ pointer: '/data/invoiceValue/amount' }] },
  })
  t.match(await declare([{ ...line, value: { amount: 900, currency: 'EUR' } }]), {
    status: 400,
    body: { code: 'declared-currency-differs', errors: [{ pointer: '/data/lines/0/value/currency' }] },
  })
  t.match(await declare([{ ...line, code: '7701.00' }]), {
    status: 400,
    body: { code: 'invalid-request', errors: [{ pointer: '/data/lines/0/code', code: 'hs-code' }] },
  })
  t.equal((await donor.get(`${path}/dossier`)).body.declaration, undefined)
  t.equal((await declare([{ ...line, quantity: 2, value: usd(900) }])).status, 201)
})

t.test('measures repeated stays and holds, and stops when customs is left', async (t) => {
  const { donor, hospital, consign, sendAgo } = await start(t)
  const consignment = await consign()
  const { path } = consignment
  await bring({ donor, hospital }, consignment, 'dispatched')
  await sendAgo(path, 100, 'shipment.customsEntered', { office: 'Frankfurt' })
  await sendAgo(path, 90, 'shipment.customsReleased')
  await sendAgo(path, 50, 'shipment.customsEntered', { office: 'Almaty airport' })
  await sendAgo(path, 40, 'shipment.customsHeld', { reason: 'permitMissing' })
  t.match((await hospital.get(`${path}/dossier`)).body, {
    stays: [{ office: 'Frankfurt' }, { office: 'Almaty airport' }],
    holds: [{ reason: 'permitMissing' }],
    timeInCustoms: { hours: 60, heldHours: 40, isFinal: false },
  })
  await sendAgo(path, 30, 'shipment.customsReleased')
  await sendAgo(path, 20, 'shipment.customsEntered', { office: 'Almaty airport' })
  await sendAgo(path, 15, 'shipment.customsHeld', { reason: 'inspection' })
  await sendAgo(path, 10, 'shipment.customsReleased')
  const { body } = await hospital.get(`${path}/dossier`)
  t.match(body, {
    holds: [{ reason: 'permitMissing' }, { reason: 'inspection' }],
    timeInCustoms: { hours: 40, heldHours: 15, isFinal: true },
  })
  t.equal(body.stays.length, 3)
  t.match((await donor.get(path)).body.customs, {
    office: 'Almaty airport',
    holds: [{}, {}],
    stays: [{}, {}, {}],
  })
})
