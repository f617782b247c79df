import { sql } from 'drizzle-orm'
import type { Tx } from '../database/client.ts'
import { problem } from '../problems/problem.ts'

/** States in which a programme takes pledges. */
const open = new Set(['planned', 'running'])

/**
 * Throws where a donation is pledged under a programme by a stranger to it, or after it has ended. A slug of no programme is anybody's, as a
 * campaign that Besik knows nothing else of.
 */
export const checkPledging = async (tx: Tx, slug: string | undefined, sender: string): Promise<void> => {
  if (slug === undefined) return
  const [found] = await tx.execute<{ isParty: boolean; state: string }>(sql`
    select exists (select from parties p where p.stream_id = n.id and p.organization_id = ${sender}::uuid) as "isParty",
      w.state
    from programmes n join workflows w on w.id = n.id where n.slug = ${slug}`)
  if (!found) return
  if (!found.isParty) throw problem('programme-of-others', { pointer: '/programme' })
  if (!open.has(found.state))
    throw problem('programme-ended', { pointer: '/programme', values: { state: found.state } })
}
