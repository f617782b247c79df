import { sql } from 'drizzle-orm'
import type { Department } from '../../schemas/department.ts'
import type { EquipmentType } from '../../schemas/equipment-type.ts'
import { toLocalDay } from '../../schemas/local-day.ts'
import type { Names } from '../../schemas/primitives.ts'
import type { WorkflowRole } from '../../schemas/roles.ts'
import type { NamedMemorandum } from '../../workflows/gate-papers.ts'
import type { GateFacts } from '../../workflows/gates.ts'
import type { Database } from '../database/client.ts'
import { prepareStatement } from '../database/statement.ts'
import { utc } from '../database/utc.ts'
import { rolesOf } from '../engine/decide.ts'
import { rowJson } from '../engine/read.ts'
import { getContext, migrateRow, type Row } from '../engine/snapshot.ts'

interface Read {
  now: string
  shipment: Row
  donation: Row
  origin: string | null
  destination: string
  keepsProfiles: boolean
  memorandum: NamedMemorandum | null
  items: {
    item: string
    names: Names
    mains: EquipmentType['mains'] | null
    requirements: EquipmentType['requirements'] | null
    department: { name: string; profile: Department['profile']; opensOn: string | null } | null
  }[]
}

/** A shipment as its gates are judged and told. */
export interface Examined {
  shipment: string
  donation: string
  /** The database's clock. */
  now: string
  /** What the gates are judged by, on the calendar day of an instant. */
  factsOn: (instant: string) => GateFacts
  /** Names of what an item is and of where it will stand. */
  labels: ReadonlyMap<string, { equipment: Names; department?: string }>
  /** Roles of an organization in the donation; none of a stranger's. */
  rolesOf: (organization: string | undefined) => readonly WorkflowRole[]
}

const itemsJson = sql`(
  select coalesce(json_agg(json_build_object('item', i.id, 'names', e.names, 'mains', e.mains,
      'requirements', e.requirements, 'department', case when d.id is not null then
        json_build_object('name', d.name, 'profile', d.profile, 'opensOn', d.opens_on) end) order by i.place), '[]')
  from items i join equipment_types e on e.id = i.equipment_type_id
  left join departments d on d.id = i.department_id
  where i.donation_id = s.donation_id and exists (
    select 1 from units u where u.shipment_id = s.id and u.item_id = i.id))`

const memorandumJson = sql`(
  select json_build_object('state', w.state, 'startsOn', m.starts_on, 'endsOn', m.ends_on)
  from memoranda m join workflows w on w.id = m.id
  where m.id = (stream.context->'contract'->>'memorandum')::uuid)`

const prepareRead = (db: Database) =>
  prepareStatement<{ facts: string }>(
    db,
    'read_gates',
    sql`select json_build_object('now', ${utc(sql`clock_timestamp()`)}, 'shipment', ${rowJson('t')},
      'donation', ${rowJson('stream')}, 'destination', recipient.country, 'memorandum', ${memorandumJson},
      'origin', coalesce(s.origin, (
        select o.country from parties p join organizations o on o.id = p.organization_id
        where p.stream_id = s.donation_id and 'donor' = any (p.roles) order by o.id limit 1)),
      'keepsProfiles', exists (select 1 from departments d where d.organization_id = recipient.id),
      'items', ${itemsJson})::text as facts
    from workflows t
    join workflows stream on stream.id = t.stream_id
    join shipments s on s.id = t.id
    join parties to_whom on to_whom.stream_id = t.stream_id and 'recipient' = any (to_whom.roles)
    join organizations recipient on recipient.id = to_whom.organization_id
    where t.id = ${sql.placeholder('id')}::uuid and t.kind = 'shipment'`,
  )

const toExamined = (read: Read): Examined => {
  const { now, origin, destination, memorandum, items } = read
  const [shipment, donation] = [migrateRow(read.shipment), migrateRow(read.donation)]
  const { zone, units, packages, answers, documents, waivers } = getContext('shipment', shipment)
  const { contract } = getContext('donation', donation)
  const packed = new Set(packages.flatMap((one) => one.units))
  const placements = items.map(({ item, mains, requirements, department }) => ({
    item,
    mains: mains ?? undefined,
    requirements: requirements ?? undefined,
    ...(department && {
      department: { profile: department.profile, opensOn: department.opensOn ?? undefined },
    }),
  }))
  const facts = {
    donationState: donation.state,
    contract,
    memorandum: memorandum ?? undefined,
    placements,
    keepsProfiles: read.keepsProfiles,
    from: origin ?? undefined,
    to: destination,
    unpacked: units.filter((unit) => !packed.has(unit)).length,
    answers: answers ?? [],
    documents: documents ?? [],
    waivers: waivers ?? [],
  }
  return {
    shipment: shipment.id,
    donation: donation.id,
    now,
    factsOn: (instant) => ({ ...facts, on: toLocalDay(instant, zone) }),
    labels: new Map(
      items.map(({ item, names, department }) => [item, { equipment: names, department: department?.name }]),
    ),
    rolesOf: (organization) => rolesOf(donation, organization),
  }
}

/** Reads in one statement all that the gates of a shipment are judged by; undefined where there is no such shipment. */
export const createExamine = (db: Database) => {
  const statement = prepareRead(db)
  return async (id: string): Promise<Examined | undefined> => {
    const [found] = await statement.execute({ id })
    return found && toExamined(JSON.parse(found.facts))
  }
}
