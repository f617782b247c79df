import { sql } from 'drizzle-orm'
import { type Built, type Organization, speakAs } from './build.ts'
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

const things = [
  'donation',
  'item',
  'young',
  'youngItem',
  'arrived',
  'planned',
  'accepted',
  'rejected',
  'undecided',
  'plannedUnit',
  'otherUnit',
  'key',
  'spare',
] as const

/** A club and a hospital that share nothing with anybody else, and everything of theirs by name. */
export interface Tenant {
  donor: Organization
  recipient: Organization
  /** Ids of what is theirs alone. */
  own: Record<(typeof things)[number], string>
  /** Ids that anybody may look up in the directory or the catalogue. */
  open: Record<'club' | 'hospital' | 'equipmentType', string>
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

/**
 * Makes two organizations with a donation that waits for its contract, and one on its way: a shipment arrived with
 * units accepted, refused and undecided, and another planned.
 */
export const makeTenant = async (built: Built, mark: string): Promise<Tenant> => {
  const club = await built.makeOrganization({ kind: 'club', name: `Club of ${mark.length}` })
  const clinic = await built.makeOrganization({ kind: 'hospital', name: `Hospital of ${mark.length}` })
  const equipmentType = await built.makeEquipmentType()
  const donor = speakAs(built, club)
  const hospital = speakAs(built, clinic)
  const unitValue = { amount: 7_700_000, currency: 'KZT' }
  const pledge = {
    title: `Title ${mark}`,
    reference: `Reference ${mark}`,
    items: [{ equipmentType, quantity: 6, description: `Description ${mark}`, unitValue }],
    parties: [
      { organization: club.id, role: 'donor', share: { percent: 100 } },
      { organization: clinic.id, role: 'recipient' },
    ],
  }
  const agree = async () => {
    const donation = expect(await donor.post('/v1/donations', pledge))
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
  const young = await agree()
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
  const packed = arrived.units.map((unit, n) => ({ unit, serialNumber: `Serial ${mark} ${n}` }))
  const packages = [{ number: `Package ${mark}`, units: packed }]
  const way = `/v1/shipments/${arrived.id}`
  expect(await donor.send(way, 'shipment.packed', { packages }))
  expect(await donor.send(way, 'shipment.dispatched', { mode: 'air', carrier: `Carrier ${mark}` }))
  expect(await hospital.send(way, 'shipment.arrived'))
  const [accepted, rejected, undecided] = [at(arrived.units, 0), at(arrived.units, 1), at(arrived.units, 2)]
  const position = `Deputy director ${mark}`
  expect(await hospital.send(`/v1/units/${accepted}`, 'unit.accepted', { position }))
  const refusal = { position, reason: 'wrongMains', note: `Note ${mark}` }
  expect(await hospital.send(`/v1/units/${rejected}`, 'unit.rejected', refusal))
  const planned = await plan(main.id, main.item, 2)
  const key = expect(await donor.post('/v1/keys', { name: `Key ${mark}`, scopes: ['read'] }))
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
      accepted,
      rejected,
      undecided,
      plannedUnit: at(planned.units, 0),
      otherUnit: at(planned.units, 1),
      key: String(key.id),
      spare: String(spare.id),
    },
    open: { club: club.id, hospital: clinic.id, equipmentType },
    code: main.code,
    mark,
  }
}
