import type { Language } from '../../schemas/primitives.ts'
import { type Database, limitIdle } from '../database/client.ts'
import { createReadShipment, type Dossier, lockShipment, readDossier } from '../dossier.ts'
import { extendStream } from '../engine/create.ts'
import type { Sender } from '../engine/dispatch.ts'
import type { Details, Found } from '../engine/read.ts'
import { accepts, getContext } from '../engine/snapshot.ts'
import { readToken } from '../link-token.ts'
import { findLink, type StoredLink } from './repository.ts'

/** A link as its holder meets it, with what it leads to. */
export interface OpenLink {
  link: StoredLink
  state: 'live' | 'used' | 'refused' | 'revoked' | 'replaced' | 'expired'
  language: Language
  isOpened: boolean
  /** When it closes or has closed, RFC 3339. */
  expiresAt: string
  sender: Sender
  donation: string
  dossier: Dossier
}

const describe = ({ target, deadlines, now }: Found, { id }: StoredLink) => {
  const { links } = getContext('shipment', target)
  const known = links.find((one) => one.id === id)
  const expiry = deadlines.find(({ name }) => name === 'linkExpiry')
  return {
    // One that the shipment no longer remembers gave way to newer ones long ago.
    state: known?.state ?? ('replaced' as const),
    language: known?.language ?? ('ru' as const),
    isOpened: known?.openedAt !== undefined,
    isReminded: known?.remindedAt !== undefined,
    expiresAt: (known?.state === 'live' ? expiry?.dueAt : known?.endedAt) ?? now,
  }
}

/** Finds what a token leads to; undefined where it was made up. */
export const createFindOpenLink = (db: Database, details: Details) => {
  const readShipment = createReadShipment(db, details)
  return async (token: string): Promise<OpenLink | undefined> => {
    const known = readToken(token)
    const link = known === undefined ? undefined : await findLink(db, known)
    if (!link) return undefined
    const found = await readShipment(link.shipment)
    if (!found) return undefined
    const dossier = await readDossier(db, found)
    const sender = { organization: dossier.recipient.id, link: link.id }
    const { isReminded: _, ...state } = describe(found, link)
    return { link, ...state, sender, donation: found.stream.id, dossier }
  }
}

/** Writes into the log what happened to a link: that it was opened for the first time, or refused. */
export const tellOfLink = (
  db: Database,
  details: Details,
  { link, sender }: Pick<OpenLink, 'link' | 'sender'>,
  happened: { type: 'link.opened' } | { type: 'link.refused'; note: string },
) =>
  db.transaction(async (tx) => {
    await limitIdle(tx)
    const found = await lockShipment(tx, details, link.shipment)
    if (!found || !accepts(found.target, happened.type)) return
    const { state, isOpened, isReminded } = describe(found, link)
    const isOpening = happened.type === 'link.opened'
    // Two phones may open it at once; only the first has opened it first.
    if (isOpening ? isOpened || (state !== 'live' && state !== 'expired') : state !== 'live') return
    const data = isOpening
      ? { link: link.id, isLate: isReminded || state === 'expired' }
      : { link: link.id, note: happened.note }
    await extendStream(tx, sender, found, (decision) =>
      decision.send(found.target, { type: happened.type, data, by: sender.organization, at: found.now }),
    )
  })
