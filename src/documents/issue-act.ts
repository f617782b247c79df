import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Language } from '../../schemas/primitives.ts'
import type { Database, Tx } from '../database/client.ts'
import { confirmations } from '../database/tables.ts'
import { createReadShipment, lockShipment, readDossier } from '../dossier.ts'
import { extendStream } from '../engine/create.ts'
import { rolesOf } from '../engine/decide.ts'
import type { Sender } from '../engine/dispatch.ts'
import type { Details, Found } from '../engine/read.ts'
import { accepts } from '../engine/snapshot.ts'
import { problem } from '../problems/problem.ts'
import type { ActData } from './act.ts'
import { toActData } from './act-data.ts'
import { readDecisions } from './act-evidence.ts'
import { findCurrentAct, insertAct, type StoredAct } from './act-repository.ts'

export interface Issuing {
  details: Details
  /** The address at which people reach a path of the service. */
  linkTo: (path: string) => string
  /** Draws the PDF. */
  render: (data: ActData) => Promise<{ bytes: Uint8Array; sha256: string }>
  /** Keeps bytes under their hash. */
  keep: (sha256: string, bytes: Uint8Array) => Promise<void>
}

export interface Wanted {
  sender: Sender
  shipment: string
  languages: Language[]
}

/** A unit of the shipment changed while its act was drawn. */
class ActOutdated extends Error {
  override name = 'ActOutdated'
}

const check = (found: Found | undefined, { sender }: Wanted): Found => {
  if (!found || rolesOf(found.stream, sender.organization).length === 0) throw problem('not-found')
  const { target } = found
  if (accepts(target, 'act.issued')) return found
  throw problem('transition-not-allowed', {
    values: { event: 'act.issued', state: target.state },
    extensions: { state: target.state, availableEvents: [] },
  })
}

const findChange = ({ rows }: Found) => {
  const units = rows.filter(({ kind }) => kind === 'unit')
  return new Date(Math.max(0, ...units.map(({ updatedAt }) => Date.parse(updatedAt))))
}

/** Draws the act of what is confirmed so far and keeps its bytes, without holding anybody up meanwhile. */
const drawAct = async (db: Database, { details, linkTo, render, keep }: Issuing, wanted: Wanted) => {
  const { shipment, languages } = wanted
  const found = check(await createReadShipment(db, details)(shipment), wanted)
  const { stream, now } = found
  const current = await findCurrentAct(db, shipment, languages, findChange(found))
  if (current) return current
  const signed = await db
    .select()
    .from(confirmations)
    .where(eq(confirmations.shipmentId, shipment))
    .orderBy(confirmations.id)
  const id = uuidv7()
  const data = toActData(await readDossier(db, found), await readDecisions(db, stream.id), signed, {
    languages,
    verificationUrl: linkTo(`/acts/${id}`),
  })
  const { bytes, sha256 } = await render(data)
  // Kept before it is told of: a file that nobody names does no harm, a hash without its file does.
  await keep(sha256, bytes)
  return { id, donationId: stream.id, shipmentId: shipment, languages, sha256, createdAt: new Date(now) }
}

/** Writes the hash of a drawn act into the log; where another was made meanwhile, that one is the answer. */
const storeAct = async (tx: Tx, { details }: Issuing, wanted: Wanted, drawn: StoredAct) => {
  const { sender, shipment, languages } = wanted
  const found = check(await lockShipment(tx, details, shipment), wanted)
  const change = findChange(found)
  const current = await findCurrentAct(tx, shipment, languages, change)
  if (current) return current
  if (drawn.createdAt < change) throw new ActOutdated()
  await extendStream(tx, sender, found, (decision) =>
    decision.send(found.target, {
      type: 'act.issued',
      data: { act: drawn.id, sha256: drawn.sha256, languages },
      by: sender.organization,
      at: found.now,
    }),
  )
  return insertAct(tx, drawn)
}

/**
 * Makes the act of what is confirmed of a shipment so far, and writes its hash into the log, in the transaction that
 * `inTransaction` opens. Where no unit has changed since the last one in these languages, that one is the answer.
 */
export const issueAct = async <Result>(
  db: Database,
  issuing: Issuing,
  wanted: Wanted,
  inTransaction: (work: (tx: Tx) => Promise<StoredAct>) => Promise<Result>,
): Promise<Result> => {
  for (let tries = 1; ; tries++) {
    const drawn = await drawAct(db, issuing, wanted)
    try {
      return await inTransaction((tx) => storeAct(tx, issuing, wanted, drawn))
    } catch (error) {
      if (!(error instanceof ActOutdated)) throw error
      if (tries === 3) throw problem('overloaded', { headers: { 'retry-after': '1' } })
    }
  }
}
