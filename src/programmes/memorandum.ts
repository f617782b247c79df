import { sql } from 'drizzle-orm'
import type { NewProgramme } from '../../schemas/programme.ts'
import type { Tx } from '../database/client.ts'
import { problem } from '../problems/problem.ts'

/**
 * Throws where a plan rests on a memorandum that its owner is no party to, whose validity does not hold its period, or
 * that is not in force; answers the health authorities that are parties to it, besides the owner.
 */
export const readMemorandum = async (
  tx: Tx,
  owner: string,
  { memorandum, startsOn, endsOn }: NewProgramme,
): Promise<string[]> => {
  if (memorandum === undefined) return []
  const [found] = await tx.execute<{ from: string; until: string; state: string; authorities: string }>(sql`
    select m.starts_on::text as from, m.ends_on::text as until, mine.state, array_to_string(array(
        select p.organization_id::text from parties p join organizations o on o.id = p.organization_id
        where p.stream_id = m.id and o.kind = 'authority' and o.id <> ${owner}::uuid order by 1), ',') as authorities
    from memoranda m join parties mine on mine.stream_id = m.id and mine.organization_id = ${owner}::uuid
    where m.id = ${memorandum}::uuid`)
  if (!found) throw problem('unknown-programme-memorandum', { pointer: '/memorandum' })
  const { from, until, state } = found
  if (startsOn < from)
    throw problem('programme-outside-memorandum', { pointer: '/startsOn', values: { from, until } })
  if (endsOn > until)
    throw problem('programme-outside-memorandum', { pointer: '/endsOn', values: { from, until } })
  if (state !== 'active')
    throw problem('memorandum-not-in-force', { pointer: '/memorandum', values: { state } })
  return found.authorities.split(',').filter(Boolean)
}
