import { inArray } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { NewRecall } from '../../schemas/recall.ts'
import { countHospitals, type RecallInput } from '../../workflows/recall.ts'
import type { Tx } from '../database/client.ts'
import { recalledUnits, recalls } from '../database/field-tables.ts'
import { organizations } from '../database/tables.ts'
import type { Sender } from '../engine/dispatch.ts'
import { openStream } from '../open-stream.ts'
import { selectOwner } from '../owner.ts'
import { problem } from '../problems/problem.ts'
import { type FoundUnit, findUnits } from './find-units.ts'
import { compareSerials } from './serial-order.ts'

/** Rows of one statement: each has a few parameters, of which Postgres takes 65 535. */
const batch = 5000

const issuers = new Set(['supplier', 'authority', 'foundation', 'club'])

const getIssuer = async (tx: Tx, id: string) => {
  const [issuer] = await selectOwner(tx, id)
  if (!issuer || !issuers.has(issuer.kind)) throw problem('recall-not-allowed')
  return issuer
}

/** Throws where the criteria contradict themselves. No I/O. */
const checkCriteria = ({ criteria: { serialNumbers } }: NewRecall) => {
  if (serialNumbers && compareSerials(serialNumbers.from, serialNumbers.to) > 0)
    throw problem('serial-range-inverted')
}

const count = (units: FoundUnit[]) => ({
  units: units.length,
  onTheWay: units.filter(({ isOnTheWay }) => isOnTheWay).length,
})

const openPart = (tx: Tx, sender: Sender, now: string, id: string, input: RecallInput) => {
  const { units, onTheWay, parties: roles } = input
  const data = { hospitals: countHospitals(input), units, onTheWay }
  return openStream(tx, sender, now, {
    ...{ id, kind: 'recall', state: 'open', type: 'recall.opened', data, input, roles },
  })
}

const storeUnits = async (tx: Tx, recallId: string, units: FoundUnit[]) => {
  for (let from = 0; from < units.length; from += batch)
    await tx
      .insert(recalledUnits)
      .values(units.slice(from, from + batch).map(({ id }) => ({ recallId, unitId: id })))
}

/** Finds what hospitals hold at this moment, and opens the recall with a part for each of them. Answers its id. */
export const openRecall = async (tx: Tx, sender: Sender, recall: NewRecall): Promise<string> => {
  const { organization: ownerId } = sender
  const { zone, now } = await getIssuer(tx, ownerId)
  checkCriteria(recall)
  const found = Object.groupBy(await findUnits(tx, recall.criteria), ({ hospital }) => hospital)
  const ids = Object.keys(found)
  if (ids.length === 0) throw problem('recall-finds-nothing')
  const known = await tx
    .select({ id: organizations.id, zone: organizations.timeZone })
    .from(organizations)
    .where(inArray(organizations.id, ids))
  const parts = known.map((hospital) => {
    const units = found[hospital.id] ?? []
    return { hospital: hospital.id, zone: hospital.zone, part: uuidv7(), found: units, ...count(units) }
  })
  const whole = uuidv7()
  await tx.insert(recalls).values([
    { id: whole, ownerId, ...recall },
    ...parts.map(({ part, hospital }) => ({
      ...{ id: part, partOfId: whole, hospitalId: hospital, ownerId },
      ...recall,
    })),
  ])
  const hospitals = Object.fromEntries(
    parts.map(({ hospital, part, units, onTheWay }) => [hospital, { part, units, onTheWay }]),
  )
  const sums = count(parts.flatMap((part) => part.found))
  await openPart(tx, sender, now, whole, {
    ...{ zone, parties: { [ownerId]: ['owner'] }, ...sums, hospitals, partOf: null },
  })
  for (const { part, hospital, zone: local, units, onTheWay, found: unitsFound } of parts) {
    await storeUnits(tx, part, unitsFound)
    const partOf = { recall: whole, hospital }
    await openPart(tx, sender, now, part, {
      ...{ zone: local, parties: { [hospital]: ['recipient'] }, units, onTheWay, hospitals: {}, partOf },
    })
  }
  return whole
}
