import { sql } from 'drizzle-orm'
import { kinds } from '../../schemas/event.ts'
import { workflows as catalogue } from '../../workflows/catalogue.ts'
import type { Database } from '../database/client.ts'
import { machineVersions } from '../database/tables.ts'
import { isState, machineVersion } from './snapshot.ts'

/** States that rows are in, by kind: hops along the index rather than reading it, so a million rows cost no more. */
const findStates = (db: Database) =>
  db.execute<{ kind: (typeof kinds)[number]; state: string }>(sql`
    with recursive hop as (
      (select kind, state from workflows order by kind, state limit 1)
      union all
      select next.kind, next.state from hop, lateral (
        select kind, state from workflows w where (w.kind, w.state) > (hop.kind, hop.state)
        order by kind, state limit 1) next
    ) select kind, state from hop`)

/** Names the rows of a state that no machine knows. */
const findRows = async (db: Database, kind: string, state: string) => {
  const rows = await db.execute<{ id: string }>(
    sql`select id from workflows where kind = ${kind} and state = ${state} order by id limit 10`,
  )
  return rows.map(({ id }) => `${kind} ${id} is in state "${state}", which its workflow does not have`)
}

/** Versions of a kind that have written rows, and from which no listed step leads on. */
const findGaps = (kind: (typeof kinds)[number], versions: number[]) => {
  const steps: Record<number, unknown> = catalogue[kind].steps
  const current = machineVersion(kind)
  return versions.flatMap((version) => {
    if (version > current)
      return [`rows of kind ${kind} were written by version ${version}, newer than ${current}`]
    const missing = Array.from({ length: current - version }, (_, n) => version + n).filter((n) => !steps[n])
    return missing.map((n) => `rows of kind ${kind} may need a step from version ${n}, and there is none`)
  })
}

/** Throws, with a list, where there are rows that the workflows of this release can't load. */
export const checkRows = async (db: Database): Promise<void> => {
  const written = await db.select().from(machineVersions)
  const faults = kinds.flatMap((kind) =>
    findGaps(
      kind,
      written.filter((one) => one.kind === kind).map(({ version }) => version),
    ),
  )
  for (const { kind, state } of await findStates(db)) {
    const renamed: readonly string[] = catalogue[kind]?.renamed ?? []
    if (!catalogue[kind] || !(isState(kind, state) || renamed.includes(state)))
      faults.push(...(await findRows(db, kind, state)))
  }
  if (faults.length > 0)
    throw new Error(`This release can't load what the database holds:\n- ${faults.join('\n- ')}`)
  const current = kinds.map((kind) => ({ kind, version: machineVersion(kind) }))
  await db.insert(machineVersions).values(current).onConflictDoNothing()
}
