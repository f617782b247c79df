import { v7 as uuidv7 } from 'uuid'
import type { Language } from '../../schemas/primitives.ts'
import type { WorkflowRole } from '../../schemas/roles.ts'
import type { Tx } from '../database/client.ts'
import { lockShipment, readDossier } from '../dossier.ts'
import { extendStream } from '../engine/create.ts'
import { rolesOf } from '../engine/decide.ts'
import type { Sender } from '../engine/dispatch.ts'
import type { Details } from '../engine/read.ts'
import { makeToken } from '../link-token.ts'
import { problem } from '../problems/problem.ts'
import { insertLink } from './repository.ts'

const issuers: readonly WorkflowRole[] = ['donor', 'supplier', 'coordinator', 'recipient']

/** Makes a link to one shipment, in the caller's transaction; the token is told this once, and kept as a hash. */
export const issueLink = async (
  tx: Tx,
  details: Details,
  sender: Sender,
  shipment: string,
  wanted: Language | undefined,
) => {
  const found = await lockShipment(tx, details, shipment)
  const roles = found ? rolesOf(found.stream, sender.organization) : []
  if (!found || roles.length === 0) throw problem('not-found')
  if (!roles.some((role) => issuers.includes(role)))
    throw problem('role-not-allowed', { values: { event: 'link.issued', roles: issuers.join(', ') } })
  const { recipient } = await readDossier(tx, found)
  const language = wanted ?? recipient.language
  const id = uuidv7()
  const token = makeToken()
  await insertLink(tx, { id, shipment, issuedBy: sender.organization, token })
  const { deadlinesSet } = await extendStream(tx, sender, found, (decision) =>
    decision.send(found.target, {
      type: 'link.issued',
      data: { link: id, language },
      by: sender.organization,
      at: found.now,
    }),
  )
  const expiry = deadlinesSet.find(({ name }) => name === 'linkExpiry')
  if (!expiry) throw new Error('a link was made that never expires')
  return { id, token, language, expiresAt: expiry.dueAt }
}
