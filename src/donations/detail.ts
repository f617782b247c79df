import { sql } from 'drizzle-orm'
import type { Share } from '../../schemas/donation.ts'
import type { OrganizationKind } from '../../schemas/organization.ts'
import type { Money, Names } from '../../schemas/primitives.ts'
import type { Role } from '../../schemas/roles.ts'
import { organizationJson } from '../database/organization-json.ts'
import { utc } from '../database/utc.ts'

/** What of a donation does not change with its state, as `donationDetail` makes it. */
export interface DonationDetail {
  code: string
  title: string
  reference: string | null
  programme: string | null
  createdAt: string
  items: {
    id: string
    equipmentType: { id: string; slug: string; names: Names }
    department: string | null
    need: string | null
    description: string | null
    quantity: number
    unitValue: Money | null
  }[]
  parties: {
    organization: { id: string; kind: OrganizationKind; name: string }
    roles: Role[]
    share: Share | null
  }[]
}

/** SQL of a `DonationDetail`, over a row `t` of `workflows`. */
export const donationDetail = sql`(
  select json_build_object('code', d.code, 'title', d.title, 'reference', d.reference,
    'programme', d.programme, 'createdAt', ${utc(sql`d.created_at`)},
    'items', (select json_agg(json_build_object('id', i.id,
        'equipmentType', json_build_object('id', e.id, 'slug', e.slug, 'names', e.names),
        'department', i.department_id, 'need', i.need_id, 'description', i.description, 'quantity', i.quantity,
        'unitValue', case when i.unit_amount is not null
          then json_build_object('amount', i.unit_amount, 'currency', i.currency) end) order by i.place)
      from items i join equipment_types e on e.id = i.equipment_type_id where i.donation_id = d.id),
    'parties', (select json_agg(json_build_object(
        'organization', ${organizationJson('o')},
        'roles', p.roles, 'share', p.share) order by p.organization_id)
      from parties p join organizations o on o.id = p.organization_id where p.stream_id = d.id))
  from donations d where d.id = t.id)`
