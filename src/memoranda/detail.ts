import { sql } from 'drizzle-orm'
import type { Memorandum } from '../../schemas/memorandum.ts'
import { organizationJson } from '../database/organization-json.ts'
import { utc } from '../database/utc.ts'

/** What of a memorandum does not change with its state, as `memorandumDetail` makes it. */
export interface MemorandumDetail
  extends Pick<Memorandum, 'title' | 'startsOn' | 'endsOn' | 'scope' | 'texts' | 'createdAt'> {
  number: string | null
  organizations: Memorandum['signatories'][number]['organization'][]
}

/** SQL of a `MemorandumDetail`, over a row `t` of `workflows`. */
export const memorandumDetail = sql`(
  select json_build_object('title', m.title, 'number', m.number, 'startsOn', m.starts_on, 'endsOn', m.ends_on,
    'scope', m.scope, 'texts', m.texts, 'createdAt', ${utc(sql`m.created_at`)},
    'organizations', (select json_agg(${organizationJson('o')})
      from parties p join organizations o on o.id = p.organization_id where p.stream_id = m.id))
  from memoranda m where m.id = t.id)`
