import { sql } from 'drizzle-orm'
import type { Recall } from '../../schemas/recall.ts'
import { utc } from '../database/utc.ts'

/** What of a recall does not change with its state, as `recallDetail` makes it. */
export interface RecallDetail {
  title: string
  reference: string | null
  criteria: Recall['criteria']
  owner: Recall['owner']
  /** Those that hold a device of it, by name; of the part of a hospital that hospital alone. */
  hospitals: Recall['owner'][]
  createdAt: string
}

/** SQL of a `RecallDetail`, over a row `t` of `workflows`. */
export const recallDetail = sql`(
  select json_build_object('title', n.title, 'reference', n.reference, 'criteria', n.criteria,
    'owner', json_build_object('id', o.id, 'kind', o.kind, 'name', o.name),
    'hospitals', coalesce((
      select json_agg(json_build_object('id', h.id, 'kind', h.kind, 'name', h.name) order by h.name, h.id)
      from recalls p join organizations h on h.id = p.hospital_id
      where p.part_of_id = n.id or p.id = n.id), '[]'),
    'createdAt', ${utc(sql`n.created_at`)})
  from recalls n join organizations o on o.id = n.owner_id where n.id = t.id)`
