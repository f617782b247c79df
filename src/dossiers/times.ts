import { type SQL, sql } from 'drizzle-orm'
import type { CustomsTimes } from '../../schemas/customs-time.ts'
import type { Database } from '../database/client.ts'
import { prepareStatement } from '../database/statement.ts'
import { prepareVariants } from '../database/variants.ts'
import { originOf } from './origin.ts'

export interface TimesFilter {
  origin?: string
  office?: string
  programme?: string
}

/** Groups that one answer names: offices are written by hand, and so without an end. */
const mostGroups = 500

const conditions = {
  origin: sql`stay.origin = ${sql.placeholder('origin')}`,
  office: sql`stay.office = ${sql.placeholder('office')}`,
  programme: sql`stay.programme = ${sql.placeholder('programme')}`,
}

interface TimesRow {
  isTotal: number
  origin: string | null
  office: string | null
  shipments: number
  stays: number
  ended: number
  median: number | null
  p90: number | null
}

// A row of an earlier version has its last stay only, and arrival for its end where nobody said that it was released.
const stays = sql`coalesce(w.context->'customs'->'stays', jsonb_build_array(jsonb_build_object(
  'enteredAt', w.context->'customs'->'enteredAt',
  'leftAt', coalesce(w.context->'customs'->'releasedAt', w.context->'transport'->'arrivedAt'))))`

// Null, not nothing, where the stay goes on; nothing where it was told to have ended before it began.
const hours = sql`case when one->>'leftAt' is not null then greatest(
  extract(epoch from (one->>'leftAt')::timestamptz - (one->>'enteredAt')::timestamptz), 0) / 3600 end`

const toHours = (share: number) => sql`round((percentile_cont(${sql.raw(String(share))})
  within group (order by stay.hours) filter (where stay.hours is not null))::numeric, 1)::float8`

// Along the organization's own rows of `parties`, which is the rule of `visibleTo` from the other end.
const prepareTimes = (db: Database) => (name: string, used: SQL[]) =>
  prepareStatement<TimesRow>(
    db,
    `customs_times_${name}`,
    sql`select grouping(stay.origin, stay.office) as "isTotal", stay.origin, stay.office,
        count(distinct stay.shipment)::int as shipments, count(*)::int as stays, count(stay.hours)::int as ended,
        ${toHours(0.5)} as median, ${toHours(0.9)} as p90
      from (
        select s.id as shipment, ${originOf} as origin, one->>'office' as office, d.programme,
          ${hours} as hours
        from parties mine
        join donations d on d.id = mine.stream_id
        join shipments s on s.donation_id = mine.stream_id
        join workflows w on w.id = s.id and w.context ? 'customs'
        cross join lateral jsonb_array_elements(${stays}) one
        where mine.organization_id = ${sql.placeholder('organization')}::uuid and mine.kind = 'donation'
      ) stay
      where true ${sql.join(used.map((condition) => sql` and ${condition}`))}
      group by grouping sets ((), (stay.origin, stay.office))
      order by "isTotal" desc, stays desc, stay.origin, stay.office
      limit ${sql.raw(String(mostGroups + 1))}`,
  )

type Figures = CustomsTimes['all']

const toFigures = ({ shipments, stays, ended, median, p90 }: TimesRow): Figures => ({
  shipments,
  stays,
  ended,
  ...(median !== null && p90 !== null && { hours: { median, p90 } }),
})

const nothing: Figures = { shipments: 0, stays: 0, ended: 0 }

/** Measures how long customs had the shipments that an organization sees, by country of origin and office. */
export const createMeasureTimes = (db: Database) => {
  const statementFor = prepareVariants(conditions, prepareTimes(db))
  return async (organization: string, filter: TimesFilter): Promise<CustomsTimes> => {
    const values = { ...filter }
    const rows = await statementFor(values).execute({ ...values, organization })
    const total = rows.find(({ isTotal }) => isTotal > 0)
    return {
      all: total ? toFigures(total) : nothing,
      groups: rows
        .filter(({ isTotal }) => isTotal === 0)
        .map((row) => ({
          ...(row.origin !== null && { origin: row.origin }),
          ...(row.office !== null && { office: row.office }),
          ...toFigures(row),
        })),
    }
  }
}
