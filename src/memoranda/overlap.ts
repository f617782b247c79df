import { sql } from 'drizzle-orm'
import type { MemorandumScope, NewMemorandum } from '../../schemas/memorandum.ts'
import type { Tx } from '../database/client.ts'
import { problem } from '../problems/problem.ts'

const meet = (one: readonly string[] | undefined, other: readonly string[] | undefined) =>
  !one || !other || one.some((entry) => other.includes(entry))

/** Throws where the very same parties have one in force for some of the same time and the same scope. */
export const refuseOverlap = async (
  tx: Tx,
  owner: string,
  { startsOn, endsOn, scope, parties }: NewMemorandum,
) => {
  const all = `{${[owner, ...parties].join()}}`
  const rows = await tx.execute<{ id: string; startsOn: string; endsOn: string; scope: MemorandumScope }>(
    sql`select m.id, m.starts_on::text as "startsOn", m.ends_on::text as "endsOn", m.scope
      from parties p join memoranda m on m.id = p.stream_id
      where p.organization_id = ${owner}::uuid and p.kind = 'memorandum' and p.state = 'active'
        and m.starts_on <= ${endsOn}::date and m.ends_on >= ${startsOn}::date
        and (select array_agg(o.organization_id order by o.organization_id) from parties o where o.stream_id = m.id)
          = (select array_agg(u order by u) from unnest(${all}::uuid[]) u)
      order by m.id`,
  )
  const other = rows.find(
    (one) => meet(one.scope.regions, scope.regions) && meet(one.scope.equipmentTypes, scope.equipmentTypes),
  )
  if (!other) return
  const values = { memorandum: other.id, startsOn: other.startsOn, endsOn: other.endsOn }
  throw problem('memoranda-overlap', { pointer: '/startsOn', values })
}
