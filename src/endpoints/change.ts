import { eq, sql } from 'drizzle-orm'
import type { EndpointChange } from '../../schemas/endpoint.ts'
import type { Tx } from '../database/client.ts'
import { endpoints } from '../database/tables.ts'
import type { Answer } from '../engine/answer.ts'
import { extendStream, readStream } from '../engine/create.ts'
import type { Sender } from '../engine/dispatch.ts'
import { createGetView } from '../engine/find.ts'
import type { Details, Found } from '../engine/read.ts'
import { problem } from '../problems/problem.ts'
import { answerWith } from '../resource-routes.ts'
import { type Keyring, openSecret } from '../webhooks/secret-vault.ts'
import { checkDonations } from './check.ts'
import { listOnce, sealHeaders } from './create.ts'
import type { EndpointDetail } from './detail.ts'
import { toEndpoint } from './resource.ts'
import { getKeyring } from './secrets.ts'

/** Reads an endpoint of the sender's, which the transaction has to itself from here on. */
export const lockEndpoint = async (tx: Tx, details: Details, sender: Sender, id: string): Promise<Found> => {
  // Nobody locks what is not theirs.
  await createGetView(tx, 'endpoint', details)(id, sender.organization)
  const found = await readStream(tx, details, id, { kind: 'endpoint' })
  if (!found) throw problem('not-found')
  return found
}

/** Notes in its log what was done to an endpoint; a problem where its state allows it no more. */
export const noteEvent = (
  tx: Tx,
  sender: Sender,
  found: Found,
  event: { type: string; data: Record<string, unknown> },
) =>
  extendStream(tx, sender, found, (decision) =>
    decision.send(found.target, { ...event, by: sender.organization, at: found.now }),
  )

/** Throws where an endpoint takes no changes any more, even one that changes nothing. */
export const checkOpen = ({ target: { state } }: Found, event: string) => {
  if (state === 'removed')
    throw problem('transition-not-allowed', {
      values: { event, state },
      extensions: { state, availableEvents: [] },
    })
}

const sortEntries = (headers: object) => JSON.stringify(Object.entries(headers).sort())

const isStored = (sealed: string, id: string, headers: Record<string, string>, keyring: Keyring) => {
  try {
    return sortEntries(JSON.parse(openSecret(sealed, id, keyring))) === sortEntries(headers)
  } catch {
    // Encrypted with a key that is gone: whatever is given now takes their place.
    return false
  }
}

/** The headers to store, where they are to be others than those that are stored. */
const changeHeaders = async (
  tx: Tx,
  id: string,
  headers: Record<string, string> | null | undefined,
  keyring: Keyring | undefined,
) => {
  if (headers === undefined) return undefined
  const [row] = await tx.select({ headers: endpoints.headers }).from(endpoints).where(eq(endpoints.id, id))
  const next = headers ?? {}
  const stored = row?.headers
  if (!stored && Object.keys(next).length === 0) return undefined
  if (stored && isStored(stored, id, next, getKeyring(keyring))) return undefined
  return sealHeaders(next, id, () => getKeyring(keyring))
}

const toColumns = ({ headers: _, isOrdered, ...change }: EndpointChange) => ({
  ...change,
  types: change.types && [...new Set(change.types)],
  donations: listOnce(change.donations),
  programmes: listOnce(change.programmes),
  roles: listOnce(change.roles),
  isOrdered: isOrdered === null ? false : isOrdered,
})

interface Changing {
  sender: Sender
  id: string
  ifMatch: number
  change: EndpointChange
  /** Throws where the new URL is not reached. */
  checkUrl: () => void
}

/** Changes settings of an endpoint, and notes which; what changes nothing is answered as it stands. */
export const changeEndpoint = async (
  tx: Tx,
  { details, keyring }: { details: Details; keyring?: Keyring },
  { sender, id, ifMatch, change, checkUrl }: Changing,
): Promise<Answer> => {
  const found = await lockEndpoint(tx, details, sender, id)
  if (found.target.version !== ifMatch) throw problem('if-match-stale')
  checkOpen(found, 'endpoint.changed')
  await checkDonations(tx, sender.organization, change.donations)
  checkUrl()
  const columns = toColumns(change)
  const headers = await changeHeaders(tx, id, change.headers, keyring)
  const stored: EndpointDetail = JSON.parse(found.detail)
  const isOther = ([name, value]: [string, unknown]) =>
    value !== undefined && JSON.stringify(value) !== JSON.stringify(Reflect.get(stored, name))
  const fields = Object.entries(columns)
    .filter(isOther)
    .map(([name]) => name)
  if (headers) fields.push('headers')
  if (fields.length > 0) {
    await noteEvent(tx, sender, found, { type: 'endpoint.changed', data: { fields } })
    await tx
      .update(endpoints)
      .set({ ...columns, ...headers, settingsVersion: sql`${endpoints.settingsVersion} + 1` })
      .where(eq(endpoints.id, id))
  }
  const view = await createGetView(tx, 'endpoint', details)(id, sender.organization)
  return answerWith(200, toEndpoint(view), view)
}
