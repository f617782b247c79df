import { sql } from 'drizzle-orm'
import type { Need } from '../../schemas/need.ts'
import { organizationJson } from '../database/organization-json.ts'
import { utc } from '../database/utc.ts'

/** What of a need does not change with its state, as `needDetail` makes it. */
export interface NeedDetail {
  hospital: Need['hospital']
  department: { id: string; name: string; opensOn: string | null }
  equipmentType: Need['equipmentType']
  region: string | null
  urgency: Need['urgency']
  justification: string
  contactRole: string
  authority: Need['authority'] | null
  createdAt: string
}

/** Members of the JSON of a need that its row `n`, its hospital `o`, its department `p` and its type `e` make. */
export const placeJson = sql`'hospital', ${organizationJson('o')},
  'department', json_build_object('id', p.id, 'name', p.name, 'opensOn', p.opens_on),
  'equipmentType', json_build_object('id', e.id, 'slug', e.slug, 'names', e.names),
  'region', n.region, 'urgency', n.urgency, 'createdAt', ${utc(sql`n.created_at`)}`

/** What `placeJson` reads besides the need `n` itself. */
export const placeTables = sql`join organizations o on o.id = n.hospital_id
  join departments p on p.id = n.department_id join equipment_types e on e.id = n.equipment_type_id`

/** SQL of a `NeedDetail`, over a row `t` of `workflows`. */
export const needDetail = sql`(
  select json_build_object(${placeJson}, 'justification', n.justification, 'contactRole', n.contact_role,
    'authority', (select ${organizationJson('a')} from organizations a where a.id = (t.context->>'authority')::uuid))
  from needs n ${placeTables} where n.id = t.id)`
