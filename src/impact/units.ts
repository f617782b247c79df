import { type SQL, sql } from 'drizzle-orm'
import { followUpDays } from '../../schemas/follow-up.ts'
import type { Impact } from '../../schemas/impact.ts'
import type { Database } from '../database/client.ts'
import { prepareStatement } from '../database/statement.ts'
import { prepareVariants } from '../database/variants.ts'
import { chosen, conditions, daysBetween, daysOf, type ImpactFilter } from './chosen.ts'

interface Asked {
  days: number
  working: number
  notWorking: number
  notAnswered: number
  /** Of those asked about, the ones that have left service since. */
  ended: number
}

interface Counted {
  donations: number
  units: Impact['units']
  firstUse: Impact['firstUse']['days'] | null
  asked: Asked[]
  uses: Impact['uses']
}

const ofType = sql`and exists (select 1 from items i where i.id = (w.context->>'item')::uuid
  and i.equipment_type_id = ${sql.placeholder('equipmentType')}::uuid)`

// Along keys, donation by donation, whatever the planner thinks of the others: `lateral` with an offset leaves it no
// other way.
const units = (used: SQL[]) => sql`
  select one.*, d.created_at as pledged_at from chosen c join donations d on d.id = c.id cross join lateral (
    select w.id, w.state, (w.context->'service'->>'since')::timestamptz as since,
      w.state in ('inService', 'outOfService') as serves, w.context->'followUps' as asked
    from workflows w
    where w.stream_id = c.id and w.kind = 'unit' ${sql.join(used.includes(conditions.equipmentType) ? [ofType] : [])} offset 0
  ) one`

const prepareUnits = (db: Database) => (name: string, used: SQL[]) =>
  prepareStatement<{ counted: string }>(
    db,
    `impact_units_${name}`,
    sql`select (
        with chosen as materialized (${chosen(used)}),
        all_units as materialized (${units(used)}),
        used_units as materialized (select * from all_units where since is not null),
        asked as materialized (
          select o.id, o.serves, (f->>'days')::int as days, f->>'state' as state, f->'isWorking' as works, f->'uses' as uses
          from used_units o cross join lateral jsonb_array_elements(coalesce(o.asked, '[]')) f
        )
        select json_build_object(
          'donations', (select count(*) from chosen),
          'units', (select json_build_object('planned', count(*), 'inService', count(since),
            'ended', count(since) filter (where not serves),
            'waiting', count(*) filter (where state in ('accepted', 'acceptedWithRemarks'))) from all_units),
          'firstUse', (select ${daysOf(daysBetween(sql`pledged_at`, sql`since`))} from used_units),
          'asked', (select coalesce(json_agg(one), '[]') from (
            select days, count(*) filter (where state = 'answered' and works = 'true') as working,
              count(*) filter (where state = 'answered' and works = 'false') as "notWorking",
              count(*) filter (where state <> 'answered') as "notAnswered",
              count(*) filter (where not serves) as ended
            from asked group by days) one),
          'uses', (select coalesce(json_agg(one order by one.kind), '[]') from (
            select uses->>'kind' as kind, sum((uses->>'people')::bigint)::bigint as people,
              count(distinct id) as units, count(*) as reports
            from asked where uses is not null group by uses->>'kind') one)
        )::text) as counted`,
  )

/** What nobody was asked about yet is told apart from what nobody answered. */
const toFollowUps = ({ units, asked }: Counted): Impact['followUps'] =>
  followUpDays.map((days) => {
    const { working, notWorking, notAnswered, ended } = asked.find((one) => one.days === days) ?? {
      ...{ working: 0, notWorking: 0, notAnswered: 0, ended: 0 },
    }
    const answered = working + notWorking
    return {
      days,
      units: units.inService,
      working,
      notWorking,
      notAnswered,
      notYetDue: units.inService - units.ended - (answered + notAnswered - ended),
      endedBefore: units.ended - ended,
      ...(answered > 0 && { share: Math.round((working / answered) * 1000) / 1000 }),
    }
  })

/** Counts how the units of donations fare. */
export const createCountUnits = (db: Database) => {
  const statementFor = prepareVariants(conditions, prepareUnits(db))
  return async (organization: string, filter: ImpactFilter): Promise<Omit<Impact, 'states'>> => {
    const values = { ...filter }
    const [found] = await statementFor(values).execute({ ...values, organization })
    if (!found) throw new Error('counting gave nothing')
    const counted: Counted = JSON.parse(found.counted)
    const { donations, units, uses, firstUse } = counted
    return {
      donations,
      units,
      followUps: toFollowUps(counted),
      firstUse: { units: units.inService, ...(firstUse && { days: firstUse }) },
      uses,
    }
  }
}
