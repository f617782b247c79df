import { v7 as uuidv7 } from 'uuid'
import type { NewConfirmation } from '../../schemas/confirmation.ts'
import type { Database, Tx } from '../database/client.ts'
import { type Dossier, lockShipment, readDossier } from '../dossier.ts'
import { extendStream } from '../engine/create.ts'
import { type openDecision, rolesOf } from '../engine/decide.ts'
import type { Sender } from '../engine/dispatch.ts'
import type { Details, Found } from '../engine/read.ts'
import { getContext, type Row } from '../engine/snapshot.ts'
import { type FindMissing, findUnknownPhotos, listPhotos } from '../inspection-photos.ts'
import { problem } from '../problems/problem.ts'
import { assess, hashSubmission, toEvent } from './decide.ts'
import { isUndecided, type Matched } from './match.ts'
import { findSame, insertConfirmation, toConfirmation } from './repository.ts'
import { countOutcomes } from './text.ts'

export interface Confirming {
  details: Details
  findMissing: FindMissing
}

/** States in which the hospital can have the consignment before it, whether or not its arrival was written down. */
const confirmable = new Set(['dispatched', 'inCustoms', 'arrived', 'received'])

const readFor = async (tx: Tx, details: Details, shipment: string, { organization }: Sender) => {
  const found = await lockShipment(tx, details, shipment)
  const roles = found ? rolesOf(found.stream, organization) : []
  if (!found || roles.length === 0) throw problem('not-found')
  if (!roles.includes('recipient'))
    throw problem('role-not-allowed', { values: { event: 'shipment.confirmed', roles: 'recipient' } })
  return found
}

/** Throws where the consignment can't be before the hospital, or nobody follows it any more. */
const checkState = ({ row: { state } }: Dossier['shipment'], { row: donation }: Dossier['donation']) => {
  if (confirmable.has(state) && donation.state !== 'closed') return
  throw problem('transition-not-allowed', {
    values: { event: 'shipment.confirmed', state },
    extensions: { state, availableEvents: [] },
  })
}

/** Throws where the link has ended in one of the ways; whoever comes back to a used one learns more than that. */
const checkLink = ({ target }: Found, sender: Sender, isFinal: (state: string) => boolean) => {
  if (!('link' in sender)) return
  const link = getContext('shipment', target).links.find(({ id }) => id === sender.link)
  if (!link) throw problem('link-unknown')
  if (isFinal(link.state)) throw problem('link-ended', { values: { state: link.state } })
}

const listAllPhotos = (matched: Matched[]) =>
  matched.flatMap(({ place, decision }) =>
    decision.outcome !== 'missing' && decision.inspection
      ? listPhotos(decision.inspection, `/decisions/${place}/inspection`)
      : [],
  )

/** Faults that one answer lists: as many as there may be units. */
const mostFaults = 500

/** What a submission comes to; throws with every fault in it. */
export const check = async (
  db: Database | Tx,
  { findMissing }: Pick<Confirming, 'findMissing'>,
  confirmation: NewConfirmation,
  dossier: Dossier,
) => {
  checkState(dossier.shipment, dossier.donation)
  const { faults, ...assessed } = assess(confirmation, dossier)
  const photos = listAllPhotos(assessed.matched)
  const unknown = await findUnknownPhotos(db, findMissing, dossier.donation.row.id, photos)
  const errors = [...faults, ...unknown]
  if (errors.length > 0) throw problem('confirmation-refused', { errors: errors.slice(0, mostFaults) })
  return assessed
}

/**
 * The confirmation to which the submission led before. Where all its units await a decision anew, as after a repair, the
 * same words are another decision.
 */
export const findEarlier = async (
  db: Database | Tx,
  shipment: string,
  confirmation: NewConfirmation,
  rows: Row[],
) => {
  const same = await findSame(db, shipment, hashSubmission(confirmation))
  const isOpen = (id: string) => rows.some((row) => row.id === id && isUndecided(row))
  return same && !same.units.every(({ id }) => isOpen(id)) ? toConfirmation(same) : undefined
}

/** Events of a confirmation, in the order in which they happened: it came, it was counted, each unit was decided. */
const act = (
  decision: ReturnType<typeof openDecision>,
  { target, now }: Found,
  sender: Sender,
  confirmation: NewConfirmation,
  { id, matched, textSha256 }: { id: string; matched: Matched[]; textSha256: string },
) => {
  const by = sender.organization
  const tell = (type: string, data: Record<string, unknown>) =>
    decision.send(target, { type, data, by, at: now })
  const { receipt, language, signer, decisions } = confirmation
  if (target.state === 'dispatched' || target.state === 'inCustoms') tell('shipment.arrived', {})
  if (receipt) tell('shipment.received', { ...receipt, missing: [] })
  for (const one of matched) decision.send(one.unit.row, toEvent(one, confirmation, by, now))
  const link = 'link' in sender ? { link: sender.link } : {}
  const outcomes = countOutcomes(decisions)
  tell('shipment.confirmed', {
    confirmation: id,
    language,
    textSha256,
    position: signer.position,
    outcomes,
    ...link,
  })
  const { links, units } = getContext('shipment', target)
  const live = links.find(({ state }) => state === 'live')
  const isDone = units.every((unit) => decision.stateOf(unit) !== 'arrived')
  if (live && isDone) tell('link' in sender ? 'link.used' : 'link.revoked', { link: live.id })
}

/**
 * Carries out a hospital's confirmation in the caller's transaction, whole or not at all. The same submission again
 * gives what it gave before; one that contradicts it is refused, unit by unit.
 */
export const confirm = async (
  tx: Tx,
  options: Confirming,
  sender: Sender,
  shipment: string,
  confirmation: NewConfirmation,
) => {
  const found = await readFor(tx, options.details, shipment, sender)
  const earlier = await findEarlier(tx, shipment, confirmation, found.rows)
  if (earlier) return earlier
  checkLink(found, sender, (state) => state !== 'live' && state !== 'used')
  const dossier = await readDossier(tx, found)
  const { matched, text, textSha256 } = await check(tx, options, confirmation, dossier)
  checkLink(found, sender, (state) => state !== 'live')
  if (confirmation.textSha256 && confirmation.textSha256 !== textSha256)
    throw problem('confirmed-text-changed', { pointer: '/textSha256' })
  const id = uuidv7()
  const { rows } = await extendStream(tx, sender, found, (decision) =>
    act(decision, found, sender, confirmation, { id, matched, textSha256 }),
  )
  const stored = await insertConfirmation(tx, {
    id,
    donationId: found.stream.id,
    shipmentId: shipment,
    linkId: 'link' in sender ? sender.link : undefined,
    language: confirmation.language,
    text,
    textSha256,
    signerName: confirmation.signer.name,
    signerPosition: confirmation.signer.position,
    submission: hashSubmission(confirmation),
    units: matched.map(({ unit, decision: { outcome } }) => ({
      id: unit.row.id,
      code: unit.code,
      outcome,
      state: rows.get(unit.row.id)?.state ?? unit.row.state,
    })),
    createdAt: new Date(found.now),
  })
  return toConfirmation(stored)
}
