import { randomUUID } from 'node:crypto'
import t from 'tap'
import { kinds } from '../schemas/event.ts'
import { listOperations } from '../src/openapi/document.ts'
import { workflows } from '../workflows/catalogue.ts'
import { registries } from './api/rows/access.ts'
import { files } from './api/rows/attachments.ts'
import { confirmations, links } from './api/rows/confirmations.ts'
import { deliveries, recoveries, rotations } from './api/rows/deliveries.ts'
import { departments, registers } from './api/rows/departments.ts'
import { declarations, documents } from './api/rows/dossiers.ts'
import { amendments, settings, targets } from './api/rows/endpoints.ts'
import { feeds } from './api/rows/feeds.ts'
import { followUps } from './api/rows/follow-ups.ts'
import { gates } from './api/rows/gates.ts'
import { impact } from './api/rows/impact.ts'
import { additions, inspections } from './api/rows/inspections.ts'
import { agreements, memoranda } from './api/rows/memoranda.ts'
import { coverings, matchings, needs } from './api/rows/needs.ts'
import { people } from './api/rows/pledges.ts'
import { plans as campaignPlans, campaigns } from './api/rows/programmes.ts'
import { recalls } from './api/rows/recalls.ts'
import { reportPacks } from './api/rows/report-packs.ts'
import { consignments } from './api/rows/shipments.ts'
import { patch } from './endpoints/scene.ts'
import { build, operator, speakAs } from './support/build.ts'
import { watch } from './support/contract.ts'
import { fireAll, passTime } from './support/deadlines.ts'
import { newRegister } from './support/department-requests.ts'
import { makeDepartment } from './support/departments.ts'
import { until } from './support/hooks.ts'
import { inspect } from './support/inspect.ts'
import { newMemorandum } from './support/memorandum-requests.ts'
import { readDocument } from './support/openapi.ts'
import { newFunder, newProgramme, receipt } from './support/programme-requests.ts'
import { publishAll } from './support/publish.ts'
import { makeWorld } from './support/refusals.ts'
import { newReport } from './support/report-pack-requests.ts'
import { makeCheck } from './support/tenants.ts'
import { makeCast, newDonation, sha256, walk } from './support/walk.ts'
import { openWebhooks } from './support/webhooks.ts'

t.setTimeout(600_000)

const built = await build(t)
const { watched, seen } = watch(built)
const cast = await makeCast(built)
const coordinator = await built.makeOrganization({ name: 'Foundation of the region' })
const donor = speakAs(watched, cast.donor)
const hospital = speakAs(watched, cast.recipient)
const position = 'Head of the neonatal department'

interface Answer {
  status: number
  body: Record<string, unknown>
}

/** Text at the path of a body. */
const read = ({ body }: Answer, ...path: (string | number)[]): string => {
  let part: unknown = body
  for (const name of path)
    part = typeof part === 'object' && part !== null ? Reflect.get(part, name) : undefined
  return String(part)
}

const take = (answer: Answer) => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer
}

const toItems = ({ items }: Answer['body']): { id: string; stream: string }[] =>
  JSON.parse(JSON.stringify(items))

/** Reads a donation with all that belongs to it, as each of its parties does. */
const readWhole = async (path: string) => {
  const id = path.split('/').at(-1)
  for (const party of [cast.donor, cast.recipient, cast.authority]) {
    const { get } = speakAs(watched, party)
    take(await get(path))
    for (const plural of ['shipments', 'units']) {
      const list = take(await get(`/v1/${plural}?donation=${id}&limit=100`))
      const items = Array.isArray(list.body.items) ? list.body.items : []
      for (const { id } of items) take(await get(`/v1/${plural}/${id}`))
    }
  }
}

/** Sends events to a unit one after the other, each with what it carries. */
const bring = async (
  unit: string | undefined,
  ...events: [type: string, data?: Record<string, unknown>][]
) => {
  for (const [type, data] of events) {
    const sender = /repair|returned/.test(type) ? donor : hospital
    take(await sender.send(`/v1/units/${unit}`, type, data))
  }
}

const accept: [string, Record<string, unknown>] = ['unit.accepted', { position, inspection: inspect() }]
const reject: [string, Record<string, unknown>] = [
  'unit.rejected',
  { position, reason: 'wrongMains', note: 'For 110 V.' },
]
const commission: [string, Record<string, unknown>] = [
  'unit.commissioned',
  { location: 'Ward 3', inventoryNumber: '1360-0417' },
]

/** Lets whatever is due happen, and what that brings about. */
const settle = () => fireAll(built.db)

/** Makes every deadline of a stream, or those of these names, fall due, and lets it pass. */
const passDeadlines = async (donation: string, ...names: string[]) => {
  await passTime(built.db, donation, ...names)
  await settle()
}

t.test('organizations, equipment types and keys are as documented', async () => {
  const root = speakAs(watched, { key: operator })
  const identifiers = [{ system: 'KZ-BIN', value: '991240999991' }]
  const organization = { kind: 'hospital', name: 'District hospital', country: 'KZ', identifiers }
  const made = take(await root.post('/v1/organizations', organization))
  take(
    await root.post('/v1/organizations', {
      kind: 'carrier',
      name: 'Air cargo',
      country: 'DE',
      language: 'en',
    }),
  )
  await root.post('/v1/organizations', organization)
  const path = `/v1/organizations/${made.body.id}`
  take(await donor.get(path))
  take(await donor.get('/v1/organizations/me'))
  await root.get('/v1/organizations/me')
  take(await donor.get('/v1/organizations?limit=1&country=KZ&kind=hospital&q=district'))
  const page = take(await donor.get('/v1/organizations?limit=2'))
  take(await donor.get(`/v1/organizations?limit=2&cursor=${page.body.next}`))

  const type = {
    slug: 'infant-incubator',
    names: { kk: 'Инкубатор', ru: 'Инкубатор', en: 'Infant incubator' },
    codes: [{ system: 'other', code: 'NEO-01', display: 'Incubator', source: 'List of the operator' }],
    mains: { voltage: 220, frequency: 50, plug: 'F', power: 600 },
  }
  const kept = take(await root.post('/v1/equipment-types', type))
  await root.post('/v1/equipment-types', type)
  await donor.post('/v1/equipment-types', type)
  take(await root.post('/v1/equipment-types', { slug: 'warmer', names: type.names }))
  take(await donor.get(`/v1/equipment-types/${kept.body.id}`))
  take(await donor.get('/v1/equipment-types?limit=2'))
  take(await donor.get('/v1/equipment-types?slug=warmer'))

  const key = take(await root.post(`${path}/keys`, { name: 'First', scopes: ['read', 'write', 'keys'] }))
  const member = speakAs(watched, { key: read(key, 'secret') })
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
  const again = { 'idempotency-key': 'the-same' }
  const second = take(await member.post('/v1/keys', { name: 'Second', scopes: ['read'], expiresAt }, again))
  take(await member.post('/v1/keys', { name: 'Second', scopes: ['read'], expiresAt }, again))
  await member.post('/v1/keys', { name: 'Other', scopes: ['read'] }, again)
  take(await speakAs(watched, { key: read(second, 'secret') }).get('/v1/donations'))
  await speakAs(watched, { key: read(second, 'secret') }).post('/v1/donations', {})
  take(await member.post(`/v1/keys/${second.body.id}/rotations`, { overlapMinutes: 0 }))
  await member.post(`/v1/keys/${second.body.id}/rotations`, {})
  take(await member.post(`/v1/keys/${second.body.id}/revocations`, {}))
  take(await member.get(`/v1/keys/${second.body.id}`))
  take(await member.get('/v1/keys?limit=2'))
  await member.get(`/v1/keys/${cast.donor.id}`)
  await root.get('/v1/keys')
})

t.test('a donation from pledge to closure, with every fate of a unit, is as documented', async () => {
  const party = (organization: string, role: string, percent?: number) => ({
    organization,
    role,
    ...(percent && { share: { percent } }),
  })
  const pledge = {
    ...newDonation(cast, 7),
    reference: '7 / 2022',
    parties: [
      party(cast.donor.id, 'donor', 60),
      party(cast.supplier.id, 'donor', 40),
      party(cast.recipient.id, 'recipient'),
      party(cast.authority.id, 'authority'),
    ],
  }
  take(await donor.post('/v1/donations', pledge))
  const { path, id, item, shipment, units } = await walk(watched, cast, { quantity: 7 })
  await readWhole(path)
  const [first, second, third, fourth, fifth, sixth, seventh] = units
  await bring(
    first,
    accept,
    commission,
    ['unit.failed', { reason: 'power', note: 'A fuse.' }],
    ['unit.restored'],
  )
  await bring(second, ['unit.acceptedWithRemarks', { position, inspection: inspect(), note: 'No manual.' }])
  take(await donor.send(`${path}`, 'party.added', { organization: coordinator.id, role: 'coordinator' }))
  await passDeadlines(id)
  for (const unit of [third, fourth, fifth, sixth]) await bring(unit, reject)
  const receipt = { packages: 1, sealsIntact: false, missing: [seventh], note: 'Opened.' }
  take(await hospital.send(shipment, 'shipment.received', receipt))
  await readWhole(path)
  await passDeadlines(id)
  await bring(third, ['unit.repairStarted', { note: 'A transformer.' }])
  await readWhole(path)
  await bring(third, ['unit.repaired'], accept, commission)
  await bring(fifth, ['unit.disposed', { reason: 'beyondRepair' }])
  await bring(sixth, ['unit.returned', { reason: 'underWarranty' }])
  await bring(second, commission)
  const plan = {
    incoterm: 'CIP',
    incotermPlace: 'Almaty',
    units: [{ item, replaces: fourth, maker: 'Maker', model: 'Model', serialNumber: 'R-1' }],
  }
  const replacing = take(await donor.post(`${path}/shipments`, plan))
  const way = `/v1/shipments/${replacing.body.id}`
  const replacement = read(replacing, 'units', 0, 'id')
  const unit = { unit: replacement, serialNumber: 'R-1', udi: '(01)07898000000013(21)R-1' }
  take(
    await donor.send(way, 'shipment.packed', { packages: [{ number: '1', weight: 90_000, units: [unit] }] }),
  )
  const sent = { mode: 'sea', carrier: 'Line', reference: 'BL 1', expectedOn: '2023-01-09' }
  take(await donor.send(way, 'shipment.dispatched', sent))
  take(await donor.send(way, 'shipment.customsEntered', { office: 'Almaty' }))
  await passDeadlines(id)
  take(await hospital.send(way, 'shipment.customsHeld', { reason: 'permitMissing', note: 'A letter.' }))
  await readWhole(path)
  take(await hospital.send(way, 'shipment.customsReleased'))
  take(await hospital.send(way, 'shipment.arrived'))
  take(await hospital.send(way, 'shipment.received', { packages: 1, sealsIntact: true }))
  await bring(replacement, accept)
  await readWhole(path)
  await bring(replacement, commission)
  await bring(first, ['unit.failed', { reason: 'broken' }])
  await readWhole(path)
  await bring(first, ['unit.decommissioned', { reason: 'uneconomicRepair' }])
  take(await donor.send(path, 'donation.closed', { note: 'A year has passed.' }))
  await readWhole(path)
})

t.test('a donation that ends early is as documented, however it ends', async () => {
  const declined = await walk(watched, cast, { until: 'pledged' })
  take(
    await hospital.send(declined.path, 'donation.declined', { reason: 'siteNotReady', note: 'In spring.' }),
  )
  const withdrawn = await walk(watched, cast, { until: 'contracting' })
  await passDeadlines(withdrawn.id)
  take(await donor.send(withdrawn.path, 'donation.withdrawn', { reason: 'fundsUnavailable' }))
  const expired = await walk(watched, cast, { until: 'pledged' })
  await passDeadlines(expired.id)
  const cancelled = await walk(watched, cast, { until: 'planned' })
  await passDeadlines(cancelled.id)
  take(await donor.send(cancelled.path, 'donation.cancelled', { reason: 'permitRefused' }))
  const lost = await walk(watched, cast, { until: 'dispatched' })
  take(await donor.send(lost.shipment, 'shipment.lost', { note: 'Burnt.' }))
  const returned = await walk(watched, cast, { until: 'dispatched' })
  take(await donor.send(returned.shipment, 'shipment.returned', { reason: 'customsRefused' }))
  const rejected = await walk(watched, cast, { quantity: 1 })
  await bring(rejected.units[0], reject, ['unit.disposed', { reason: 'unsafe' }])
  for (const { path } of [declined, withdrawn, expired, cancelled, lost, returned, rejected])
    await readWhole(path)
  for (const until of ['pledged', 'contracted', 'planned', 'packed'] as const)
    await readWhole((await walk(watched, cast, { until })).path)
})

t.test('a consignment that is confirmed through the API and through a link is as documented', async () => {
  take(await donor.get('/v1/protocols'))
  take(await donor.get('/v1/protocols/generic-device'))
  const checks = `/v1/equipment-types/${cast.equipmentType}/checks`
  const check = take(await hospital.post(checks, makeCheck('A check', 'own-01')))
  take(await hospital.get(checks))
  take(await hospital.post(`/v1/checks/${check.body.id}/withdrawals`, {}))
  const { path, id, shipment, units, item } = await walk(watched, cast, { quantity: 3 })
  const [first, second, third] = units
  const signer = { name: 'A signer', position }
  const confirm = (decisions: object[], receipt?: object) =>
    hospital.post(`${shipment}/confirmations`, { language: 'kk', signer, receipt, decisions })
  const replaced = take(await donor.post(`${shipment}/links`, {}))
  take(await donor.post(`${shipment}/links`, { language: 'ru' }))
  await passDeadlines(id, 'acceptanceReminder', 'acceptanceEscalation')
  await passDeadlines(id)
  const link = take(await donor.post(`${shipment}/links`, {}))
  const page = new URL(read(link, 'url')).pathname
  await built.app.inject({ url: page })
  await donor.send(shipment, 'link.revoked', { link: replaced.body.id })
  take(await donor.send(shipment, 'link.revoked', { link: link.body.id }))
  const accepted = { outcome: 'accepted', unit: first, inspection: inspect() }
  await confirm([accepted])
  const confirmed = take(await confirm([accepted], { packages: 1, sealsIntact: true }))
  take(await hospital.get(`/v1/confirmations/${confirmed.body.id}`))
  take(
    await confirm([
      { outcome: 'missing', unit: second },
      { outcome: 'rejected', reason: 'wrongItem', unit: third },
    ]),
  )
  const act = take(await donor.post(`${shipment}/acts`, { languages: ['kk'] }))
  take(await donor.get(`/v1/acts/${act.body.id}`))
  take(await donor.get(`${path}/attachments`))
  take(await hospital.send(`/v1/units/${second}`, 'unit.found', { note: 'In the next lorry.' }))
  await bring(second, accept)
  await readWhole(path)
  const open = await walk(watched, cast, { quantity: 2, until: 'contracted' })
  const reduction = { item: open.item, quantity: 1, reason: 'donorUnable' }
  take(await donor.send(open.path, 'contract.reduced', reduction))
  await donor.send(open.path, 'contract.reduced', reduction)
  await donor.send(open.path, 'contract.reduced', { ...reduction, quantity: 2 })
  await donor.send(path, 'contract.reduced', { ...reduction, item })
})

t.test('what becomes of a unit in service is as documented', async () => {
  const { path, id, units } = await walk(watched, cast, { until: 'accepted' })
  const [first, second] = units
  for (const unit of units) await bring(unit, commission)
  await passDeadlines(id, 'followUp30')
  take(await donor.get('/v1/follow-ups?limit=1'))
  const page = take(await donor.get(`/v1/follow-ups?limit=1&donation=${id}`))
  take(await donor.get(`/v1/follow-ups?limit=1&donation=${id}&cursor=${page.body.next}`))
  await passDeadlines(id, 'followUpAnswer')
  take(await donor.get('/v1/follow-ups?state=overdue'))
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Almaty' }).format(new Date())
  const uses = { from: today, to: today, people: 41, kind: 'treated' }
  const consumablesLeft = { amount: 6, unit: 'months' }
  await bring(first, ['followUp.answered', { days: 30, isWorking: true, uses, consumablesLeft, position }])
  const outage = { isWorking: false, reason: 'spareParts', note: 'The fan.' }
  await bring(second, ['followUp.answered', { days: 30, ...outage }])
  await readWhole(path)
  await bring(second, ['repair.refused', { reason: 'notOurs', note: 'Ask the supplier.' }])
  await readWhole(path)
  await bring(second, ['repair.accepted', { position, expectedOn: today, note: 'A fan is on its way.' }])
  await readWhole(path)
  await bring(second, ['repair.done', { note: 'It turns.' }], ['unit.restored'])
  const asked = { 'idempotency-key': randomUUID() }
  const link = take(await donor.post(`${path}/follow-up-links`, { language: 'kk' }, asked))
  take(await donor.post(`${path}/follow-up-links`, { language: 'kk' }, asked))
  take(await hospital.post(`/v1/follow-up-links/${link.body.id}/revocations`, {}))
  await bring(first, ['unit.decommissioned', { reason: 'uneconomicRepair' }])
  await readWhole(path)
})

t.test('the papers of a consignment, and what came of all, are as documented', async () => {
  const { path, donor, hospital, shipment, item } = await walk(watched, cast, { until: 'planned' })
  const paper = { kind: 'importPermit', issuer: 'Ministry', issuedOn: '2022-10-03', basis: 'DSM-237/2020' }
  const record = async (document: string, more: object = {}) =>
    take(
      await hospital.send(shipment, 'document.recorded', { ...paper, document, number: document, ...more }),
    )
  await record('permit', { validFrom: '2022-10-04', validUntil: '2999-12-31' })
  await record('manual', { kind: 'manual', languages: ['kk', 'ru'] })
  await record('waybill', { kind: 'waybill' })
  take(await donor.send(shipment, 'document.withdrawn', { document: 'waybill', reason: 'Booked anew.' }))
  const value = { amount: 900, currency: 'USD' }
  const line = { item, code: '9018.90', basis: 'An instrument of medicine.', quantity: 2, value }
  const declaration = { regime: 'grant', invoiceValue: value, lines: [line] }
  take(await donor.send(shipment, 'customs.declared', declaration))
  take(await hospital.get(`${shipment}/dossier`))
  await readWhole(path)
  const [held] = toItems(take(await donor.get('/v1/donations?limit=100&state=closed')).body)
  const shipments = take(await donor.get(`/v1/shipments?donation=${held?.id}`))
  for (const { id } of toItems(shipments.body)) take(await donor.get(`/v1/shipments/${id}/dossier`))
  take(await donor.get('/v1/customs-times'))
  take(await donor.get('/v1/customs-times?origin=KZ&office=Almaty'))
  take(await donor.get('/v1/impact'))
  take(await donor.get(`/v1/impact?donor=${cast.donor.id}&equipmentType=${cast.equipmentType}&region=KZ-47`))
})

t.test('a memorandum is as documented, however it ends', async () => {
  const draft = async (fields: Record<string, unknown> = {}) => {
    const body = newMemorandum(cast.donor.id, [cast.recipient.id], { number: 'M-1', ...fields })
    const { body: made } = take(await donor.post('/v1/memoranda', body))
    return { id: String(made.id), path: `/v1/memoranda/${made.id}` }
  }
  const sign = async (path: string) => {
    for (const party of [donor, hospital])
      take(await party.send(path, 'memorandum.signed', { sha256, position, method: 'paper' }))
  }
  const scope = { regions: ['KZ-47'], equipmentTypes: [cast.equipmentType] }
  const { id, path } = await draft({ scope })
  await sign(path)
  await passDeadlines(id, 'commitmentReminder.training')
  await passDeadlines(id, 'commitmentDue.training')
  const report = { commitment: 'training', quantity: 12, note: 'Two courses.' }
  take(await donor.send(path, 'commitment.reported', report))
  take(await hospital.get(path))
  await passDeadlines(id, 'expiryReminder')
  await passDeadlines(id, 'expiry')
  take(await donor.get(path))
  const ended = await draft()
  await sign(ended.path)
  take(await hospital.send(ended.path, 'memorandum.terminated', { reason: 'agreed', note: 'Kept.' }))
  take(await donor.get('/v1/memoranda?limit=1&state=expired'))
  const page = take(await donor.get('/v1/memoranda?limit=1'))
  take(await donor.get(`/v1/memoranda?limit=1&cursor=${page.body.next}`))
  for (const one of [path, ended.path]) take(await hospital.get(`${one}/events?limit=100`))
  take(await hospital.get(`${path}/events/1`))
})

t.test('a programme is as documented, however it ends', async () => {
  const { donor: club, recipient, supplier, equipmentType } = cast
  const open = { club: club.id, hospital: recipient.id, equipmentType }
  const make = async (slug: string) => {
    const { body: made } = take(await donor.post('/v1/programmes', newProgramme(open, { slug })))
    return { id: String(made.id), path: `/v1/programmes/${made.id}` }
  }
  const { id, path } = await make('documented')
  const goal = { equipmentType, region: 'KZ-75', quantity: 8 }
  take(await donor.send(path, 'goal.set', goal))
  take(await donor.send(path, 'allocation.set', { hospital: open.hospital, equipmentType, quantity: 7 }))
  take(await donor.send(path, 'funder.added', newFunder(supplier.id)))
  take(await donor.send(path, 'supplier.added', { organization: supplier.id }))
  take(await donor.send(path, 'programme.started'))
  take(await donor.send(path, 'tranche.received', receipt(club.id)))
  await passDeadlines(id, 'reportReminder')
  await passDeadlines(id, 'reportDue')
  take(await hospital.get(path))
  take(await hospital.get(`${path}/progress`))
  const report = take(await hospital.post(`${path}/report-packs`, newReport))
  take(await hospital.get(`/v1/report-packs/${report.body.id}`))
  take(await donor.send(path, 'report.submitted', { report: 'yearly-1', sha256 }))
  await donor.send(path, 'report.submitted', { report: 'yearly-1' })
  take(await donor.send(path, 'programme.completed'))
  await donor.send(path, 'programme.closed')
  take(await donor.send(path, 'report.submitted', { report: 'final' }))
  take(await donor.send(path, 'programme.closed'))
  const ended = await make('cancelled')
  take(await donor.send(ended.path, 'programme.cancelled', { reason: 'other', note: 'Planned anew.' }))
  await donor.post('/v1/donations', { ...newDonation(cast), programme: 'cancelled' })
  const page = take(await donor.get('/v1/programmes?limit=1'))
  take(await donor.get(`/v1/programmes?limit=1&cursor=${page.body.next}`))
  for (const one of [path, ended.path]) take(await hospital.get(`${one}/events?limit=100`))
  take(await hospital.get(`${path}/events/1`))
})

t.test('a need is as documented, from its draft to whatever becomes of it', async () => {
  const authority = speakAs(watched, cast.authority)
  const { equipmentType } = cast
  const { id: department } = await makeDepartment(watched, cast.recipient)
  const change = async (path: string, fields: object) =>
    take(await patch(watched, cast.recipient, path, fields))
  const newNeed = (fields: object) => ({
    ...{ department, equipmentType, quantity: 2, urgency: 'urgent', authority: cast.authority.id },
    ...{ justification: 'Newborns share incubators.', contactRole: 'Biomedical engineer' },
    ...fields,
  })
  const ask = async (fields: object = {}) => {
    const made = take(await hospital.post('/v1/needs', newNeed(fields)))
    const path = `/v1/needs/${made.body.id}`
    take(await hospital.send(path, 'need.submitted'))
    take(await authority.send(path, 'need.endorsed', { note: 'Visited.' }))
    return { id: String(made.body.id), path }
  }
  const cover = (need: string, until?: 'pledged') =>
    walk(watched, cast, { until, more: { items: [{ equipmentType, quantity: 2, need, department }] } })

  const { body: draft } = take(await hospital.post('/v1/needs', newNeed({ neededBy: '2999-12-31' })))
  const path = `/v1/needs/${draft.id}`
  take(await hospital.get(path))
  take(await hospital.send(path, 'need.submitted'))
  take(await authority.get(path))
  take(await authority.send(path, 'need.returned', { reason: 'incomplete', note: 'How many?' }))
  await change(path, { justification: 'Three share one.', urgency: 'critical', neededBy: null })
  take(await hospital.send(path, 'need.submitted'))
  take(await authority.send(path, 'need.endorsed'))
  const other = await ask({ quantity: 1 })
  for (const list of ['needs', 'open-needs']) {
    const page = take(await hospital.get(`/v1/${list}?limit=1&equipmentType=${equipmentType}`))
    const filter = `equipmentType=${equipmentType}&cursor=${page.body.next}`
    take(await hospital.get(`/v1/${list}?limit=1&${filter}`))
  }
  take(await donor.get('/v1/needs?state=endorsed&urgency=critical&region=KZ-75'))
  take(await donor.get(`/v1/open-needs?hospital=${cast.recipient.id}&urgency=critical`))
  const { item } = await walk(watched, cast, { until: 'pledged' })
  const site = 'region=KZ-75&voltage=127&frequency=60&plug=A&on=2999-01-01'
  for (const offer of [`item=${item}`, `equipmentType=${equipmentType}&quantity=3&${site}`])
    take(await donor.get(`/v1/matches?limit=5&${offer}`))
  take(await donor.get(`${path}/matches`))

  const { units } = await cover(String(draft.id))
  await settle()
  for (const party of [hospital, donor, authority]) take(await party.get(path))
  await bring(units[0], accept)
  await bring(units[1], reject, ['unit.returned', { reason: 'underWarranty' }])
  await settle()
  take(await donor.get(path))
  await change(path, { quantity: 1 })
  take(await donor.get(path))
  const late = await ask({ neededBy: '2999-12-31' })
  const covering = await cover(late.id, 'pledged')
  await passDeadlines(late.id)
  take(await hospital.get(late.path))
  take(await donor.send(covering.path, 'donation.withdrawn', { reason: 'other' }))
  await settle()
  take(await hospital.get(late.path))
  take(await hospital.send(other.path, 'need.withdrawn', { reason: 'otherwiseObtained' }))
  for (const one of [path, late.path, other.path]) take(await hospital.get(`${one}/events?limit=100`))
  const timeline = take(await hospital.get(`${path}/events?limit=3`))
  take(await hospital.get(`${path}/events?limit=3&cursor=${timeline.body.next}`))
  take(await hospital.get(`${path}/events/1`))
})

t.test('lists, the timeline and the feed are as documented, page by page', async (t) => {
  await publishAll(built.db)
  const { body } = await donor.get('/v1/donations?limit=100')
  const donations: { id: string; code: string }[] = JSON.parse(JSON.stringify(body.items))
  for (const { id, code } of donations) {
    take(await donor.get(`/v1/donations/${id}/events/1`))
    take(await donor.get(`/v1/donations?code=${code}&role=donor`))
    let cursor = ''
    for (let pages = 0; cursor !== 'undefined' && pages < 50; pages++)
      cursor = read(
        take(await donor.get(`/v1/donations/${id}/events?limit=7${cursor && `&cursor=${cursor}`}`)),
        'next',
      )
    t.equal(cursor, 'undefined', 'a timeline comes to its end')
  }
  const longest = donations.at(-1)?.id
  for (const list of [
    'donations?state=closed',
    'donations?limit=2',
    `shipments?limit=1&donation=${longest}`,
    `shipments?state=received&donation=${longest}`,
    `units?limit=2&donation=${longest}`,
    `units?state=inService&donation=${longest}`,
  ])
    take(await hospital.get(`/v1/${list}`))
  let feed: Answer = await hospital.get('/v1/events?limit=100')
  for (let pages = 0; read(feed, 'items', 'length') !== '0' && pages < 50; pages++)
    feed = take(await hospital.get(`/v1/events?limit=100&cursor=${feed.body.next}`))
  t.ok(feed.body.next, 'the end of the feed has a cursor to go on from')
})

t.test('departments, their registers, and recalls are as documented', async () => {
  const department = await makeDepartment(watched, cast.recipient, { opensOn: '2999-12-31' })
  await makeDepartment(watched, cast.recipient)
  const path = `/v1/departments/${department.id}`
  const response = await watched.app.inject({
    method: 'PATCH',
    url: path,
    headers: {
      authorization: `Bearer ${cast.recipient.key}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      'if-match': '"1"',
    },
    payload: JSON.stringify({ profile: { doorWidth: 900 }, opensOn: null }),
  })
  take({ status: response.statusCode, body: response.json() })
  take(await donor.get(path))
  const departments = take(await donor.get(`/v1/departments?organization=${cast.recipient.id}&limit=1`))
  take(await donor.get(`/v1/departments?organization=${cast.recipient.id}&cursor=${departments.body.next}`))
  take(await hospital.get(`${path}/register`))
  take(await hospital.post(`${path}/register`, newRegister(cast.equipmentType)))
  take(await hospital.get(`${path}/register`))
  for (const by of ['region', 'hospital', 'department'])
    take(await hospital.get(`/v1/equipping-levels?by=${by}&equipmentType=${cast.equipmentType}`))

  const issuer = speakAs(watched, cast.supplier)
  const serialNumbers = { from: 'R-1', to: 'R-10' }
  const criteria = { maker: 'maker', model: 'model', deviceIdentifier: '07898000000013', serialNumbers }
  const open = async () => {
    const { body } = take(await issuer.post('/v1/recalls', { title: 'A recall', reference: '17', criteria }))
    const part = read(take(await hospital.get('/v1/recalls?state=open&limit=1')), 'items', 0, 'id')
    return { whole: String(body.id), part: `/v1/recalls/${part}` }
  }
  const answered = await open()
  take(await hospital.get(answered.part))
  await passDeadlines(answered.whole)
  const counts = { quarantined: 1, notFound: 0, position, note: 'In the store room.' }
  take(await hospital.send(answered.part, 'recall.quarantined', counts))
  await passDeadlines(answered.whole)
  const withdrawn = await open()
  const reason = { reason: 'issuedInError', note: 'Another lot was meant.' }
  take(await issuer.send(`/v1/recalls/${withdrawn.whole}`, 'recall.withdrawn', reason))
  await passDeadlines(withdrawn.whole)
  take(await hospital.get(withdrawn.part))
  const list = take(await issuer.get('/v1/recalls?limit=1'))
  take(await issuer.get(`/v1/recalls?limit=1&cursor=${list.body.next}`))
  for (const [speaker, one] of [
    [issuer, `/v1/recalls/${answered.whole}`],
    [issuer, `/v1/recalls/${withdrawn.whole}`],
    [hospital, answered.part],
  ] as const) {
    take(await speaker.get(one))
    take(await speaker.get(`${one}/units`))
    take(await speaker.get(`${one}/events/1`))
    take(await speaker.get(`${one}/events?limit=100`))
  }
})

t.test('the life of an endpoint, and what is delivered to it, are as documented', async (t) => {
  let answer = 500
  const { built, cast, receiver } = await openWebhooks(t, { answer: () => answer, retries: '10ms' })
  const { watched: other, seen: alsoSeen } = watch(built)
  const owner = speakAs(other, cast.donor)
  const pledge = newDonation(cast)
  const made = take(await owner.post('/v1/donations', { ...pledge, programme: 'weight-of-life' }))
  const url = `http://127.0.0.1:${receiver.port}/first`
  const own = {
    description: 'The first',
    types: ['donation.*', 'endpoint.*', 'delivery.exhausted'],
    headers: { 'X-Gateway': 'a-token' },
    rateLimit: 60_000,
    isOrdered: true,
  }
  const once = { 'idempotency-key': 'the-same' }
  const first = take(await owner.post('/v1/endpoints', { url, ...own }, once))
  take(await owner.post('/v1/endpoints', { url, ...own }, once))
  const narrow = { donations: [made.body.id], programmes: ['weight-of-life'], roles: ['donor'] }
  const second = { url: `${url}/second`, types: ['*'], ...narrow, signature: 'v1a' }
  const narrowed = take(await owner.post('/v1/endpoints', second))
  const path = `/v1/endpoints/${first.body.id}`
  const state = () => owner.get(path).then(({ body }) => body.state)
  const sequence = (type: string) =>
    until(`${type} is published`, async () => {
      const { body } = await owner.get(`/v1/events?type=${type}&limit=100`)
      return toItems(body).some(({ stream }) => stream === first.body.id)
    })

  take(await owner.send(path, 'endpoint.pinged'))
  await sequence('endpoint.pinged')
  take(await owner.post('/v1/donations', pledge))
  await sequence('delivery.exhausted')
  await passTime(built.db, read(first, 'id'), 'failureNotice')
  await sequence('endpoint.failing')
  take(await owner.get(path))
  answer = 204
  take(await owner.post('/v1/donations', pledge))
  await sequence('endpoint.recovered')

  const change = async (body: object, target = path) => {
    const { headers } = await owner.get(target)
    const response = await other.app.inject({
      method: 'PATCH',
      url: target,
      headers: {
        authorization: `Bearer ${cast.donor.key}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        'if-match': String(headers.etag),
      },
      payload: JSON.stringify(body),
    })
    return take({ status: response.statusCode, body: response.json() })
  }
  await change({ types: ['donation.*'], headers: null, rateLimit: null, description: null, isOrdered: null })
  await change({ donations: null, programmes: null, roles: null }, `/v1/endpoints/${narrowed.body.id}`)
  take(await owner.post(`${path}/secrets`, { overlapHours: 1 }))
  take(await owner.post(`/v1/endpoints/${narrowed.body.id}/secrets`, {}))
  take(await owner.get(`/v1/endpoints/${narrowed.body.id}`))
  take(await owner.send(path, 'endpoint.paused'))
  take(await owner.get(path))
  take(await owner.post('/v1/donations', pledge))
  const waiting = await until('a delivery waits', async () => {
    const { body } = take(await owner.get(`${path}/deliveries?state=pending`))
    return toItems(body)[0]
  })
  take(await owner.get(`${path}/deliveries/${waiting.id}`))
  answer = 410
  take(await owner.send(path, 'endpoint.resumed'))
  await until('it is disabled', async () => (await state()) === 'disabled')
  take(await owner.get(path))
  answer = 204
  take(await owner.send(path, 'endpoint.resumed'))

  const exhausted = take(await owner.get(`${path}/deliveries?state=exhausted&type=donation.pledged&limit=1`))
  const event = read(exhausted, 'items', 0, 'id')
  take(await owner.get(`${path}/deliveries/${event}`))
  take(await owner.post(`${path}/deliveries/${event}/resends`, {}))
  let { body: page } = take(await owner.get(`${path}/deliveries?limit=1`))
  while (page.next) page = take(await owner.get(`${path}/deliveries?limit=1&cursor=${page.next}`)).body
  const since = new Date(Date.now() - 3_600_000).toISOString()
  const recovery = take(await owner.post(`${path}/recoveries`, { since }))
  const recovered = `${path}/recoveries/${recovery.body.id}`
  take(await owner.get(recovered))
  await until('it is worked off', async () => take(await owner.get(recovered)).body.finishedAt)
  take(await owner.send(path, 'endpoint.removed'))
  await until('its deliveries are cancelled or settled', async () => {
    const { body } = take(await owner.get(`${path}/deliveries?state=pending`))
    return toItems(body).length === 0
  })

  const list = take(await owner.get('/v1/endpoints?limit=1'))
  take(await owner.get(`/v1/endpoints?limit=1&cursor=${list.body.next}`))
  take(await owner.get('/v1/endpoints?state=removed'))
  take(await owner.get(`${path}/events/1`))
  let log = take(await owner.get(`${path}/events?limit=3`))
  while (log.body.next) log = take(await owner.get(`${path}/events?limit=3&cursor=${log.body.next}`))
  await sequence('endpoint.removed')
  const filter = `type=donation.*,unit.*&donation=${made.body.id}&role=donor,recipient&programme=weight-of-life`
  const found = take(await owner.get(`/v1/events?${filter}&wait=1`))
  t.match(found.body.items, [{ stream: made.body.id }])
  take(await owner.get(`/v1/events?${filter}&wait=1&cursor=${found.body.next}`))
  const { body: begin } = take(await owner.get('/v1/events?limit=1'))
  const places: [query: string, last: Record<string, string>][] = [
    [`?cursor=${begin.next}`, {}],
    ['', { 'last-event-id': String(begin.next) }],
  ]
  for (const [query, last] of places) {
    const stream = await other.app.inject({
      url: `/v1/events/stream${query}`,
      headers: { authorization: `Bearer ${cast.donor.key}`, ...last },
    })
    t.match(stream.body, /^event: .+\nid: .+\ndata: /m)
  }
  for (const name of alsoSeen) seen.add(name)
})

t.test('the gates of a shipment are as documented', async () => {
  take(await donor.get('/v1/checklists'))
  take(await donor.get('/v1/checklists/dispatch-readiness'))
  const { path, item } = await walk(watched, cast, { quantity: 1, until: 'contracted' })
  const plan = { incotermPlace: 'Almaty', origin: 'BR', units: [{ item }] }
  const planned = take(await donor.post(`${path}/shipments`, plan))
  const way = `/v1/shipments/${planned.body.id}`
  const answers = [{ item: 'training-users', answer: 'yes', note: 'In March.' }]
  const answered = { checklist: 'dispatch-readiness', version: 1, answers }
  take(await hospital.send(way, 'checklist.answered', answered))
  const units = [{ unit: read(planned, 'units', 0, 'id'), serialNumber: 'G-1' }]
  take(await donor.send(way, 'shipment.packed', { packages: [{ number: '1', units }] }))
  await donor.send(way, 'shipment.dispatched', { mode: 'road' })
  const waiver = { gate: 'permit-valid', reason: 'notRequired', position, note: 'By post.' }
  const authority = speakAs(watched, cast.authority)
  await authority.send(way, 'gate.waived', { ...waiver, gate: 'mains-fit' })
  take(await authority.send(way, 'gate.waived', waiver))
  await hospital.send(way, 'gate.waived', waiver)
  for (const party of [donor, hospital, authority]) take(await party.get(`${way}/gates`))
  take(await hospital.send(way, 'gate.waiverWithdrawn', { gate: 'permit-valid', note: 'It is.' }))
  take(await hospital.get(`${path}/events?limit=100`))
  await readWhole(path)
})

t.test('problems are as documented', async () => {
  const { path, item, units } = await walk(watched, cast, { until: 'planned' })
  const pledge = newDonation(cast)
  const [one, two] = pledge.parties
  const stranger = speakAs(watched, await built.makeOrganization())
  const supplier = speakAs(watched, cast.supplier)
  const root = speakAs(watched, { key: operator })
  const nobody = '01a83c52-7fbb-7c40-9d2e-40a3f1c2b8e5'
  for (const url of [path, `${path}/events`, `${path}/events/1`, `/v1/units/${units[0]}`]) {
    await stranger.get(url)
    await speakAs(watched, { key: 'wrong' }).get(url)
    await root.get(url)
  }
  const share = (percent: number) => ({ ...one, share: { percent } })
  const wrong = [
    {},
    { ...pledge, colour: 'red' },
    { ...pledge, items: [] },
    { ...pledge, parties: [one, share(60)] },
    { ...pledge, parties: [share(60), two] },
    { ...pledge, parties: [one, { ...two, share: { percent: 100 } }] },
    { ...pledge, parties: [share(50), { organization: cast.supplier.id, role: 'donor' }, two] },
    { ...pledge, parties: [one, { organization: cast.supplier.id, role: 'supplier' }] },
    { ...pledge, parties: [two, { organization: cast.supplier.id, role: 'supplier' }] },
    { ...pledge, parties: [one, two, { organization: cast.supplier.id, role: 'recipient' }] },
    { ...pledge, parties: [{ organization: nobody, role: 'donor' }, one, two] },
    { ...pledge, items: [{ equipmentType: nobody, quantity: 1 }] },
    {
      ...pledge,
      items: ['KZT', 'EUR'].map((currency) => ({ ...pledge.items[0], unitValue: { amount: 1, currency } })),
    },
  ]
  for (const body of wrong) await donor.post('/v1/donations', body)
  await stranger.post('/v1/donations', pledge)
  await root.post('/v1/donations', pledge)
  await donor.post('/v1/donations', pledge, { 'idempotency-key': '' })
  await donor.post('/v1/donations', pledge, { 'content-type': 'application/xml' })
  await donor.post('/v1/donations', 'x'.repeat(600_000))
  const headers = { authorization: `Bearer ${cast.donor.key}`, 'content-type': 'application/json' }
  for (const payload of ['{', JSON.stringify(pledge)])
    await watched.app.inject({ method: 'POST', url: '/v1/donations', headers, payload })
  await watched.app.inject({ url: path })
  await donor.get('/v1/donations?cursor=x')
  await donor.get('/v1/donations?colour=red')
  await donor.get('/v1/donations/x')
  await donor.get(`${path}/events/9999`)

  const { headers: found } = await donor.get(path)
  const match = { 'if-match': String(found.etag) }
  const event = { type: 'donation.cancelled', data: { reason: 'donorUnable' } }
  await donor.post(`${path}/events`, event)
  await donor.post(`${path}/events`, event, { 'if-match': '7' })
  await donor.post(`${path}/events`, event, { 'if-match': '"99"' })
  await donor.post(`${path}/events`, { type: 'donation.shipped', data: {} }, match)
  await donor.post(`${path}/events`, { ...event, occurredAt: '2999-01-01T00:00:00Z' }, match)
  await donor.post(`${path}/events`, { type: 'donation.closed', data: {} }, match)
  await supplier.post(`${path}/events`, event, match)
  const plan = { incotermPlace: 'Almaty', units: [{ item }] }
  await donor.post(`${path}/shipments`, plan)
  await donor.post(`${path}/shipments`, { ...plan, units: [{ item: nobody }] })
  await donor.post(`${path}/shipments`, { ...plan, units: [{ item, replaces: units[0] }] })
  await hospital.post(`${path}/shipments`, plan)
  await stranger.post(`${path}/shipments`, plan)

  const contracting = (await walk(watched, cast, { until: 'contracting' })).path
  const draft = (...signatories: string[]) => ({
    number: '1',
    texts: [{ language: 'ru', sha256 }],
    signatories,
  })
  const sign = { sha256, position }
  await donor.send(contracting, 'contract.signed', sign)
  await donor.send(contracting, 'contract.drafted', draft(cast.donor.id, nobody))
  await donor.send(contracting, 'contract.drafted', draft(cast.donor.id, cast.supplier.id))
  await donor.send(contracting, 'contract.drafted', draft(cast.donor.id, cast.recipient.id, cast.donor.id))
  take(await donor.send(contracting, 'contract.drafted', draft(cast.donor.id, cast.recipient.id)))
  await donor.send(contracting, 'contract.signed', { ...sign, sha256: 'b'.repeat(64) })
  take(await donor.send(contracting, 'contract.signed', { ...sign, method: 'qualified' }))
  await donor.send(contracting, 'contract.signed', sign)
  await supplier.send(contracting, 'contract.signed', sign)
  await donor.send(contracting, 'party.added', { organization: nobody, role: 'partner' })
  await donor.send(contracting, 'party.added', { organization: cast.authority.id, role: 'authority' })
  take(await donor.send(contracting, 'party.added', { organization: cast.authority.id, role: 'partner' }))

  const planned = await walk(watched, cast, { until: 'planned' })
  const pack = (...units: string[]) => ({
    packages: [{ number: '1', units: units.map((unit, n) => ({ unit, serialNumber: `S-${n}` })) }],
  })
  const [packed = ''] = planned.units
  for (const data of [pack(nobody), pack(packed), pack(packed, packed)])
    await donor.send(planned.shipment, 'shipment.packed', data)
  take(await donor.send(planned.shipment, 'shipment.cancelled', { reason: 'replanned' }))
})

t.test('what is refused of consignments, inspections, files and endpoints is as documented', async (t) => {
  const world = await makeWorld(t)
  const { watched: other, seen: alsoSeen } = watch(world.built)
  const rows = [inspections, additions, confirmations, links, files, people, registries, consignments]
  const ofEndpoints = [settings, targets, amendments, rotations, deliveries, recoveries, feeds]
  const ofTheField = [
    campaignPlans,
    campaigns,
    departments,
    registers,
    recalls,
    gates,
    followUps,
    documents,
    declarations,
    impact,
    memoranda,
    agreements,
    needs,
    coverings,
    matchings,
    reportPacks,
  ]
  for (const [, , request] of [...rows, ...ofEndpoints, ...ofTheField].flat())
    await other.app.inject(request(world))
  for (const name of alsoSeen) seen.add(name)
})

t.test('what is documented has been seen', async (t) => {
  const { document } = readDocument()
  const missing = (names: string[]) => names.filter((name) => !seen.has(name))
  const successes = listOperations(document.paths).flatMap(({ operation: { operationId, responses } }) =>
    Object.keys(responses)
      .filter((status) => status.startsWith('2'))
      .map((status) => `${operationId} ${status}`),
  )
  // Bytes have tests of their own, and so has the page that a link leads to.
  const bytes = [
    'createAttachment 201',
    'getAttachment 200',
    'getActDocument 200',
    'getPackingList 200',
    'getLabels 200',
    'getReportPackDocument 200',
  ]
  t.strictSame(missing(successes).sort(), bytes.sort(), 'each successful answer')
  t.strictSame(missing(Object.keys(document.webhooks)), ['link.used', 'link.refused'], 'each type of event')
  for (const kind of kinds)
    t.strictSame(
      missing(Object.keys(workflows[kind].machine.states).map((state) => `${kind} ${state}`)),
      [],
      `each state of a ${kind}`,
    )
  // Found in tests of their own, for they take a broken service, a clock, a flood or another key.
  const elsewhere = [
    'idempotency-key-in-progress',
    'internal-error',
    'database-unavailable',
    'overloaded',
    'timed-out',
    'rate-limited',
    'key-expired',
    'key-revoked',
    'photo-missing',
    'protocol-not-pinned',
    'storage-unavailable',
    'too-many-documents',
    // Of a service without keys, of a name server that knows nothing, and of a crowd: test/endpoints, test/api/limits.
    'webhooks-not-configured',
    'endpoint-host-unknown',
    'too-many-waiting',
    // Codes within `errors` of a refused confirmation: test/confirmations.
    'packages-already-counted',
    'receipt-missing',
    'serial-number-mismatch',
    'udi-mismatch',
    'unit-already-decided',
    'unit-not-named',
  ]
  t.strictSame(missing(Object.keys(document.components.examples)).sort(), elsewhere.sort(), 'each problem')
})
