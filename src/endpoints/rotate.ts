import { and, eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { SecretRotation } from '../../schemas/endpoint.ts'
import type { Tx } from '../database/client.ts'
import { endpointSecrets, endpoints } from '../database/tables.ts'
import type { Sender } from '../engine/dispatch.ts'
import type { Details } from '../engine/read.ts'
import { problem } from '../problems/problem.ts'
import { answerAt } from '../requests.ts'
import type { Made } from '../secret-answer.ts'
import type { Keyring } from '../webhooks/secret-vault.ts'
import { checkOpen, lockEndpoint, noteEvent } from './change.ts'
import type { EndpointDetail } from './detail.ts'
import { toSecret } from './resource.ts'
import { insertSecret } from './secrets.ts'

const most = 10

/** Lets what signs now expire after the overlap, unless it does so earlier; answers how many sign until then. */
const retireSecrets = async (tx: Tx, endpoint: string, hours: number): Promise<number> => {
  const { endpointId, expiresAt } = endpointSecrets
  // What is stored has milliseconds: rounded up, a secret would outlive this very moment.
  const end = sql`date_trunc('milliseconds', now()) + make_interval(hours => ${hours}::int)`
  const rows = await tx
    .update(endpointSecrets)
    .set({ expiresAt: sql`least(${expiresAt}, ${end})` })
    .where(and(eq(endpointId, endpoint), sql`coalesce(${expiresAt} > now(), true)`))
    .returning({ isLive: sql<boolean>`${expiresAt} > now()` })
  return rows.filter(({ isLive }) => isLive).length
}

interface Rotating {
  sender: Sender
  id: string
  rotation: z.output<typeof SecretRotation>
}

/** Gives an endpoint a new secret. The old ones go on signing beside it for the overlap. */
export const rotateSecret = async (
  tx: Tx,
  { details, keyring }: { details: Details; keyring: Keyring },
  { sender, id, rotation }: Rotating,
): Promise<Made> => {
  const found = await lockEndpoint(tx, details, sender, id)
  const { secrets }: EndpointDetail = JSON.parse(found.detail)
  const signature = rotation.signature ?? secrets.at(-1)?.signature ?? 'v1'
  checkOpen(found, 'endpoint.secretRotated')
  const live = await retireSecrets(tx, id, rotation.overlapHours)
  if (live >= most) throw problem('too-many-secrets', { values: { limit: most } })
  const { secret, ...made } = await insertSecret(tx, id, signature, keyring)
  const data = { secret: made.id, signature }
  await noteEvent(tx, sender, found, { type: 'endpoint.secretRotated', data })
  await tx
    .update(endpoints)
    .set({ settingsVersion: sql`${endpoints.settingsVersion} + 1` })
    .where(eq(endpoints.id, id))
  return { answer: answerAt(`/v1/endpoints/${id}`, toSecret({ ...made, expiresAt: null })), secret }
}
