import { sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { NewEndpoint } from '../../schemas/endpoint.ts'
import type { Tx } from '../database/client.ts'
import { endpoints } from '../database/tables.ts'
import type { Sender } from '../engine/dispatch.ts'
import { createGetView } from '../engine/find.ts'
import type { Details } from '../engine/read.ts'
import { openStream } from '../open-stream.ts'
import { selectOwner } from '../owner.ts'
import { problem } from '../problems/problem.ts'
import { answerWith } from '../resource-routes.ts'
import type { Made } from '../secret-answer.ts'
import { type Keyring, sealSecret } from '../webhooks/secret-vault.ts'
import { checkDonations } from './check.ts'
import { toEndpoint } from './resource.ts'
import { insertSecret } from './secrets.ts'

const most = 50

/** The organization, locked so that nobody counts its endpoints at the same time, and the database's clock. */
const lockOwner = async (tx: Tx, id: string) => {
  const [owner] = await selectOwner(tx, id).for('no key update')
  if (!owner) throw problem('not-found')
  return owner
}

const checkCount = async (tx: Tx, organization: string) => {
  const [row] = await tx.execute<{ count: number }>(sql`select count(*)::int as count from parties
    where organization_id = ${organization}::uuid and kind = 'endpoint' and state in ('active', 'paused', 'disabled')`)
  if ((row?.count ?? 0) >= most) throw problem('too-many-endpoints', { values: { limit: most } })
}

/** The same without what is there twice. */
export const listOnce = <One>(list: readonly One[] | null | undefined) => list && [...new Set(list)]

/** Headers as they are stored: names in the open, values encrypted. */
export const sealHeaders = (headers: Record<string, string>, endpoint: string, keyring: () => Keyring) => {
  const headerNames = Object.keys(headers)
  if (headerNames.length === 0) return { headerNames, headers: null }
  return { headerNames, headers: sealSecret(JSON.stringify(headers), endpoint, keyring()) }
}

/** Makes an endpoint with its first secret. */
export const createEndpoint = async (
  tx: Tx,
  { details, keyring }: { details: Details; keyring: Keyring },
  sender: Sender,
  { signature, headers = {}, ...settings }: NewEndpoint,
): Promise<Made> => {
  const { organization } = sender
  const owner = await lockOwner(tx, organization)
  await checkCount(tx, organization)
  await checkDonations(tx, organization, settings.donations)
  const id = uuidv7()
  await tx.insert(endpoints).values({
    ...settings,
    id,
    organizationId: organization,
    types: [...new Set(settings.types)],
    donations: listOnce(settings.donations),
    programmes: listOnce(settings.programmes),
    roles: listOnce(settings.roles),
    ...sealHeaders(headers, id, () => keyring),
  })
  const { secret } = await insertSecret(tx, id, signature, keyring)
  await openStream(tx, sender, owner.now, {
    ...{ id, kind: 'endpoint', state: 'active', type: 'endpoint.created', data: {} },
    input: { owner: organization, zone: owner.zone },
    roles: { [organization]: ['owner'] },
  })
  const view = await createGetView(tx, 'endpoint', details)(id, organization)
  return { answer: answerWith(201, toEndpoint(view), view, `/v1/endpoints/${id}`), secret }
}
