import { sql } from 'drizzle-orm'
import type * as z from 'zod'
import type { Slots } from '../../schemas/donation.ts'
import type { FollowUp } from '../../schemas/follow-up.ts'
import type { OrganizationSummary } from '../../schemas/organization.ts'
import type { Money, Names } from '../../schemas/primitives.ts'
import type { Goal } from '../../schemas/programme.ts'
import type { NewReportPack, ReportPackData } from '../../schemas/report-pack.ts'
import type { WorkflowRole } from '../../schemas/roles.ts'
import type { Database } from '../database/client.ts'
import { organizationJson } from '../database/organization-json.ts'
import { visibleTo } from '../database/visible.ts'

type Summary = z.infer<typeof OrganizationSummary>

/** A donation of the programme, as far as a report speaks of it. */
export interface ReportedDonation {
  code: string
  title: string
  state: string
  recipient: Summary
  parties: { organization: Summary; roles: WorkflowRole[] }[]
  items: { id: string; type: { id: string; names: Names }; quantity: number; value: Money | null }[]
  slots: Record<string, Slots>
}

export interface ReportedUnit {
  state: string
  followUps: FollowUp[]
}

const readJson = async <Row>(db: Database, query: ReturnType<typeof sql>): Promise<Row[]> => {
  const rows = await db.execute<{ row: string }>(query)
  return rows.map(({ row }) => JSON.parse(row))
}

/** Donations under a programme that the organization is a party to, and that were pledged by the end of the period. */
export const readDonations = (
  db: Database,
  { slug, organization, zone }: { slug: string; organization: string; zone: string },
  { endsOn }: Pick<NewReportPack, 'endsOn'>,
): Promise<ReportedDonation[]> =>
  readJson(
    db,
    sql`select json_build_object('code', d.code, 'title', d.title, 'state', w.state, 'slots', w.context->'items',
        'recipient', (select ${organizationJson('o')} from parties r join organizations o on o.id = r.organization_id
          where r.stream_id = d.id and 'recipient' = any (r.roles) limit 1),
        'parties', (select json_agg(json_build_object('organization', ${organizationJson('o')}, 'roles', r.roles)
          order by o.id) from parties r join organizations o on o.id = r.organization_id where r.stream_id = d.id),
        'items', (select json_agg(json_build_object('id', i.id, 'quantity', i.quantity,
            'type', json_build_object('id', e.id, 'names', e.names),
            'value', case when i.unit_amount is not null
              then json_build_object('amount', i.unit_amount, 'currency', i.currency) end) order by i.place)
          from items i join equipment_types e on e.id = i.equipment_type_id where i.donation_id = d.id))::text as row
      from donations d join workflows w on w.id = d.id
      where d.programme = ${slug} and ${visibleTo(sql`${organization}::uuid`, sql`d.id`)}
        and d.created_at < ((${endsOn}::date + 1)::timestamp at time zone ${zone}::text)
      order by d.id`,
  )

/** Units of the same donations that were ever accepted. */
export const readUnits = (
  db: Database,
  { slug, organization }: { slug: string; organization: string },
): Promise<ReportedUnit[]> =>
  readJson(
    db,
    sql`select json_build_object('state', u.state, 'followUps', coalesce(u.context->'followUps', '[]'))::text as row
      from donations d join workflows u on u.stream_id = d.id and u.kind = 'unit'
      where d.programme = ${slug} and ${visibleTo(sql`${organization}::uuid`, sql`d.id`)}
        and u.state in ('accepted', 'acceptedWithRemarks', 'inService', 'outOfService', 'decommissioned')`,
  )

/** What a programme says of itself, for a party of it. */
export interface ReportedProgramme {
  about: ReportPackData['programme']
  goals: (Goal & { type: { id: string; names: Names } })[]
  /** `received` holds day and minor units. */
  funders: {
    organization: Summary
    planned: number
    received: { on: string; amount: number }[]
  }[]
  parties: { organization: Summary; roles: WorkflowRole[] }[]
}

/** The programme with its goals, funders and parties; undefined where the organization is no party to it. */
export const findReported = async (
  db: Database,
  id: string,
  organization: string,
): Promise<ReportedProgramme | undefined> => {
  const [found] = await readJson<ReportedProgramme>(
    db,
    sql`select json_build_object(
        'about', json_build_object('id', p.id, 'slug', p.slug, 'names', p.names, 'startsOn', p.starts_on,
          'endsOn', p.ends_on, 'owner', ${organizationJson('o')}, 'currency', p.currency),
        'goals', (select coalesce(json_agg(json_build_object(
            'type', json_build_object('id', e.id, 'names', e.names), 'equipmentType', e.id, 'region', g->>'region',
            'quantity', (g->>'quantity')::int)), '[]')
          from jsonb_array_elements(w.context->'goals') g
          join equipment_types e on e.id = (g->>'equipmentType')::uuid),
        'funders', (select coalesce(json_agg(json_build_object('organization', ${organizationJson('f')},
            'planned', (one->'amount'->>'amount')::bigint,
            'received', (select coalesce(json_agg(json_build_object('on', t->'received'->>'on',
                'amount', (t->'received'->'amount'->>'amount')::bigint)), '[]')
              from jsonb_array_elements(one->'tranches') t where t ? 'received'))), '[]')
          from jsonb_array_elements(w.context->'funders') one
          join organizations f on f.id = (one->>'organization')::uuid),
        'parties', (select json_agg(json_build_object('organization', ${organizationJson('m')}, 'roles', r.roles)
          order by m.id) from parties r join organizations m on m.id = r.organization_id where r.stream_id = p.id)
      )::text as row
      from programmes p join workflows w on w.id = p.id join organizations o on o.id = p.owner_id
      where p.id = ${id}::uuid and ${visibleTo(sql`${organization}::uuid`, sql`p.id`)}`,
  )
  return found
}
