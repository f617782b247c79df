import { sql } from 'drizzle-orm'
import { isEventPattern } from '../../workflows/catalogue.ts'
import type { Tx } from '../database/client.ts'
import { visibleTo } from '../database/visible.ts'
import { problem } from '../problems/problem.ts'

/** What of an endpoint's settings a schema alone can't judge. */
export interface Checked {
  types?: readonly string[]
  headers?: Readonly<Record<string, string>> | null
  donations?: readonly string[] | null
}

/**
 * Headers that are not an endpoint's to choose: what describes the body, what belongs to the connection or to what lies
 * between, and what receivers know us by.
 */
const reserved =
  /^((content|webhook|besik|proxy|sec|x-forwarded)-.*|accept-encoding|connection|cookie2?|date|expect|forwarded|host|keep-alive|origin|referer|set-cookie2?|te|trailer|transfer-encoding|upgrade|user-agent|via|x-real-ip)$/i

const checkTypes = (given: readonly string[]) => {
  const place = given.findIndex((pattern) => !isEventPattern(pattern))
  if (place >= 0) throw problem('unknown-event-pattern', { pointer: `/types/${place}` })
}

const checkHeaders = (headers: Readonly<Record<string, string>>) => {
  const seen = new Set<string>()
  for (const name of Object.keys(headers)) {
    if (reserved.test(name)) throw problem('header-reserved', { pointer: `/headers/${name}` })
    if (seen.has(name.toLowerCase())) throw problem('duplicate-entry', { pointer: `/headers/${name}` })
    seen.add(name.toLowerCase())
  }
}

/** Throws where types are named that nothing has, or headers that are ours. */
export const checkSettings = ({ types: wanted, headers }: Checked) => {
  if (wanted) checkTypes(wanted)
  if (headers) checkHeaders(headers)
}

/** Throws where a donation is named that the organization does not see, be there one or not. */
export const checkDonations = async (
  tx: Tx,
  organization: string,
  donations: readonly string[] | null | undefined,
) => {
  if (!donations) return
  const wanted = `{${donations.join()}}`
  const rows = await tx.execute<{ id: string }>(sql`select w.id from unnest(${wanted}::uuid[]) as u(id)
    join workflows w on w.id = u.id and w.kind = 'donation' where ${visibleTo(sql`${organization}::uuid`, sql`w.id`)}`)
  const seen = new Set(rows.map(({ id }) => id))
  const place = donations.findIndex((id) => !seen.has(id))
  if (place >= 0) throw problem('unknown-donation', { pointer: `/donations/${place}` })
}
