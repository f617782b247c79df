import { type SQL, sql } from 'drizzle-orm'
import type { NeedSummary } from '../../schemas/need.ts'
import { placeJson } from './detail.ts'

/** A row of a list as SQL makes it: what is absent is null. */
type Listed = Omit<NeedSummary, 'region' | 'neededBy' | 'department'> & {
  region: string | null
  neededBy: string | null
  department: { id: string; name: string; opensOn: string | null }
}

/** JSON of a summary, over what `placeJson` reads; `state` names the state's column. */
export const summaryJson = (state: SQL = sql`n.state`) =>
  sql`json_build_object('id', n.id, 'state', ${state}, ${placeJson}, 'quantity', n.quantity,
    'remaining', n.remaining, 'neededBy', n.needed_by)`

export const toSummary = ({ line }: { line: string }): NeedSummary => {
  const { region, neededBy, department, ...row }: Listed = JSON.parse(line)
  const { opensOn, ...place } = department
  return {
    ...row,
    region: region ?? undefined,
    neededBy: neededBy ?? undefined,
    department: { ...place, ...(opensOn && { opensOn }) },
  }
}
