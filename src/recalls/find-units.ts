import { type SQL, sql } from 'drizzle-orm'
import type { RecallCriteria } from '../../schemas/recall.ts'
import type { Tx } from '../database/client.ts'
import { type Candidate, fits } from './match.ts'

/** States in which a unit stands at its hospital, refused ones included: those are still there, and may be repaired. */
const held = [
  'arrived',
  'accepted',
  'acceptedWithRemarks',
  'rejected',
  'repairing',
  'inService',
  'outOfService',
]
/** What has yet to leave is not the hospital's, and what was lost, returned or disposed of no more. */
const wanted = [...held, 'inTransit']

/** Candidates that are read and matched at a time: to read a label takes microseconds, during which nobody else is served. */
const batch = 500

interface Row extends Candidate, Record<string, unknown> {
  id: string
  hospital: string
  state: string
}

export interface FoundUnit {
  id: string
  hospital: string
  isOnTheWay: boolean
}

const label = sql`upper(w.context->>'udi')`

/** Whether the label may hold one of the texts; a Digital Link may write any character of it by its code. */
const mayHold = (texts: readonly string[]): SQL =>
  sql`(strpos(${label}, '%') > 0 or exists (
    select from json_array_elements_text(${JSON.stringify(texts)}::text::json) one where strpos(${label}, upper(one)) > 0))`

/**
 * The query behind the candidates, which leaves the exact comparison to `fits`. With a maker it goes by `units_maker`
 * (1 000 of 100 000 units in 15 ms). Without one nothing indexes what a label says, which is text as it was scanned: all
 * units are read once (100 000 in 0.7 s), and only those whose label may name the device leave the database. A recall is
 * made a few times a year, while an index over every label would be paid for by each unit that is packed.
 */
const selectCandidates = ({ maker, deviceIdentifier, lots }: RecallCriteria): SQL => {
  const conditions = [
    ...(maker === undefined ? [] : [sql`lower(u.maker) = lower(${maker})`]),
    // Zeros before a GTIN may be missing from its carrier.
    ...(deviceIdentifier === undefined ? [] : [mayHold([deviceIdentifier.replace(/^0+/, '')])]),
    ...(lots === undefined ? [] : [mayHold(lots)]),
  ]
  return sql`select u.id, u.maker, u.model, w.state, w.context->>'serialNumber' as "serialNumber",
      w.context->>'udi' as udi, p.organization_id as hospital
    from units u
    join workflows w on w.id = u.id and w.state = any (string_to_array(${wanted.join(',')}, ','))
    join parties p on p.stream_id = u.donation_id and 'recipient' = any (p.roles)
    where ${sql.join(conditions, sql` and `)}`
}

/** Every unit that hospitals hold, or that is on its way to one, and that the criteria fit; in the order of their making. */
export const findUnits = async (tx: Tx, criteria: RecallCriteria): Promise<FoundUnit[]> => {
  const found: FoundUnit[] = []
  // A cursor: one walk, of which no more than a batch is in memory. All of it is read, so the plan is to be that of all.
  await tx.execute(sql`set local cursor_tuple_fraction = 1`)
  await tx.execute(sql`declare recall_candidates no scroll cursor for ${selectCandidates(criteria)}`)
  for (let isMore = true; isMore; ) {
    const rows = await tx.execute<Row>(sql.raw(`fetch ${batch} from recall_candidates`))
    for (const row of rows)
      if (fits(criteria, row))
        found.push({ id: row.id, hospital: row.hospital, isOnTheWay: row.state === 'inTransit' })
    isMore = rows.length === batch
  }
  await tx.execute(sql`close recall_candidates`)
  return found.sort((one, other) => (one.id < other.id ? -1 : 1))
}
