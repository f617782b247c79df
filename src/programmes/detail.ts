import { sql } from 'drizzle-orm'
import type { Names } from '../../schemas/primitives.ts'
import type { Programme } from '../../schemas/programme.ts'
import { organizationJson } from '../database/organization-json.ts'
import { utc } from '../database/utc.ts'

export type Summary = Programme['owner']

/** What of a programme does not change with its state, as `programmeDetail` makes it. */
export interface ProgrammeDetail {
  slug: string
  names: Names
  owner: Summary
  memorandum: string | null
  startsOn: string
  endsOn: string
  currency: string
  createdAt: string
  /** Whoever takes part in it, its owner among them. */
  parties: Summary[]
}

/** JSON of what a programme `n` with the owner `o` is called by, as a list shows it as well. */
export const aboutFields = sql`'slug', n.slug, 'names', n.names,
    'owner', ${organizationJson('o')}, 'memorandum', n.memorandum_id,
    'startsOn', n.starts_on, 'endsOn', n.ends_on, 'currency', n.currency, 'createdAt', ${utc(sql`n.created_at`)}`

/** SQL of a `ProgrammeDetail`, over a row `t` of `workflows`. */
export const programmeDetail = sql`(
  select json_build_object(${aboutFields},
    'parties', (select json_agg(${organizationJson('q')} order by q.id)
      from parties p join organizations q on q.id = p.organization_id where p.stream_id = n.id))
  from programmes n join organizations o on o.id = n.owner_id where n.id = t.id)`
