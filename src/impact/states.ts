import { type SQL, sql } from 'drizzle-orm'
import type { Impact } from '../../schemas/impact.ts'
import type { Database } from '../database/client.ts'
import { isMove } from '../database/moves.ts'
import { prepareStatement } from '../database/statement.ts'
import { prepareVariants } from '../database/variants.ts'
import { chosen, conditions, daysBetween, daysOf, type ImpactFilter } from './chosen.ts'

interface StateRow extends Omit<Impact['states'][number], 'days'> {
  days: Impact['firstUse']['days'] | null
}

// Events of units outnumber those of donations by far, but only once a contract stands: a log is read up to its first
// move from there on, and after that where it moves again. Each along its key, whatever the planner thinks of the others:
// `lateral` with an offset leaves it no other way. An event and what it brings about may both tell of the same move.
const prepareStates = (db: Database) => (name: string, used: SQL[]) =>
  prepareStatement<{ rows: string }>(
    db,
    `impact_states_${name}`,
    sql`select coalesce(json_agg(one order by one."firstAt"), '[]')::text as rows from (
        with chosen as materialized (${chosen(used)}),
        marks as materialized (
          select c.id, p.sequence from chosen c cross join lateral (
            select sequence from publications where stream_id = c.id and ${isMove(sql`type`)} offset 0) p
          union all
          select c.id, u.sequence from chosen c join unpublished u on u.stream_id = c.id where ${isMove(sql`u.type`)}
        ),
        stretches as (
          select id, sequence as low, sequence as high from marks
          union all
          select c.id, 1, coalesce(min(m.sequence) - 1, 2147483647) from chosen c left join marks m on m.id = c.id
          group by c.id
        ),
        parsed as materialized (
          select s.id as stream_id, e.sequence, e.body::jsonb as b
          from stretches s cross join lateral (
            select e.sequence, e.body from events e
            where e.stream_id = s.id and e.sequence between s.low and s.high offset 0
          ) e
        ),
        moves as (
          select stream_id, sequence, b->>'to' as state, (b->>'occurredAt')::timestamptz as at from parsed
          where b->'subject'->>'kind' = 'donation' and b->>'from' is distinct from b->>'to'
        ),
        entries as (
          select *, lag(state) over (partition by stream_id order by sequence) as before from moves
        ),
        stays as (
          select stream_id, state, at, lead(at) over (partition by stream_id order by sequence) as until
          from entries where state is distinct from before
        ),
        measured as (
          select *, case when until is not null then ${daysBetween(sql`at`, sql`until`)} end as days from stays
        )
        select state, min(at) as "firstAt", count(distinct stream_id)::int as donations, count(until)::int as ended,
          (count(*) - count(until))::int as ongoing, ${daysOf(sql`days`)} as days
        from measured group by state
      ) one`,
  )

/** Measures how long donations are in each state, in the order in which the first of them came to it. */
export const createMeasureStates = (db: Database) => {
  const statementFor = prepareVariants(conditions, prepareStates(db))
  return async (organization: string, filter: ImpactFilter): Promise<Impact['states']> => {
    const values = { ...filter }
    const [found] = await statementFor(values).execute({ ...values, organization })
    const rows: StateRow[] = JSON.parse(found?.rows ?? '[]')
    return rows.map(({ state, donations, ended, ongoing, days }) => ({
      state,
      donations,
      ended,
      ongoing,
      ...(days && { days }),
    }))
  }
}
