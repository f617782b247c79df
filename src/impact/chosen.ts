import { type SQL, sql } from 'drizzle-orm'

export interface ImpactFilter {
  programme?: string
  donor?: string
  equipmentType?: string
  region?: string
}

/** What each filter asks of a donation, a row `p` of the parties of whoever asks. */
export const conditions = {
  programme: sql`p.stream_id = any (array(
    select id from donations where programme = ${sql.placeholder('programme')}))`,
  donor: sql`exists (select 1 from parties g where g.stream_id = p.stream_id
    and g.organization_id = ${sql.placeholder('donor')}::uuid and 'donor' = any (g.roles))`,
  equipmentType: sql`exists (select 1 from items i where i.donation_id = p.stream_id
    and i.equipment_type_id = ${sql.placeholder('equipmentType')}::uuid)`,
  region: sql`exists (select 1 from parties r join organizations o on o.id = r.organization_id
    where r.stream_id = p.stream_id and 'recipient' = any (r.roles) and o.region = ${sql.placeholder('region')})`,
}

/**
 * Donations that the figures are about: those of the organization's own rows of `parties`, which is the rule of
 * `visibleTo` from the other end, as far as the filters leave them.
 */
export const chosen = (used: SQL[]): SQL => sql`
  select p.stream_id as id, p.state from parties p
  where p.organization_id = ${sql.placeholder('organization')}::uuid and p.kind = 'donation'
    ${sql.join(used.map((condition) => sql` and ${condition}`))}`

/** Median and 90th percentile of days, as JSON; null where there are none. */
export const daysOf = (days: SQL): SQL => sql`case when count(${days}) > 0 then json_build_object(
  'median', round((percentile_cont(0.5) within group (order by ${days}))::numeric, 1),
  'p90', round((percentile_cont(0.9) within group (order by ${days}))::numeric, 1)) end`

/** Days from one instant to another; none where the later one was told to be the earlier. */
export const daysBetween = (from: SQL, to: SQL): SQL =>
  sql`greatest(extract(epoch from ${to} - ${from}), 0) / 86400`
