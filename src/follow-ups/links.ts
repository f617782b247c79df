import { v7 as uuidv7 } from 'uuid'
import type { FollowUpLink, NewFollowUpLink } from '../../schemas/follow-up.ts'
import type { WorkflowRole } from '../../schemas/roles.ts'
import type { Tx } from '../database/client.ts'
import { readStream } from '../engine/create.ts'
import { rolesOf } from '../engine/decide.ts'
import type { Sender } from '../engine/dispatch.ts'
import { dueAt } from '../engine/due.ts'
import type { Details } from '../engine/read.ts'
import { getContext } from '../engine/snapshot.ts'
import { makeToken } from '../link-token.ts'
import { problem } from '../problems/problem.ts'
import { findLanguage, insertLink, revokeLink } from './repository.ts'

const issuers: readonly WorkflowRole[] = ['donor', 'coordinator', 'recipient']

const checkRoles = (roles: readonly WorkflowRole[], event: string) => {
  if (roles.length === 0) throw problem('not-found')
  if (!roles.some((role) => issuers.includes(role)))
    throw problem('role-not-allowed', { values: { event, roles: issuers.join(', ') } })
}

/** Makes a link to one donation, in the caller's transaction; the token is told this once, and kept as a hash. */
export const issueLink = async (
  tx: Tx,
  details: Details,
  { organization }: Sender,
  donation: string,
  { language: wanted, days }: NewFollowUpLink,
): Promise<FollowUpLink & { token: string }> => {
  const found = await readStream(tx, details, donation)
  if (found?.target.kind !== 'donation') throw problem('not-found')
  checkRoles(rolesOf(found.stream, organization), 'followUpLink.issued')
  const { zone } = getContext('donation', found.stream)
  const id = uuidv7()
  const token = makeToken()
  const language = wanted ?? (await findLanguage(tx, donation))
  const expiresAt = dueAt(found.now, days, zone)
  const link = { id, donationId: donation, issuedBy: organization, language }
  await insertLink(tx, { ...link, token, expiresAt: new Date(expiresAt) })
  return { id, donation, language, expiresAt, token }
}

/** Ends a link, for good; one that has ended stays as it is. */
export const endLink = async (
  tx: Tx,
  details: Details,
  { organization }: Sender,
  id: string,
): Promise<FollowUpLink> => {
  const link = await revokeLink(tx, organization, id)
  if (!link) throw problem('not-found')
  const found = await readStream(tx, details, link.donationId)
  checkRoles(found ? rolesOf(found.stream, organization) : [], 'followUpLink.revoked')
  return {
    id: link.id,
    donation: link.donationId,
    language: link.language,
    expiresAt: link.expiresAt.toISOString(),
    revokedAt: link.revokedAt?.toISOString(),
  }
}
