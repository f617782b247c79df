import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { openDisk } from '../../src/attachments/disk.ts'
import { storeUpload } from '../../src/attachments/store.ts'
import { openFollowUps } from '../../src/database/field-tables.ts'
import { type Built, type Organization, speakAs } from './build.ts'
import { addDepartment } from './department-requests.ts'
import { makePdf } from './files.ts'
import { inspect } from './inspect.ts'
import { newMemorandum } from './memorandum-requests.ts'
import { addNeeds } from './need-requests.ts'
import { addProgramme } from './programme-requests.ts'
import { publishAll } from './publish.ts'
import { addRecall } from './recall-requests.ts'
import { addReportPack } from './report-pack-requests.ts'
import { sha256 } from './walk.ts'

/** How many rows every table holds, and a hash of them all. When a key was last used is noted on the side. */
export const digest = async ({ db }: Pick<Built, 'db'>): Promise<Record<string, string>> => {
  const tables = await db.execute<{ name: string }>(
    sql`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      order by relname`,
  )
  const parts = tables.map(
    ({
      name,
    }) => sql`select ${name}::text as name, count(*) || ' ' || coalesce(md5(string_agg(line, '' order by line)), '')
      as hash from (select (to_jsonb(r) - 'last_used_at')::text as line from ${sql.identifier(name)} r) rows`,
  )
  const rows = await db.execute<{ name: string; hash: string }>(sql.join(parts, sql` union all `))
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]))
}

const documents = [makePdf(), makePdf({ objects: ['<< >>'] })]
/** Hash of a document that is attached to a donation of every tenant. */
export const attached = createHash('sha256').update(makePdf()).digest('hex')

/** Attaches the documents as their uploads would, without a process for each. */
const attach = async ({ db, files }: Built, organization: string, donation: string, mark: string) => {
  const storage = openDisk(join(files, 'attachments'))
  const onError = () => {}
  for (const bytes of documents) {
    const judge = async () => ({ mediaType: 'application/pdf' as const, bytes })
    const upload = { donation, by: { organization }, bytes, name: `Name ${mark}` }
    await storeUpload({ db, storage, judge, onError }, upload)
  }
}

/** Registers two endpoints with events owed to them, of which one is being recovered. */
const addEndpoint = async (built: Built, club: Organization, mark: string) => {
  const donor = speakAs(built, club)
  const settings = { url: 'https://93.184.216.34/', description: `Endpoint ${mark}`, types: ['*'] }
  expect(await donor.post('/v1/endpoints', settings))
  const endpoint = expect(await donor.post('/v1/endpoints', settings))
  const path = `/v1/endpoints/${endpoint.id}`
  expect(await donor.send(path, 'endpoint.pinged'))
  expect(await donor.send(path, 'endpoint.pinged'))
  await publishAll(built.db)
  const since = new Date(Date.now() - 3_600_000).toISOString()
  const recovery = expect(await donor.post(`${path}/recoveries`, { since }))
  const { items } = expect(await donor.get(`${path}/deliveries`))
  return { endpoint: String(endpoint.id), delivery: at(idsIn(items), 0), recovery: String(recovery.id) }
}

/** Drafts two memoranda of a tenant with its hospital, of which it has signed one. */
const addMemorandum = async (built: Built, club: Organization, clinic: Organization, mark: string) => {
  const body = newMemorandum(club.id, [clinic.id], { title: `Memorandum ${mark}`, number: `Number ${mark}` })
  const [donor, hospital] = [speakAs(built, club), speakAs(built, clinic)]
  expect(await donor.post('/v1/memoranda', body))
  const { id } = expect(await donor.post('/v1/memoranda', body))
  const signing = { sha256, position: `Director ${mark}` }
  expect(await hospital.send(`/v1/memoranda/${id}`, 'memorandum.signed', signing))
  return { memorandum: String(id) }
}

const things = [
  'donation',
  'item',
  'young',
  'youngItem',
  'arrived',
  'planned',
  'confirmed',
  'dispatched',
  'accepted',
  'rejected',
  'undecided',
  'plannedUnit',
  'otherUnit',
  'travelling',
  'link',
  'endedLink',
  'followUpLink',
  'confirmation',
  'act',
  'check',
  'key',
  'spare',
  'endpoint',
  'delivery',
  'recovery',
  'memorandum',
  'programme',
  'need',
  'reportPack',
  'recall',
  'recallPart',
] as const

/** A club and a hospital that share nothing with anybody else, and everything of theirs by name. */
export interface Tenant {
  donor: Organization
  recipient: Organization
  /** Ids of what is theirs alone. */
  own: Record<(typeof things)[number], string>
  /** Ids that anybody may look up in the directory or the catalogue. */
  open: Record<'club' | 'hospital' | 'equipmentType' | 'department' | 'authority' | 'need', string>
  code: string
  /** Words that stand in whatever text of theirs is not in the directory. */
  mark: string
}

interface Answer {
  status: number
  body: Record<string, unknown>
}

const expect = ({ status, body }: Answer) => {
  if (status > 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body
}

const idsIn = (list: unknown): string[] => {
  const rows: { id: string }[] = JSON.parse(JSON.stringify(list))
  return rows.map(({ id }) => id)
}

const at = (ids: string[], place: number) => {
  const id = ids[place]
  if (!id) throw new Error(`there is no row ${place}`)
  return id
}

/** What stands on every device of a tenant. */
const udi = '(01)07898000000013'

/** A check that a hospital adds to a protocol. */
export const makeCheck = (text: string, id = 'own-01') => ({
  check: {
    ...{ id, type: 'boolean', isSafety: false, isRequired: false },
    texts: { kk: text, ru: text, en: text },
  },
})

/**
 * Makes two organizations with a donation that waits for its contract, and one on its way: a shipment arrived with
 * units accepted, refused and undecided, another planned, a third confirmed, with its act, and a
 * fourth on its way.
 */
export const makeTenant = async (built: Built, mark: string): Promise<Tenant> => {
  const club = await built.makeOrganization({ kind: 'club', name: `Club of ${mark.length}` })
  const clinic = await built.makeOrganization({ kind: 'hospital', name: `Hospital of ${mark.length}` })
  const equipmentType = await built.makeEquipmentType()
  const donor = speakAs(built, club)
  const hospital = speakAs(built, clinic)
  const unitValue = { amount: 7_700_000, currency: 'KZT' }
  const department = await addDepartment(built, clinic, equipmentType)
  const needs = await addNeeds(built, clinic, { department, equipmentType, mark })
  const pledge = {
    title: `Title ${mark}`,
    reference: `Reference ${mark}`,
    items: [{ equipmentType, quantity: 8, description: `Description ${mark}`, unitValue }],
    parties: [
      { organization: club.id, role: 'donor', share: { percent: 100 } },
      { organization: clinic.id, role: 'recipient' },
    ],
  }
  const agree = async (covering: Record<string, unknown> = {}) => {
    const items = pledge.items.map((item) => ({ ...item, ...covering }))
    const donation = expect(await donor.post('/v1/donations', { ...pledge, items }))
    expect(await hospital.send(`/v1/donations/${donation.id}`, 'donation.agreed', { position: mark }))
    return { id: String(donation.id), code: String(donation.code), item: at(idsIn(donation.items), 0) }
  }
  const plan = async (donation: string, item: string, count: number) => {
    const units = Array.from({ length: count }, () => ({
      item,
      maker: `Maker ${mark}`,
      model: `Model ${mark}`,
    }))
    const body = { incotermPlace: `Place ${mark}`, reference: `Reference ${mark}`, units }
    const shipment = expect(await donor.post(`/v1/donations/${donation}/shipments`, body))
    return { id: String(shipment.id), units: idsIn(shipment.units) }
  }
  const young = await agree({ need: needs.endorsed })
  const main = await agree()
  const path = `/v1/donations/${main.id}`
  const draft = {
    number: `Number ${mark}`,
    texts: [{ language: 'ru', sha256 }],
    signatories: [club.id, clinic.id],
  }
  expect(await donor.send(path, 'contract.drafted', draft))
  expect(await donor.send(path, 'contract.signed', { sha256, position: `President ${mark}` }))
  expect(await hospital.send(path, 'contract.signed', { sha256, position: `Director ${mark}` }))
  const arrived = await plan(main.id, main.item, 3)
  const dispatch = async ({ id, units }: typeof arrived, serial: string) => {
    const packed = units.map((unit, n) => ({ unit, serialNumber: `${serial} ${mark} ${n}`, udi }))
    const packages = [{ number: `Package ${mark}`, units: packed }]
    const way = `/v1/shipments/${id}`
    expect(await donor.send(way, 'shipment.packed', { packages }))
    expect(await donor.send(way, 'shipment.dispatched', { mode: 'air', carrier: `Carrier ${mark}` }))
    return way
  }
  const way = await dispatch(arrived, 'Serial')
  expect(await hospital.send(way, 'shipment.arrived'))
  const endedLink = expect(await donor.post(`${way}/links`, {}))
  const link = expect(await donor.post(`${way}/links`, { language: 'ru' }))
  const [accepted, rejected, undecided] = [at(arrived.units, 0), at(arrived.units, 1), at(arrived.units, 2)]
  const position = `Deputy director ${mark}`
  expect(await hospital.send(`/v1/units/${accepted}`, 'unit.accepted', { position, inspection: inspect() }))
  const refusal = { position, reason: 'wrongMains', note: `Note ${mark}` }
  expect(await hospital.send(`/v1/units/${rejected}`, 'unit.rejected', refusal))
  const planned = await plan(main.id, main.item, 2)
  const certificate = { document: 'origin', kind: 'certificateOfOrigin', number: `Certificate ${mark}` }
  const origin = { ...certificate, issuer: `Issuer ${mark}`, issuedOn: '2022-10-03' }
  expect(await donor.send(`/v1/shipments/${planned.id}`, 'document.recorded', origin))
  const confirmed = await plan(main.id, main.item, 1)
  const confirmedWay = await dispatch(confirmed, 'Confirmed')
  const confirmation = expect(
    await hospital.post(`${confirmedWay}/confirmations`, {
      language: 'ru',
      signer: { name: `Signer ${mark}`, position },
      receipt: { packages: 1, sealsIntact: true, note: `Count ${mark}` },
      decisions: [{ outcome: 'accepted', unit: at(confirmed.units, 0), inspection: inspect() }],
    }),
  )
  const dispatched = await plan(main.id, main.item, 1)
  await dispatch(dispatched, 'Dispatched')
  const handover = expect(await donor.post(`${confirmedWay}/acts`, { languages: ['ru'] }))
  const check = expect(
    await hospital.post(`/v1/equipment-types/${equipmentType}/checks`, makeCheck(`Check ${mark}`)),
  )
  await attach(built, club.id, main.id, mark)
  const key = expect(await donor.post('/v1/keys', { name: `Key ${mark}`, scopes: ['read'] }))
  const followUpLink = expect(await donor.post(`/v1/donations/${main.id}/follow-up-links`, {}))
  // As though they had been in service for a month.
  const asked = { days: 30 as const, donationId: main.id, state: 'due' as const, dueAt: new Date() }
  await built.db.insert(openFollowUps).values([accepted, undecided].map((unitId) => ({ unitId, ...asked })))
  const endpoint = await addEndpoint(built, club, mark)
  const agreed = await addMemorandum(built, club, clinic, mark)
  const campaign = await addProgramme(built, club, { hospital: clinic.id, equipmentType }, mark)
  const reported = await addReportPack(built, club, campaign.programme)
  const recalled = await addRecall(built, club, clinic, mark)
  const spare = expect(await donor.post('/v1/keys', { name: `Spare ${mark}`, scopes: ['read'] }))
  return {
    donor: club,
    recipient: clinic,
    own: {
      donation: main.id,
      item: main.item,
      young: young.id,
      youngItem: young.item,
      arrived: arrived.id,
      planned: planned.id,
      confirmed: confirmed.id,
      dispatched: dispatched.id,
      accepted,
      rejected,
      undecided,
      plannedUnit: at(planned.units, 0),
      otherUnit: at(planned.units, 1),
      travelling: at(dispatched.units, 0),
      link: String(link.id),
      endedLink: String(endedLink.id),
      followUpLink: String(followUpLink.id),
      confirmation: String(confirmation.id),
      act: String(handover.id),
      check: String(check.id),
      key: String(key.id),
      spare: String(spare.id),
      ...endpoint,
      ...agreed,
      ...campaign,
      ...reported,
      ...recalled,
      need: needs.draft,
    },
    open: {
      ...{ club: club.id, hospital: clinic.id, authority: needs.authority },
      ...{ equipmentType, department, need: needs.endorsed },
    },
    code: main.code,
    mark,
  }
}
